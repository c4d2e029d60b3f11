import { bilingual, type Bilingual } from "../law/bilingual.js"

export interface Explanation {
  readonly sentence: Bilingual
  readonly remedy: Bilingual
}

export const says = (zh: string, en: string, remedyZh: string, remedyEn: string): Explanation => ({
  sentence: bilingual(zh, en),
  remedy: bilingual(remedyZh, remedyEn),
})
