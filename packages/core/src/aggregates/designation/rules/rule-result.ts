/** What a rule answers: events in draft, to which `decide` adds who, when and under which rule; or what objects. */
import * as E from "fp-ts/lib/Either.js"
import * as RA from "fp-ts/lib/ReadonlyArray.js"
import type { ReadonlyNonEmptyArray } from "fp-ts/lib/ReadonlyNonEmptyArray.js"
import type { Rule } from "../../../kernel/applicable-law.js"
import { provisionOf, type ConditionId, type ProvisionId } from "../../../law/provision.js"
import type { ReadingId } from "../../../law/readings.js"
import type { Context } from "../../../kernel/context.js"
import type { EventData, EventType } from "../event.js"
import type { Objection, Objections } from "../../../kernel/refusal.js"
import type { State } from "../state.js"

export type Draft = {
  readonly [T in EventType]: {
    readonly type: T
    readonly data: EventData[T]
    /** Beside those the regulation cites for every event of the type. */
    readonly provisions?: ReadonlyArray<ProvisionId>
    readonly readings?: ReadonlyArray<ReadingId>
  }
}[EventType]

export type Answer = E.Either<Objections, ReadonlyNonEmptyArray<Draft>>

/** A case before a rule: `rule` is the law that governs it. */
export interface Matter {
  readonly context: Context
  readonly rule: Rule
  readonly state: State
}

/** The drafts, unless there is anything against them. */
export const unlessObjected = (
  objections: ReadonlyArray<Objection>,
  drafts: () => ReadonlyNonEmptyArray<Draft>,
): Answer => (RA.isNonEmpty(objections) ? E.left(objections) : E.right(drafts()))

export const when = (holds: boolean, objection: () => Objection): ReadonlyArray<Objection> =>
  holds ? [objection()] : []

/** The answer to a command whose phase the gate let through and the types cannot see. */
export const wrongState = (act: string, { phase }: State, possibleIn: ReadonlyArray<string>): Answer =>
  E.left([{ code: "WrongState", act, phase: phase._tag, possibleIn }])

/** The provisions that conditions stand in, each once. */
export const provisionsOf = (ids: ReadonlyArray<ConditionId>): ReadonlyArray<ProvisionId> => [
  ...new Set(ids.map(provisionOf)),
]
