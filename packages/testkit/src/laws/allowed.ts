/**
 * What may be done, by the articles of the text as `@shifan/testkit/statement` says them: each law takes the objections that
 * are its own. No table of the program is asked.
 */
import type { Refusals } from "@shifan/core"
import type { StatedText } from "../statement/index.js"
import { eachAct, isUnder, ofText, otherTexts, refusedActs, type Law } from "./law.js"

/** A law that asks the articles of a text. */
export type LawOfText = (text: StatedText) => Law

/** No act was carried out against which the articles have one of these. */
const nothingAgainst =
  (...codes: ReadonlyArray<string>): LawOfText =>
  (text) =>
    ofText(
      text,
      eachAct(text, ({ objections: { before, within } }) =>
        [...before, ...within].filter((objection) => codes.includes(objection.split(" ")[0] ?? "")),
      ),
    )

/** Law 6. A waiver is of points 1, 3 and 4 alone, with both findings that open point 7, to a level that is reached. Art. 5(7). */
export const waiversWithinTheException: LawOfText = nothingAgainst("WaiverNotAllowed")

/** Law 7. No act that rests on the text takes effect on a day on which it is not in force, readings aside. Art. 18. */
export const nothingOutsideTheLaw: LawOfText = nothingAgainst("NoRuleInForce")

/** Law 8. Who acted was competent for it, and for nobody else in the same proceeding. Arts. 3 and 4. */
export const actorsWereCompetent: LawOfText = nothingAgainst("NotCompetent", "SameOfficer")

/** Law 9. `effectiveOn` never goes back in a stream, nor ahead of the record. */
export const timeNeverGoesBack: Law = (history) =>
  history.accepted.flatMap(({ batch }, i) => {
    const before = history.accepted[i - 1]?.batch.at(-1)?.effectiveOn ?? ""
    const days = batch.map(({ effectiveOn }) => effectiveOn)
    const { recordedOn } = history.accepted[i]?.context ?? { recordedOn: "" }
    return days.some((day) => day < before || day > recordedOn) ? [`${days.join()} after ${before}`] : []
  })

/** Law 15. What is recommended, certified or confirmed meets every condition or holds a waiver for it. Arts. 5, 6, 9 and 13. */
export const certifiedMeetsOrIsWaived: LawOfText = nothingAgainst("ConditionsNotMet", "FindingMissing", "FigureMissing")

/** Law 17. Every act has its place on a unit's way, and is done once where once is enough. Arts. 3, 6, 9, 12 and 13. */
export const everyActInItsPlace: LawOfText = nothingAgainst("OutOfPlace", "UnitHasEnded", "NoPlaqueToReturn")

/** Law 18. A unit applies in the call, as a legal person, with its materials, and mends what it was asked to. Arts. 2, 8, 13. */
export const applicationsInOrder: LawOfText = nothingAgainst(
  "OutsideCall",
  "NotLegalPerson",
  "DossierIncomplete",
  "ReapplicationBarred",
  "SupplementPending",
  "SupplementNotRequested",
  "SupplementTooLate",
)

/** Law 19. A review comes when it is due, after the filing its county's assessment, after that its conclusion. Art. 13. */
export const reviewsInOrder: LawOfText = nothingAgainst(
  "ReviewNotDue",
  "ReviewNotAssessed",
  "NothingFiled",
  "FiledForReview",
  "RectificationPending",
  "ReviewNotProvided",
)

/** Law 28. What the text has done before a decision was done: the notice over, each step taken and passed. */
export const stepsGoBefore: LawOfText = nothingAgainst("NoticeNotOver", "StepMissing")

/** Law 29. Everything was tried under the text that is stated, and under no other: of another the laws say nothing. */
export const underTheTextStated: LawOfText = (text) => (history) =>
  otherTexts(text, history).map((regulation) => `under ${regulation}, and ${text.regulation} is stated`)

/** Law 20. What turns somebody away or ends a title has its reasons, its ground, its hearing and its announcement. */
export const endingsAreGrounded: LawOfText = nothingAgainst(
  "ReasonsMissing",
  "AnnouncementMissing",
  "HearingMissing",
  "NothingFound",
  "PlaqueMissing",
  "FalsificationPending",
)

/** Law 21. Days, names and persons of an act fit those of the case. Arts. 3, 7, 10, 13 to 15. */
export const factsFitTheCase: LawOfText = nothingAgainst("InvalidParticulars")

/** Refusals of which the statement says nothing: what a form contradicts in itself, and what can be annulled, corrected or inherited. */
const notStated = ["InvalidParticulars", "NothingToAnnul", "NothingToCorrect", "NothingToInherit"]

const isStated = (objection: string): boolean => !notStated.includes(objection.split(" ")[0] ?? "")

/** `WaiverNotAllowed art_5__para_1__point_2#serviceArea notWaivable`, and of any other its code. */
const inTheWordsOfTheStatement = (refusal: Refusals[number]): string => {
  if (refusal.code === "WaiverNotAllowed") return `WaiverNotAllowed ${refusal.condition} ${refusal.because}`
  return refusal.code === "WrongState" || refusal.code === "AlreadyDecided" ? "OutOfPlace" : refusal.code
}

const shortly = (objection: string): string =>
  objection.startsWith("WaiverNotAllowed") ? objection : (objection.split(" ")[0] ?? "")

/** What ought to be said of each act that was refused, and what was. */
const eachRefusal =
  (differences: (expected: ReadonlyArray<string>, said: ReadonlyArray<string>) => ReadonlyArray<string>): LawOfText =>
  (text) =>
  (history) =>
    isUnder(text, history)
      ? refusedActs(text, history).flatMap(({ tried: { refusals }, act, objections: { before, within } }) => {
          const said = refusals.map(inTheWordsOfTheStatement)
          if (said.some((code) => code.startsWith("NothingTo"))) return []
          const expected = (before.length > 0 ? before : within).map(shortly)
          return differences(expected.filter(isStated), said.filter(isStated)).map(
            (difference) => `${act.command.type} at ${act.events.length} was refused: ${difference}`,
          )
        })
      : []

/** Law 22. Nothing is refused but for what the articles have against it. */
export const nothingRefusedThatIsAllowed: LawOfText = eachRefusal((expected, said) =>
  said.filter((objection) => !expected.includes(objection)),
)

/** Law 27. A refusal says everything that stands in the way, and not only the first thing. */
export const refusalsComeTogether: LawOfText = eachRefusal((expected, said) =>
  expected.filter((objection) => !said.includes(objection)).map((objection) => `${objection} is not said`),
)
