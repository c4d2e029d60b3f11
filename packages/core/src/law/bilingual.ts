/** A text for a reader, in the two languages every reader is served in. */
export interface Bilingual {
  readonly zh: string
  readonly en: string
}

/** The languages that every message is in. */
export type Language = keyof Bilingual

/** A text in both languages. Neither is a translation that may be left for later. */
/* @__NO_SIDE_EFFECTS__ */
export const bilingual = (zh: string, en: string): Bilingual => ({ zh, en })

/** Joins a list as each language does: 、 in Chinese, a comma in English. */
export const enumerate = (items: ReadonlyArray<Bilingual>): Bilingual => ({
  zh: items.map((item) => item.zh).join("、"),
  en: items.map((item) => item.en).join(", "),
})
