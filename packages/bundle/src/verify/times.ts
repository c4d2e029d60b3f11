/** Compares the times that third parties put on the log with the times of its records. */
import type { LeafPlace } from "@shifan/audit"
import { bilingual, type Bilingual, type Instant, isInstant } from "@shifan/core"
import type { Envelope } from "@shifan/event-store"
import type { AcceptedCheckpoint } from "@shifan/tlog"
import { fileNames } from "../format.js"
import type { Observation } from "../observations.js"
import { fileFault, type FindingsCollector } from "./findings.js"
import type { Head } from "./head.js"
import type { KeptHead } from "./kept.js"
import type { Stamped } from "./timestamps.js"

/** Somebody saw a tree of this many leaves at this time, in milliseconds since 1970. */
interface Sighting {
  readonly by: string
  /** What was done to the tree, and by whom. */
  readonly did: Bilingual
  readonly size: number
  readonly time: number
}

export interface TimeCheck {
  /** Takes the readable leaves in order. */
  readonly take: (place: LeafPlace, envelope: Envelope) => void
  /** Call it after all leaves, with who vouches for the head, and the kept and stamped checkpoints that the leaves continue. */
  readonly complete: (
    accepted: AcceptedCheckpoint | undefined,
    continued: ReadonlyArray<KeptHead>,
    stamped: ReadonlyArray<Stamped>,
  ) => void
}

/** In milliseconds: allowed difference between the clocks of a bureau, a witness and a reader. */
const clockSkew = 600_000

/** In milliseconds, from signing a checkpoint to its cosignature: requests may be carried by hand while records come in. */
const longestErrand = 7 * 86_400_000

interface RecordTime {
  readonly place: LeafPlace
  readonly time: number
}

/** @param stamped all stamped heads, even if the leaves turn out not to continue them */
export const newTimeCheck = (
  head: Pick<Head, "checkpoint" | "kept">,
  { now, stamped }: { readonly now: Instant | undefined; readonly stamped: ReadonlyArray<Stamped> },
  findings: FindingsCollector,
): TimeCheck => {
  const { size: headSize } = head.checkpoint
  /** The last leaf that a sighting can include, and the first that it does not. */
  const sizes = [headSize, ...[...head.kept, ...stamped].map((one) => one.head.size)]
  const wanted = new Set(sizes.flatMap((size) => [size - 1, size]))
  const times = new Map<number, RecordTime>()
  let newest: RecordTime | undefined

  const contradicted = ({ place }: RecordTime, expected: Bilingual, found: Bilingual): void =>
    findings.addFault(fileFault("TimeContradicted", fileNames.checkpoint, expected, found, place))

  const compare = ({ by, did, size, time }: Sighting): void => {
    const [seen, unseen] = [times.get(size - 1), times.get(size)]
    if (now !== undefined && time > Date.parse(now) + clockSkew)
      findings.addFault(fileFault("TimeContradicted", fileNames.checkpoint, notAfter(now), at(did, time)))
    if (seen !== undefined && seen.time > time + clockSkew)
      contradicted(
        seen,
        bilingual(`不晚于${did.zh}之时${text(time)}`, `recorded by ${text(time)}, when ${did.en} it`),
        sameTime(seen),
      )
    if (unseen === undefined || unseen.time >= time - clockSkew) return
    if (unseen.time < time - longestErrand)
      contradicted(
        unseen,
        bilingual(
          `不早于${did.zh}之时${text(time)}（其时尚无此记录）`,
          `recorded no earlier than ${text(time)}, when ${did.en} a tree without it`,
        ),
        sameTime(unseen),
      )
    else
      findings.observe([
        { code: "BehindWitness", at: unseen.place, recordedAt: text(unseen.time), by, time: text(time) },
      ])
  }

  return {
    take: (place, { recordedAt }) => {
      if (!isInstant(recordedAt)) return
      newest = { place, time: Date.parse(recordedAt) }
      if (wanted.has(place.index)) times.set(place.index, newest)
    },
    complete: (accepted, continued, continuedStamped) => {
      const cosigned = sightingsOf(accepted)
      for (const {
        head: { size },
        time,
      } of continuedStamped)
        compare({ by: "", did: stamping, size, time })
      for (const sighting of [...cosigned, ...continued.flatMap((kept) => sightingsOf(kept.accepted))])
        compare(sighting)
      if (now !== undefined && newest !== undefined && newest.time > Date.parse(now) + clockSkew)
        contradicted(newest, notAfter(now), sameTime(newest))
      findings.observe(ageOfHead(cosigned, now))
    },
  }
}

/** In days, as of the newest record. */
const longSilence = 30

/** A head's age is that of its newest cosignature. A timestamp does not count: an old head can be stamped today. */
const ageOfHead = (sightings: ReadonlyArray<Sighting>, now: Instant | undefined): ReadonlyArray<Observation> => {
  const [newest] = sightings.toSorted((a, b) => b.time - a.time)
  if (newest === undefined || now === undefined) return []
  const days = Math.floor((Date.parse(now) - newest.time) / 86_400_000)
  return days > longSilence ? [{ code: "HeadOld", by: newest.by, time: text(newest.time), days }] : []
}

const sightingsOf = (accepted: AcceptedCheckpoint | undefined): ReadonlyArray<Sighting> =>
  (accepted?.cosignatures ?? []).map(({ witness, time }) => ({
    by: witness.name,
    did: bilingual(`${witness.name}会签`, `${witness.name} cosigned`),
    size: accepted?.checkpoint.size ?? 0,
    time: time * 1000,
  }))

const notAfter = (now: Instant): Bilingual => bilingual(`不晚于${now}`, `no later than ${now}`)

const stamping = bilingual("时间戳机构签发时间戳", "the time-stamping authority stamped")

const at = ({ zh, en }: Bilingual, time: number): Bilingual =>
  bilingual(`${zh}于${text(time)}`, `${en} at ${text(time)}`)

const sameTime = ({ time }: RecordTime): Bilingual => bilingual(`登记于${text(time)}`, `recorded at ${text(time)}`)

/** A witness may state any number as its time. */
const text = (time: number): string => {
  const date = new Date(time)
  return Number.isNaN(date.getTime()) ? String(time) : date.toISOString()
}
