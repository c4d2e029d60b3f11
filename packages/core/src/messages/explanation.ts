/** Explains a refusal to a person: a sentence and a remedy, in both languages. */
import type { Refusal } from "../aggregates/registry.js"
import type { AnyRefusal } from "../kernel/refusal.js"
import { describe, type Regulation } from "../kernel/regulation.js"
import { bilingual } from "../law/bilingual.js"
import { noNames, roleName, vocabularyOfAct, type Vocabulary } from "./names.js"
import { textWords } from "./text-words.js"
import { anyAct } from "./refusals/any-act.js"
import { application } from "./refusals/application.js"
import type { Explanation, ReaderNames, Sentences } from "./refusals/sentence.js"
import { supplement } from "./refusals/supplement.js"
import { title } from "./refusals/title.js"

export type { Explanation }

/** Typed so that a code without a sentence does not compile. */
const sentences: Sentences = { ...anyAct, ...application, ...supplement, ...title }

/**
 * Explains a refusal: a sentence, and a remedy.
 *
 * @example explain(refusal, qinhuangdao2020).sentence.zh // 2020年12月21日不在2020年度申报期内（…）
 */
export const explain = (refusal: Refusal, regulation: Regulation): Explanation =>
  explainIn("act" in refusal ? vocabularyOfAct(refusal.act) : noNames, refusal, regulation)

/** `explain` for a refusal of an aggregate of your own, with its names for acts and phases. */
export const explainIn = ({ acts, phases }: Vocabulary, refusal: AnyRefusal, regulation: Regulation): Explanation => {
  const names: ReaderNames = {
    act: (act) => acts[act] ?? bilingual(act, act),
    phase: (phase) => phases[phase] ?? bilingual(phase, phase),
    condition: (id) => describe(regulation, id),
    role: (role) => roleName(role, regulation),
    county: textWords(regulation).county.short,
    regulation,
  }
  // The compiler cannot see that the sentence looked up by the code takes a refusal with that code.
  const sentence = sentences[refusal.code] as (refusal: AnyRefusal, names: ReaderNames) => Explanation
  return sentence(refusal, names)
}
