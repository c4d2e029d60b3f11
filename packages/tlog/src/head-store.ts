/** Where the newest head of a log is kept outside the store it is the head of, so that a store brought back is known. */
import type { TaskEither } from "fp-ts/lib/TaskEither.js"

/** What was kept at one time. Generations are numbered from 1, without gaps. */
export interface StoredHead {
  readonly generation: number
  readonly content: Uint8Array
}

/** Another kept a generation of this number first. */
export interface HeadMoved {
  readonly _tag: "HeadMoved"
  readonly generation: number
}

/** Nothing can be kept or read; what was kept is as it was, or has this generation as well. */
export interface HeadsUnavailable {
  readonly _tag: "HeadsUnavailable"
  readonly reason: string
}

export interface HeadStore {
  /** `undefined` where nothing was ever kept. */
  readonly latest: TaskEither<HeadsUnavailable, StoredHead | undefined>
  /** Of all who keep one generation one succeeds. `Right` when it is durable: no power cut takes it back. */
  readonly keep: (next: StoredHead) => TaskEither<HeadsUnavailable | HeadMoved, void>
}
