/** Places in what a unit handed in, for a reader: by name where there is one, and the others counted. */
import { bilingual, enumerate, type Bilingual } from "../law/bilingual.js"
import { figureName } from "./figure-names.js"
import { materialName } from "./material-name.js"

const enclosures: Readonly<Record<string, Bilingual>> = {
  filledOn: bilingual("填报日期", "the day it was filled in"),
  workSummaries: bilingual("三年工作总结", "the work summaries of three years"),
  priorYearServiceAccounts: bilingual("上年度服务收支情况", "the service accounts of the year before"),
  specialAuditReport: bilingual("专项审计报告", "the special audit report"),
}

const nameOf = (path: string): Bilingual | undefined => {
  const [first = "", second] = path.split(".")
  if (first === "dossier" && second !== undefined) return named(materialName(second, {}), second)
  const last = path.split(".").at(-1) ?? path
  return enclosures[last] ?? enclosures[first] ?? named(figureName(last), last)
}

/** Tables of names give the bare identifier for what they do not know. */
const named = (name: Bilingual, identifier: string): Bilingual | undefined =>
  name.zh === identifier ? undefined : name

/**
 * @example placesText(["form.basic.staff", "form.basic.email"]).zh // 从业人数、其他1处
 */
export const placesText = (paths: ReadonlyArray<string>): Bilingual => {
  const names = [...new Map(paths.flatMap((path) => nameOf(path) ?? []).map((name) => [name.zh, name])).values()]
  const others = paths.filter((path) => nameOf(path) === undefined).length
  const rest = bilingual(
    names.length === 0 ? `${others}处` : `其他${others}处`,
    `${others} ${names.length === 0 ? "" : "other "}${others === 1 ? "place" : "places"}`,
  )
  return enumerate([...names, ...(others === 0 ? [] : [rest])])
}
