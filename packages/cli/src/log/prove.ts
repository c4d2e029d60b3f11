/** `audit prove`: proves that an event of a unit is in the log, from a bundle or from the store (art. 16). */
import { isChangeOf } from "@shifan/casework"
import * as E from "fp-ts/lib/Either.js"
import { formatProveFault, inclusionCaveat, proveEvent, withCaveat, type ProveFault } from "@shifan/bundle"
import { bilingual, type Uscc } from "@shifan/core"
import { parseStream, readEnvelope, type Envelope } from "@shifan/event-store"
import { nodeHasher } from "@shifan/tlog/node"
import { say, type CommandContext } from "../command-context.js"
import { storeFailure } from "../failures.js"
import { readBytes } from "../input/read-file.js"
import { exits, usage, type Failure, type Output } from "../result.js"
import { eventLine } from "../look/event-view.js"
import { parseUscc } from "../store/queries.js"
import { inSession } from "../store/session.js"
import { leavesOfBundle, leavesOfLog, type Leaves } from "./leaves.js"
import { writingNew, type WriteOptions } from "../writing.js"
import { readHead } from "./log-files.js"

export interface ProveOptions extends WriteOptions {
  readonly event: string
  /** Bundle to take the proof from: a folder or a `.zip`. */
  readonly bundle?: string
  readonly checkpoint?: string
  readonly out?: string
}

export const auditProve = async (
  context: CommandContext,
  code: string,
  options: ProveOptions,
): Promise<E.Either<Failure, Output>> => {
  const unit = parseUscc(code)
  if (E.isLeft(unit)) return unit
  const { event, bundle } = options
  if (!/^\d{1,9}$/.test(event))
    return E.left(usage(`--event应为修订号：${event}`, `--event needs a revision, got ${event}`))
  const wanted = wantedEvent(unit.right, Number(event))
  const proof =
    bundle === undefined
      ? await proveFromStore(context, wanted, options)
      : await proveFromBundle(bundle, wanted, options)
  return E.isLeft(proof) ? proof : proofOutput(context, proof.right, wanted.changes(), options)
}

/** The event to prove, and later changes to it: inclusion alone also holds for an annulled event. */
interface Wanted {
  readonly isWanted: (envelope: Envelope) => boolean
  /** Receives every leaf that is read. */
  readonly look: (leaf: Uint8Array) => void
  readonly changes: () => ReadonlyArray<Envelope>
}

const wantedEvent = (unit: Uscc, wanted: number): Wanted => {
  const changes = new Map<string, Envelope>()
  const isOfUnit = ({ stream }: Envelope): boolean => {
    const name = parseStream(stream)
    return name?.aggregate === "designation" && name.key === unit
  }
  return {
    isWanted: (envelope) => isOfUnit(envelope) && envelope.revision === wanted,
    look: (leaf) => {
      const envelope = readEnvelope(leaf)
      if (E.isRight(envelope) && isOfUnit(envelope.right) && isChangeOf(envelope.right, wanted))
        changes.set(envelope.right.id, envelope.right)
    },
    changes: () => [...changes.values()],
  }
}

const proveFromStore = async (
  context: CommandContext,
  wanted: Wanted,
  options: ProveOptions,
): Promise<E.Either<Failure, Proof>> => {
  const checkpoint = await readHead(context.settings, options)
  if (E.isLeft(checkpoint)) return checkpoint
  return inSession(context, { readOnly: true }, async ({ log, settledLog }) => {
    const settled = await settledLog()
    if (E.isLeft(settled)) return E.left(storeFailure(settled.left))
    return prove(() => leavesOfLog(log), checkpoint.right, wanted)
  })
}

const proveFromBundle = async (
  bundle: string,
  wanted: Wanted,
  options: ProveOptions,
): Promise<E.Either<Failure, Proof>> => {
  const own = await leavesOfBundle(bundle)
  if (E.isLeft(own)) return own
  // The proof ends in the requested checkpoint, but only the bundle's own tells how many leaves its files have.
  const checkpoint = options.checkpoint === undefined ? E.right(own.right.checkpoint) : readBytes(options.checkpoint)
  return E.isLeft(checkpoint) ? checkpoint : prove(own.right.leaves, checkpoint.right, wanted)
}

interface Proof {
  /** Index of the event's leaf. */
  readonly index: number
  /** Size of the log. */
  readonly size: number
  /** C2SP tlog-proof. */
  readonly file: Uint8Array
}

const prove = async (
  leaves: () => Leaves,
  checkpoint: Uint8Array,
  { isWanted, look }: Wanted,
): Promise<E.Either<Failure, Proof>> => {
  async function* lookedAt(): Leaves {
    for await (const leaf of leaves()) {
      if (E.isRight(leaf)) look(leaf.right)
      yield leaf
    }
  }
  const proof = await proveEvent<Failure>({ leaves: lookedAt, checkpoint, isWanted, hasher: nodeHasher })()
  if (E.isRight(proof)) return proof
  return E.left("_tag" in proof.left ? proveFailure(proof.left) : proof.left)
}

const proveFailure = (fault: ProveFault): Failure => ({
  exit: fault._tag === "EventNotFound" ? exits.notFound : exits.verificationFailed,
  code: fault._tag,
  message: formatProveFault(fault),
})

const proofOutput = (
  context: CommandContext,
  { index, size, file }: Proof,
  changes: ReadonlyArray<Envelope>,
  options: ProveOptions,
): Promise<E.Either<Failure, Output>> | E.Either<Failure, Output> => {
  const { out } = options
  const withWords = withCaveat(file)
  const proof = Buffer.from(withWords).toString()
  const changedSince = changes.map(({ revision, type, effectiveOn }) => ({ revision, type, effectiveOn }))
  const json = { index, size, proof, changedSince }
  if (out === undefined) return E.right({ json, text: proof })
  const summary = bilingual(`第${index}号叶的证明已写入${out}`, `proof of leaf ${index} written to ${out}`)
  const later = changes.map((change) => {
    const line = eventLine(context, change).trimStart()
    return say(context, bilingual(`该记录其后已有变动：${line}`, `what it proves has changed since: ${line}`))
  })
  const says = bilingual(`将写出第${index}号叶的证明：`, `the proof of leaf ${index} will be written to:`)
  const output = { json, text: [say(context, summary), say(context, inclusionCaveat), ...later].join("\n") }
  return writingNew(context, options, { file: out, content: withWords, says }, output)
}
