/** The state after a clerical error was put right. */
import type {
  CorrectableField,
  CorrectableRecords,
  CorrectableValue,
  Correction,
  CorrectionOf,
} from "./correctable-fields.js"
import { beginsRecords, inOrder, recordsOf, valuesOf } from "./correctable-records.js"
import type { Case, EarlierTitle, State, Title } from "./state.js"

/** The state after a correction: what is on record, and what follows from it. */
export const corrected = (state: State, correction: Correction): Partial<State> => {
  const records = withCorrection(state.records, correction)
  const recordsBefore = withCorrection(state.recordsBefore, correction)
  // The compiler cannot follow that field and values stay together.
  const effect = effects[correction.field] as ((state: State, correction: Correction) => Partial<State>) | undefined
  return { records, recordsBefore, ...effect?.({ ...state, records, recordsBefore }, correction) }
}

const withCorrection = (records: CorrectableRecords, { revision, field, to }: Correction): CorrectableRecords =>
  inOrder(records).reduce<CorrectableRecords>((earlier, one) => {
    const since = one.revision === revision ? { ...one.corrected, [field]: to } : one.corrected
    return { ...one, corrected: since, earlier }
  }, null)

type Effect<F extends CorrectableField> = (state: State, correction: CorrectionOf<F>) => Partial<State>

/** In the title of now and in one that an annulment may bring back. */
const inTitles = (state: State, change: (title: Title) => Title): Partial<State> => ({
  phase: "title" in state.phase ? { ...state.phase, title: change(state.phase.title) } : state.phase,
  lastRevocation: state.lastRevocation && { ...state.lastRevocation, title: change(state.lastRevocation.title) },
})

const inTitle =
  <F extends CorrectableField>(change: (title: Title, correction: CorrectionOf<F>) => Partial<Title>): Effect<F> =>
  (state, correction) =>
    inTitles(state, (title) => ({ ...title, ...change(title, correction) }))

/** Of the event that granted the title. */
const ofGrant = <F extends CorrectableField>(key: "certificateNumber" | "certifiedOn"): Effect<F> =>
  inTitle((title, { revision, to }) => (title.revision === revision ? { [key]: to } : {}))

/** As the application, the import or the last change has them now. */
const renamed: Effect<CorrectableField> = (state) => {
  const { phase } = state
  const inCase = (pending: Case): Case => {
    const { operatingUnitName: applicantUnitName, platformName } = namesIn(state, state.revision)
    const { form } = pending
    return {
      ...pending,
      form: { ...form, ...(applicantUnitName && { applicantUnitName }), ...(platformName && { platformName }) },
    }
  }
  if (phase._tag === "none") return {}
  if (!("case" in phase)) return inTitles(state, (title) => ({ ...title, ...namesIn(state, title.revision) }))
  const named = { ...phase, case: inCase(phase.case) }
  return {
    ...inTitles(state, (title) => ({ ...title, ...namesIn(state, title.revision) })),
    phase:
      named._tag === "closed" && named.before !== null
        ? { ...named, before: { ...named.before, case: inCase(named.before.case) } }
        : named,
  }
}

/** Of the application or import to which a revision belongs. */
const namesIn = (state: State, revision: number): Partial<Pick<Title, "operatingUnitName" | "platformName">> => {
  const records = recordsOf(state)
  const starts = records.filter(({ type }) => beginsRecords(type))
  const from = starts.findLast((one) => one.revision <= revision)?.revision ?? 0
  const until = starts.find((one) => one.revision > revision)?.revision ?? Infinity
  const told = records.filter((one) => one.revision >= from && one.revision < until)
  const last = (...fields: ReadonlyArray<CorrectableField>): CorrectableValue | undefined =>
    told.flatMap((one) => fields.flatMap((field) => valuesOf(one)[field] ?? [])).at(-1)
  const operatingUnitName = last(
    "Applied.form.applicantUnitName",
    "ApplicationSupplemented.form.applicantUnitName",
    "TitleImported.operatingUnitName",
    "ParticularsChanged.after.operatingUnitName",
  )
  const platformName = last(
    "Applied.form.platformName",
    "ApplicationSupplemented.form.platformName",
    "TitleImported.platformName",
    "ParticularsChanged.after.platformName",
  )
  return {
    ...(typeof operatingUnitName === "string" ? { operatingUnitName } : {}),
    ...(typeof platformName === "string" ? { platformName } : {}),
  }
}

/** What follows in the state. A field without a row is told by the record alone. */
const effects: { readonly [F in CorrectableField]?: Effect<F> } = {
  "Applied.form.applicantUnitName": renamed,
  "Applied.form.platformName": renamed,
  "ApplicationSupplemented.form.applicantUnitName": renamed,
  "ApplicationSupplemented.form.platformName": renamed,
  "ParticularsChanged.after.operatingUnitName": renamed,
  "ParticularsChanged.after.platformName": renamed,
  "TitleImported.operatingUnitName": renamed,
  "TitleImported.platformName": renamed,
  "Certified.certificateNumber": ofGrant("certificateNumber"),
  "TitleImported.grantedOn": ofGrant("certifiedOn"),
  "TitleImported.lastConfirmedOn": inTitle((title, { revision, to }) =>
    title.revision !== revision
      ? {}
      : title.confirmation === null
        ? { lastConfirmedOn: to }
        : { confirmation: { ...title.confirmation, before: { ...title.confirmation.before, lastConfirmedOn: to } } },
  ),
  "PlaqueAwarded.awardedOn": (state, { revision, to }) =>
    recordsOf(state).findLast(({ type }) => type === "PlaqueAwarded")?.revision === revision
      ? inTitles(state, (title) => ({ ...title, plaqueAwardedOn: title.plaqueAwardedOn && to }))
      : {},
  "AnnualSummaryFiled.year": inTitle(({ summaries }, { from, to }) => ({
    summaries: summaries.map((year) => (year === from ? to : year)),
  })),
  "SpotChecked.checkedOn": (state, { revision, from, to }) => {
    const recordedFor = recordsOf(state).find((one) => one.revision === revision)?.effectiveOn
    const was = from ?? recordedFor
    const is = to ?? recordedFor
    if (is === undefined) return {}
    const moved = <A extends EarlierTitle>(title: A): A => {
      const at = title.spotChecks.findIndex((day) => day === was)
      return { ...title, spotChecks: title.spotChecks.map((day, i) => (i === at ? is : day)) }
    }
    return {
      earlierTitles: state.earlierTitles.map(moved),
      ...inTitles(state, (title) => ({
        ...moved(title),
        falsification: title.falsification.map((one) => (one.revision === revision ? { revision, foundOn: is } : one)),
      })),
    }
  },
  "RectificationOrdered.until": inTitle(({ review }, { revision, to }) =>
    review?.rectification?.revision === revision
      ? { review: { ...review, rectification: { ...review.rectification, until: to } } }
      : {},
  ),
  "UnitEnded.endedOn": ({ unitEnded }, { revision, to }) => ({
    unitEnded: unitEnded?.revision === revision ? { ...unitEnded, on: to } : unitEnded,
  }),
}
