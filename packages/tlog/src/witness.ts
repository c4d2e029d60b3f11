/** A witness (C2SP tlog-witness): cosigns the largest checkpoint it has seen of a log, if it extends all it saw before. */
import * as E from "fp-ts/lib/Either.js"
import { pipe } from "fp-ts/lib/function.js"
import * as TE from "fp-ts/lib/TaskEither.js"
import { parseCheckpoint, type Checkpoint, type MalformedCheckpoint } from "./checkpoint.js"
import type { FileTooLong } from "./file-size.js"
import { rfc6962, type TreeHasher } from "./hash.js"
import { parseNote, printNote, printNoteSignature, type Note, type NoteFault, type NoteSignature } from "./note.js"
import { cosign } from "./note-signing.js"
import { verifyNote, type NoteRefusal } from "./note-verification.js"
import type { Policy } from "./policy.js"
import type { SignerKey } from "./signer-key.js"
import { parseAddCheckpoint, type AddCheckpoint, type MalformedRequest } from "./add-checkpoint.js"
import type { HeadStore } from "./head-store.js"
import { extendsKept, newestOf } from "./witnessed-head.js"
import type { UnknownOrigin, WitnessRefusal } from "./witness-refusal.js"

export interface WitnessOptions {
  /** The body of an add-checkpoint request. */
  readonly request: Uint8Array
  /** Whose logs are witnessed; what it says of witnesses is of no importance here. */
  readonly policy: Policy
  readonly key: SignerKey<"Cosignature">
  /** Seconds since 1970-01-01T00:00:00Z, not 0. */
  readonly time: number
  /** What this witness keeps of the log of that origin. */
  readonly headStoreOf: (origin: string) => HeadStore
  readonly hasher?: TreeHasher
}

export interface WitnessedCheckpoint {
  readonly checkpoint: Checkpoint
  readonly cosignature: NoteSignature
  /** The checkpoint file with the cosignature under the signatures it had. */
  readonly note: Uint8Array
}

/** The checkpoint is kept, durably, before it is cosigned; of two requests at once the second meets what the first kept. */
export const witnessCheckpoint = (witnessing: WitnessOptions): TE.TaskEither<WitnessRefusal, WitnessedCheckpoint> =>
  witnessing.time === 0
    ? TE.left({ _tag: "NotACount", value: 0 })
    : pipe(
        TE.fromEither(readRequest(witnessing.request)),
        TE.chainW((asked) =>
          pipe(
            signedByLog(witnessing.policy, asked),
            TE.chainW((note) => keepIfConsistent(witnessing, asked, note)),
            TE.chainW(() => cosigned(witnessing, asked)),
          ),
        ),
      )

interface Asked extends Omit<AddCheckpoint, "checkpoint"> {
  readonly note: Note
  readonly checkpoint: Checkpoint
}

const readRequest = (
  request: Uint8Array,
): E.Either<FileTooLong | MalformedRequest | NoteFault | MalformedCheckpoint, Asked> =>
  pipe(
    parseAddCheckpoint(request),
    E.chainW(({ old, proof, checkpoint: file }) =>
      pipe(
        parseNote(file),
        E.chainW((note) =>
          pipe(
            parseCheckpoint(note.text),
            E.map((checkpoint) => ({ old, proof, note, checkpoint })),
          ),
        ),
      ),
    ),
  )

/** The note with the signatures that were verified, and no others. */
const signedByLog = (
  { logs }: Policy,
  { checkpoint: { origin }, note }: Asked,
): TE.TaskEither<UnknownOrigin | NoteRefusal, Note> => {
  const keys = logs.map(({ key }) => key).filter(({ name }) => name === origin)
  if (keys.length === 0) return TE.left({ _tag: "UnknownOrigin", origin })
  return pipe(
    verifyNote(keys, note),
    TE.map(({ unverified }) => {
      const unknown = new Set(unverified.map(printNoteSignature))
      return { ...note, signatures: note.signatures.filter((one) => !unknown.has(printNoteSignature(one))) }
    }),
  )
}

const keepIfConsistent =
  (
    { headStoreOf: kept, hasher = rfc6962 }: WitnessOptions,
    { old, proof, checkpoint }: Asked,
    note: Note,
  ): TE.TaskEither<WitnessRefusal, void> =>
  async () => {
    const { origin, size, root } = checkpoint
    if (old > size) return E.left({ _tag: "OldBeyondCheckpoint", old, size })
    const heads = kept(origin)
    const before = await newestOf(heads)
    if (E.isLeft(before)) return before
    const { generation, head } = before.right
    if (old !== (head?.size ?? 0)) return E.left({ _tag: "OtherSizeKept", old, kept: head?.size ?? 0 })
    const consistent = extendsKept(head, { size, root }, proof, hasher)
    if (E.isLeft(consistent)) return E.left({ _tag: "Inconsistent", fault: consistent.left })
    if (head?.size === size) return E.right(undefined)
    const content = new TextEncoder().encode(printNote(note))
    const done = await heads.keep({ generation: generation + 1, content })()
    if (E.isRight(done)) return done
    if (done.left._tag === "HeadsUnavailable") return E.left(done.left)
    const now = await newestOf(heads)
    return E.isLeft(now) ? now : E.left({ _tag: "OtherSizeKept", old, kept: now.right.head?.size ?? 0 })
  }

const cosigned = (
  { key, time }: WitnessOptions,
  { note, checkpoint }: Asked,
): TE.TaskEither<WitnessRefusal, WitnessedCheckpoint> =>
  pipe(
    cosign(key, note.text, time),
    TE.map((cosignature) => ({
      checkpoint,
      cosignature,
      note: new TextEncoder().encode(printNote({ ...note, signatures: [...note.signatures, cosignature] })),
    })),
  )
