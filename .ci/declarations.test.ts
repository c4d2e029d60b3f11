import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { afterAll, describe, expect, it } from "vitest"
import { referencePage } from "./api-reference.ts"
import { declarationOf } from "./declarations.ts"

const folder = mkdtempSync(join(tmpdir(), "declarations-"))
afterAll(() => rmSync(folder, { recursive: true }))

const save = (name: string, text: string): string => {
  const file = join(folder, name)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
  return file
}

save(
  "parts/size.d.ts",
  "/** In leaves. */\nexport interface Size {\n    /** At least 0. */\n    readonly n: number;\n}\n",
)
save(
  "parts/hash.d.ts",
  [
    "import type { Size } from './size.js';",
    "/**",
    " * SHA-256 of the bytes.",
    " *",
    " * @param bytes of a file,",
    " * whole",
    " * @example",
    " * hash(bytes)",
    " */",
    "export declare const hash: (bytes: Uint8Array) => Uint8Array;",
    "export declare const bare: Size;",
    "/** Nothing of ours. */",
    "",
    "declare const local: 1;",
    "export { local as renamed };",
    "",
  ].join("\n"),
)
const entry = save(
  "index.d.ts",
  "export { hash as digest, bare, renamed } from './parts/hash.js';\nexport * from './parts/size.js';\nexport type { Task } from 'fp-ts/lib/Task.js';\n",
)

describe("the declaration behind an exported name", () => {
  it("is found through renames, export lists and star exports, with its docstring", () => {
    expect(declarationOf(entry, "digest")).toMatchObject({
      name: "digest",
      text: "const hash: (bytes: Uint8Array) => Uint8Array;",
      doc: expect.stringMatching(/^SHA-256 of the bytes\.\n\n@param/),
    })
    expect(declarationOf(entry, "Size")).toMatchObject({ doc: "In leaves." })
    expect(declarationOf(entry, "renamed")).toMatchObject({ text: "const local: 1;", doc: "Nothing of ours." })
  })

  it("has no docstring when the docstring above belongs to another declaration", () => {
    expect(declarationOf(entry, "bare")).toMatchObject({ doc: "" })
  })

  it("is named as another package's if that package declares it", () => {
    expect(declarationOf(entry, "Task")).toEqual({ name: "Task", from: "fp-ts/lib/Task.js" })
  })

  it("must exist", () => {
    expect(() => declarationOf(entry, "absent")).toThrow(/does not declare absent/)
  })
})

it("the reference page of a package shows each declaration once, with parameters and examples", () => {
  const exports = [declarationOf(entry, "digest"), declarationOf(entry, "Size"), declarationOf(entry, "Task")]
  const page = referencePage("@shifan/x", "Hashes", [
    { entry: "@shifan/x", exports },
    { entry: "@shifan/x/size", exports: exports.slice(1, 2) },
  ])
  expect(page).toContain(
    "### digest\n\nSHA-256 of the bytes.\n\n- `bytes` of a file, whole\n\n```ts\nhash(bytes)\n```\n",
  )
  expect(page).toContain("  /** At least 0. */\n  readonly n: number;\n")
  expect(page).toContain("## @shifan/x/size\n\n### Size\n\nThe same as in `@shifan/x`.\n")
  expect(page).toContain("### Task\n\nThe same as in `fp-ts/lib/Task.js`.\n")
})
