/** The law on the terms of titles, as recorded in their events. */
import type { EventOf } from "@shifan/core"
import type { AcceptedCommand } from "../lifecycle/history.js"
import {
  applicationOnFile,
  lastDayOfTitle,
  lastOf,
  readingsFor,
  standing,
  titleOnFile,
  yearIn,
  yearsLater,
  type StatedTerm,
} from "../statement/index.js"
import type { LawOfText } from "./allowed.js"
import { eachAct, ofText, type JudgedAct } from "./law.js"

/** Law 26. A title's term is that of the regulation, or of the reading `title.term`: to the corresponding day, and so on. */
export const termsAreTheTexts: LawOfText = (text) =>
  ofText(
    text,
    eachAct(text, (one) =>
      one.tried.batch.flatMap((event) =>
        event.type === "Certified" || event.type === "Reviewed" ? againstTerm(one, event) : [],
      ),
    ),
  )

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
  const prolonged = last === null || !isConfirmed ? undefined : term ? endOf(term, last, term.years) : null
  const newTerm = term && endOf(term, notice ?? act.on, term.years - (term.ends === "calendarYears" ? 1 : 0))
  const expected = event.type === "Certified" ? newTerm : prolonged
  const { validUntil } = event.data
  return validUntil === expected ? [] : [`lasts until ${validUntil}, and ought to last until ${expected}`]
}

/** Reading `title.term`, if the regulation is silent. */
const threeYears: StatedTerm = { years: 3, ends: "correspondingDay", from: "certification" }

const endOf = ({ ends }: StatedTerm, from: string, years: number): string =>
  ends === "calendarYears" ? lastOf(yearIn(from) + years) : yearsLater(from, years)
