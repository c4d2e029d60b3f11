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
    ["a file", "packages/cli/src/world.ts", ""],
    ["a test of that name", "packages/cli/test/world.long.test.ts", ""],
    ["a folder", "packages/cli/src/world/a.ts", ""],
    ["a word, in a comment too", "packages/core/src/a.ts", "\n// The Regime of a day."],
    ["a declaration", "packages/core/src/a.ts", "\nconst told = 1"],
    ["a phrase broken over lines of a comment", "packages/core/src/a.ts", "\n/** A history moves\n * house. */"],
  ])("are found: %s", (_, path, text) => {
    expect(faultsOf(path, text)).toHaveLength(1)
  })

  it.each([
    ["a file of another package", "packages/core/src/world.ts", ""],
    ["a longer word", "packages/core/src/a.ts", "const RegimeOf = 1"],
    ["a word of a comment that is retired as a name alone", "packages/core/src/a.ts", "// As we were told."],
  ])("are not: %s", (_, path, text) => {
    expect(faultsOf(path, text)).toEqual([])
  })

  it("say the line, and what to say instead", () => {
    expect(faultsOf("packages/core/src/a.ts", "\n\nlet told")).toEqual([
      'packages/core/src/a.ts:3: "told" was renamed: message',
    ])
  })

  it("are written in a list that says where it is wrong", () => {
    expect(() => readRules("file packages/cli world")).toThrow("retired-names.txt:1")
  })
})

describe("circles of imports", () => {
  const src = "packages/x/src"

  it("are found between folders, of types too, where no file imports itself", () => {
    const files = [importing(`${src}/a/1.ts`, "../b/1.js"), importing(`${src}/b/2.ts`, "../a/2.js")]
    expect(circlesIn(files)).toEqual([
      `${src}: a circle of imports\n  ${src}/a/1.ts imports ${src}/b/1.ts\n  ${src}/b/2.ts imports ${src}/a/2.ts`,
    ])
  })

  it("are found between a folder and a file beside it, deep inside", () => {
    const files = [importing(`${src}/a/rules/1.ts`, "../act.js"), importing(`${src}/a/act.ts`, "./rules/2.js")]
    expect(circlesIn(files)).toHaveLength(1)
  })

  it("are not found where all imports go one way, or into a package", () => {
    const files = [
      importing(`${src}/index.ts`, "./a/1.js", "./b/1.js"),
      importing(`${src}/a/1.ts`, "../b/1.js", "./2.js", "@shifan/x"),
      importing(`${src}/b/1.ts`, "./2.js"),
    ]
    expect(circlesIn(files)).toEqual([])
  })
})

describe("imports that a package does not declare", () => {
  it("are found, those declared for tests alone too", () => {
    const requests = ["fp-ts/lib/Either.js", "@shifan/core/law", "node:fs", "#hash", "@shifan/testkit", "vitest"]
    expect(undeclaredImportsIn([importing("packages/roster/src/a.ts", ...requests)])).toEqual([
      "packages/roster/src/a.ts: imports fp-ts/lib/Either.js, which is not among the dependencies of packages/roster",
      "packages/roster/src/a.ts: imports @shifan/testkit, which is not among the dependencies of packages/roster",
      "packages/roster/src/a.ts: imports vitest, which is not among the dependencies of packages/roster",
    ])
  })
})

describe("blocks of code in a document", () => {
  it("have their language and the line of their code", () => {
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
  ])("of shell have commands: %j", (code, expected) => {
    expect(commandsIn(code)).toEqual(expected)
  })
})
