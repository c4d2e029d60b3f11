/** Which checkpoints are believed (C2SP tlog-policy): signed by a known log, cosigned by witnesses enough. */
import * as E from "fp-ts/lib/Either.js"
import { pipe } from "fp-ts/lib/function.js"
import * as TE from "fp-ts/lib/TaskEither.js"
import { parseCheckpoint, type Checkpoint, type MalformedCheckpoint } from "./checkpoint.js"
import { parseNote, type NoteFault } from "./note.js"
import { verifyNote, type NoteRefusal, type VerifiedNote } from "./note-verification.js"
import { printVerifierKey, type VerifierKey } from "./verifier-key.js"

export interface Log {
  /** Its name is the log's origin. */
  readonly key: VerifierKey
  readonly url: string | undefined
}

export interface Witness {
  readonly _tag: "Witness"
  /** Means something in this policy only; the key has a name of its own. */
  readonly name: string
  readonly key: VerifierKey
  readonly url: string | undefined
}

/** At least `threshold` of the members must witness. No witness stands in it twice. */
export interface Group {
  readonly _tag: "Group"
  readonly name: string
  readonly threshold: number
  readonly members: ReadonlyArray<Witness | Group>
}

export type Quorum = { readonly _tag: "None" } | Witness | Group

export interface Policy {
  readonly logs: ReadonlyArray<Log>
  readonly witnesses: ReadonlyArray<Witness>
  readonly quorum: Quorum
}

/** No log of the policy with this origin signed; other known keys may have. */
export interface NotFromKnownLog {
  readonly _tag: "NotFromKnownLog"
  readonly origin: string
}

export interface QuorumNotMet {
  readonly _tag: "QuorumNotMet"
  /** Name of the witness or group that the policy requires. */
  readonly quorum: string
  /** Names of the witnesses that did cosign. */
  readonly witnessed: ReadonlyArray<string>
}

export type CheckpointRefusal = NoteFault | MalformedCheckpoint | NoteRefusal | NotFromKnownLog | QuorumNotMet

export interface AcceptedCheckpoint {
  readonly checkpoint: Checkpoint
  /** The logs of the policy whose signature it bears: two while a key is being replaced. */
  readonly logs: ReadonlyArray<Log>
  /** In seconds since 1970-01-01T00:00:00Z; of no importance to the verdict. */
  readonly cosignatures: ReadonlyArray<{ readonly witness: Witness; readonly time: number }>
}

/** `file`: the checkpoint with its signature lines. */
export const acceptCheckpoint = (
  policy: Policy,
  file: Uint8Array,
): TE.TaskEither<CheckpointRefusal, AcceptedCheckpoint> =>
  pipe(
    TE.fromEither(parseNote(file)),
    TE.chainW((note) => verifyNote(keysOf(policy), note)),
    TE.bindTo("note"),
    TE.bindW("checkpoint", ({ note }) => TE.fromEither(parseCheckpoint(note.text))),
    TE.chainEitherKW(({ checkpoint, note }) => judge(policy, checkpoint, note)),
  )

/** A log that is its own witness is one key, not an ambiguous one. */
const keysOf = ({ logs, witnesses }: Policy): ReadonlyArray<VerifierKey> => [
  ...new Map([...logs, ...witnesses].map(({ key }) => [printVerifierKey(key), key])).values(),
]

const judge = (
  { logs, witnesses, quorum }: Policy,
  checkpoint: Checkpoint,
  { verified }: VerifiedNote,
): E.Either<CheckpointRefusal, AcceptedCheckpoint> => {
  const { origin } = checkpoint
  const signatures = Map.groupBy(verified, ({ key }) => printVerifierKey(key))
  const signing = logs.filter(({ key }) => key.name === origin && signatures.has(printVerifierKey(key)))
  if (signing.length === 0) return E.left({ _tag: "NotFromKnownLog", origin })
  const cosignatures = witnesses.flatMap((witness) =>
    (signatures.get(printVerifierKey(witness.key)) ?? []).flatMap((one) =>
      one._tag === "Cosigned" ? [{ witness, time: one.time }] : [],
    ),
  )
  const cosigners = new Set(cosignatures.map(({ witness }) => printVerifierKey(witness.key)))
  if (quorum._tag === "None" || isWitnessed(quorum, cosigners))
    return E.right({ checkpoint, logs: signing, cosignatures })
  const witnessed = witnesses.filter(({ key }) => cosigners.has(printVerifierKey(key))).map(({ name }) => name)
  return E.left({ _tag: "QuorumNotMet", quorum: quorum.name, witnessed })
}

const isWitnessed = (by: Witness | Group, cosigners: ReadonlySet<string>): boolean =>
  by._tag === "Witness"
    ? cosigners.has(printVerifierKey(by.key))
    : by.members.filter((member) => isWitnessed(member, cosigners)).length >= by.threshold
