/** Decides which checkpoints to accept (C2SP tlog-policy): signed by a known log and cosigned by enough witnesses. */
import * as E from "fp-ts/lib/Either.js"
import type { TaskEither } from "fp-ts/lib/TaskEither.js"
import { parseCheckpoint, type Checkpoint, type MalformedCheckpoint } from "./checkpoint.js"
import { parseNote, type NoteFault } from "./note.js"
import { verifyNote, type NoteRefusal, type VerifiedSignature } from "./note-signature.js"
import { printVerifierKey, type VerifierKey } from "./verifier-key.js"

/** A log that a policy trusts. */
export interface Log {
  /** The key's name is the log's origin. */
  readonly key: VerifierKey
  readonly url: string | undefined
}

/** A party that cosigns a checkpoint only if it extends the last one it cosigned. */
export interface Witness {
  readonly _tag: "Witness"
  /** Local to this policy; the key has its own name. */
  readonly name: string
  readonly key: VerifierKey
  readonly url: string | undefined
}

/** At least `threshold` of the members must have witnessed. No witness occurs twice in it. */
export interface Group {
  readonly _tag: "Group"
  readonly name: string
  readonly threshold: number
  readonly members: ReadonlyArray<Witness | Group>
}

/** The required cosignatures: none, one witness, or a number from a group, which may contain groups. */
export type Quorum = { readonly _tag: "None" } | Witness | Group

/** The logs and witnesses a reader trusts, and how many of the witnesses must cosign (C2SP tlog-policy). */
export interface Policy {
  readonly logs: ReadonlyArray<Log>
  readonly witnesses: ReadonlyArray<Witness>
  readonly quorum: Quorum
}

/** Signed by known keys, but not by a log of this origin. */
export interface NotFromKnownLog {
  readonly _tag: "NotFromKnownLog"
  readonly origin: string
}

/** Signed by the log, but cosigned by too few witnesses. */
export interface QuorumNotMet {
  readonly _tag: "QuorumNotMet"
  /** Name of the witness or group that the policy requires. */
  readonly quorum: string
  /** Names of the witnesses that cosigned. */
  readonly witnessed: ReadonlyArray<string>
}

/** Why a policy does not accept a file as a checkpoint: the first reason found. */
export type CheckpointRefusal = NoteFault | MalformedCheckpoint | NoteRefusal | NotFromKnownLog | QuorumNotMet

/** A checkpoint that satisfies a policy, with the signatures that count. */
export interface AcceptedCheckpoint {
  readonly checkpoint: Checkpoint
  /** The logs of the policy that signed it: two while a key is being replaced. */
  readonly logs: ReadonlyArray<Log>
  /** Times in seconds since 1970-01-01T00:00:00Z. They do not affect the verdict. */
  readonly cosignatures: ReadonlyArray<{ readonly witness: Witness; readonly time: number }>
}

/**
 * Decides whether a reader may rely on a checkpoint: signed by a log of the policy, and cosigned by the witnesses that its
 * quorum asks for. Signatures of unknown keys count for nothing.
 *
 * @param file the signed note (C2SP tlog-checkpoint): the checkpoint with its signature lines
 */
export const acceptCheckpoint =
  (policy: Policy, file: Uint8Array): TaskEither<CheckpointRefusal, AcceptedCheckpoint> =>
  async () => {
    const note = parseNote(file)
    if (E.isLeft(note)) return note
    const verification = await verifyNote(keysOf(policy), note.right)()
    if (E.isLeft(verification)) return verification
    const checkpoint = parseCheckpoint(note.right.text)
    if (E.isLeft(checkpoint)) return checkpoint
    return applyPolicy(policy, checkpoint.right, verification.right.verified)
  }

/** Removes duplicates: a log that is its own witness has a single key, not an ambiguous one. */
const keysOf = ({ logs, witnesses }: Policy): ReadonlyArray<VerifierKey> => [
  ...new Map([...logs, ...witnesses].map(({ key }) => [printVerifierKey(key), key])).values(),
]

const applyPolicy = (
  { logs, witnesses, quorum }: Policy,
  checkpoint: Checkpoint,
  verified: ReadonlyArray<VerifiedSignature>,
): E.Either<NotFromKnownLog | QuorumNotMet, AcceptedCheckpoint> => {
  const { origin } = checkpoint
  const signaturesBy = Map.groupBy(verified, ({ key }) => printVerifierKey(key))
  const signers = logs.filter(({ key }) => key.name === origin && signaturesBy.has(printVerifierKey(key)))
  if (signers.length === 0) return E.left({ _tag: "NotFromKnownLog", origin })
  const cosignatures = witnesses.flatMap((witness) =>
    (signaturesBy.get(printVerifierKey(witness.key)) ?? []).flatMap((signature) =>
      signature._tag === "Cosigned" ? [{ witness, time: signature.time }] : [],
    ),
  )
  const cosigners = new Set(cosignatures.map(({ witness }) => printVerifierKey(witness.key)))
  if (quorum._tag === "None" || isWitnessed(quorum, cosigners))
    return E.right({ checkpoint, logs: signers, cosignatures })
  const witnessed = witnesses.filter(({ key }) => cosigners.has(printVerifierKey(key))).map(({ name }) => name)
  return E.left({ _tag: "QuorumNotMet", quorum: quorum.name, witnessed })
}

const isWitnessed = (required: Witness | Group, cosigners: ReadonlySet<string>): boolean =>
  required._tag === "Witness"
    ? cosigners.has(printVerifierKey(required.key))
    : required.members.filter((member) => isWitnessed(member, cosigners)).length >= required.threshold
