/** Names of the words in a form's closed questions. */
import { bilingual, type Bilingual, type RegulationDraft } from "@shifan/core"
import { described } from "@shifan/core/forms"
import { isConditionId, isReadingId } from "@shifan/core/law"
import {
  actNames,
  annulmentEffectNames,
  annulmentGroundNames,
  describe,
  eventName,
  figureName,
  platformKindNames,
  readingText,
  serviceCategoryNames,
  wordName,
} from "@shifan/core/messages"
import { ownLabelsOf } from "./beyond-annexes.js"
import { labelIn, type Labels } from "./label.js"
import { fieldLabels } from "./labels.js"
import type { AnyCodec } from "./leaf.js"

/** By the name of the question's codec; all other questions have words named in `core`. */
const wordLabels: Readonly<Record<string, Labels>> = {
  ScaleUnit: { enterprises: "家", persons: "人", times: "次" },
  "Material.status": { provided: "已提交", declaredNone: "无此项", missing: "缺" },
  StepOutcome: { passed: "通过", notPassed: "未通过" },
  ReviewOutcome: { confirmed: "合格，予以确认", failed: ({ reviewFailed }) => `不合格，予以${reviewFailed}` },
  SuccessionCause: { merger: "合并", division: "分立", conversion: "改制" },
  LogKeyRole: { log: "签署日志" },
}

const words = (names: ReadonlyArray<string>, nameOf: (word: string) => string): ReadonlyMap<string, string> =>
  new Map(names.map((word) => [word, nameOf(word)]))

/** The words of a question, in codec order, with their names. */
export const wordsOf = (question: AnyCodec, text: RegulationDraft): ReadonlyMap<string, string> => {
  const { name } = question
  if (name === "ConditionId") return provisionNames(text)
  const { composition } = described(question)
  const known = composition._tag === "Choice" ? composition.words : []
  const own = ownLabelsOf(question)
  return words(known, (word) => own?.[word] ?? named(name, word, text))
}

const named = (question: string, word: string, text: RegulationDraft): string => {
  const label = wordLabels[question]?.[word]
  return label === undefined ? coreName(question, word, text) : labelIn(text, label)
}

/** The provisions and conditions of the text: 从业人数（第五条第（三）项）. Of two that sound alike each has its id as well. */
const provisionNames = (text: RegulationDraft): ReadonlyMap<string, string> => {
  const found = namesByText.get(text) ?? namesIn(text)
  namesByText.set(text, found)
  return found
}

const namesIn = (text: RegulationDraft): ReadonlyMap<string, string> => {
  const names = words(Object.keys(text.texts), (id) => (isConditionId(id) ? describe(text, id).zh : id))
  const all = [...names.values()]
  return new Map(
    [...names].map(([id, name]) => [id, all.filter((other) => other === name).length > 1 ? `${name}〔${id}〕` : name]),
  )
}

/** Memo by (immutable) text: a form asks for them in every row. */
const namesByText = new WeakMap<RegulationDraft, ReadonlyMap<string, string>>()

/** The words of a union's tag, one per case. */
export const wordsOfCases = (
  union: string,
  tag: string,
  cases: ReadonlyArray<string>,
  text: RegulationDraft,
): ReadonlyMap<string, string> => words(cases, (word) => named(`${union}.${tag}`, word, text))

const coreName = (question: string, word: string, text: RegulationDraft): string => {
  switch (question) {
    case "PlatformKind":
      return zhOf(platformKindNames, word)
    case "ServiceCategory":
      return zhOf(serviceCategoryNames, word)
    case "AnnulmentGround":
      return zhOf(annulmentGroundNames, word)
    case "AnnulmentEffect":
      return zhOf(annulmentEffectNames, word)
    case "CorrectableAct.type":
      return zhOf(actNames, word)
    case "ReadingId":
      return isReadingId(word) ? `${readingText(word, text).question.zh}（${word}）` : word
    case "Measurement.figure":
      return figureName(word, text).zh
    case "Correction.field":
      return correctedField(word, text)
    default:
      return wordName(word).zh
  }
}

const zhOf = (names: Readonly<Record<string, { readonly zh: string }>>, word: string): string => names[word]?.zh ?? word

/** `Certified.appraisal.date`: 认定·评审·评审日期 */
const correctedField = (field: string, text: RegulationDraft): string => {
  const [event = "", ...path] = field.split(".")
  const labels = path.map((name) => correctedNames[name] ?? anyLabel(name, text))
  return [eventName(event, text).zh, ...labels.filter((label) => label !== "")].join("·")
}

/** For fields whose record is an event, which no form contains, and for ambiguous names. */
const correctedNames: Readonly<Record<string, string>> = {
  form: "",
  after: "",
  number: "文号",
  date: "日期",
  document: "文件",
  applicantUnitName: "申请单位名称",
  year: "年度",
}

const anyLabel = (name: string, text: RegulationDraft): string => {
  const [label] = Object.values(fieldLabels).flatMap((labels) => labels[name] ?? [])
  return label === undefined ? name : labelIn(text, label)
}

/** The answers of a closed question in the form's words, since forms do not use JSON's words. */
export const expectedAnswers = (answers: ReadonlyMap<string, string>): Bilingual => {
  const names = [...answers.values()]
  return bilingual(`下列之一：${names.join("、")}`, `one of ${names.join(", ")}`)
}
