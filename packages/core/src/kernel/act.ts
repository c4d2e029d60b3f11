/** The fields common to all recorded acts of all aggregates. These types are part of the stored format. */
import type { CivilDate } from "../law/civil-date.js"
import type { ProvisionId } from "../law/provision.js"
import type { ReadingChoices } from "../law/readings.js"
import type { Actor } from "./actor.js"

/** The rule a decision was made under: the instrument, its version, and our encoding of its text. */
export interface RuleApplied {
  readonly instrument: string
  readonly version: number
  readonly regulation: string
  readonly encoding: number
}

/** The common fields of every recorded act: day, actor, provisions, rule and readings. */
export interface Act {
  /** The civil date on which it takes effect in law. */
  readonly effectiveOn: CivilDate
  readonly actor: Actor
  readonly provisions: ReadonlyArray<ProvisionId>
  /** `null` for an act under other law, or under none. */
  readonly rule: RuleApplied | null
  /** The readings it relied on, with the options in force at the time. */
  readonly readings: ReadingChoices
}

/** A command of any aggregate. */
export interface AnyCommand {
  readonly type: string
  readonly data: unknown
}

/** An event of any aggregate. */
export interface AnyEvent extends Act {
  readonly type: string
  readonly data: unknown
}

/** The union of events for a table of data by type: `EventsOf<{ readonly CallOpened: { … } }>`. */
export type EventsOf<Data> = {
  readonly [T in keyof Data & string]: Act & { readonly type: T; readonly data: Data[T] }
}[keyof Data & string]

/** The union of commands for a table of data by type. */
export type CommandsOf<Data> = {
  readonly [T in keyof Data & string]: { readonly type: T; readonly data: Data[T] }
}[keyof Data & string]
