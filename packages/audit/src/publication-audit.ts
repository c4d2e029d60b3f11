import * as E from "fp-ts/lib/Either.js"
import { bilingual, type Bilingual, type Publication, type UnitMapHead, type UnitStanding } from "@shifan/core"
import { aggregates } from "@shifan/core/registry"
import { isPublicationEvent, parseStream, readEnvelope, type Envelope, type Events } from "@shifan/event-store"
import type { TreeHasher } from "@shifan/tlog"
import { inLogOrder, logFault, type LeafPlace, type LogFault, type LogFaultCode } from "./fault.js"
import { publishedHeads } from "./published-heads.js"
import type { Verdict } from "./replay.js"
import { unitMapHead } from "./unit-map.js"

/** The record of a published list (art. 11), with its place in the log. */
export interface RecordedPublication extends Publication {
  /** Division of the bureau that published the list. */
  readonly division: string
  readonly place: LeafPlace
}

/** Facts of a list that its publication records, computed from the log. */
export interface ListDigest {
  readonly rows: number
  /** `sha256:` followed by 64 hexadecimal digits. */
  readonly digest: string
}

/** A list with the standing of every unit at that point, sorted by unit code. */
export interface ProjectedList extends ListDigest {
  readonly standings: ReadonlyArray<UnitStanding>
}

type LeafTaker = (envelope: Envelope, index: number, leaf: Uint8Array) => void

/**
 * Computes all published lists in one pass: takes the events, and calls `reached` for each publication as soon as the
 * leaves its list rests on are read. The audit does not know how to make a list; pass `rosterDigestsAt` of
 * `@shifan/roster`.
 */
export type ListProjector = (
  publications: ReadonlyArray<RecordedPublication>,
  reached: (publication: RecordedPublication, list: ProjectedList) => void,
) => {
  readonly take: LeafTaker
  /** `size`: number of leaves. */
  readonly end: (size: number) => void
}

/** Collects publications during a replay, as its `each`. */
export interface PublicationCollector {
  readonly take: (envelope: Envelope, index: number) => void
  readonly all: () => ReadonlyArray<RecordedPublication>
}

/** Collects the published lists while events are read, to recompute them afterwards. */
export const publicationCollector = (): PublicationCollector => {
  const all: Array<RecordedPublication> = []
  return {
    all: () => all,
    take: (envelope, index) => {
      if (!isPublicationEvent(envelope)) return
      const data = aggregates.roster.commandCodecs.stored.PublishRoster.decode(envelope.data)
      // Replay reports malformed data.
      if (E.isLeft(data)) return
      const { stream, revision } = envelope
      const division = parseStream(stream)?.division
      // Replay also reports an event in a stream of another aggregate.
      if (division !== undefined) all.push({ ...data.right, division, place: { index, stream, revision } })
    },
  }
}

/**
 * Recomputes each published list, and its map of all units, from the leaves it rests on, and compares both with the record.
 * Reads the log again, up to the last list; not at all if nothing was published.
 */
export const auditPublications = async (
  events: () => Events,
  publications: ReadonlyArray<RecordedPublication>,
  projector: ListProjector,
  hasher?: TreeHasher,
): Promise<ReadonlyArray<LogFault>> => {
  const faults: Array<LogFault> = []
  const isAhead = ({ place, logSize }: RecordedPublication): boolean => logSize > place.index
  for (const publication of publications.filter(isAhead))
    faults.push(
      publishedOtherwise(
        publication,
        bilingual(`至多${publication.place.index}条`, `${publication.place.index} leaves at most`),
        bilingual(`${publication.logSize}条`, `${publication.logSize} leaves`),
      ),
    )
  const computable = publications.filter((publication) => !isAhead(publication))
  const projection = projector(computable, (publication, list) => {
    if (list.rows !== publication.rows || list.digest !== publication.digest)
      faults.push(publishedOtherwise(publication, listText(list), listText(publication)))
    const units = unitMapHead(list.standings, hasher)
    if (units.count !== publication.units.count || units.root !== publication.units.root)
      faults.push(otherwise("UnitsDiffer", publication, unitsText(units), unitsText(publication.units)))
  })
  const heads = publishedHeads(computable, hasher)
  const size = computable.reduce((most, { logSize }) => Math.max(most, logSize), 0)
  const read = await readLeaves(events, size, [heads.take, projection.take], heads.hash)
  projection.end(read)
  for (const { publication, expected, found } of heads.end())
    faults.push(otherwise("HeadDiffers", publication, expected, found))
  return faults.toSorted(inLogOrder)
}

/** Reads the first `size` leaves, or fewer if there are fewer. Returns their number. */
const readLeaves = async (
  events: () => Events,
  size: number,
  takers: ReadonlyArray<LeafTaker>,
  hash: (leaf: Uint8Array) => void,
): Promise<number> => {
  let index = 0
  if (size === 0) return index
  for await (const next of events()) {
    if (E.isLeft(next)) break
    hash(next.right.leaf)
    const envelope = readEnvelope(next.right.leaf)
    if (E.isRight(envelope)) for (const take of takers) takeIgnoringErrors(take, envelope.right, index, next.right.leaf)
    index++
    if (index >= size) break
  }
  return index
}

/** Ignores data that makes a projection throw: replay reports it, and the lists that rest on it will differ. */
const takeIgnoringErrors = (take: LeafTaker, ...leaf: Parameters<LeafTaker>): void => {
  try {
    take(...leaf)
  } catch {
    return
  }
}

const listText = ({ rows, digest }: ListDigest): Bilingual =>
  bilingual(`${rows}行，${digest}`, `${rows} rows, ${digest}`)

const unitsText = ({ count, root }: UnitMapHead): Bilingual =>
  bilingual(`${count}家单位，${root}`, `${count} units, ${root}`)

const publishedOtherwise = (publication: RecordedPublication, expected: Bilingual, found: Bilingual): LogFault =>
  otherwise("PublishedOtherwise", publication, expected, found)

const otherwise = (
  code: LogFaultCode,
  { place, asOf, logSize }: RecordedPublication,
  expected: Bilingual,
  found: Bilingual,
): LogFault => {
  const of = bilingual(`（截至${asOf}，依据前${logSize}条）`, ` (as of ${asOf}, from ${logSize} leaves)`)
  return logFault(code, place, bilingual(expected.zh + of.zh, expected.en + of.en), found)
}

/** Adds faults to a verdict, all in log order. */
export const withFaults = (verdict: Verdict, more: ReadonlyArray<LogFault>): Verdict =>
  more.length === 0
    ? verdict
    : {
        ...verdict,
        faults: [...verdict.faults, ...more].toSorted(inLogOrder),
        faultCount: verdict.faultCount + more.length,
      }
