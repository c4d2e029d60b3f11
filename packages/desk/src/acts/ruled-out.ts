/** Acts that a unit's state rules out although its phase allows them: whatever is filled in, they would be refused. */
import type { CommandType, Readings, State } from "@shifan/core"

/** What a state is asked, besides its phase. */
export interface Asked {
  readonly state: State
  /** The readings in force; `undefined` if no regulation is, so that nothing is ruled out by a reading. */
  readonly readings: Readings | undefined
  /** The acts that wait for somebody on the day, of this unit. */
  readonly waiting: ReadonlySet<string>
}

/** Whether an act would be refused in any case. `false` only means that its form has to be filled in to know. */
export const isRuledOut = (act: CommandType, asked: Asked): boolean => obstacles[act]?.(asked) === true

type Title = Extract<State["phase"], { readonly title: unknown }>["title"]

const ofTitle =
  (test: (title: Title) => boolean) =>
  ({ state: { phase } }: Asked): boolean =>
    "title" in phase && test(phase.title)

/** The title, its revocation and its surrender wait for a spot check's finding of falsification to be dealt with (art. 14). */
const falsificationFound = ofTitle(({ falsification }) => falsification.length > 0)

const noReviewFiled = ofTitle(({ review }) => review?.filed == null)

const noReviewAssessed = ofTitle(({ review }) => review?.assessed == null)

const unitEnded = ({ state }: Asked): boolean => state.unitEnded !== null

/** A supplement that nobody asked for, unless a reading allows it. */
const notAsked = ({ state: { phase }, readings }: Asked): boolean => {
  const filed = phase._tag === "applied" ? phase.case : "title" in phase ? phase.title.review?.filed : undefined
  return readings?.["supplement.unasked"] === "refuse" && filed != null && filed.supplements.requested === null
}

/** Before its day, and outside a call, no review of a title is owed, filed or assessed. */
const notDue =
  (act: CommandType) =>
  (asked: Asked): boolean =>
    noReviewFiled(asked) && noReviewAssessed(asked) && !asked.waiting.has(act)

const obstacles: { readonly [T in CommandType]?: (asked: Asked) => boolean } = {
  Apply: unitEnded,
  InheritTitle: unitEnded,
  RecordEndOfUnit: unitEnded,
  SupplementApplication: notAsked,
  RequestSupplement: noReviewFiled,
  SupplementReview: (asked) => noReviewFiled(asked) || notAsked(asked),
  TakeStep: noReviewFiled,
  FileReview: notDue("FileReview"),
  AssessReview: notDue("AssessReview"),
  OrderRectification: (asked) =>
    noReviewAssessed(asked) || ofTitle(({ review }) => review?.rectification != null)(asked),
  ConcludeReview: noReviewAssessed,
  AwardPlaque: ofTitle(({ plaqueAwardedOn }) => plaqueAwardedOn !== null),
  ReturnPlaque: ofTitle(({ plaqueAwardedOn }) => plaqueAwardedOn === null),
  Revoke: ofTitle(({ falsification }) => falsification.length === 0),
  NominateToProvince: falsificationFound,
  GrantSupport: falsificationFound,
  SurrenderTitle: falsificationFound,
  SucceedTitle: falsificationFound,
}
