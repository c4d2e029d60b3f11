import type { CivilDate, Language } from "@shifan/core"
import { datesInChinese } from "@shifan/core/messages"
import { html, type Markup } from "./markup.js"

/** For sentences and headings: 2020年12月1日 in Chinese. */
export const dateInText = (date: CivilDate, language: Language): Markup =>
  html`<time datetime="${date}">${language === "zh" ? datesInChinese(date) : date}</time>`

/** For tables, where dates are compared: 2020-12-01 in both languages, on one line. */
export const dateInTable = (date: CivilDate): Markup => html`<time class="fixed" datetime="${date}">${date}</time>`
