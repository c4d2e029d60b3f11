import { globSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { expect, it } from "vitest"

const root = join(import.meta.dirname, "..")

it("every code word in the glossary occurs in the code", () => {
  const sources = globSync("packages/*/src/**/*.ts", { cwd: root }).map((path) =>
    readFileSync(join(root, path), "utf8"),
  )
  const words = new Set(
    sources.flatMap((text) => text.match(/[\w.-]+/g) ?? []).flatMap((word) => [word, ...word.split(".")]),
  )
  const glossary = readFileSync(join(root, "docs/glossary.md"), "utf8")
  const inGlossary = [...glossary.matchAll(/`([^`]+)`/g)]
    .map(([, word = ""]) => word)
    .filter((word) => !word.startsWith("--"))
  expect(inGlossary.length).toBeGreaterThan(100)
  expect(inGlossary.filter((word) => !words.has(word))).toEqual([])
})
