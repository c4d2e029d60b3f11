/** A text for people, in Chinese and English. */
export interface Bilingual {
  readonly zh: string
  readonly en: string
}

/** The languages of all messages. */
export type Language = keyof Bilingual

/** Makes a text in both languages. Neither may be left out. */
/* @__NO_SIDE_EFFECTS__ */
export const bilingual = (zh: string, en: string): Bilingual => ({ zh, en })

/** Joins a list: with 、 in Chinese, with commas in English. */
export const enumerate = (items: ReadonlyArray<Bilingual>): Bilingual => ({
  zh: items.map((item) => item.zh).join("、"),
  en: items.map((item) => item.en).join(", "),
})
