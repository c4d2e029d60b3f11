/**
 * Laws about permitted acts, derived from the articles in `@shifan/testkit/statement`: each law checks its own objections.
 * None reads a table of the program.
 */
import type { CommandType, Refusals } from "@shifan/core"
import type { StatedText } from "../statement/index.js"
import { eachAct, isUnder, ofText, otherTexts, refusedActs, type Law } from "./law.js"

/** A law that compares a history with the articles of a regulation. */
export type LawOfText = (text: StatedText) => Law

/** No accepted act has one of these objections. */
const nothingAgainst =
  (...codes: ReadonlyArray<string>): LawOfText =>
  (text) =>
    ofText(
      text,
      eachAct(text, ({ objections: { before, within } }) =>
        [...before, ...within].filter((objection) => codes.includes(objection.split(" ")[0] ?? "")),
      ),
    )

/** Law 6. Waivers concern only points 1, 3 and 4, need both findings of point 7, and a reached level. Art. 5(7). */
export const waiversWithinTheException: LawOfText = nothingAgainst("WaiverNotAllowed")

/** Law 7. No act that rests on the regulation takes effect on a day without it in force, readings aside. Art. 18. */
export const nothingOutsideTheLaw: LawOfText = nothingAgainst("NoRuleInForce")

/** Law 8. The actor was competent, and did not act for another authority in the same proceeding. Arts. 3 and 4. */
export const actorsWereCompetent: LawOfText = nothingAgainst("NotCompetent", "SameOfficer")

/** Law 9. `effectiveOn` never decreases in a stream, and is never later than the record. */
export const timeNeverGoesBack: Law = (history) =>
  history.accepted.flatMap(({ batch }, i) => {
    const before = history.accepted[i - 1]?.batch.at(-1)?.effectiveOn ?? ""
    const days = batch.map(({ effectiveOn }) => effectiveOn)
    const { recordedOn } = history.accepted[i]?.context ?? { recordedOn: "" }
    return days.some((day) => day < before || day > recordedOn) ? [`${days.join()} after ${before}`] : []
  })

/** Law 15. Every recommended, certified or confirmed unit meets each condition or has a waiver for it. Arts. 5, 6, 9, 13. */
export const certifiedMeetsOrIsWaived: LawOfText = nothingAgainst("ConditionsNotMet", "FindingMissing", "FigureMissing")

/** Law 17. Every act has its place in the procedure, and is done only once if once is enough. Arts. 3, 6, 9, 12 and 13. */
export const everyActInItsPlace: LawOfText = nothingAgainst("OutOfPlace", "UnitHasEnded", "NoPlaqueToReturn")

/** Law 18. A unit applies within the call, as a legal person, with its materials, and supplements it. Arts. 2, 8, 13. */
export const applicationsInOrder: LawOfText = nothingAgainst(
  "OutsideCall",
  "NotLegalPerson",
  "DossierIncomplete",
  "ReapplicationBarred",
  "SupplementPending",
  "SupplementNotRequested",
  "SupplementTooLate",
)

/** Law 19. A review is filed when due, then assessed by the county, then concluded. Art. 13. */
export const reviewsInOrder: LawOfText = nothingAgainst(
  "ReviewNotDue",
  "ReviewNotAssessed",
  "NothingFiled",
  "FiledForReview",
  "RectificationPending",
  "ReviewNotProvided",
)

/** Law 28. Everything required before a decision is done: the notice is over and the term is not, each step taken and passed. */
export const stepsGoBefore: LawOfText = nothingAgainst("NoticeNotOver", "StepMissing", "TermIsOver")

/** Law 29. Everything was tried under the stated regulation: other laws report nothing about another one. */
export const underTheTextStated: LawOfText = (text) => (history) =>
  otherTexts(text, history).map((regulation) => `under ${regulation}, and ${text.regulation} is stated`)

/** Law 20. Every refusal of a unit and every end of a title has its reasons, ground, hearing and announcement. */
export const endingsAreGrounded: LawOfText = nothingAgainst(
  "ReasonsMissing",
  "AnnouncementMissing",
  "HearingMissing",
  "NothingFound",
  "PlaqueMissing",
  "FalsificationPending",
)

/** Law 21. Dates, names and persons in an act are consistent with the case. Arts. 3, 7, 10, 13 to 15. */
export const factsFitTheCase: LawOfText = nothingAgainst("InvalidParticulars", "NothingToAnnul", "NothingToCorrect")

/**
 * What the statement leaves out: contradictions within a form, citations, the county's other measurements, and the checks
 * that a corrected value repeats.
 */
const unstated: { readonly [T in CommandType]?: RegExp } = {
  Apply: /^(?:form|dossier)\./,
  SupplementApplication:
    /^(?:form\.(?!countyOrDistrict|basic\.staff|basic\.totalAssets|basic\.unitNature)|dossier\.applicationReport)/,
  FileReview: /^(?:report\.(?!operatingUnitName)|serviceArea)/,
  SupplementReview: /^report\.(?!operatingUnitName|basic\.staff|basic\.totalAssets|basic\.unitNature)/,
  RequestSupplement: /^wanting/,
  AssessReview: /^(?:assessment\.(?!assessedOn)|findings|waiversProposed)/,
  ChangeParticulars: /^after(?!\.countyOrDistrict)/,
  ImportTitle: /^validUntil$/,
  CorrectRecord: /^(?:to|grantedOn|lastConfirmedOn|validUntil)$/,
}

const isStated = (type: CommandType, objection: string): boolean => {
  const [code = "", path = ""] = objection.split(" ")
  if (code === "NothingToInherit") return false
  return (
    code !== "InvalidParticulars" || !(/^(?:reasons|measurements)\b/.test(path) || unstated[type]?.test(path) === true)
  )
}

/** As the statement names them: a particular with its path, a waiver with its condition and obstacle. */
const statementCodes = (refusal: Refusals[number]): ReadonlyArray<string> => {
  switch (refusal.code) {
    case "WaiverNotAllowed":
      return [`WaiverNotAllowed ${refusal.condition} ${refusal.because}`]
    case "InvalidParticulars":
      return refusal.issues.map(({ path }) => `InvalidParticulars ${path}`)
    case "WrongState":
    case "AlreadyDecided":
      return ["OutOfPlace"]
    default:
      return [refusal.code]
  }
}

const withoutDetail = (objection: string): string =>
  /^(?:WaiverNotAllowed|InvalidParticulars)/.test(objection) ? objection : (objection.split(" ")[0] ?? "")

/** Compares the expected objections of each refused act with the reported ones. */
const eachRefusal =
  (
    differences: (
      expected: ReadonlyArray<string>,
      said: ReadonlyArray<string>,
      type: CommandType,
    ) => ReadonlyArray<string>,
  ): LawOfText =>
  (text) =>
  (history) =>
    isUnder(text, history)
      ? refusedActs(text, history).flatMap(({ tried: { refusals }, act, objections: { before, within } }) => {
          const expected = (before.length > 0 ? before : within).map(withoutDetail)
          const { type } = act.command
          return differences(expected, refusals.flatMap(statementCodes), type).map(
            (difference) => `${type} at ${act.events.length} was refused: ${difference}`,
          )
        })
      : []

/** Law 22. Nothing is refused without an objection in the articles. */
export const nothingRefusedThatIsAllowed: LawOfText = eachRefusal((expected, said, type) =>
  said.filter((objection) => isStated(type, objection) && !expected.includes(objection)),
)

/** Law 27. A refusal reports all objections at once, not only the first. */
export const refusalsComeTogether: LawOfText = eachRefusal((expected, said) =>
  said.includes("NothingToInherit")
    ? []
    : expected.filter((objection) => !said.includes(objection)).map((objection) => `${objection} is not said`),
)
