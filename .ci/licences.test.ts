import { expect, it } from "vitest"
import { licenceFaults, shippable, usable, type Component } from "./licences.ts"

const under = (...ids: ReadonlyArray<string>): Component => ({
  purl: "pkg:npm/x@1.0.0",
  licenses: ids.map((id) => ({ license: { id } })),
})
const expression = (text: string): Component => ({ purl: "pkg:npm/x@1.0.0", licenses: [{ expression: text }] })

it("lets what asks for its notice be shipped", () => {
  expect(licenceFaults([under("MIT"), expression("(BSD-3-Clause AND Apache-2.0)")], shippable)).toEqual([])
})

it("tells each component that may not be shipped", () => {
  const faults = licenceFaults([under("MIT"), under("MPL-2.0"), under("MIT", "GPL-3.0-only")], shippable)
  expect(faults).toEqual(["pkg:npm/x@1.0.0 is under MPL-2.0", "pkg:npm/x@1.0.0 is under GPL-3.0-only"])
  expect(licenceFaults([under("MPL-2.0")], usable)).toEqual([])
})

it("asks every licence of AND, one of OR, and takes no mixture for granted", () => {
  expect(licenceFaults([expression("MIT AND GPL-3.0-only")], shippable)).toHaveLength(1)
  expect(licenceFaults([expression("(MIT OR GPL-3.0-only)")], shippable)).toEqual([])
  expect(licenceFaults([expression("MIT OR (MIT AND GPL-3.0-only)")], new Set(["GPL-3.0-only"]))).toHaveLength(1)
})

it("takes silence for no licence", () => {
  expect(licenceFaults([{ purl: "pkg:npm/x@1.0.0" }], usable)).toEqual(["pkg:npm/x@1.0.0 says no licence"])
  expect(licenceFaults([{ purl: "pkg:npm/x@1.0.0", licenses: [{}] }], usable)).toHaveLength(1)
})
