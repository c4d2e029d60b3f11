/** Applies the correction of a clerical error to the state. */
import type { CivilDate } from "../../law/civil-date.js"
import type {
  ConfirmedSince,
  ConfirmedUntil,
  CorrectableField,
  CorrectableRecord,
  CorrectableRecords,
  Correction,
  CorrectionOf,
} from "./correctable-fields.js"
import { beginsAnew, recordsOf, recordsOfSame, valuesOf } from "./correctable-records.js"
import type { Case, Confirmation, EarlierTitle, State, Title } from "./state.js"

/** The changes a correction makes: to the record and to all state derived from it. A view may not include the event. */
export const corrected = (state: State, correction: Correction & ConfirmedSince): Partial<State> => {
  const { revision, field, to } = correction
  const all = recordsOf(state)
  if (!all.some((one) => one.revision === revision)) return {}
  const records = all.reduce<CorrectableRecords>((earlier, one) => {
    const values = one.revision === revision ? { ...one.corrected, [field]: to } : one.corrected
    return { ...one, since: sinceAfter(one, correction), corrected: values, earlier }
  }, null)
  // The compiler cannot see that the field and its values belong together.
  const effect = (field.endsWith("Name") ? renamed : effects[field]) as Effect<CorrectableField> | undefined
  return { records, ...effect?.({ ...state, records }, correction) }
}

/** Whatever happened to an imported title happened since its grant. */
const sinceAfter = ({ about, since }: CorrectableRecord, { revision, field, from, to }: Correction): CivilDate =>
  field === "TitleImported.grantedOn" && about === revision && since === from ? to : since

type RecordedOf<F extends CorrectableField> = CorrectionOf<F> & ConfirmedSince

type Effect<F extends CorrectableField> = (state: State, correction: RecordedOf<F>) => Partial<State>

/** Changes only the title that the corrected event is about: the present one, or one that an annulment may restore. */
const inTitle =
  <F extends CorrectableField>(change: (title: Title, correction: RecordedOf<F>) => Partial<Title>): Effect<F> =>
  (state, correction) => {
    const { phase, lastRevocation } = state
    const changed = (title: Title): Title =>
      isOfSame(state, title, correction) ? { ...title, ...change(title, correction) } : title
    return {
      phase: "title" in phase ? { ...phase, title: changed(phase.title) } : phase,
      lastRevocation: lastRevocation && { ...lastRevocation, title: changed(lastRevocation.title) },
    }
  }

type At = Pick<Correction, "revision">

const isOfSame = (state: State, { revision }: At, other: At): boolean =>
  recordsOfSame(recordsOf(state), other.revision).some((one) => one.revision === revision)

/** Changes earlier titles as well. */
const inEarlierTitles = (
  state: State,
  at: At,
  change: (title: EarlierTitle) => Partial<EarlierTitle>,
): Pick<State, "earlierTitles"> => ({
  earlierTitles: state.earlierTitles.map((title) =>
    isOfSame(state, title, at) ? { ...title, ...change(title) } : title,
  ),
})

/** Recomputes the names from the application, import or last change that the corrected event belongs to. */
const renamed: Effect<CorrectableField> = (state, correction) => {
  const { phase } = state
  const names = presentNames(state, correction)
  const inCase = (pending: Case): Case => {
    const { operatingUnitName: applicantUnitName, platformName } = names
    const { form } = pending
    return {
      ...pending,
      form: { ...form, ...(applicantUnitName && { applicantUnitName }), ...(platformName && { platformName }) },
    }
  }
  const inTitles = inTitle(() => names)(state, correction)
  if (!("case" in phase) || !isOfSame(state, { revision: lastOf(state) }, correction)) return inTitles
  const named = { ...phase, case: inCase(phase.case) }
  return {
    ...inTitles,
    phase:
      named._tag === "closed" && named.before !== null
        ? { ...named, before: { ...named.before, case: inCase(named.before.case) } }
        : named,
  }
}

/** Revision of the last application or title begun. A pending or closed application is always the last. */
const lastOf = (state: State): number => recordsOf(state).findLast(({ type }) => beginsAnew(type))?.revision ?? 0

const presentNames = (state: State, at: At): Partial<Pick<Title, "operatingUnitName" | "platformName">> => {
  const values = recordsOfSame(recordsOf(state), at.revision).flatMap((one) => Object.entries(valuesOf(one)))
  const last = (field: string) => values.findLast(([one, value]) => one.endsWith(field) && value !== null)?.[1]
  const operatingUnitName = last("UnitName")
  const platformName = last("platformName")
  return {
    ...(typeof operatingUnitName === "string" ? { operatingUnitName } : {}),
    ...(typeof platformName === "string" ? { platformName } : {}),
  }
}

/** Changes what an import told, which confirmations since may have replaced: with a last day of its own, or not. */
const asImported = (
  { confirmation }: Pick<Title, "confirmation">,
  told: Partial<Confirmation["before"]>,
  until?: ReadonlyArray<ConfirmedUntil>,
): Partial<Confirmation["before"]> => {
  if (confirmation === null) return told
  const { before, revision } = confirmation
  const set = until?.find((one) => one.revision === revision)
  return {
    confirmation: { ...confirmation, before: { ...before, ...asImported(before, told, until) } },
    ...(set && { validUntil: set.validUntil }),
  }
}

/** Effects on the state beyond the record. Fields without a row change only the record. */
const effects: { readonly [F in CorrectableField]?: Effect<F> } = {
  "Certified.certificateNumber": inTitle((_, { to }) => ({ certificateNumber: to })),
  "TitleImported.grantedOn": (state, correction) => {
    const granted = (): Pick<Title, "certifiedOn"> => ({ certifiedOn: correction.to })
    return { ...inTitle(granted)(state, correction), ...inEarlierTitles(state, correction, granted) }
  },
  "TitleImported.lastConfirmedOn": inTitle((title, { to }) => asImported(title, { lastConfirmedOn: to })),
  "TitleImported.validUntil": inTitle((title, { to, confirmedUntil }) =>
    asImported(title, { validUntil: to }, confirmedUntil),
  ),
  "PlaqueAwarded.awardedOn": (state, correction) => {
    const last = recordsOfSame(recordsOf(state), correction.revision).findLast(({ type }) => type === "PlaqueAwarded")
    if (last?.revision !== correction.revision) return {}
    return inTitle(({ plaqueAwardedOn }) => ({ plaqueAwardedOn: plaqueAwardedOn && correction.to }))(state, correction)
  },
  "AnnualSummaryFiled.year": inTitle(({ summaries }, { from, to }) => ({
    summaries: summaries.map((year) => (year === from ? to : year)),
  })),
  "SpotChecked.checkedOn": (state, correction) => {
    const { revision, from, to } = correction
    const recordedFor = recordsOf(state).find((one) => one.revision === revision)?.effectiveOn
    const was = from ?? recordedFor
    const is = to ?? recordedFor
    if (is === undefined) return {}
    const moved = ({ spotChecks }: EarlierTitle): Pick<Title, "spotChecks"> => {
      const at = spotChecks.findIndex((day) => day === was)
      return { spotChecks: spotChecks.map((day, i) => (i === at ? is : day)) }
    }
    return {
      ...inTitle((title) => ({
        ...moved(title),
        falsification: title.falsification.map((one) => (one.revision === revision ? { revision, foundOn: is } : one)),
      }))(state, correction),
      ...inEarlierTitles(state, correction, moved),
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
