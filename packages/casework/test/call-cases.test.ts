import { fc, test } from "@fast-check/vitest"
import type { Event, State } from "@shifan/core"
import { stateAfter } from "@shifan/roster"
import { randomEvents, seededRandom, unit } from "@shifan/testkit"
import { describe, expect } from "vitest"
import type { Envelope } from "@shifan/event-store"
import { envelopesOf } from "../../roster/test/envelopes.js"
import { CallCases, type CallCase, type CallStage } from "../src/index.js"

const casesOf = (events: ReadonlyArray<Envelope & Event>): ReadonlyArray<CallCase> => {
  const cases = new CallCases()
  let state: State | undefined
  for (const event of events) {
    state = stateAfter(state, event)
    if (state !== undefined) cases.take(event, state)
  }
  const years = events.flatMap((event) => (event.type === "Applied" ? [event.data.callYear] : []))
  return [...new Set(years)].flatMap((year) => cases.of(year))
}

/** Drops annulled decisions. An annulment may itself have been annulled. */
const withoutAnnulled = <E extends Event & Envelope>(events: ReadonlyArray<E>): ReadonlyArray<E> => {
  const annulled = new Set<number>()
  for (const event of events.toReversed())
    if (event.type === "DecisionAnnulled" && !annulled.has(event.revision)) annulled.add(event.data.revision)
  return events.filter(({ revision }) => !annulled.has(revision))
}

const stages: { readonly [type: string]: CallStage } = {
  Applied: "applied",
  Recommended: "recommended",
  RecommendationDeclined: "recommendationDeclined",
  CertificationDeclined: "certificationDeclined",
  Withdrawn: "withdrawn",
  Certified: "certified",
}

/** Stage and county of an application, restated from its events instead of the unit's state. */
const placeAfter = (events: ReadonlyArray<Event & Envelope>): Pick<CallCase, "stage"> & { readonly county: string } => {
  const standing = withoutAnnulled(events)
  const isAnnulled = standing.some(({ type, data }) => type === "DecisionAnnulled" && data.decision === "Certified")
  const titled = events.find(({ type }) => type === "Certified" || type === "TitleImported")?.revision ?? Infinity
  const place = { stage: "applied" as CallStage, county: "" as string }
  for (const event of standing) {
    if (event.type === "Applied" || event.type === "ApplicationSupplemented")
      place.county = event.data.form.countyOrDistrict
    const to =
      event.type === "ParticularsChanged" && event.revision < titled
        ? (event.data.after.countyOrDistrict ?? place.county)
        : place.county
    // The new county has to recommend the unit again.
    place.stage = to !== place.county && place.stage === "recommended" ? "applied" : (stages[event.type] ?? place.stage)
    place.county = to
  }
  return isAnnulled ? { ...place, stage: "annulled" } : place
}

/** The number on the certificate, as last corrected. */
const numberIn = (events: ReadonlyArray<Event & Envelope>): string | undefined => {
  const certified = withoutAnnulled(events).find((event) => event.type === "Certified")
  const correction = events.findLast(
    (event) =>
      event.type === "RecordCorrected" &&
      event.data.field === "Certified.certificateNumber" &&
      event.data.revision === certified?.revision,
  )
  return correction?.type === "RecordCorrected" ? String(correction.data.to) : certified?.data.certificateNumber
}

const anyEvents = fc
  .record({ seed: fc.nat(), count: fc.integer({ min: 1, max: 14 }) })
  .map(({ seed, count }) => envelopesOf(randomEvents(seededRandom(seed), unit, count)))

describe("the applications of the yearly calls", () => {
  test.prop([anyEvents], { numRuns: 1000 })(
    "are each in the stage that results without the annulled decisions",
    (events) => {
      const applications = events.filter((event) => event.type === "Applied")
      const cases = casesOf(events).map(({ callYear, appliedOn, stage, county, certificateNumber }) => ({
        callYear,
        appliedOn,
        stage,
        county,
        certificateNumber,
      }))
      expect(cases).toHaveLength(applications.length)
      for (const [i, { revision, effectiveOn, data }] of applications.entries()) {
        const since = events.slice(revision, applications[i + 1]?.revision)
        const { callYear } = data
        const place = placeAfter(since)
        expect(cases).toContainEqual({ callYear, appliedOn: effectiveOn, ...place, certificateNumber: numberIn(since) })
      }
    },
  )
})
