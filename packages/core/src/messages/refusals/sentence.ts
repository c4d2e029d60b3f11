/** What the sentences of refusals are made of. */
import type { Role } from "../../kernel/actor.js"
import type { AnyRefusal, RefusalCode } from "../../kernel/refusal.js"
import type { Regulation } from "../../kernel/regulation.js"
import { bilingual, type Bilingual } from "../../law/bilingual.js"
import type { ConditionId } from "../../law/provision.js"
import { datesInChinese } from "../rendering.js"

/** One sentence, and what would change it. */
export interface Explanation {
  readonly sentence: Bilingual
  readonly remedy: Bilingual
}

/** What the regulation and the aggregate call things. */
export interface ReaderNames {
  readonly act: (act: string) => Bilingual
  readonly phase: (phase: string) => Bilingual
  readonly condition: (id: ConditionId) => Bilingual
  readonly role: (role: Role) => Bilingual
  /** Who recommends and assesses, in few words. */
  readonly county: Bilingual
  readonly regulation: Regulation
}

/** The sentence of each code, from the figures of the refusal. */
export type Sentences<C extends RefusalCode = RefusalCode> = {
  readonly [K in C]: (refusal: Extract<AnyRefusal, { readonly code: K }>, names: ReaderNames) => Explanation
}

export const says = (zh: string, en: string, remedyZh: string, remedyEn: string): Explanation => ({
  sentence: bilingual(datesInChinese(zh), en),
  remedy: bilingual(datesInChinese(remedyZh), remedyEn),
})
