/** A text for a reader, in the two languages every reader is served in. */
export interface Bilingual {
  readonly zh: string
  readonly en: string
}

export type Language = keyof Bilingual

/* @__NO_SIDE_EFFECTS__ */
export const bilingual = (zh: string, en: string): Bilingual => ({ zh, en })

/** Joins a list as each language does: 、 in Chinese, a comma in English. */
export const enumerate = (items: ReadonlyArray<Bilingual>): Bilingual => ({
  zh: items.map((item) => item.zh).join("、"),
  en: items.map((item) => item.en).join(", "),
})
