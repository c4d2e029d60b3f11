import { expect, it } from "vitest"
import { licenceFaults, shippable, usable, type Component } from "./licences.ts"

const under = (...ids: ReadonlyArray<string>): Component => ({
  purl: "pkg:npm/x@1.0.0",
  licenses: ids.map((id) => ({ license: { id } })),
})
const expression = (text: string): Component => ({ purl: "pkg:npm/x@1.0.0", licenses: [{ expression: text }] })

it("permissive licences, which ask only for a notice, may be shipped", () => {
  expect(licenceFaults([under("MIT"), expression("(BSD-3-Clause AND Apache-2.0)")], shippable)).toEqual([])
})

it("each component that may not be shipped is reported with its licence", () => {
  const faults = licenceFaults([under("MIT"), under("MPL-2.0"), under("MIT", "GPL-3.0-only")], shippable)
  expect(faults).toEqual(["pkg:npm/x@1.0.0 is under MPL-2.0", "pkg:npm/x@1.0.0 is under GPL-3.0-only"])
  expect(licenceFaults([under("MPL-2.0")], usable)).toEqual([])
})

it("AND requires every licence, OR requires one, and a mixture of both is refused", () => {
  expect(licenceFaults([expression("MIT AND GPL-3.0-only")], shippable)).toHaveLength(1)
  expect(licenceFaults([expression("(MIT OR GPL-3.0-only)")], shippable)).toEqual([])
  expect(licenceFaults([expression("MIT OR (MIT AND GPL-3.0-only)")], new Set(["GPL-3.0-only"]))).toHaveLength(1)
})

it("a component without a licence is reported", () => {
  expect(licenceFaults([{ purl: "pkg:npm/x@1.0.0" }], usable)).toEqual(["pkg:npm/x@1.0.0 says no licence"])
  expect(licenceFaults([{ purl: "pkg:npm/x@1.0.0", licenses: [{}] }], usable)).toHaveLength(1)
})
