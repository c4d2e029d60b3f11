import type { CivilDate, Language } from "@shifan/core"
import { datesInChinese } from "@shifan/core/messages"
import { html, type Markup } from "./markup.js"

/** In a sentence or a heading: 2020年12月1日 in Chinese. */
export const dateInText = (date: CivilDate, language: Language): Markup =>
  html`<time datetime="${date}">${language === "zh" ? datesInChinese(date) : date}</time>`

/** In a table, where dates are compared: 2020-12-01 in both languages, in one line. */
export const dateInTable = (date: CivilDate): Markup => html`<time class="fixed" datetime="${date}">${date}</time>`
