import { readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { right } from "@shifan/testkit/basics"
import { canonicalText } from "../src/canonical-json.js"

const root = join(import.meta.dirname, "../../..")
const page = readFileSync(join(root, "docs/wire-format.md"), "utf8")

describe("the page on the wire format", () => {
  it("shows an event of the frozen histories with its size", () => {
    const [, file = "", line = ""] = /from `([^`]+)`, line (\d+)/.exec(page) ?? []
    const [, json = ""] = /```json\n([\s\S]*?)```/.exec(page) ?? []
    const [, size] = /\s(\d+) bytes long/.exec(page) ?? []
    const leaf = readFileSync(join(root, file), "utf8").split("\n")[Number(line) - 1] ?? ""
    expect(right(canonicalText(JSON.parse(json)))).toBe(leaf)
    expect(Number(size)).toBe(Buffer.byteLength(leaf))
  })

  it("explains every field", () => {
    const [, json = ""] = /```json\n([\s\S]*?)```/.exec(page) ?? []
    const explained = [...page.matchAll(/^\| `(\w+)` \|/gm)].map(([, field]) => field)
    expect(new Set(explained)).toEqual(new Set(Object.keys(Object(JSON.parse(json)))))
  })
})
