/**
 * Art. 11: each list that was published is computed again from the leaves it was computed from, and held against what was
 * recorded of it. The projection is given by whoever knows it; here it is known only what a publication says.
 */
import * as E from "fp-ts/lib/Either.js"
import { publicationCommandCodecs, publicationCommandOf, type Publication } from "@shifan/core"
import { isPublicationEvent, readEnvelope, type Envelope, type Events } from "@shifan/event-store"
import { logFault, type LogFault } from "./fault.js"
import type { Verdict } from "./replay.js"

/** A publication and where it stands in the log. */
export interface PublicationAt extends Publication {
  readonly index: number
  readonly stream: string
  readonly revision: number
}

/** What a projection makes of a list; the digest as a publication writes it. */
interface Figures {
  readonly rows: number
  readonly digest: string
}

/** Reads a log once and calls back at each publication's size, with the figures of its list: `figuresAt` of the roster. */
export type Projecting = (
  publications: ReadonlyArray<PublicationAt>,
  reached: (publication: PublicationAt, figures: Figures) => void,
) => {
  readonly take: (envelope: Envelope, index: number) => void
  readonly end: (size: number) => void
}

/** Collects the publications that a replay goes past. */
export const publicationsSeen = () => {
  const all: Array<PublicationAt> = []
  const see = (envelope: Envelope, index: number): void => {
    if (!isPublicationEvent(envelope)) return
    const data = publicationCommandCodecs.PublishRoster.decode(publicationCommandOf(envelope).data)
    // One of another shape is the replay's to report.
    if (E.isLeft(data)) return
    const { stream, revision } = envelope
    all.push({ ...data.right, index, stream, revision })
  }
  return { see, all: (): ReadonlyArray<PublicationAt> => all }
}

/** A second reading of the log, as far as the last list goes; none where nothing was published. */
export const publicationAudit = async (
  events: () => Events,
  publications: ReadonlyArray<PublicationAt>,
  projecting: Projecting,
): Promise<ReadonlyArray<LogFault>> => {
  const ahead = publications.filter(({ index, logSize }) => logSize > index)
  const faults = ahead.map((one) => fault(one, `${one.index} leaves at most`, `${one.logSize} leaves`))
  const sound = publications.filter(({ index, logSize }) => logSize <= index)
  if (sound.length === 0) return faults
  const furthest = sound.reduce((most, { logSize }) => Math.max(most, logSize), 0)
  const reading = projecting(sound, (one, { rows, digest }) => {
    if (rows !== one.rows || digest !== one.digest) faults.push(fault(one, figures({ rows, digest }), figures(one)))
  })
  let index = 0
  if (furthest > 0)
    for await (const next of events()) {
      if (E.isLeft(next)) break
      const envelope = readEnvelope(next.right.leaf)
      if (E.isRight(envelope)) taken(reading, envelope.right, index)
      if (++index >= furthest) break
    }
  reading.end(index)
  return faults.toSorted(inLogOrder)
}

/** What is no event, or of another shape than its type, is the replay's to report; the lists that rest on it will differ. */
const taken = ({ take }: ReturnType<Projecting>, envelope: Envelope, index: number): void => {
  try {
    take(envelope, index)
  } catch {
    return
  }
}

const figures = ({ rows, digest }: Figures): string => `${rows} rows, ${digest}`

const fault = ({ index, stream, revision, asOf, logSize }: PublicationAt, expected: string, found: string): LogFault =>
  logFault(
    "PublishedOtherwise",
    { index, stream, revision },
    `${expected} (as of ${asOf}, from ${logSize} leaves)`,
    found,
  )

const inLogOrder = (a: LogFault, b: LogFault): number => a.place.index - b.place.index

/** A verdict with further faults, in the order of the log. */
export const withFaults = (verdict: Verdict, more: ReadonlyArray<LogFault>): Verdict =>
  more.length === 0
    ? verdict
    : {
        ...verdict,
        faults: [...verdict.faults, ...more].toSorted(inLogOrder),
        faultCount: verdict.faultCount + more.length,
      }
