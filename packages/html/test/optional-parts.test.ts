import { parseXml } from "@rgrove/parse-xml"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { documentOf, html, notice, table, type Document, type Markup, type Tone } from "@shifan/html"

/** Matches an empty element or attribute. */
const hollow = /<(\w+)[^>]*>\s*<\/\1>|=""/

/** The texts between the tags, which would include a stray `true`, and the first empty element or attribute, if any. */
const textsOf = (markup: Markup): ReadonlyArray<string> =>
  [...markup.toString().split(/<[^>]*>/), hollow.exec(markup.toString())?.[0] ?? ""]
    .map((text) => text.trim())
    .filter((text) => text !== "")

const present = (...texts: ReadonlyArray<string | false | undefined>): ReadonlyArray<string> =>
  texts.filter((text) => text !== undefined && text !== false)

const site = { name: "示范平台", href: "./" }

describe("the optional parts", () => {
  it("of a table appear if they are given, and leave nothing if not", () => {
    const parts = fc.record(
      { caption: fc.constant("得分"), label: fc.constant("各单位得分"), id: fc.constant("scores") },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(parts, (some) => {
        const made = table({ columns: [{ head: "单位" }], rows: [["甲"]], ...some })
        expect(textsOf(made)).toEqual(present(some.caption, "单位", "甲"))
        const { label, id } = some
        expect(parseXml(made.toString()).root?.attributes).toEqual({
          class: "wide",
          tabindex: "0",
          ...(label !== undefined && { role: "region", "aria-label": label }),
          ...(id !== undefined && { id }),
        })
      }),
    )
  })

  it("of a notice appear if they are given, and its mark shows the tone without colour", () => {
    const marks: { readonly [T in Tone]: string | undefined } = { good: "✓", bad: "✗", warning: "!", plain: undefined }
    fc.assert(
      fc.property(
        fc.constantFrom<Tone>("good", "bad", "warning", "plain"),
        fc.record({ body: fc.constant("正文") }, { requiredKeys: [] }),
        (tone, { body }) => {
          const made = notice(tone, "断链", body)
          expect(textsOf(made)).toEqual(present(marks[tone], "断链", body))
        },
      ),
    )
  })

  it("of a document appear if they are given, and leave nothing if not", () => {
    const parts = fc.record(
      {
        heading: fc.constant("List"),
        translation: fc.constant("en/"),
        banner: fc.constant("断链"),
        footer: fc.constant("页脚"),
      },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(parts, fc.constantFrom("名单", site.name), fc.boolean(), (some, title, isCurrent) => {
        const navigation = [
          { href: "./", text: "名单", isCurrent },
          { href: "changes.html", text: "变动" },
        ]
        const page: Document = {
          language: "zh",
          title,
          site,
          style: "s.css",
          navigation,
          body: html`<p>正文</p>`,
          ...some,
        }
        const made = documentOf(page)
        expect(textsOf(made)).toEqual(
          present(
            title === site.name ? title : `${title} · ${site.name}`,
            "跳到正文",
            some.banner,
            site.name,
            some.translation !== undefined && "English",
            "名单",
            "变动",
            some.heading ?? title,
            "正文",
            some.footer,
          ),
        )
        const count = (part: RegExp): number => [...made.toString().matchAll(part)].length
        expect(count(/ aria-current="page"/g)).toBe(isCurrent ? 1 : 0)
        expect(count(/ hreflang="en" href="en\/"/g)).toBe(some.translation === undefined ? 0 : 2)
      }),
    )
  })
})
