/**
 * A title goes on under a new code after a merger, a division or a conversion: the old stream says to whom it goes
 * (`TitleSucceeded`), the new one takes it over (`TitleInherited`). In between it is still that of the old unit, so there is
 * never none; and the old stream gives it to one unit alone and not back once that has it, so there are never two.
 */
import type { DivisionCode } from "../../forms/division.js"
import type { Document } from "../../forms/dossier.js"
import type { Uscc } from "../../forms/uscc.js"
import type { Context } from "../../kernel/context.js"
import type { Phase, State, Title } from "./state.js"

export const successionCauses = ["merger", "division", "conversion"] as const

/** What goes over with a title: everything but the names of the unit and what is under way. */
export type InheritedTitle = Omit<
  Title,
  "revision" | "operatingUnitName" | "countyOrDistrict" | "review" | "confirmation" | "falsification" | "predecessor"
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
    /** As the predecessor held it. */
    readonly title: InheritedTitle
  }
}

export const inheritable = (title: Title): InheritedTitle => {
  const { revision: _, operatingUnitName: __, countyOrDistrict: ___, review: ____, ...rest } = title
  const { confirmation: _____, falsification: ______, predecessor: _______, ...inherited } = rest
  return inherited
}

export const inherited = (
  { predecessor, operatingUnitName, countyOrDistrict, title }: SuccessionEventData["TitleInherited"],
  revision: number,
): Title => ({
  ...title,
  revision,
  operatingUnitName,
  countyOrDistrict,
  predecessor,
  review: null,
  confirmation: null,
  falsification: [],
})

/** The unit to which a title has gone, or is to go. */
export const successorOf = ({ phase }: { readonly phase: Phase }): Uscc | undefined =>
  phase._tag === "ended" ? phase.by.successor : undefined

/** Whether the successor, as far as its own stream goes, has taken the title over. */
export const hasInherited = (successor: State | undefined, { unit }: State): boolean =>
  successor?.inheritedFrom.includes(unit) === true

/** The service and the auditor give the states that `alsoReads` names, and no others. */
export const otherUnit = ({ others }: Context, unit: Uscc): State | undefined => others?.get(unit) as State | undefined
