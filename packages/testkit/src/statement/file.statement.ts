/** A unit's application, title and review as its file shows them, derived from the events, corrected and annulled. */
import type { ApplicationForm, CivilDate, Dossier, Event, EventOf, Sealed } from "@shifan/core"
import { givenBackOn } from "./effective-events.statement.js"
import { countyAfter, lastMove } from "./phases.statement.js"
import type { UnitFacts } from "./text.statement.js"

type Form = ApplicationForm<Sealed>

const lastOf = <T extends Event["type"]>(
  events: ReadonlyArray<Event>,
  ...types: ReadonlyArray<T>
): EventOf<T> | undefined => events.findLast((event): event is EventOf<T> => types.some((type) => type === event.type))

const behind = (events: ReadonlyArray<Event>, event: Event | undefined): ReadonlyArray<Event> =>
  event === undefined ? events : events.slice(events.indexOf(event) + 1)

export interface Requested {
  readonly on: CivilDate
  readonly until: CivilDate | undefined
  /** What the unit is asked for, by path. */
  readonly wanting: EventOf<"SupplementRequested">["data"]["wanting"]
}

/** The county's requests for supplements, their number, and the last submission. Another county starts again. */
export interface SupplementsOnFile {
  readonly requested: Requested | undefined
  readonly requests: number
  readonly suppliedOn: CivilDate | undefined
}

const supplementsIn = (
  all: ReadonlyArray<Event>,
  since: ReadonlyArray<Event>,
  supplied: "ApplicationSupplemented" | "ReviewSupplemented",
): SupplementsOnFile => {
  const here = behind(since, movedIn(all, since))
  const requests = here.filter(({ type }) => type === "SupplementRequested")
  const last = lastOf(here, "SupplementRequested", supplied)
  return {
    requested:
      last?.type === "SupplementRequested" ? { ...last.data, on: last.effectiveOn, until: last.data.until } : undefined,
    requests: requests.length,
    suppliedOn: lastOf(since, supplied)?.effectiveOn,
  }
}

/** The unit's last move to another county, if later. */
const movedIn = (all: ReadonlyArray<Event>, since: ReadonlyArray<Event>): Event | undefined => {
  const moved = lastMove(all)
  return moved !== undefined && since.includes(moved) ? moved : undefined
}

/** An application as its file shows it: filed, supplemented, recommended, notified. */
export interface ApplicationOnFile {
  readonly filed: EventOf<"Applied">
  readonly form: Form
  readonly dossier: Dossier
  readonly supplements: SupplementsOnFile
  readonly recommended: EventOf<"Recommended"> | undefined
  readonly notice: EventOf<"NoticePublished"> | undefined
  /** Steps since the filing or a move to this county, and since the recommendation. */
  readonly steps: ReadonlyArray<Event>
  readonly stepsSinceRecommended: ReadonlyArray<Event>
}

/** The last application, decided or not; `undefined` if the unit never applied. */
export const applicationOnFile = (events: ReadonlyArray<Event>): ApplicationOnFile | undefined => {
  const filed = lastOf(events, "Applied")
  if (filed === undefined) return undefined
  const since = events.slice(events.indexOf(filed))
  const recommended = lastOf(behind(since, movedIn(events, since)), "Recommended")
  return {
    filed,
    form: formIn(since, filed.data.form),
    dossier: lastOf(since, "Applied", "ApplicationSupplemented")?.data.dossier ?? filed.data.dossier,
    supplements: supplementsIn(events, since, "ApplicationSupplemented"),
    recommended,
    notice: recommended && lastOf(behind(since, recommended), "NoticePublished"),
    steps: stepsIn(behind(since, movedIn(events, since))),
    stepsSinceRecommended: recommended === undefined ? [] : stepsIn(behind(since, recommended)),
  }
}

const stepsIn = (events: ReadonlyArray<Event>): ReadonlyArray<Event> =>
  events.filter(({ type }) => type === "StepTaken")

/** The form as filed, resubmitted and changed since. */
const formIn = (since: ReadonlyArray<Event>, first: Form): Form => {
  let form = first
  for (const event of since) {
    if (event.type === "ApplicationSupplemented") form = event.data.form
    if (event.type !== "ParticularsChanged") continue
    const { operatingUnitName, platformName, countyOrDistrict, ...basic } = event.data.after
    form = {
      ...form,
      ...(operatingUnitName === undefined ? {} : { applicantUnitName: operatingUnitName }),
      ...(platformName === undefined ? {} : { platformName }),
      ...(countyOrDistrict === undefined ? {} : { countyOrDistrict }),
      basic: { ...form.basic, ...basic },
    }
  }
  return form
}

/** The words of an application that a regulation's numbers may depend on. */
export const wordsOf = ({
  countyOrDistrict,
  platformKind,
  grade,
}: Pick<Form, "countyOrDistrict" | "platformKind" | "grade">): NonNullable<UnitFacts["applied"]> => ({
  county: countyOrDistrict,
  platformKind,
  ...(grade === undefined ? {} : { grade }),
})

/** A title as its file shows it. */
export interface TitleOnFile {
  readonly granted: EventOf<"Certified"> | EventOf<"TitleImported">
  /** Name of the unit, as granted or changed since. */
  readonly operatingUnitName: string
  /** Day of the certification, or of the grant under an earlier regulation. */
  readonly since: CivilDate
  readonly lastConfirmedOn: CivilDate | undefined
  /** First day on which a review could be filed: the title is on record, and given back by the last annulment. */
  readonly fileableSince: string
  /** All events since the grant. */
  readonly events: ReadonlyArray<Event>
  readonly plaque: EventOf<"PlaqueAwarded"> | undefined
  readonly falsified: ReadonlyArray<EventOf<"SpotChecked">>
  readonly waivers: EventOf<"Certified">["data"]["waivers"]
  readonly serviceArea: Form["serviceArea"] | undefined
  /** From the application it was certified on, but with the unit's current county. */
  readonly applied: NonNullable<UnitFacts["applied"]>
  readonly review: ReviewOnFile
}

export interface ReviewOnFile {
  readonly filed: EventOf<"ReviewFiled"> | undefined
  /** Day of the first filing, if it was filed again after an order to rectify. */
  readonly firstFiledOn: CivilDate | undefined
  readonly report: EventOf<"ReviewFiled">["data"]["report"] | undefined
  /** Everything handed in with the report. */
  readonly enclosures: { readonly [name: string]: unknown }
  readonly supplements: SupplementsOnFile
  readonly assessed: EventOf<"ReviewAssessed"> | undefined
  readonly ordered: EventOf<"RectificationOrdered"> | undefined
  /** Whether the county has assessed again since the order. */
  readonly rectified: boolean
  readonly steps: ReadonlyArray<Event>
}

/**
 * The last title granted or transferred to this unit; `undefined` if there was none, or if it came from another unit.
 * `recorded`: all events, with the annulments.
 */
export const titleOnFile = (
  events: ReadonlyArray<Event>,
  recorded: ReadonlyArray<Event> = events,
): TitleOnFile | undefined => {
  const granted = lastOf(events, "Certified", "TitleImported", "TitleInherited")
  if (granted === undefined || granted.type === "TitleInherited") return undefined
  const since = behind(events, granted)
  const confirmed = since.findLast((event) => event.type === "Reviewed" && event.data.outcome === "confirmed")
  const plaque = lastOf(since, "PlaqueAwarded", "PlaqueReturned")
  const isImported = granted.type === "TitleImported"
  const application = isImported ? undefined : applicationOnFile(events.slice(0, events.indexOf(granted)))
  const brought = isImported
    ? (granted.data.serviceArea ??
      since
        .flatMap((event) => (event.type === "ReviewFiled" ? [event.data.serviceArea] : []))
        .findLast((area) => area !== undefined))
    : application?.form.serviceArea
  const nameWhenGranted = isImported ? granted.data.operatingUnitName : (application?.form.applicantUnitName ?? "")
  const renamed = since.flatMap((event) =>
    event.type === "ParticularsChanged" ? [event.data.after.operatingUnitName] : [],
  )
  return {
    granted,
    operatingUnitName: renamed.findLast((name) => name !== undefined) ?? nameWhenGranted,
    since: isImported ? granted.data.grantedOn : granted.effectiveOn,
    lastConfirmedOn: confirmed?.effectiveOn ?? (isImported ? granted.data.lastConfirmedOn : undefined),
    fileableSince: laterOf(granted.effectiveOn, givenBackOn(recorded)),
    events: since,
    plaque: plaque?.type === "PlaqueAwarded" ? plaque : undefined,
    falsified: since.flatMap((event) => (event.type === "SpotChecked" && event.data.falsificationFound ? [event] : [])),
    waivers: waiversAfter(granted, since),
    serviceArea: brought,
    applied: {
      ...(application === undefined ? {} : wordsOf(application.form)),
      county: countyAfter(events) ?? "",
    },
    review: reviewOnFile(events, since),
  }
}

const laterOf = (day: string, other: string | undefined): string => (other !== undefined && other > day ? other : day)

/** A review's waivers replace all earlier ones, or under reading `review.standard` only those for the same conditions. */
const waiversAfter = (granted: TitleOnFile["granted"], since: ReadonlyArray<Event>): TitleOnFile["waivers"] => {
  let waivers = granted.type === "Certified" ? granted.data.waivers : []
  for (const event of since)
    if (event.type === "Reviewed" && event.data.outcome === "confirmed") {
      const { waivers: fresh } = event.data
      const kept =
        event.readings["review.standard"] === "conditionsAtCertification"
          ? waivers.filter(({ condition }) => !fresh.some((one) => one.condition === condition))
          : []
      waivers = [...kept, ...fresh]
    }
  return waivers
}

const reviewOnFile = (all: ReadonlyArray<Event>, sinceGrant: ReadonlyArray<Event>): ReviewOnFile => {
  const since = behind(sinceGrant, lastOf(sinceGrant, "Reviewed"))
  const filed = lastOf(since, "ReviewFiled")
  const sinceFiled = filed === undefined ? since : since.slice(since.indexOf(filed))
  const ordered = lastOf(since, "RectificationOrdered")
  const handedIn = lastOf(sinceFiled, "ReviewFiled", "ReviewSupplemented")
  return {
    filed,
    firstFiledOn: since.find(({ type }) => type === "ReviewFiled")?.effectiveOn,
    report: handedIn?.data.report,
    enclosures: enclosuresIn(handedIn?.data),
    supplements: supplementsIn(all, sinceFiled, "ReviewSupplemented"),
    assessed: lastOf(behind(sinceFiled, movedIn(all, sinceFiled)), "ReviewAssessed"),
    ordered,
    steps: stepsIn(behind(since, movedIn(all, since))),
    rectified: ordered !== undefined && behind(since, ordered).some(({ type }) => type === "ReviewAssessed"),
  }
}

const enclosuresIn = (handedIn: object = {}): ReviewOnFile["enclosures"] =>
  Object.fromEntries(
    Object.entries(handedIn).filter(([name]) => !["report", "callYear", "serviceArea", "changed"].includes(name)),
  )
