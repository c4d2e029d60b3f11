/** The English labels of fields: plain words, and none for a field that does not exist. */
import { qinhuangdao2020 } from "@shifan/core/regulations"
import { describe, expect, it } from "vitest"
import { englishLabel, englishNames } from "../src/value/english-labels.js"
import { fieldLabels } from "../src/value/labels.js"

const names = new Set(Object.values(fieldLabels).flatMap((fields) => Object.keys(fields)))

describe("a field's English label", () => {
  it.each([...names])("is not an identifier and contains no Chinese: %s", (name) => {
    expect(englishLabel(name, qinhuangdao2020)).not.toMatch(/[a-z][A-Z]|\p{Script=Han}|^(?:uscc|smes|at|to|by|met)\b$/u)
  })

  it("exists only for names of form fields", () => {
    expect(englishNames.filter((name) => !names.has(name))).toEqual([])
  })

  it("is made from the name, even for a name such as constructor that every object has", () => {
    expect(
      ["constructor", "publicWelfareShare", "smesServed"].map((name) => englishLabel(name, qinhuangdao2020)),
    ).toEqual(["constructor", "public welfare share", "SMEs served"])
  })
})
