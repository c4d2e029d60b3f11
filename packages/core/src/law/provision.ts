/** Ids of provisions and conditions, after the Akoma Ntoso naming convention: `art_5__para_1__point_3#staff`. */
import type { Bilingual } from "./bilingual.js"

/** Id of a provision: `art_5__para_1__point_3` is art. 5, para. 1, point 3; `att_2` is the second annex. */
export type ProvisionId =
  | `art_${number}`
  | `art_${number}__para_${number}`
  | `art_${number}__para_${number}__point_${number}`
  | `att_${number}`

/** Id of a condition: its provision, plus a name if the provision has several. */
export type ConditionId = ProvisionId | `${ProvisionId}#${string}`

const shape = /^(?:att_(\d+)|art_(\d+)(?:__para_(\d+)(?:__point_(\d+))?)?)(?:#\w+)?$/

/** Whether a text has the form of a condition's id: a provision's id, optionally with `#name`. */
export const isConditionId = (text: string): text is ConditionId => shape.test(text)

/** Whether a text has the form of a provision's id. Does not check that any regulation has this provision. */
export const isProvisionId = (text: string): text is ProvisionId => shape.test(text) && !text.includes("#")

/** The provision that contains a condition: its id without the name. */
export const provisionOf = (id: ConditionId): ProvisionId => id.replace(/#.*$/, "") as ProvisionId

/** The article and paragraph that contain a condition: its id without the point. */
export const paragraphOf = (id: ConditionId): ProvisionId => id.replace(/(?:__point|#).*$/, "") as ProvisionId

/** Whether a condition is in a provision or below it. */
export const liesIn = (id: ConditionId, provision: ProvisionId): boolean =>
  id.startsWith(provision) &&
  (id === provision || id[provision.length] === "#" || id.startsWith("__", provision.length))

/** The citation as officials write it: 第五条第（三）项 / Art. 5(3). Only for display; stored data use the id. */
export const cite = (id: ConditionId): Bilingual => {
  const [, attachment, article, paragraph, point] = shape.exec(id) ?? []
  if (attachment !== undefined) return { zh: `附件${attachment}`, en: `Annex ${attachment}` }
  const later = paragraph !== undefined && paragraph !== "1"
  return {
    zh: `第${numeral(article)}条${later ? `第${numeral(paragraph)}款` : ""}${point === undefined ? "" : `第（${numeral(point)}）项`}`,
    en: `Art. ${article}${later ? ` para. ${paragraph}` : ""}${point === undefined ? "" : `(${point})`}`,
  }
}

const digits = "零一二三四五六七八九"

/** Chinese numeral for 1 to 99, enough for the articles and points of such a text. */
const numeral = (written: string | undefined): string => {
  const n = Number(written)
  const tens = Math.floor(n / 10)
  const ones = n % 10
  return `${tens === 0 ? "" : `${tens === 1 ? "" : digits[tens]}十`}${ones === 0 ? "" : digits[ones]}`
}
