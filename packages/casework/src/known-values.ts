/**
 * Prefills forms with what the office knows about a unit. Personal data is sealed and left blank: it is only opened on the
 * record.
 */
import type { ApplicationForm, CivilDate, OperationReport, RegulationDraft, Sealed, State } from "@shifan/core"
import { applicationForm, asFilled, operationReport, type BasicParticulars } from "@shifan/core/forms"
import { codecOfAct, unitCode, unitName, valuesOf, type Values } from "@shifan/forms"
import { isDesignationEvent, type Envelope } from "@shifan/event-store"

type Basic = BasicParticulars<Sealed>

/** The last filing, with later changes. */
interface LastFiled {
  readonly form?: ApplicationForm<Sealed>
  readonly report?: OperationReport<Sealed>
  readonly basic?: Basic
}

const lastFiledIn = (history: ReadonlyArray<Envelope>): LastFiled =>
  history.reduce<LastFiled>((last, event) => {
    if (!isDesignationEvent(event)) return last
    switch (event.type) {
      case "Applied":
      case "ApplicationSupplemented":
        return { ...last, form: event.data.form, basic: event.data.form.basic }
      case "ReviewFiled":
      case "ReviewSupplemented":
        return { ...last, report: event.data.report, basic: event.data.report.basic }
      case "ParticularsChanged": {
        const { operatingUnitName: _, platformName: __, countyOrDistrict: ___, ...basic } = event.data.after
        return last.basic === undefined ? last : { ...last, basic: { ...last.basic, ...basic } }
      }
      default:
        return last
    }
  }, {})

/** The names of a unit, its platform and its county, as used in forms. */
export interface UnitNames {
  readonly unit: string
  readonly platform: string
  readonly county: string
}

/** For a unit with an application or a title; otherwise `undefined`. */
export const unitNames = ({ phase }: State): UnitNames | undefined => {
  if ("title" in phase) {
    const { operatingUnitName, platformName, countyOrDistrict } = phase.title
    return { unit: operatingUnitName, platform: platformName, county: countyOrDistrict }
  }
  if (!("case" in phase)) return undefined
  const { applicantUnitName, platformName, countyOrDistrict } = phase.case.form
  return { unit: applicantUnitName, platform: platformName, county: countyOrDistrict }
}

/** A form to prefill. */
export interface FormToFill {
  readonly act: string
  /** The day the form is for; it determines which yearly rows are too old. */
  readonly on: CivilDate
  /** The text whose form it is. */
  readonly regulation: RegulationDraft
}

/** What the office knows of the unit, as values of the form. */
export const knownValues = (
  { act, on, regulation }: FormToFill,
  state: State,
  history: ReadonlyArray<Envelope>,
): Values => {
  const names = unitNames(state)
  const heads = [[unitCode, state.unit] as const, ...(names === undefined ? [] : [[unitName, names.unit] as const])]
  return new Map([
    ...heads,
    ...valuesOf(
      codecOfAct(act, regulation),
      knownData(act, { state, names, filed: lastFiledIn(history), on }),
      regulation,
    ),
  ])
}

interface Known {
  readonly state: State
  readonly names: UnitNames | undefined
  readonly filed: LastFiled
  readonly on: CivilDate
}

const knownData = (act: string, { state, names, filed, on }: Known): unknown => {
  switch (act) {
    case "Apply":
      return { form: knownForm(state, names, filed, on) }
    case "SupplementApplication":
      return "case" in state.phase
        ? { form: clearForm(state.phase.case.form), dossier: state.phase.case.dossier }
        : { form: knownForm(state, names, filed, on) }
    case "FileReview":
      return { report: knownReport(names, filed, on) }
    case "SupplementReview":
    case "AssessReview":
      return knownReview(act, state)
    case "Recommend":
      return { form: { operatingUnitName: names?.unit, countyOrDistrict: names?.county } }
    case "Revoke":
      return "title" in state.phase ? { restsOn: state.phase.title.falsification.at(-1)?.revision } : {}
    default:
      return {}
  }
}

const withoutSealed = ({ fax: _, ...basic }: Basic): BasicParticulars<string> => ({
  ...basic,
  legalRepresentative: "",
  contactPerson: "",
  phone: "",
  mobile: "",
  email: "",
  investors: basic.investors.map((investor) => ({ ...investor, name: "" })),
})

const clearForm = (form: ApplicationForm<Sealed>): object =>
  Object(applicationForm(asFilled).encode({ ...form, basic: withoutSealed(form.basic) }))

const clearReport = (report: OperationReport<Sealed>): object =>
  Object(operationReport(asFilled).encode({ ...report, basic: withoutSealed(report.basic) }))

/** Values that change every year are left blank: dates, seals, figures as of a day, and years outside the last three. */
const knownForm = (state: State, names: UnitNames | undefined, { form, basic }: LastFiled, on: CivilDate): object => {
  const known = {
    uscc: state.unit,
    applicantUnitName: names?.unit,
    platformName: names?.platform,
    countyOrDistrict: names?.county,
  }
  if (form === undefined) return known
  const cleared = clearForm({ ...form, basic: basic ?? form.basic, operation: recent(form.operation, on) })
  return { ...without(cleared, asksAgain), ...known }
}

const knownReport = (names: UnitNames | undefined, { form, report, basic }: LastFiled, on: CivilDate): object => {
  const known = { operatingUnitName: names?.unit }
  const years = recent([...(form?.operation ?? []), ...(report?.lastThreeYears ?? [])], on)
  if (report !== undefined) {
    const cleared = clearReport({ ...report, basic: basic ?? report.basic, lastThreeYears: years })
    return { ...without(cleared, asksAgain), ...known }
  }
  if (form === undefined || basic === undefined) return known
  const cleared = clearForm({ ...form, basic, operation: years })
  return { basic: Reflect.get(cleared, "basic"), lastThreeYears: Reflect.get(cleared, "operation"), ...known }
}

const knownReview = (act: string, { phase }: State): object => {
  const filed = "title" in phase ? phase.title.review?.filed : undefined
  if (filed === null || filed === undefined) return {}
  return { report: clearReport(filed.report), ...(act === "SupplementReview" ? filed.enclosures : {}) }
}

const asksAgain = [
  "filledOn",
  "seal",
  "reportSections",
  "trailingTwelveMonths",
  "priorYearEnd",
  "selfDeclaredSatisfaction",
]

const without = (json: object, names: ReadonlyArray<string>): object =>
  Object.fromEntries(Object.entries(json).filter(([name]) => !names.includes(name)))

const recent = <Y extends { readonly year: number }>(years: ReadonlyArray<Y>, on: CivilDate): ReadonlyArray<Y> => {
  const first = Number(on.slice(0, 4)) - 3
  return [...new Map(years.map((year) => [year.year, year])).values()]
    .filter(({ year }) => year >= first)
    .toSorted((a, b) => a.year - b.year)
}
