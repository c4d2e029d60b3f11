import { parseXml, type XmlElement } from "@rgrove/parse-xml"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { html, markup } from "@shifan/html"

const unpermitted = /[^\t\n\r\u{20}-\u{7e}\u{a0}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu

/** As a parser reads it: normalised line ends, and U+FFFD for characters that XML does not allow. */
const asRead = (text: string): string => text.replace(unpermitted, "\u{fffd}").replace(/\r\n?/g, "\n")

const rootOf = (text: string): XmlElement => {
  const { root } = parseXml(text)
  if (root === null) throw new Error(`no root: ${text}`)
  return root
}

describe("markup", () => {
  it("gives any text back, from content and from an attribute, to a strict parser", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 120 }), (text) => {
        const root = rootOf(html`<p title="${text}">${text}</p>`.toString())
        expect(root.text).toBe(asRead(text))
        expect(root.attributes["title"]).toBe(asRead(text).replace(/[\t\n]/g, " "))
        expect(root.children.every(({ type }) => type === "text")).toBe(true)
      }),
    )
  })

  it("keeps existing markup, also in nested lists, and leaves nothing for a missing value", () => {
    const cells = ["<b>", 7, null].map((text) => html`<td>${text}</td>`)
    expect(html`<tr>${[cells, [undefined, false]]}</tr>`.toString()).toBe(
      "<tr><td>&lt;b&gt;</td><td>7</td><td></td></tr>",
    )
    expect(html`${markup("<hr>")}${"<hr>"}`.toString()).toBe("<hr>&lt;hr&gt;")
  })
})
