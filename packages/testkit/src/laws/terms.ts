/** The law on the terms of titles, as recorded in their events. */
import type { EventOf } from "@shifan/core"
import type { AcceptedCommand } from "../lifecycle/history.js"
import {
  applicationOnFile,
  lastDayOfFirstTerm,
  lastDayOfTitle,
  lastOf,
  readingsFor,
  standing,
  standingWithPlaces,
  titleOnFile,
  yearIn,
  yearsLater,
  type StatedTerm,
} from "../statement/index.js"
import type { LawOfText } from "./allowed.js"
import { eachAct, ofText, type JudgedAct } from "./law.js"

/**
 * Law 26. A title's term is that of the regulation, or of the reading `title.term`: to the corresponding day, and so on. If its
 * last day is corrected, it ends as if it had been right at first.
 */
export const termsAreTheTexts: LawOfText = (text) =>
  ofText(
    text,
    eachAct(text, (one) =>
      one.tried.batch.flatMap((event) => {
        if (event.type === "RecordCorrected") return againstConfirmed(one, event)
        return event.type === "Certified" || event.type === "Reviewed" ? againstTerm(one, event) : []
      }),
    ),
  )

/** Each confirmation since prolongs the corrected last day, as it would have if that had been right at first. */
const againstConfirmed = (
  { act: { events, text } }: JudgedAct<AcceptedCommand>,
  { data: { revision, field, to, confirmedUntil = [] } }: EventOf<"RecordCorrected">,
): ReadonlyArray<string> => {
  if (field !== "TitleImported.validUntil") return []
  const { events: told, placeOf } = standingWithPlaces(events)
  const since = told.slice(placeOf(revision) + 1)
  const next = since.findIndex(
    ({ type }) => type === "Applied" || type === "TitleImported" || type === "TitleInherited",
  )
  const ofTitle = next < 0 ? since : since.slice(0, next)
  let last: string | null = to
  const expected = ofTitle.flatMap((event) => {
    if (event.type !== "Reviewed" || event.data.outcome !== "confirmed") return []
    const term = text.term ?? (event.readings["title.term"] === "threeYears" ? threeYears : undefined)
    last = last === null || term === undefined ? null : nextAfter(term, last)
    return [`${events.findIndex((_, i) => told[placeOf(i)] === event)} until ${last}`]
  })
  const set = confirmedUntil.map((one) => `${one.revision} until ${one.validUntil}`)
  return set.join() === expected.join() ? [] : [`confirmed ${set.join()}, and ought to be ${expected.join()}`]
}

const againstTerm = (
  { act }: JudgedAct<AcceptedCommand>,
  event: EventOf<"Certified"> | EventOf<"Reviewed">,
): ReadonlyArray<string> => {
  const told = standing(act.events)
  const title = event.type === "Reviewed" ? titleOnFile(told) : undefined
  const application = applicationOnFile(told)
  const filedOn = event.type === "Certified" ? application?.filed.effectiveOn : title?.review.filed?.effectiveOn
  const readings = readingsFor(act.text, act.law, act.command.type, { on: act.on, filedOn })
  const term = act.text.term ?? (readings?.["title.term"] === "threeYears" ? threeYears : undefined)
  const notice = term?.from === "notice" ? application?.notice?.data.opensOn : undefined
  const last = title === undefined ? null : lastDayOfTitle([title.granted, ...title.events])
  const isConfirmed = event.type === "Reviewed" && event.data.outcome === "confirmed"
  const prolonged = last === null || !isConfirmed ? undefined : term ? nextAfter(term, last) : null
  const newTerm = term && lastDayOfFirstTerm(term, notice ?? act.on)
  const expected = event.type === "Certified" ? newTerm : prolonged
  const { validUntil } = event.data
  return validUntil === expected ? [] : [`lasts until ${validUntil}, and ought to last until ${expected}`]
}

/** Reading `title.term`, if the regulation is silent. */
const threeYears: StatedTerm = { years: 3, ends: "correspondingDay", from: "certification" }

/** Last day of the next term after one that ends on a day. */
const nextAfter = ({ ends, years }: StatedTerm, last: string): string =>
  ends === "calendarYears" ? lastOf(yearIn(last) + years) : yearsLater(last, years)
