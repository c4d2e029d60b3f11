/** Statements about units of a log with lists, made like the command line makes them. */
import { parseStream, type Envelope } from "@shifan/event-store"
import { rostersAt, type PointList } from "@shifan/roster"
import { right } from "@shifan/testkit/basics"
import { nodeHasher } from "@shifan/tlog/node"
import { isPublicationEvent } from "@shifan/event-store"
import type { Publication, UnitStanding, Uscc } from "@shifan/core"
import { makeStatement, memoryFolder, newMemoryFolder, proveEvent, writeUnitMap } from "../src/index.js"
import { envelopeIn, headOf, type Files, type Leaves } from "./sample-bundle.js"
import * as E from "fp-ts/lib/Either.js"

/** A list in a log, with its place. */
export interface ListAt {
  readonly data: Publication
  readonly division: string
  readonly leaf: Uint8Array
  readonly envelope: Envelope
}

/** The newest list of a log, or the one at `revision`. */
export const listIn = (some: Leaves, revision?: number): ListAt => {
  const lists = some.flatMap((leaf): ReadonlyArray<ListAt> => {
    const envelope = envelopeIn(leaf)
    const division = parseStream(envelope.stream)?.division ?? ""
    return isPublicationEvent(envelope) ? [{ data: envelope.data, division, leaf, envelope }] : []
  })
  const list = revision === undefined ? lists.at(-1) : lists[revision]
  if (list === undefined) throw new Error("no such list")
  return list
}

/** The standing of every unit at a list. */
export const standingsAt = (some: Leaves, { data, division }: ListAt): ReadonlyArray<UnitStanding> => {
  const computed: Array<PointList> = []
  const roster = rostersAt([{ ...data, division }], (_, at) => computed.push(at))
  for (const [index, leaf] of some.entries()) roster.take(envelopeIn(leaf), index, leaf)
  roster.end(some.length)
  return computed[0]?.standings() ?? []
}

export const mapOf = async (standings: ReadonlyArray<UnitStanding>): Promise<Files> => {
  const published = new Map<string, Uint8Array>()
  const folder = newMemoryFolder((files) => files.forEach((bytes, path) => published.set(path, bytes)))
  right(await writeUnitMap(folder, standings, nodeHasher))
  right(await folder.publish())
  return published
}

export interface SampleOptions {
  readonly list?: ListAt
  readonly checkpoint?: Uint8Array
  /** Standings of the map, to override those that the log gives. */
  readonly standings?: ReadonlyArray<UnitStanding>
}

/** Arguments of `makeStatement` for a log. */
export const partsOf = async (some: Leaves, options: SampleOptions = {}) => {
  const list = options.list ?? listIn(some)
  const checkpoint = options.checkpoint ?? (await headOf(some))
  async function* leaves() {
    for (const leaf of some) yield E.right(leaf)
  }
  const proved = await proveEvent<never>({
    leaves,
    checkpoint,
    isWanted: ({ id }) => id === list.envelope.id,
    hasher: nodeHasher,
  })()
  const map = memoryFolder(await mapOf(options.standings ?? standingsAt(some, list)))
  const { units } = list.data
  return { division: list.division, units, map, list: list.leaf, proof: right(proved).file, hasher: nodeHasher }
}

export const statementOf = async (some: Leaves, uscc: string, options: SampleOptions = {}): Promise<Uint8Array> =>
  right(await makeStatement({ ...(await partsOf(some, options)), uscc: uscc as Uscc })).file
