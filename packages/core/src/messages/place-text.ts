/** Puts paths of a filing in words: by name if there is one, and the rest as a count. */
import { bilingual, enumerate, type Bilingual } from "../law/bilingual.js"
import { figureName } from "./figure-names.js"
import { materialName } from "./material-name.js"
import { textWords, yearsInWords, type SpeakingText } from "./text-words.js"

const enclosures: Readonly<Record<string, Bilingual>> = {
  filledOn: bilingual("填报日期", "the day it was filled in"),
  priorYearServiceAccounts: bilingual("上年度服务收支情况", "the service accounts of the year before"),
  specialAuditReport: bilingual("专项审计报告", "the special audit report"),
}

/** The summaries that go with a review are those of the years since the last one. */
const workSummaries = (text: SpeakingText): Bilingual => {
  const { cycle } = textWords(text)
  return cycle === undefined
    ? bilingual("工作总结", "the work summaries")
    : bilingual(`${cycle.zh}工作总结`, `the work summaries of ${yearsInWords(cycle.years).en} years`)
}

const nameOf = (path: string, text: SpeakingText): Bilingual | undefined => {
  const [first = "", second] = path.split(".")
  if (first === "dossier" && second !== undefined) return named(materialName(second, text), second)
  const last = path.split(".").at(-1) ?? path
  if (first === "workSummaries") return workSummaries(text)
  return enclosures[last] ?? enclosures[first] ?? named(figureName(last, text), last)
}

/** `undefined` if the name is just the identifier, which the tables return for unknown ones. */
const named = (name: Bilingual, identifier: string): Bilingual | undefined =>
  name.zh === identifier ? undefined : name

/**
 * Names the parts of a filing at these paths.
 *
 * @example placesText(["form.basic.staff", "form.basic.email"], qinhuangdao2020).zh // 从业人数、其他1处
 */
export const placesText = (paths: ReadonlyArray<string>, text: SpeakingText): Bilingual => {
  const names = [...new Map(paths.flatMap((path) => nameOf(path, text) ?? []).map((name) => [name.zh, name])).values()]
  const others = paths.filter((path) => nameOf(path, text) === undefined).length
  const rest = bilingual(
    names.length === 0 ? `${others}处` : `其他${others}处`,
    `${others} ${names.length === 0 ? "" : "other "}${others === 1 ? "place" : "places"}`,
  )
  return enumerate([...names, ...(others === 0 ? [] : [rest])])
}
