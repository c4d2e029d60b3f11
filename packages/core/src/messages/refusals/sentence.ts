/** Types and helpers for the sentences of refusals. */
import type { Role } from "../../kernel/actor.js"
import type { AnyRefusal, RefusalCode } from "../../kernel/refusal.js"
import type { Regulation } from "../../kernel/regulation.js"
import { bilingual, type Bilingual } from "../../law/bilingual.js"
import type { ConditionId } from "../../law/provision.js"
import { datesInChinese } from "../rendering.js"

/** A sentence for a refusal, and its remedy. */
export interface Explanation {
  readonly sentence: Bilingual
  readonly remedy: Bilingual
}

/** Names used in sentences, as given by the regulation and the aggregate. */
export interface ReaderNames {
  readonly act: (act: string) => Bilingual
  readonly phase: (phase: string) => Bilingual
  readonly condition: (id: ConditionId) => Bilingual
  readonly role: (role: Role) => Bilingual
  /** Short name of the authority that recommends and assesses. */
  readonly county: Bilingual
  readonly regulation: Regulation
}

/** Functions that make the sentence of each code from the fields of the refusal. */
export type Sentences<C extends RefusalCode = RefusalCode> = {
  readonly [K in C]: (refusal: Extract<AnyRefusal, { readonly code: K }>, names: ReaderNames) => Explanation
}

export const says = (zh: string, en: string, remedyZh: string, remedyEn: string): Explanation => ({
  sentence: bilingual(datesInChinese(zh), en),
  remedy: bilingual(datesInChinese(remedyZh), remedyEn),
})
