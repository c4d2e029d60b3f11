/** A witness (C2SP tlog-witness) cosigns a checkpoint only if it extends the last one it cosigned. */
import * as E from "fp-ts/lib/Either.js"
import type { TaskEither } from "fp-ts/lib/TaskEither.js"
import { parseCheckpoint, type Checkpoint, type MalformedCheckpoint } from "./checkpoint.js"
import { cosign } from "./cosignature.js"
import { sameBytes, type FileTooLong } from "./encoding.js"
import type { DamagedHead, HeadMemoryFault, HeadStore, HeadsUnavailable, StoredHead } from "./head-store.js"
import { rfc6962, type TreeHasher } from "./merkle-tree.js"
import { encodeNote, parseNote, printNoteSignature, type Note, type NoteFault, type NoteSignature } from "./note.js"
import { verifyNote, type NoteRefusal } from "./note-signature.js"
import type { Policy } from "./policy.js"
import { verifyConsistency, type Proof, type ProofFault } from "./proof.js"
import type { SignerKey } from "./signer-key.js"
import {
  parseAddCheckpoint,
  type MalformedRequest,
  type UnknownOrigin,
  type WitnessRefusal,
} from "./witness-protocol.js"

/** The request to a witness, and where it stores what it has seen. */
export interface WitnessOptions {
  /** The body of an add-checkpoint request. */
  readonly request: Uint8Array
  /** Names the logs to witness. Its own witnesses and quorum are ignored. */
  readonly policy: Policy
  readonly key: SignerKey<"Cosignature">
  /** Seconds since 1970-01-01T00:00:00Z, not 0. */
  readonly time: number
  /** The store for checkpoints of the log with this origin. */
  readonly headStoreOf: (origin: string) => HeadStore
  readonly hasher?: TreeHasher
}

/** Result of witnessing: the cosignature, alone and in the file. */
export interface WitnessedCheckpoint {
  readonly checkpoint: Checkpoint
  readonly cosignature: NoteSignature
  /** The checkpoint file with the cosignature added after its signatures. */
  readonly note: Uint8Array
}

/**
 * Answers an add-checkpoint request. The checkpoint is stored, durably, before it is cosigned. Of several concurrent
 * requests only one succeeds; the others are refused with the size it stored.
 */
export const witnessCheckpoint =
  (options: WitnessOptions): TaskEither<WitnessRefusal, WitnessedCheckpoint> =>
  async () => {
    if (options.time === 0) return E.left({ _tag: "NotACount", value: 0 })
    const request = parseRequest(options.request)
    if (E.isLeft(request)) return request
    const signed = await signedByLog(options.policy, request.right)
    if (E.isLeft(signed)) return signed
    const stored = await storeIfConsistent(options, request.right, signed.right)
    if (E.isLeft(stored)) return stored
    const { note, checkpoint } = request.right
    const cosignature = await cosign(options.key, note.text, options.time)()
    if (E.isLeft(cosignature)) return cosignature
    const signatures = [...note.signatures, cosignature.right]
    return E.right({ checkpoint, cosignature: cosignature.right, note: encodeNote({ ...note, signatures }) })
  }

interface ParsedRequest {
  readonly old: number
  readonly proof: Proof
  readonly note: Note
  readonly checkpoint: Checkpoint
}

const parseRequest = (
  body: Uint8Array,
): E.Either<FileTooLong | MalformedRequest | NoteFault | MalformedCheckpoint, ParsedRequest> => {
  const request = parseAddCheckpoint(body)
  if (E.isLeft(request)) return request
  const note = parseNote(request.right.checkpoint)
  if (E.isLeft(note)) return note
  const checkpoint = parseCheckpoint(note.right.text)
  if (E.isLeft(checkpoint)) return checkpoint
  const { old, proof } = request.right
  return E.right({ old, proof, note: note.right, checkpoint: checkpoint.right })
}

/** The note with only the signatures that the log's keys verify. */
const signedByLog = async (
  { logs }: Policy,
  { checkpoint: { origin }, note }: ParsedRequest,
): Promise<E.Either<UnknownOrigin | NoteRefusal, Note>> => {
  const keys = logs.map(({ key }) => key).filter(({ name }) => name === origin)
  if (keys.length === 0) return E.left({ _tag: "UnknownOrigin", origin })
  const verification = await verifyNote(keys, note)()
  if (E.isLeft(verification)) return verification
  const unverified = new Set(verification.right.unverified.map(printNoteSignature))
  const signatures = note.signatures.filter((signature) => !unverified.has(printNoteSignature(signature)))
  return E.right({ ...note, signatures })
}

const storeIfConsistent = async (
  { headStoreOf, hasher = rfc6962 }: WitnessOptions,
  { old, proof, checkpoint }: ParsedRequest,
  note: Note,
): Promise<E.Either<WitnessRefusal, void>> => {
  const { origin, size } = checkpoint
  if (old > size) return E.left({ _tag: "OldBeyondCheckpoint", old, size })
  const store = headStoreOf(origin)
  const latest = await latestCheckpoint(store)
  if (E.isLeft(latest)) return latest
  const { generation, checkpoint: before } = latest.right
  const kept = before?.size ?? 0
  if (old !== kept) return E.left({ _tag: "OtherSizeKept", old, kept })
  const consistent = verifyExtends(before, checkpoint, proof, hasher)
  if (E.isLeft(consistent)) return E.left({ _tag: "Inconsistent", fault: consistent.left })
  if (before?.size === size) return E.right(undefined)
  const stored = await store.keep({ generation: generation + 1, content: encodeNote(note) })()
  if (E.isRight(stored)) return stored
  if (stored.left._tag === "HeadsUnavailable") return E.left(stored.left)
  const moved = await latestCheckpoint(store)
  return E.isLeft(moved) ? moved : E.left({ _tag: "OtherSizeKept", old, kept: moved.right.checkpoint?.size ?? 0 })
}

/** Generation 0 and no checkpoint if nothing has been cosigned yet. */
interface LatestCheckpoint {
  readonly generation: number
  readonly checkpoint: Checkpoint | undefined
}

const latestCheckpoint = async (
  store: HeadStore,
): Promise<E.Either<HeadsUnavailable | HeadMemoryFault | DamagedHead, LatestCheckpoint>> => {
  const latest = await store.latest()
  if (E.isLeft(latest)) return latest
  return latest.right === undefined ? E.right({ generation: 0, checkpoint: undefined }) : parseStored(latest.right)
}

const parseStored = ({ generation, content }: StoredHead): E.Either<DamagedHead, LatestCheckpoint> => {
  const damaged = E.left({ _tag: "DamagedHead", generation } as const)
  const note = parseNote(content)
  if (E.isLeft(note)) return damaged
  const checkpoint = parseCheckpoint(note.right.text)
  return E.isLeft(checkpoint) ? damaged : E.right({ generation, checkpoint: checkpoint.right })
}

/** Every tree extends the empty one, so the proof must be empty then; but an empty tree has only one root. */
const verifyExtends = (
  before: Checkpoint | undefined,
  { size, root }: Checkpoint,
  proof: Proof,
  hasher: TreeHasher,
): E.Either<ProofFault, void> => {
  if (before !== undefined && before.size > 0)
    return verifyConsistency({ first: before.size, second: size, firstRoot: before.root, root, proof }, hasher)
  if (proof.length > 0) return E.left({ _tag: "WrongProofLength", expected: 0, found: proof.length })
  return size > 0 || sameBytes(root, hasher.empty)
    ? E.right(undefined)
    : E.left({ _tag: "RootMismatch", tree: "root", expected: root, found: hasher.empty })
}
