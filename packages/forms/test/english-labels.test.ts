/** What a field is called in English: in plain words, and no word for a field that there is none of. */
import { describe, expect, it } from "vitest"
import { englishLabel, englishNames } from "../src/value/english-labels.js"
import { fieldLabels } from "../src/value/labels.js"

const names = new Set(Object.values(fieldLabels).flatMap((fields) => Object.keys(fields)))

describe("a field's English label", () => {
  it.each([...names])("is no identifier and has no Chinese: %s", (name) => {
    expect(englishLabel(name)).not.toMatch(/[a-z][A-Z]|\p{Script=Han}|^(?:uscc|smes|at|to|by|met)\b$/u)
  })

  it("is there for no name that no form has", () => {
    expect(englishNames.filter((name) => !names.has(name))).toEqual([])
  })

  it("is an own name's, whatever a text calls it", () => {
    expect(["constructor", "publicWelfareShare", "smesServed"].map(englishLabel)).toEqual([
      "constructor",
      "public welfare share",
      "SMEs served",
    ])
  })
})
