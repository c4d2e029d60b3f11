/** The reasons of a decision as written, each with its condition or provision. */
import type { Language, Regulation } from "@shifan/core"
import { describe } from "@shifan/core/messages"
import { html, type Content } from "@shifan/html"
import type { Telling } from "../record/telling.js"
import { inChinese } from "./site-page.js"

export const reasonLines = (reasons: Telling["reasons"], regulation: Regulation, language: Language): Content => {
  if (reasons.length === 0) return undefined
  const lines = reasons.map(({ about, text }) => {
    const subject = about && html`${describe(regulation, about)[language]}${language === "zh" ? "：" : ": "}`
    return html`<li>${subject}${inChinese(text, language)}</li>\n`
  })
  return html`<ul>\n${lines}</ul>\n`
}
