/** The types of a fake node: proposed events, stored records, and outcomes of appends. */
import type { LogPosition } from "../../src/index.js"

export interface Proposal {
  readonly id: string
  readonly type: string
  readonly contentType: string
  readonly data: Uint8Array
  readonly metadata: Uint8Array
}

export interface LogRecord extends Proposal {
  readonly stream: string
  readonly revision: number
  readonly position: LogPosition
  /** Time in milliseconds. */
  readonly created: number
}

export type Expectation = number | "any" | "noStream" | "streamExists"

export type Outcome =
  | {
      readonly _tag: "Written"
      /** `undefined` for an append without events to a missing stream. */
      readonly revision: number | undefined
      /** `undefined` if the append was made before and can no longer be read. */
      readonly position: LogPosition | undefined
    }
  | { readonly _tag: "WrongExpectedVersion"; readonly actual: number; readonly expected: Expectation }
  | { readonly _tag: "StreamDeleted" }
  | { readonly _tag: "TooLarge"; readonly limit: number }
  /** A handler on the server throws. */
  | { readonly _tag: "Thrown" }
  | { readonly _tag: "NoAnswer" }
  /** The server exits. */
  | { readonly _tag: "Exit" }

/** Revision of a tombstone: 2^63 - 1, rounded to the nearest number. */
export const tombstoneRevision = 2 ** 63
