/** The page for an unexpected error. It shows a reference, under which the operator finds the details. */
import { bilingual, type Language } from "@shifan/core"
import { documentOf, type Document } from "./document.js"
import { html, type Markup } from "./markup.js"
import { notice } from "./notice.js"

/** The parts of a page for an unexpected error that differ from site to site. */
export interface DefectPage extends Pick<Document, "language" | "site" | "style"> {
  /** As in the operator's report, to be read out. */
  readonly reference: string
  /** What the reader can do now. */
  readonly advice: string
  /** Text of the link to the start page. */
  readonly back: string
}

const titles: { readonly [L in Language]: string } = bilingual(
  "程序出错，未能显示此页",
  "The program failed, and this page cannot be shown",
)

/** The page for an unexpected error. Shows nothing of the error itself, which may contain personal data. */
export const defectPage = ({ language, reference, site, style, advice, back }: DefectPage): Markup => {
  const number = bilingual(`错误编号：${reference}`, `Reference: ${reference}`)
  return documentOf({
    language,
    title: titles[language],
    site,
    style,
    navigation: [],
    body: html`${notice("bad", number[language], html`<p>${advice}</p>`)}
<p><a href="${site.href}">${back}</a></p>`,
  })
}

/** A reference of eight characters, from four random bytes. */
export const defectReference = (random: (size: number) => Uint8Array): string =>
  [...random(4)].map((byte) => byte.toString(16).padStart(2, "0").toUpperCase()).join("")
