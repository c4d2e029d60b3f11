/** What is proposed to a fake node, what it keeps, and what it answers. */
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
  /** Milliseconds. */
  readonly created: number
}

export type Expectation = number | "any" | "noStream" | "streamExists"

export type Outcome =
  | {
      readonly _tag: "Written"
      /** `undefined` where an append of nothing was made to a stream that is not there. */
      readonly revision: number | undefined
      /** `undefined` where it was made before, and can no longer be read. */
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

/** The revision of what marks a deleted stream, 2^63 - 1, as near as a number comes. */
export const tombstoneRevision = 2 ** 63
