import { describe, expect, it } from "vitest"
import { commandsIn, fencesIn } from "./fences.ts"
import { circlesIn } from "./import-circles.ts"
import { readRules, retiredNamesIn } from "./retired-names.ts"
import type { SourceFile } from "./source-files.ts"
import { undeclaredImportsIn } from "./undeclared-imports.ts"

const importing = (path: string, ...requests: ReadonlyArray<string>): SourceFile => ({
  path,
  text: requests.map((request) => `import type { X } from "${request}"\n`).join(""),
})

describe("retired names", () => {
  const rules = readRules(`# a comment

file     packages/cli world -> context
word     packages     Regime -> ApplicableLaw
declared packages     told -> message
phrase   packages     moves house -> is copied
`)
  const faultsOf = (path: string, text = "") => retiredNamesIn([{ path, text }], rules)

  it.each([
    ["the name of a file", "packages/cli/src/world.ts", ""],
    ["the name of its test", "packages/cli/test/world.long.test.ts", ""],
    ["the name of a folder", "packages/cli/src/world/a.ts", ""],
    ["a word of a comment", "packages/core/src/a.ts", "\n// The Regime of a day."],
    ["a declaration", "packages/core/src/a.ts", "\nconst told = 1"],
    ["a phrase broken over lines of a comment", "packages/core/src/a.ts", "\n/** A history moves\n * house. */"],
  ])("are found in %s", (_, path, text) => {
    expect(faultsOf(path, text)).toHaveLength(1)
  })

  it.each([
    ["the name of a file in another package", "packages/core/src/world.ts", ""],
    ["a longer word", "packages/core/src/a.ts", "const RegimeOf = 1"],
    ["a word of a comment that is retired only as a declared name", "packages/core/src/a.ts", "// As we were told."],
  ])("are not found in %s", (_, path, text) => {
    expect(faultsOf(path, text)).toEqual([])
  })

  it("are reported with their line and the word to use instead", () => {
    expect(faultsOf("packages/core/src/a.ts", "\n\nlet told")).toEqual([
      'packages/core/src/a.ts:3: "told" was renamed: message',
    ])
  })

  it("are read from a list, whose malformed lines are reported", () => {
    expect(() => readRules("file packages/cli world")).toThrow("retired-names.txt:1")
  })
})

describe("circles of imports", () => {
  const src = "packages/x/src"

  it("are found between folders, even if only of types and without a circle of files", () => {
    const files = [importing(`${src}/a/1.ts`, "../b/1.js"), importing(`${src}/b/2.ts`, "../a/2.js")]
    expect(circlesIn(files)).toEqual([
      `${src}: a circle of imports\n  ${src}/a/1.ts imports ${src}/b/1.ts\n  ${src}/b/2.ts imports ${src}/a/2.ts`,
    ])
  })

  it("are found between a folder and a file beside it, inside another folder", () => {
    const files = [importing(`${src}/a/rules/1.ts`, "../act.js"), importing(`${src}/a/act.ts`, "./rules/2.js")]
    expect(circlesIn(files)).toHaveLength(1)
  })

  it("are not found if all imports go one way or into a package", () => {
    const files = [
      importing(`${src}/index.ts`, "./a/1.js", "./b/1.js"),
      importing(`${src}/a/1.ts`, "../b/1.js", "./2.js", "@shifan/x"),
      importing(`${src}/b/1.ts`, "./2.js"),
    ]
    expect(circlesIn(files)).toEqual([])
  })
})

describe("imports that a package does not declare", () => {
  it("are found, including those that it declares only for tests", () => {
    const requests = ["fp-ts/lib/Either.js", "@shifan/core/law", "node:fs", "#hash", "@shifan/testkit", "vitest"]
    expect(undeclaredImportsIn([importing("packages/roster/src/a.ts", ...requests)])).toEqual([
      "packages/roster/src/a.ts: imports fp-ts/lib/Either.js, which is not among the dependencies of packages/roster",
      "packages/roster/src/a.ts: imports @shifan/testkit, which is not among the dependencies of packages/roster",
      "packages/roster/src/a.ts: imports vitest, which is not among the dependencies of packages/roster",
    ])
  })
})

describe("blocks of code in a document", () => {
  it("are read with their language and the line of their code", () => {
    expect(fencesIn("a.md", "text\n\n```sh\na\nb\n```\n\n```\nc\n```\n")).toEqual([
      { at: "a.md:4", language: "sh", code: "a\nb\n" },
      { at: "a.md:9", language: "", code: "c\n" },
    ])
  })

  it.each([
    ["a b # c", [["a", "b"]]],
    ["a '#b' \"c d\" e=#f", [["a", "#b", "c d", "e=#f"]]],
    ["X=1 Y='2 3' a b", [["a", "b"]]],
    ["a ; b && c | d", [["a"], ["b"], ["c"], ["d"]]],
    ["a < b > c 2>d", [["a", "<", "b"]]],
    ["a \\\n  b\nX=1", [["a", "b"]]],
  ])("are split into commands if they are shell: %j", (code, expected) => {
    expect(commandsIn(code)).toEqual(expected)
  })
})
