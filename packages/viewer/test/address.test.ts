import { describe, expect, it } from "vitest"
import { fc, test } from "@fast-check/vitest"
import { anyDay, unit } from "@shifan/testkit"
import { hrefTo, locatedAt, pathOf, type Address } from "../src/pages/address.js"

const page = fc.integer({ min: 1, max: 999_999 })

const anyAddress: fc.Arbitrary<Address> = fc.oneof(
  fc.constant<Address>({ view: "verdict" }),
  page.map((one): Address => ({ view: "platforms", page: one })),
  page.map((one): Address => ({ view: "chain", page: one })),
  page.map((one): Address => ({ view: "unit", name: `130300-${unit}`, page: one })),
  fc.nat(999_999).map((index): Address => ({ view: "record", index })),
  fc.tuple(anyDay, page).map(([on, one]): Address => ({ view: "due", on, page: one })),
  fc.tuple(anyDay, page).map(([on, one]): Address => ({ view: "day", on, page: one })),
  fc.tuple(anyDay, anyDay).map(([from, to]): Address => ({ view: "comparison", from, to })),
)

const anyLanguage = fc.constantFrom("zh" as const, "en" as const)

describe("the address of a page", () => {
  test.prop([anyAddress, anyLanguage])("identifies the page and its language", (address, language) => {
    expect(locatedAt(pathOf(address, language))).toEqual({ address, language })
  })

  test.prop([anyAddress, anyAddress, anyLanguage])(
    "is reached by a relative link from every other page",
    (from, to, language) => {
      const [here, there] = [pathOf(from, language), pathOf(to, language)]
      const { pathname } = new URL(hrefTo(there, here), `http://viewer.example/deep/folder/${here}`)
      expect(pathname).toBe(`/deep/folder/${there}`)
    },
  )

  test.prop([fc.string()])("is never outside the viewer's folder, whatever path is requested", (text) => {
    for (const path of [text, `zh/${text}`, `zh/record/${text}.html`]) {
      const located = locatedAt(path)
      if (located !== undefined) expect(pathOf(located.address, located.language)).toMatch(/^(zh|en)\/[\w./-]+$/)
    }
    expect(locatedAt("zh/../../etc/passwd")).toBeUndefined()
  })

  it("names no day that does not exist, and no page or record before the first", () => {
    for (const path of [
      "zh/day/2021-02-30/1.html",
      "zh/platforms/0.html",
      "zh/record/-1.html",
      "zh/due/2021-02-28/0.html",
    ])
      expect(locatedAt(path)).toBeUndefined()
  })
})
