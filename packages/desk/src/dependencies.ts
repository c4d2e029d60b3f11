/** Everything the desk takes from outside. */
import type { Bilingual, CivilDate, Instant, Library, Publication, Regulation } from "@shifan/core"
import type { EventStore } from "@shifan/event-store"
import type { Handle, ServiceError } from "@shifan/service"
import type { Either } from "fp-ts/lib/Either.js"

/** The desk's dependencies. It reads the store directly, but writes only through `handle`. */
export interface DeskDependencies {
  readonly store: EventStore
  /** The only way to write. */
  readonly handle: Handle
  /** The bureau's own division, such as `130300`. */
  readonly division: string
  readonly library: Library
  /** Used for texts if no regulation is in force. */
  readonly regulation: Regulation
  readonly clock: () => Instant
  /** Returns `size` unpredictable bytes. */
  readonly random: (size: number) => Uint8Array
  /** A UUID for a command. */
  readonly newId: () => string
  /** Explains an error that is not a refusal. */
  readonly explainError: (error: ServiceError) => ErrorText
  /** Result of the last audit of the record. */
  readonly audit: () => Promise<AuditState>
  readonly publisher: Publisher
  /** Reports an unexpected error to the operator; the officer sees only its reference. */
  readonly reportDefect: (defect: Defect) => void
  /** Code to sign in with. Make a new one per start, of at least sixty random bits: wrong attempts are not counted. */
  readonly signInCode: string
}

/** An unexpected error: the request, and what was thrown. */
export interface Defect {
  /** Eight letters and digits, for the officer to read out. */
  readonly reference: string
  readonly method: string
  /** Path of the page, without its query. */
  readonly path: string
  readonly thrown: unknown
}

/** Computes the list to publish and writes its files. The publication itself is recorded through `handle`. */
export interface Publisher {
  /**
   * Computes the publication. Fails if the record is unsound, or if a different file has one of the names. If `commandId`
   * belongs to a publication on record, returns that one again.
   */
  readonly prepare: (wanted: {
    readonly asOf: CivilDate
    readonly commandId: string
  }) => Promise<Either<ErrorText, ListToPublish>>
  /** Writes the files of a recorded publication, by its revision, and returns their paths. Existing files stay unchanged. */
  readonly write: (revision: number) => Promise<Either<ErrorText, ReadonlyArray<string>>>
}

/** A list to publish, before it is confirmed. */
export interface ListToPublish {
  readonly data: Omit<Publication, "medium">
  readonly platforms: ReadonlyArray<ListedPlatform>
  /** The list published last; `null` if there is none. */
  readonly before: { readonly asOf: CivilDate; readonly platforms: ReadonlyArray<ListedPlatform> } | null
  /** Paths of the files to write. */
  readonly files: ReadonlyArray<string>
  /** Further published facts, one line each. */
  readonly notes: ReadonlyArray<Bilingual>
}

/** A platform on a list. */
export interface ListedPlatform {
  readonly uscc: string
  readonly platformName: string
  readonly operatingUnitName: string
  /** All public fields as one text, for comparison. */
  readonly row: string
}

/** A failure as shown by the desk, in both languages. */
export interface ErrorText {
  readonly message: Bilingual
  readonly details?: ReadonlyArray<Bilingual>
  readonly hint?: Bilingual
}

/** Result of the last audit of the whole record. */
export interface AuditState {
  /** `unknown`: not checked yet, or the check could not be carried out, for a reason in `faults`. */
  readonly verdict: "sound" | "unsound" | "unknown"
  /** Time of the check or the attempt. */
  readonly at: Instant | null
  /** Number of events checked. */
  readonly events: number
  /** Number of events in the newest signed head. */
  readonly head: number | null
  /** The faults found. */
  readonly faults: ReadonlyArray<Bilingual>
}
