/** Pending steps by responsible party, most urgent first. Deadlines come from `waitingOn` of core. */
import {
  bilingual,
  countyOf,
  daysBetween,
  plusDays,
  regulationNear,
  type Bilingual,
  type CivilDate,
  type DutyName,
  type Regulation,
  type State,
} from "@shifan/core"
import {
  divisionsIn,
  actorName,
  dutyIds,
  dutyName,
  stepName,
  textWords,
  type SpeakingText,
} from "@shifan/core/messages"
import { waitingOn, waitsAlready, type Waiting, type WaitingStep } from "@shifan/core/registry"
import type { OfficeState } from "./office-state.js"
import { unitNames } from "./known-values.js"

/** A pending step, with names of the unit and the days left. */
export interface WorklistEntry extends Waiting {
  readonly unitName: string | null
  readonly platformName: string | null
  readonly county: string | null
  /** Code of the division whose authority acts next; `null` if that is the unit or the bureau. */
  readonly owedByDivision: string | null
  /** Negative if overdue; `null` without a deadline. */
  readonly daysLeft: number | null
}

type OtherStep = Exclude<WaitingStep, "ownStep" | DutyName>

const stepNames: { readonly [S in OtherStep]: (text: SpeakingText) => Bilingual } = {
  recommendation: (text) => {
    const { zh, en } = textWords(text).county.short
    return bilingual(`${zh}测评推荐`, `the ${en}'s recommendation`)
  },
  noticePublication: () => bilingual("发布公示", "the public notice"),
  notice: () => bilingual("公示期间", "the public notice is running"),
  certification: (text) => bilingual("评审认定", `the ${textWords(text).bureau.short.en}'s decision`),
  plaque: () => bilingual("授牌", "the award of the plaque"),
  plaqueReturn: () => bilingual("收回牌匾", "the return of the plaque"),
  rectification: () => bilingual("限期整改", "rectification after the review"),
}

/** A step that the regulation declares has the regulation's name for it, and so have the authorities. */
export const waitingStepName = ({ step, ownStep }: Pick<Waiting, "step" | "ownStep">, text: SpeakingText): Bilingual =>
  step === "ownStep" ? stepName(ownStep ?? "", text) : anyStepName(step, text)

/** The name of a yearly duty with its year: 2021年度工作总结. */
export const nameOfYear = ({ zh, en }: Bilingual, year: number | null): Bilingual =>
  year === null ? bilingual(zh, en) : bilingual(`${year}${zh}`, `${en} of ${year}`)

/** The name of a step with its year, if it is a yearly one. */
export const stepNameOfYear = (entry: Pick<Waiting, "step" | "ownStep" | "year">, text: SpeakingText): Bilingual =>
  nameOfYear(waitingStepName(entry, text), entry.year)

/** Name of a kind of step, for choosing from a list. */
export const anyStepName = (step: WaitingStep, text: SpeakingText): Bilingual => {
  if (step === "ownStep") return bilingual("本办法另设的程序", "a step of the regulation's own")
  return isDuty(step) ? dutyName(step, text) : stepNames[step](text)
}

const isDuty = (step: WaitingStep): step is DutyName => dutyIds.some((duty) => duty === step)

/** All pending and future steps; filter them with `selectEntries`. */
export const worklistOn = ({ law, units }: OfficeState, on: CivilDate): ReadonlyArray<WorklistEntry> =>
  waitingOn(units, law.applicable, on)
    .map((one) => {
      const state = one.unit === null ? undefined : units.get(one.unit)
      const county = (state && countyOf(state)) ?? null
      return {
        ...one,
        ...namesOf(state),
        county,
        owedByDivision: one.owedBy === "county" ? divisionOf(one, county, regulationNear(law.applicable, on)) : null,
        daysLeft: one.dueOn === null ? null : daysBetween(on, one.dueOn),
      }
    })
    .toSorted(byUrgency)

/** The county's, or that of the division above it for a step of the second level. */
const divisionOf = ({ ownStep }: Waiting, county: string | null, regulation: Regulation | undefined): string | null => {
  const step = ownStep === null ? undefined : regulation?.own?.steps?.[ownStep]
  const above = regulation?.territory.counties.find(({ code }) => code === county)?.under
  return step?.bySuperior === true ? (above?.code ?? null) : county
}

/** Who acts next, as the text calls that authority. */
export const owedByName = ({ owedBy, owedByDivision }: WorklistEntry, text: Regulation): Bilingual =>
  actorName({ role: owedBy, code: owedByDivision ?? "" }, text)

const namesOf = (state: State | undefined): Pick<WorklistEntry, "unitName" | "platformName"> => {
  const names = state && unitNames(state)
  return { unitName: names?.unit ?? null, platformName: names?.platform ?? null }
}

/** Steps with a deadline first, by deadline; then by how long they have waited. */
const byUrgency = (a: WorklistEntry, b: WorklistEntry): number => {
  const key = ({ dueOn, since, unit }: WorklistEntry): string =>
    [dueOn ?? "9999-99-99", since ?? "9999-99-99", unit ?? ""].join(" ")
  return key(a) < key(b) ? -1 : 1
}

/** Filter for the worklist; if empty, everything that can be done on the day. */
export interface WorklistFilter {
  readonly for?: Waiting["owedBy"]
  /** Division code of the county, or of the division above. */
  readonly county?: string
  /** Code of the division whose authority acts next. */
  readonly owedByDivision?: string
  readonly step?: WaitingStep
  /** Steps due within this many days or overdue, even if they only open later. If omitted, steps that can be done now. */
  readonly withinDays?: number
}

/** The entries that match a filter, most urgent first: by deadline, then by how long they have waited. */
export const selectEntries = (
  entries: ReadonlyArray<WorklistEntry>,
  on: CivilDate,
  { for: role, county, owedByDivision, step, withinDays }: WorklistFilter,
): ReadonlyArray<WorklistEntry> => {
  const until = withinDays === undefined ? undefined : plusDays(on, withinDays)
  return entries
    .filter((one) => (until === undefined ? waitsAlready(one, on) : one.dueOn !== null && one.dueOn <= until))
    .filter((one) => role === undefined || one.owedBy === role)
    .filter((one) => step === undefined || one.step === step)
    .filter((one) => county === undefined || one.county === county || one.owedByDivision === county)
    .filter((one) => owedByDivision === undefined || one.owedByDivision === owedByDivision)
}

/** The official name of a county; its code if the regulation does not know it, and empty for no county. */
export const countyName = (code: string | null, { territory }: Pick<Regulation, "territory">): string =>
  divisionsIn(territory).find((one) => one.code === code)?.name ?? code ?? ""
