import { readFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { expect, it } from "vitest"
import { readingIds } from "@shifan/core/law"

const root = join(import.meta.dirname, "../../../..")

/** A file together with those of its folder that it imports. */
const withNeighbours = (path: string): string => {
  const own = readFileSync(path, "utf8")
  const neighbours = [...own.matchAll(/from "\.\/([\w-]+)\.js"/g)].map(([, name]) => join(dirname(path), `${name}.ts`))
  return [own, ...neighbours.map((neighbour) => readFileSync(neighbour, "utf8"))].join("\n")
}

it("docs/how-to-add-a-reading.md names the files that list every reading", () => {
  const page = readFileSync(join(root, "docs/how-to-add-a-reading.md"), "utf8")
  const table = page.slice(page.indexOf("| place |"), page.indexOf("## 3."))
  const places = [...table.matchAll(/^\| `([^`]+)` \|/gm)].map(([, place = ""]) => place)
  expect(places).toHaveLength(3)
  for (const place of places) {
    const text = withNeighbours(join(root, "packages", place))
    const missing = readingIds.filter((id) => !new RegExp(`^ *"?${id}"?:`, "m").test(text))
    expect({ place, missing }).toEqual({ place, missing: [] })
  }
})
