/** Names of the words in a form's closed questions. */
import { bilingual, type Bilingual } from "@shifan/core"
import { described } from "@shifan/core/forms"
import { isConditionId } from "@shifan/core/law"
import { qinhuangdao2020 } from "@shifan/core/regulations"
import {
  actNames,
  annulmentEffectNames,
  annulmentGroundNames,
  describe,
  eventNames,
  figureName,
  platformKindNames,
  readingTexts,
  serviceCategoryNames,
  wordName,
} from "@shifan/core/messages"
import { ownLabelsOf } from "./beyond-annexes.js"
import { fieldLabels } from "./labels.js"
import type { AnyCodec } from "./leaf.js"

/** By the name of the question's codec; all other questions have words named in `core`. */
const wordLabels: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  ScaleUnit: { enterprises: "家", persons: "人", times: "次" },
  "Material.status": { provided: "已提交", declaredNone: "无此项", missing: "缺" },
  StepOutcome: { passed: "通过", notPassed: "未通过" },
  ReviewOutcome: { confirmed: "合格，予以确认", failed: "不合格，予以撤消" },
  SuccessionCause: { merger: "合并", division: "分立", conversion: "改制" },
  LogKeyRole: { log: "签署日志" },
}

const words = (names: ReadonlyArray<string>, nameOf: (word: string) => string): ReadonlyMap<string, string> =>
  new Map(names.map((word) => [word, nameOf(word)]))

/** The words of a question, in codec order, with their names. */
export const wordsOf = (question: AnyCodec, name = question.name): ReadonlyMap<string, string> => {
  if (name === "ConditionId") return provisionNames
  const { composition } = described(question)
  const known = composition._tag === "Choice" ? composition.words : []
  const own = ownLabelsOf(question)
  return words(known, (word) => own?.[word] ?? wordLabels[name]?.[word] ?? coreName(name, word))
}

/**
 * For a provision or condition: 从业人数（第五条第（三）项）. An unknown one, such as another regulation's, is named by its id.
 */
const provisionNames = words(Object.keys(qinhuangdao2020.texts), (id) =>
  isConditionId(id) ? describe(qinhuangdao2020, id).zh : id,
)

/** The words of a union's tag, one per case. */
export const wordsOfCases = (union: string, tag: string, cases: ReadonlyArray<string>): ReadonlyMap<string, string> => {
  const name = `${union}.${tag}`
  return words(cases, (word) => wordLabels[name]?.[word] ?? coreName(name, word))
}

const coreName = (question: string, word: string): string => {
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
      return `${questionOf(word)}（${word}）`
    case "Measurement.figure":
      return figureName(word).zh
    case "Correction.field":
      return correctedField(word)
    default:
      return wordName(word).zh
  }
}

const zhOf = (names: Readonly<Record<string, { readonly zh: string }>>, word: string): string => names[word]?.zh ?? word

const questionOf = (id: string): string => {
  const texts: Readonly<Record<string, { readonly question: { readonly zh: string } }>> = readingTexts
  return texts[id]?.question.zh ?? id
}

/** `Certified.appraisal.date`: 认定·评审·评审日期 */
const correctedField = (field: string): string => {
  const [event = "", ...path] = field.split(".")
  const labels = path.map((name) => correctedNames[name] ?? anyLabel(name))
  return [zhOf(eventNames, event), ...labels.filter((label) => label !== "")].join("·")
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

const anyLabel = (name: string): string => Object.values(fieldLabels).flatMap((labels) => labels[name] ?? [])[0] ?? name

/** The answers of a closed question in the form's words, since forms do not use JSON's words. */
export const expectedAnswers = (answers: ReadonlyMap<string, string>): Bilingual => {
  const names = [...answers.values()]
  return bilingual(`下列之一：${names.join("、")}`, `one of ${names.join(", ")}`)
}
