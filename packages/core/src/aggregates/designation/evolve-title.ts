/** Folds events into a title, from its certification or import on. Total, like all of `evolve`. */
import type { Event, EventOf } from "./events.js"
import type { Case, Review, Title } from "./state.js"
import { noSupplements } from "./supplement.js"

export const certified = (
  { form }: Case,
  { data, effectiveOn, rule }: EventOf<"Certified">,
  revision: number,
): Title => ({
  revision,
  operatingUnitName: form.applicantUnitName,
  platformName: form.platformName,
  countyOrDistrict: form.countyOrDistrict,
  serviceArea: form.serviceArea,
  platformKind: form.platformKind,
  ...(form.grade === undefined ? {} : { grade: form.grade }),
  certifiedOn: effectiveOn,
  certifiedUnder: rule,
  certificateNumber: data.certificateNumber,
  waivers: data.waivers,
  ...freshTitle,
  importedOn: null,
  lastConfirmedOn: null,
  confirmation: null,
  validUntil: data.validUntil ?? null,
})

const freshTitle = {
  plaqueAwardedOn: null,
  summaries: [],
  spotChecks: [],
  falsification: [],
  review: null,
  predecessor: null,
} as const

export const imported = ({ data, effectiveOn, rule }: EventOf<"TitleImported">, revision: number): Title => {
  const { grantedOn, grantingDocument: _, lastConfirmedOn = null, validUntil = null, ...names } = data
  return {
    revision,
    ...names,
    certifiedOn: grantedOn,
    certifiedUnder: rule,
    importedOn: effectiveOn,
    certificateNumber: null,
    waivers: [],
    ...freshTitle,
    lastConfirmedOn,
    confirmation: null,
    validUntil,
  }
}

export const titleAfter = (title: Title, event: Event, revision: number): Title => {
  switch (event.type) {
    case "PlaqueAwarded":
      return { ...title, plaqueAwardedOn: event.data.awardedOn }
    case "PlaqueReturned":
      return { ...title, plaqueAwardedOn: null }
    case "AnnualSummaryFiled":
      return { ...title, summaries: [...title.summaries, event.data.year] }
    case "SpotChecked":
      return spotChecked(title, event, revision)
    case "ReviewFiled":
      return { ...title, ...broughtBy(event), review: filed(title.review, event) }
    case "RectificationOrdered":
      return { ...title, review: title.review && { ...title.review, rectification: ordered(event, revision) } }
    case "ReviewAssessed":
      return { ...title, review: assessed(title.review, event) }
    case "Reviewed":
      return event.data.outcome === "confirmed"
        ? { ...title, review: null, ...confirmed(title, event, revision) }
        : { ...title, review: null }
    default:
      return title
  }
}

const confirmed = (title: Title, event: EventOf<"Reviewed">, revision: number): Partial<Title> => {
  const { lastConfirmedOn, waivers, validUntil: until, confirmation } = title
  const { rule, readings, effectiveOn, data } = event
  const { validUntil = until } = data
  return {
    lastConfirmedOn: effectiveOn,
    confirmation: { revision, rule, readings, before: { lastConfirmedOn, waivers, validUntil: until, confirmation } },
    waivers: waiversAfter(title, event),
    validUntil,
  }
}

const spotChecked = (title: Title, { data, effectiveOn }: EventOf<"SpotChecked">, revision: number): Title => {
  const { checkedOn = effectiveOn, falsificationFound } = data
  return {
    ...title,
    spotChecks: [...title.spotChecks, checkedOn],
    falsification: falsificationFound
      ? [...title.falsification, { revision, foundOn: checkedOn }]
      : title.falsification,
  }
}

/** An imported title has no application, so its first review brings the service area. */
const broughtBy = ({ data: { serviceArea } }: EventOf<"ReviewFiled">): Partial<Title> =>
  serviceArea === undefined ? {} : { serviceArea }

const filed = (review: Review | null, { data, effectiveOn }: EventOf<"ReviewFiled">): Review => {
  const { callYear, report, serviceArea: _, ...enclosures } = data
  return {
    filed: {
      on: effectiveOn,
      firstOn: review?.filed?.firstOn ?? effectiveOn,
      callYear,
      report,
      enclosures,
      supplements: noSupplements,
    },
    assessed: null,
    rectification: review?.rectification ?? null,
  }
}

const ordered = (
  { data: { until }, effectiveOn }: EventOf<"RectificationOrdered">,
  revision: number,
): Review["rectification"] => ({
  revision,
  orderedOn: effectiveOn,
  until,
  over: false,
})

/** Waivers after a review: only the new ones. In a review by the conditions of the certification, they extend the old ones. */
const waiversAfter = ({ waivers }: Title, { data, readings }: EventOf<"Reviewed">): Title["waivers"] =>
  readings["review.standard"] === "conditionsAtCertification"
    ? [
        ...waivers.filter(({ condition }) => !data.waivers.some((fresh) => fresh.condition === condition)),
        ...data.waivers,
      ]
    : data.waivers

const assessed = (review: Review | null, { data, effectiveOn }: EventOf<"ReviewAssessed">): Review => ({
  ...(review?.steps && { steps: review.steps }),
  filed: review?.filed ?? null,
  rectification: review?.rectification == null ? null : { ...review.rectification, over: true },
  assessed: {
    on: effectiveOn,
    nothingFiled: data.assessment === null,
    findings: data.findings,
    waiversProposed: data.waiversProposed ?? [],
    measurements: data.measurements ?? [],
    ...(data.assessment === null ? {} : { satisfaction: data.assessment.satisfaction }),
  },
})
