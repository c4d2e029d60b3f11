/**
 * A title continues under a new code after a merger, division or conversion. The old stream names the successor
 * (`TitleSucceeded`), and the successor's stream takes it over (`TitleInherited`). Until then it stays with the old unit, so
 * the title is never lost. It cannot double either: the old stream names one successor, for good once that has taken over.
 */
import type { DivisionCode } from "../../forms/division.js"
import type { Document } from "../../forms/dossier.js"
import type { Uscc } from "../../forms/uscc.js"
import type { CivilDate } from "../../law/civil-date.js"
import type { Context } from "../../kernel/context.js"
import type { Phase, State, Title } from "./state.js"

export const successionCauses = ["merger", "division", "conversion"] as const

/** The parts of a title that pass to the successor: all except the unit's names and pending proceedings. */
export type InheritedTitle = Omit<
  Title,
  | "revision"
  | "operatingUnitName"
  | "countyOrDistrict"
  | "review"
  | "confirmation"
  | "resumedOn"
  | "falsification"
  | "predecessor"
>

export interface SuccessionEventData {
  readonly TitleSucceeded: {
    readonly successor: Uscc
    readonly cause: (typeof successionCauses)[number]
    readonly document: Document
  }
  readonly TitleInherited: {
    readonly predecessor: Uscc
    readonly operatingUnitName: string
    readonly countyOrDistrict: DivisionCode
    readonly document: Document
    /** The title as held by the predecessor. */
    readonly title: InheritedTitle
  }
}

export const inheritable = (title: Title): InheritedTitle => {
  const { revision: _, operatingUnitName: __, countyOrDistrict: ___, review: ____, ...rest } = title
  const { confirmation: _____, falsification: ______, predecessor: _______, resumedOn: ________, ...inherited } = rest
  return inherited
}

export const inherited = (
  { predecessor, operatingUnitName, countyOrDistrict, title }: SuccessionEventData["TitleInherited"],
  takenOverOn: CivilDate,
  revision: number,
): Title => ({
  ...title,
  resumedOn: takenOverOn,
  revision,
  operatingUnitName,
  countyOrDistrict,
  predecessor,
  review: null,
  confirmation: null,
  falsification: [],
})

/** The successor of a title, whether or not it has taken the title over yet. */
export const successorOf = ({ phase }: { readonly phase: Phase }): Uscc | undefined =>
  phase._tag === "ended" ? phase.by.successor : undefined

/** Whether an ended title goes on with another unit: the successor, or the predecessor after an annulled takeover. */
export const passesOn = ({ by, title }: Extract<Phase, { readonly _tag: "ended" }>): boolean =>
  by.successor !== undefined || (by.type === "DecisionAnnulled" && title.predecessor !== null)

/** Whether the successor has taken the title over, according to its own stream. */
export const hasInherited = (successor: State | undefined, { unit }: State): boolean =>
  successor?.inheritedFrom.includes(unit) === true

/** State of another unit. Service and auditor provide only those that `alsoReads` names. */
export const otherUnit = ({ others }: Context, unit: Uscc): State | undefined => others?.get(unit) as State | undefined
