/** The published lists of a store or a bundle, with what a statement about a unit needs of each. */
import * as E from "fp-ts/lib/Either.js"
import { unitMapHead } from "@shifan/audit"
import { formatProveFault, proveEvent, type Folder } from "@shifan/bundle"
import { bilingual, type Publication, type UnitStanding, type Uscc } from "@shifan/core"
import { aggregates } from "@shifan/core/registry"
import {
  collectStream,
  decodeEvents,
  designationStream,
  isPublicationEvent,
  readEnvelope,
  rosterStream,
  type Envelope,
} from "@shifan/event-store"
import { rostersAt, type PointList } from "@shifan/roster"
import { parseTlogProof, sameBytes } from "@shifan/tlog"
import { nodeHasher } from "@shifan/tlog/node"
import type { CommandContext } from "../command-context.js"
import { storeFailure } from "../failures.js"
import { readBytes } from "../input/read-file.js"
import { replayList } from "./publications.js"
import { keepMap, keepProof, mapInMemory, storedMap, type StoredMap } from "./unit-map.js"
import { exits, failure, type Failure, type Output } from "../result.js"
import { readEnvelopes } from "../store/queries.js"
import { division, inSession, type Session } from "../store/session.js"
import type { WriteOptions } from "../writing.js"
import { leavesOfBundle, leavesOfLog, type Leaves } from "../log/leaves.js"
import { readHead, type HeadOptions } from "../log/log-files.js"

export interface ListRecord {
  readonly division: string
  readonly data: Publication
  readonly envelope: Envelope
  readonly leaf: Uint8Array
}

export interface Lists {
  /** In order of publication. */
  readonly all: ReadonlyArray<ListRecord>
  /** The stored map; its proof only if that ends in the requested checkpoint. */
  readonly kept: (list: ListRecord) => StoredMap | undefined
  /** C2SP tlog-proof of the list's record. */
  readonly prove: (list: ListRecord) => Promise<E.Either<Failure, Uint8Array>>
  /** Computed from the log. */
  readonly map: (list: ListRecord) => Promise<E.Either<Failure, Folder>>
  /** All records of a unit. */
  readonly recordsOf: (uscc: Uscc) => Promise<ReadonlyArray<Envelope>>
}

type Work = (lists: Lists) => Promise<E.Either<Failure, Output>>

export const listsInStore = async (
  context: CommandContext,
  options: HeadOptions & Pick<WriteOptions, "dryRun">,
  work: Work,
): Promise<E.Either<Failure, Output>> => {
  const checkpoint = await readHead(context.settings, options)
  if (E.isLeft(checkpoint)) return checkpoint
  return inSession(context, { readOnly: true }, async (session) => {
    const { store, division: of } = session
    const records = await collectStream(decodeEvents(store.readStream(rosterStream(of))))
    if (E.isLeft(records)) return E.left(storeFailure(records.left))
    const all = records.right.map(({ envelope, event }) => ({ envelope, leaf: event.leaf }))
    return work(
      fromStore(session, listsIn(all, of), { checkpoint: checkpoint.right, mayKeep: options.dryRun !== true }),
    )
  })
}

interface ReadLeaf {
  readonly envelope: Envelope
  readonly leaf: Uint8Array
}

const listsIn = (records: ReadonlyArray<ReadLeaf>, of: string): ReadonlyArray<ListRecord> =>
  records.flatMap(({ envelope, leaf }) => {
    const data = aggregates.roster.commandCodecs.stored.PublishRoster.decode(envelope.data)
    return isPublicationEvent(envelope) && E.isRight(data) ? [{ division: of, data: data.right, envelope, leaf }] : []
  })

interface FromStore {
  readonly checkpoint: Uint8Array
  /** A dry run leaves nothing behind, not even derived files. */
  readonly mayKeep: boolean
}

const fromStore = (session: Session, all: ReadonlyArray<ListRecord>, { checkpoint, mayKeep }: FromStore): Lists => ({
  all,
  kept: ({ envelope: { revision } }) => {
    const stored = storedMap(session, revision)
    return stored && { ...stored, proof: endsIn(stored.proof, checkpoint) ? stored.proof : undefined }
  },
  prove: async (list) => {
    const settled = await session.settledLog()
    if (E.isLeft(settled)) return E.left(storeFailure(settled.left))
    const proof = await prove(() => leavesOfLog(session.log), checkpoint, list)
    if (E.isRight(proof) && mayKeep) keepProof(session, list.envelope.revision, proof.right)
    return proof
  },
  map: async ({ data, envelope: { revision } }) => {
    const replayed = await replayList(session, data.asOf, data.logSize)
    if (E.isLeft(replayed)) return replayed
    const { standings } = replayed.right
    if (mayKeep && unitMapHead(standings, nodeHasher).root === data.units.root)
      await keepMap(session, revision, standings)
    return E.right(await mapInMemory(standings))
  },
  recordsOf: async (uscc) => {
    const envelopes = await readEnvelopes(session.store, designationStream(session.division, uscc))
    return E.isRight(envelopes) ? envelopes.right : []
  },
})

const endsIn = (proof: Uint8Array | undefined, checkpoint: Uint8Array): boolean => {
  const parsed = proof && parseTlogProof(proof)
  return parsed !== undefined && E.isRight(parsed) && sameBytes(parsed.right.checkpoint, checkpoint)
}

export const listsInBundle = async (
  bundle: string,
  checkpointFile: string | undefined,
  work: Work,
): Promise<E.Either<Failure, Output>> => {
  const own = await leavesOfBundle(bundle)
  if (E.isLeft(own)) return own
  // The statement ends in the requested checkpoint, but only the bundle's own tells how many leaves its files have.
  const checkpoint = checkpointFile === undefined ? E.right(own.right.checkpoint) : readBytes(checkpointFile)
  if (E.isLeft(checkpoint)) return checkpoint
  const { leaves } = own.right
  const records = await selected(leaves(), ({ stream }) => stream === rosterStream(division))
  if (E.isLeft(records)) return records
  return work({
    all: listsIn(records.right, division),
    kept: () => undefined,
    prove: (list) => prove(leaves, checkpoint.right, list),
    map: async ({ data }) => {
      const standings = await standingsIn(leaves(), data)
      return E.isLeft(standings) ? standings : E.right(await mapInMemory(standings.right))
    },
    recordsOf: async (uscc) => {
      const ofUnit = await selected(leaves(), ({ stream }) => stream === designationStream(division, uscc))
      return E.isRight(ofUnit) ? ofUnit.right.map(({ envelope }) => envelope) : []
    },
  })
}

const selected = async (
  leaves: Leaves,
  isWanted: (envelope: Envelope) => boolean,
): Promise<E.Either<Failure, ReadonlyArray<ReadLeaf>>> => {
  const found: Array<ReadLeaf> = []
  for await (const leaf of leaves) {
    if (E.isLeft(leaf)) return leaf
    const envelope = readEnvelope(leaf.right)
    if (E.isRight(envelope) && isWanted(envelope.right)) found.push({ envelope: envelope.right, leaf: leaf.right })
  }
  return E.right(found)
}

const standingsIn = async (
  leaves: Leaves,
  { asOf, logSize }: Publication,
): Promise<E.Either<Failure, ReadonlyArray<UnitStanding>>> => {
  let computed: PointList | undefined
  const roster = rostersAt([{ asOf, logSize, division }], (_, at) => (computed = at))
  let index = 0
  for await (const leaf of leaves) {
    if (E.isLeft(leaf)) return leaf
    const envelope = readEnvelope(leaf.right)
    if (E.isRight(envelope)) roster.take(envelope.right, index, leaf.right)
    if (++index >= logSize) break
  }
  roster.end(index)
  return E.right(computed?.standings() ?? [])
}

const prove = async (
  leaves: () => Leaves,
  checkpoint: Uint8Array,
  { envelope: { id, stream, effectiveOn } }: ListRecord,
): Promise<E.Either<Failure, Uint8Array>> => {
  const isWanted = (envelope: Envelope): boolean => envelope.id === id && envelope.stream === stream
  const proof = await proveEvent<Failure>({ leaves, checkpoint, isWanted, hasher: nodeHasher })()
  if (E.isRight(proof)) return E.right(proof.right.file)
  const fault = proof.left
  if (!("_tag" in fault)) return E.left(fault)
  if (fault._tag !== "EventNotFound")
    return E.left({ exit: exits.verificationFailed, code: fault._tag, message: formatProveFault(fault) })
  return E.left({
    ...failure(
      exits.notFound,
      "NotCovered",
      `${effectiveOn}公布的名单不在该检查点（${fault.size}条）之内`,
      `the list published on ${effectiveOn} is not among the ${fault.size} leaves of the checkpoint`,
    ),
    hint: bilingual("先运行shifan audit checkpoint，签署新的检查点", "sign a new one: shifan audit checkpoint"),
  })
}
