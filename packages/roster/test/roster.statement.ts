/**
 * A second, independent statement of who is on the public list (art. 11): every unit whose title was granted or imported and
 * has neither been lost nor expired since, as of a day and as known at an instant.
 */
import type { Event, EventType } from "@shifan/core"

/** The events of one unit in order, with the time each was recorded. */
export interface UnitRecords {
  readonly uscc: string
  readonly records: ReadonlyArray<{ readonly event: Event; readonly recordedAt: string }>
}

/** Effect of each event on the list; `null` for none. */
const effects: { readonly [T in EventType]: "enters" | "leaves" | "changes the entry" | null } = {
  Certified: "enters",
  TitleImported: "enters",
  Revoked: "leaves",
  // A unit can apply again only after its term, and then waits for a title like any other unit.
  Applied: "leaves",
  ParticularsChanged: "changes the entry",
  PlaqueAwarded: "changes the entry",
  Reviewed: "changes the entry",
  Recommended: null,
  Withdrawn: null,
  RecommendationDeclined: null,
  CertificationDeclined: null,
  SupplementRequested: null,
  ApplicationSupplemented: null,
  ReviewSupplemented: null,
  NoticePublished: null,
  StepTaken: null,
  NominatedToProvince: null,
  AnnualSummaryFiled: null,
  SpotChecked: null,
  SupportGranted: null,
  ReviewFiled: null,
  ReviewAssessed: null,
  RectificationOrdered: null,
  TitleSurrendered: "leaves",
  UnitEnded: "leaves",
  PlaqueReturned: null,
  RecordCorrected: null,
  // The unit leaves the list once its successor has taken the title over. Histories of a single unit do not show that.
  TitleSucceeded: null,
  TitleInherited: "enters",
  // Annulled decisions are removed before events are counted.
  DecisionAnnulled: null,
  PersonalDataErased: null,
  PersonalDataOpened: null,
}

/** One line of the list: code, names, county, certificate, and the days that count. */
export type RosterLine = string

const lastOf = <A>(values: ReadonlyArray<A | undefined>): A | undefined =>
  values.findLast((value) => value !== undefined)

const lineOf = (uscc: string, events: ReadonlyArray<Event>, on: string): RosterLine | undefined => {
  const turn = events.findLastIndex(({ type }) => effects[type] === "enters" || effects[type] === "leaves")
  const granted = events[turn]
  if (granted?.type !== "Certified" && granted?.type !== "TitleImported") return undefined
  const since = events.slice(turn + 1)
  const confirmations = since.flatMap((event) =>
    event.type === "Reviewed" && event.data.outcome === "confirmed" ? [event] : [],
  )
  const validUntil = lastOf([granted.data.validUntil, ...confirmations.map(({ data }) => data.validUntil)]) ?? null
  if (validUntil !== null && validUntil < on) return undefined
  const names = namesIn(events.slice(0, turn + 1), since)
  const imported = granted.type === "TitleImported" ? granted.data : undefined
  return [
    imported?.grantedOn ?? granted.effectiveOn,
    uscc,
    names.operatingUnitName,
    names.platformName,
    names.countyOrDistrict,
    granted.type === "Certified" ? granted.data.certificateNumber : null,
    confirmations.at(-1)?.effectiveOn ?? imported?.lastConfirmedOn ?? null,
    lastOf(since.map((event) => (event.type === "PlaqueAwarded" ? event.data.awardedOn : undefined))) ?? null,
    validUntil,
  ].join(" | ")
}

/** Names from the application, its supplement or the import, with later changes applied. */
const namesIn = (upToTitle: ReadonlyArray<Event>, since: ReadonlyArray<Event>) => {
  const start = upToTitle.findLastIndex(({ type }) =>
    ["Applied", "ApplicationSupplemented", "TitleImported"].includes(type),
  )
  const first = upToTitle[start]
  const before =
    first?.type === "Applied" || first?.type === "ApplicationSupplemented"
      ? { ...first.data.form, operatingUnitName: first.data.form.applicantUnitName }
      : first?.type === "TitleImported"
        ? first.data
        : undefined
  const changes = [...upToTitle.slice(start + 1), ...since].flatMap((event) =>
    event.type === "ParticularsChanged" ? [event.data.after] : [],
  )
  const names = [before, ...changes]
  return {
    operatingUnitName: lastOf(names.map((each) => each?.operatingUnitName)),
    platformName: lastOf(names.map((each) => each?.platformName)),
    countyOrDistrict: lastOf(names.map((each) => each?.countyOrDistrict)),
  }
}

/** An event with all later corrections of clerical errors applied: its own, or that of the last day it prolonged. */
const asCorrected = (event: Event, revision: number, known: ReadonlyArray<Event>): Event =>
  known.reduce<Event>((corrected, { type, data }) => {
    if (type !== "RecordCorrected") return corrected
    const [, ...path] = data.field.split(".")
    if (data.revision === revision) return { ...corrected, data: replaced(corrected.data, path, data.to) } as Event
    const set = data.confirmedUntil?.find((one) => one.revision === revision)
    return set === undefined
      ? corrected
      : ({ ...corrected, data: replaced(corrected.data, ["validUntil"], set.validUntil) } as Event)
  }, event)

const replaced = (data: object, [key = "", ...rest]: ReadonlyArray<string>, to: unknown): object => ({
  ...data,
  [key]: rest.length === 0 ? to : replaced(Object(Reflect.get(data, key)), rest, to),
})

/** The list by day of certification, then by code. Counts events in effect by `asOf` and recorded by `knownAt`. */
export const expectedRoster = (
  units: ReadonlyArray<UnitRecords>,
  { asOf, knownAt }: { readonly asOf?: string; readonly knownAt?: string },
  on: string,
): ReadonlyArray<RosterLine> =>
  units
    .flatMap(({ uscc, records: told }) => {
      const known = told
        .filter(({ recordedAt }) => knownAt === undefined || recordedAt <= knownAt)
        .map(({ event }) => event)
      // An annulment may itself be annulled.
      const isAnnulled = (at: number): boolean =>
        known.some(
          (event, i) =>
            i > at &&
            event.type === "DecisionAnnulled" &&
            event.data.revision === at &&
            (event.data.effect === "fromBeginning" || asOf === undefined || event.effectiveOn <= asOf) &&
            !isAnnulled(i),
        )
      const standing = known
        .map((event, i) => asCorrected(event, i, known))
        .filter(({ effectiveOn }, revision) => (asOf === undefined || effectiveOn <= asOf) && !isAnnulled(revision))
      const line = lineOf(uscc, standing, on)
      return line === undefined ? [] : [line]
    })
    .toSorted()
