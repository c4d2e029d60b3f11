/** What every recorded act says, whichever aggregate it belongs to. These types are part of the stored format. */
import type { CivilDate } from "../law/civil-date.js"
import type { ProvisionId } from "../law/provision.js"
import type { ReadingChoices } from "../law/readings.js"
import type { Actor } from "./actor.js"

/** The rule a decision was taken under: the instrument, which version of it, and our encoding of its text. */
export interface RuleApplied {
  readonly instrument: string
  readonly version: number
  readonly regulation: string
  readonly encoding: number
}

/** What every recorded act says, whatever was done: when, who, under which provisions, rule and readings. */
export interface Act {
  /** The civil date on which it takes effect in law. */
  readonly effectiveOn: CivilDate
  readonly actor: Actor
  readonly provisions: ReadonlyArray<ProvisionId>
  /** `null` for an act that rests on other law, or on none. */
  readonly rule: RuleApplied | null
  /** The readings it relied on, as they stood. */
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

/** The events of a table of data by type: `EventsOf<{ readonly CallOpened: { … } }>`. */
export type EventsOf<Data> = {
  readonly [T in keyof Data & string]: Act & { readonly type: T; readonly data: Data[T] }
}[keyof Data & string]

/** The commands of a table of data by type. */
export type CommandsOf<Data> = {
  readonly [T in keyof Data & string]: { readonly type: T; readonly data: Data[T] }
}[keyof Data & string]
