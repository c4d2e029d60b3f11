import * as E from "fp-ts/lib/Either.js"
import {
  bilingual,
  type Bilingual,
  type Publication,
  type SignedHead,
  type UnitMapHead,
  type UnitStanding,
} from "@shifan/core"
import { aggregates } from "@shifan/core/registry"
import { isPublicationEvent, parseStream, readEnvelope, type Envelope, type Events } from "@shifan/event-store"
import { emptyRange, extendRange, rangeRoot, rfc6962, toHex, type TreeHasher } from "@shifan/tlog"
import { inLogOrder, logFault, type LeafPlace, type LogFault, type LogFaultCode } from "./fault.js"
import type { Verdict } from "./replay.js"
import { unitMapHead } from "./unit-map.js"

/** What the log records of a published list (art. 11), and where. */
export interface RecordedPublication extends Publication {
  /** Of the bureau whose list it is. */
  readonly division: string
  readonly place: LeafPlace
}

/** What a publication records of its list, computed from the log. */
export interface ListDigest {
  readonly rows: number
  /** `sha256:` and 64 hexadecimal digits. */
  readonly digest: string
}

/** The list of a publication, and the standing of every unit by then, in the order of their codes. */
export interface ProjectedList extends ListDigest {
  readonly standings: ReadonlyArray<UnitStanding>
}

type LeafTaker = (envelope: Envelope, index: number, leaf: Uint8Array) => void

/**
 * Computes the published lists in one reading of the log: takes its events, and calls `reached` for each publication once
 * as many leaves were read as its list rests on. The audit does not know how a list is made; `rosterDigestsAt` of
 * `@shifan/roster` does.
 */
export type ListProjector = (
  publications: ReadonlyArray<RecordedPublication>,
  reached: (publication: RecordedPublication, list: ProjectedList) => void,
) => {
  readonly take: LeafTaker
  /** `size`: how many leaves there are. */
  readonly end: (size: number) => void
}

/** Collects the publications that a replay passes, as its `each`. */
export interface PublicationCollector {
  readonly take: (envelope: Envelope, index: number) => void
  readonly all: () => ReadonlyArray<RecordedPublication>
}

/** Gathers the published lists while events are read, to compute each of them again afterwards. */
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
      // So does it an event in the stream of something else.
      if (division !== undefined) all.push({ ...data.right, division, place: { index, stream, revision } })
    },
  }
}

/**
 * Computes each published list again from the leaves it rests on, and its map of all units, and compares both with what
 * was recorded. Reads the log once more, as far as the last list needs it; not at all if nothing was published.
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
  const heads = headsAt(computable, hasher)
  const size = computable.reduce((most, { logSize }) => Math.max(most, logSize), 0)
  const read = await readLeaves(events, size, { take: projection.take, hash: heads.add })
  projection.end(read)
  faults.push(...heads.faults())
  return faults.toSorted(inLogOrder)
}

/** Compares the signed heads that were published with the leaves. Hashes none where no publication has one. */
const headsAt = (publications: ReadonlyArray<RecordedPublication>, hasher: TreeHasher = rfc6962) => {
  const sizes = new Set(publications.flatMap(({ head }) => (head === undefined ? [] : [head.size])))
  const last = Math.max(-1, ...sizes)
  const roots = new Map<number, string>()
  let range = emptyRange
  const note = (): void => {
    if (sizes.has(range.size)) roots.set(range.size, `sha256:${toHex(rangeRoot(range, hasher))}`)
  }
  note()
  return {
    add: (leaf: Uint8Array): void => {
      if (range.size >= last) return
      range = extendRange(range, hasher.leaf(leaf), hasher)
      note()
    },
    faults: (): ReadonlyArray<LogFault> =>
      publications.flatMap((publication) => {
        const { head } = publication
        const root = head && roots.get(head.size)
        if (head === undefined || root === head.root) return []
        const found = headText(head)
        const expected = root === undefined ? headText(head) : headText({ ...head, root })
        return [otherwise("HeadDiffers", publication, expected, found)]
      }),
  }
}

const headText = ({ size, root }: SignedHead): Bilingual =>
  bilingual(`${size}条，根${root}`, `${size} leaves, root ${root}`)

interface LeafReaders {
  readonly take: LeafTaker
  readonly hash: (leaf: Uint8Array) => void
}

/** Reads the first `size` leaves, or as many as there are: their number is returned. */
const readLeaves = async (events: () => Events, size: number, { take, hash }: LeafReaders): Promise<number> => {
  let index = 0
  if (size === 0) return index
  for await (const next of events()) {
    if (E.isLeft(next)) break
    hash(next.right.leaf)
    const envelope = readEnvelope(next.right.leaf)
    if (E.isRight(envelope)) takeSound(take, envelope.right, index, next.right.leaf)
    index++
    if (index >= size) break
  }
  return index
}

/** Replay reports data that a projection trips over. The lists that rest on it will differ. */
const takeSound = (take: LeafTaker, ...leaf: Parameters<LeafTaker>): void => {
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

/** A verdict with more faults, all in the order of the log. */
export const withFaults = (verdict: Verdict, more: ReadonlyArray<LogFault>): Verdict =>
  more.length === 0
    ? verdict
    : {
        ...verdict,
        faults: [...verdict.faults, ...more].toSorted(inLogOrder),
        faultCount: verdict.faultCount + more.length,
      }
