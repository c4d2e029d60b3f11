/** Everything the desk takes from outside. */
import type { Bilingual, Instant, Library, Regulation } from "@shifan/core"
import type { EventStore } from "@shifan/event-store"
import type { Handle, ServiceError } from "@shifan/service"

/** What a desk is built on. It reads the store itself, and writes through `handle` alone. */
export interface DeskDependencies {
  readonly store: EventStore
  /** The only way by which anything is written. */
  readonly handle: Handle
  /** The bureau's own division, such as `130300`. */
  readonly division: string
  readonly library: Library
  /** Under which a reader's texts are given where none is in force. */
  readonly regulation: Regulation
  readonly clock: () => Instant
  /** This many unpredictable bytes. */
  readonly random: (size: number) => Uint8Array
  /** A UUID for a command. */
  readonly newId: () => string
  /** What is said of an error that is no refusal. */
  readonly explainError: (error: ServiceError) => ErrorText
  /** Whether the record holds, as it was found last. */
  readonly audit: () => Promise<AuditState>
  /** Told of an error that nobody foresaw, for whoever runs the desk; the officer is shown its reference alone. */
  readonly reportDefect: (defect: Defect) => void
  /** What is typed to sign in; another one at each start, of sixty random bits or more, since wrong ones are not counted. */
  readonly signInCode: string
}

/** An error that nobody foresaw: what was asked for, and what was thrown. */
export interface Defect {
  /** Eight letters and digits, which the officer reads out. */
  readonly reference: string
  readonly method: string
  /** Of the page, without its query. */
  readonly path: string
  readonly thrown: unknown
}

/** A failure as the desk shows it, in both languages. */
export interface ErrorText {
  readonly message: Bilingual
  readonly details?: ReadonlyArray<Bilingual>
  readonly hint?: Bilingual
}

/** What the last audit of the whole record came to. */
export interface AuditState {
  /** `unknown`: it has not been looked at yet. */
  readonly verdict: "sound" | "unsound" | "unknown"
  /** When it was looked at. */
  readonly at: Instant | null
  /** How many events were. */
  readonly events: number
  /** The newest head that was signed: how many events it has. */
  readonly head: number | null
  /** What does not hold. */
  readonly faults: ReadonlyArray<Bilingual>
}
