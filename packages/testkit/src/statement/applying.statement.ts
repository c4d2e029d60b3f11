/** Arts. 2, 5 to 10: objections to an application, its recommendation and its title, other than actor and timing. */
import type { CommandOf, Readings, Waiver, WaiverRequest } from "@shifan/core"
import { actedFor } from "./competence.statement.js"
import { daysFrom, lastDayOfFirstTerm, yearsLater } from "./dates.statement.js"
import { wordsOf, type ApplicationOnFile, type SupplementsOnFile } from "./file.statement.js"
import type { LawOnFile } from "./in-force.statement.js"
import type { Attempted } from "./act.statement.js"
import { againstForm, againstMaterials } from "./materials.statement.js"
import { isEndedForGood } from "./phases.statement.js"
import { againstFindings, againstTitle, type Proposal } from "./relaxation.statement.js"
import { againstScopeOfForm, againstSupplement } from "./supplement-scope.statement.js"
import { stepsMissing } from "./steps.statement.js"
import type { UnitFacts } from "./text.statement.js"

export const outsideCall = ({ calls }: LawOnFile, year: number, on: string): ReadonlyArray<string> => {
  const window = calls.find((call) => call.year === year)?.window
  return window != null && window.opensOn <= on && on <= window.closesOn ? [] : ["OutsideCall"]
}

/** An individual business is not a legal person. */
const againstUnit = ({ text, unit }: Attempted): ReadonlyArray<string> =>
  text.legalPersonsOnly && unit.startsWith("92") ? ["NotLegalPerson"] : []

export const againstApplying = (
  attempted: Attempted,
  { data }: CommandOf<"Apply">,
  readings: Readings,
): ReadonlyArray<string> => {
  const { text, events, law, on } = attempted
  const revoked = events.findLast(({ type }) => type === "Revoked")?.effectiveOn
  const years = /^years\((\d+)\)$/.exec(readings["revocation.reapply"])?.[1]
  const barred = revoked !== undefined && years !== undefined && on <= yearsLater(revoked, Number(years))
  return [
    ...againstUnit(attempted),
    ...outsideCall(law, data.callYear, on),
    ...(barred ? ["ReapplicationBarred"] : []),
    ...againstMaterials(text, data.dossier, readings),
    ...againstForm(text, data.form),
  ]
}

export const againstImporting = (attempted: Attempted, { data }: CommandOf<"ImportTitle">): ReadonlyArray<string> => {
  const { events, law, text } = attempted
  const first = law.instruments.flatMap(({ validities }) => validities.map(({ from }) => from)).toSorted()[0] ?? ""
  const { grantedOn, lastConfirmedOn } = data
  return [
    ...againstUnit(attempted),
    ...(events.some(({ type }) => type === "Revoked") || isEndedForGood(attempted.events, attempted.on)
      ? ["OutOfPlace"]
      : []),
    ...(grantedOn < first ? [] : ["InvalidParticulars grantedOn"]),
    ...(lastConfirmedOn === undefined || (grantedOn <= lastConfirmedOn && lastConfirmedOn < first)
      ? []
      : ["InvalidParticulars lastConfirmedOn"]),
    ...(text.counties.includes(data.countyOrDistrict) ? [] : ["InvalidParticulars countyOrDistrict"]),
  ]
}

/** The date of a form's facts, under reading `supplement.facts`. */
export const factsDay = (filedOn: string, { suppliedOn }: SupplementsOnFile, readings: Readings): string =>
  readings["supplement.facts"] === "supplementDate" ? (suppliedOn ?? filedOn) : filedOn

/** The county waits until the deadline it set. */
export const supplementPending = ({ requested }: SupplementsOnFile, on: string): ReadonlyArray<string> =>
  requested?.until !== undefined && on <= requested.until ? ["SupplementPending"] : []

export const againstSupplementing = (
  { text, law, on }: Attempted,
  application: ApplicationOnFile,
  { data }: CommandOf<"SupplementApplication">,
  readings: Readings,
): ReadonlyArray<string> => [
  ...againstSupplement(application.supplements, readings, on),
  ...(readings["supplement.afterCall"] === "refuse" ? outsideCall(law, application.filed.data.callYear, on) : []),
  ...againstMaterials(text, data.dossier, readings),
  ...againstForm(text, data.form),
  ...againstScopeOfForm(application, data, readings),
  ...(data.form.countyOrDistrict === application.form.countyOrDistrict
    ? []
    : ["InvalidParticulars form.countyOrDistrict"]),
]

type Recommending = CommandOf<"Recommend">["data"]

/** The unit's filing together with the county's findings. */
export const factsOf = (
  { form, filed, supplements }: ApplicationOnFile,
  { satisfaction, findings }: Pick<Recommending, "satisfaction" | "findings">,
  readings: Readings,
  further: UnitFacts["findings"] = [],
): UnitFacts => ({
  uscc: form.uscc,
  basic: form.basic,
  years: form.operation,
  beside: form,
  serviceArea: form.serviceArea,
  applied: wordsOf(form),
  filedOn: factsDay(filed.effectiveOn, supplements, readings),
  survey: satisfaction.result,
  findings: [...findings, ...further],
})

const nothingElse: Pick<Proposal, "standing" | "usurped"> = { standing: [], usurped: [] }

const between = (path: string, day: string, from: string, to: string): ReadonlyArray<string> =>
  from <= day && day <= to ? [] : [`InvalidParticulars ${path}`]

export const againstRecommending = (
  { text, on }: Attempted,
  application: ApplicationOnFile,
  { data }: CommandOf<"Recommend">,
  readings: Readings,
): ReadonlyArray<string> => {
  const { form, satisfaction, findings, waiversProposed, measurements = [] } = data
  const { supplements, filed } = application
  const proposal = { ...nothingElse, asked: waiversProposed, findingsNow: findings }
  return [
    ...supplementPending(supplements, on),
    ...againstTitle(
      text,
      withMeasured(factsOf(application, data, readings), measurements, readings),
      readings,
      proposal,
    ),
    ...stepsMissing(text, "Recommend", application.steps),
    ...(form.operatingUnitName === application.form.applicantUnitName
      ? []
      : ["InvalidParticulars form.operatingUnitName"]),
    ...(form.countyOrDistrict === application.form.countyOrDistrict
      ? []
      : ["InvalidParticulars form.countyOrDistrict"]),
    ...between("form.filledOn", form.filledOn, supplements.suppliedOn ?? filed.effectiveOn, on),
    ...(form.seal || readings.seals !== "required" ? [] : ["InvalidParticulars form.seal"]),
    ...(satisfaction.sampleSize > 0 ? [] : ["InvalidParticulars satisfaction.sampleSize"]),
  ]
}

/** Reading `figures.source`: whether the county's count replaces the unit's declaration. */
export const withMeasured = (
  facts: UnitFacts,
  measurements: NonNullable<Recommending["measurements"]>,
  readings: Readings,
): UnitFacts => {
  const served = measurements.find(({ figure }) => figure === "served.y0.enterprises")
  if (served === undefined) return facts
  const last = Number(facts.filedOn.slice(0, 4)) - 1
  const counts = (declared: number): number =>
    readings["figures.source"] === "measured"
      ? served.value
      : readings["figures.source"] === "declared"
        ? declared
        : Math.min(served.value, declared)
  const declared = facts.years.find(({ year }) => year === last)
  return declared === undefined
    ? { ...facts, measured: { year: last, smesServed: served.value } }
    : {
        ...facts,
        years: facts.years.map((row) => (row === declared ? { ...row, smesServed: counts(row.smesServed) } : row)),
      }
}

/** The request behind a recorded waiver. */
export const requestOf = ({ condition, relaxedTo, reasons }: Waiver): WaiverRequest => ({
  condition,
  reasons,
  ...(relaxedTo === null ? {} : { relaxedTo }),
})

/** The facts of the case before the bureau; `undefined` before the county has recommended it. */
export const caseFacts = (
  application: ApplicationOnFile,
  readings: Readings,
  further: UnitFacts["findings"],
): UnitFacts | undefined => {
  const { recommended } = application
  if (recommended === undefined) return undefined
  const { measurements = [] } = recommended.data
  return withMeasured(factsOf(application, recommended.data, readings, further), measurements, readings)
}

const isOver = (notice: ApplicationOnFile["notice"], on: string): boolean =>
  notice !== undefined && notice.data.closesOn < on

/** Whether a term that counts from the notice would be over before the title is granted. */
const isTermOver = ({ text: { term }, on }: Attempted, notice: ApplicationOnFile["notice"]): boolean =>
  term?.from === "notice" && notice !== undefined && lastDayOfFirstTerm(term, notice.data.opensOn) < on

/** A notice is open as long as the regulation says, including its first and last day. */
export const againstNotice = (
  { text: { noticeDays }, on }: Attempted,
  { data: { opensOn, closesOn } }: CommandOf<"PublishNotice">,
): ReadonlyArray<string> => [
  ...(opensOn < on ? ["InvalidParticulars opensOn"] : []),
  ...(daysFrom(opensOn, closesOn) + 1 < (noticeDays ?? 1) ? ["InvalidParticulars closesOn"] : []),
]

export const againstCertifying = (
  attempted: Attempted,
  application: ApplicationOnFile,
  { data }: CommandOf<"Certify">,
  readings: Readings,
): ReadonlyArray<string> => {
  const { text, on } = attempted
  const { recommended, notice } = application
  const facts = caseFacts(application, readings, data.findings)
  if (recommended === undefined || facts === undefined) return []
  const byCounty = readings["waiver.authority"] === "county"
  const proposed = recommended.data.waiversProposed.map(requestOf)
  return [
    ...againstTitle(text, facts, readings, {
      standing: [],
      asked: byCounty ? proposed : data.waivers,
      usurped: byCounty ? data.waivers : [],
      findingsNow: data.findings,
    }),
    ...againstAppraisal(attempted, data.appraisal, recommended.effectiveOn),
    ...(isOver(notice, on) || (text.noticeDays === null && notice === undefined) ? [] : ["NoticeNotOver"]),
    ...(isTermOver(attempted, notice) ? ["TermIsOver"] : []),
    ...stepsMissing(text, "Certify", application.stepsSinceRecommended),
  ]
}

/** A refusal needs no condition to be unmet (art. 9), but its findings must be admissible. */
export const againstDeclining = (
  attempted: Attempted,
  application: ApplicationOnFile,
  { appraisal, findings, reasons }: CommandOf<"DeclineCertification">["data"],
  readings: Readings,
): ReadonlyArray<string> => {
  const facts = caseFacts(application, readings, findings)
  return [
    ...(reasons.length === 0 ? ["ReasonsMissing"] : []),
    ...againstAppraisal(attempted, appraisal, application.recommended?.effectiveOn ?? attempted.on),
    ...(facts === undefined ? [] : againstFindings(attempted.text, facts, readings, findings)),
  ]
}

/** Art. 10: between recommendation and decision, not by anybody who assessed for the county. */
export const againstAppraisal = (
  { events, on }: Attempted,
  { date, members }: CommandOf<"Certify">["data"]["appraisal"],
  recommendedOn: string,
): ReadonlyArray<string> => [
  ...between("appraisal.date", date, recommendedOn, on),
  ...members.flatMap((member, i) =>
    [...actedFor("county", events), ...actedFor("superior", events)].includes(member) || members.indexOf(member) < i
      ? [`InvalidParticulars appraisal.members.${i}`]
      : [],
  ),
]
