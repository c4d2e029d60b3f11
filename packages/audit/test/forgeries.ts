/** What a forger with every key can change in an event, and who detects it. */
import type { Publication, UnitMapHead } from "@shifan/core"
import { qinhuangdao2020 } from "@shifan/core/regulations"
import { designationStream, encode, parseStream, sha256Hex, type Envelope, type StoredEvent } from "@shifan/event-store"
import { rosterDigestsAt } from "@shifan/roster"
import { right } from "@shifan/testkit/basics"
import { unit } from "@shifan/testkit"
import { alterationsOf, forge, typedAlterations, type Alteration } from "@shifan/testkit/forger"
import { EventCodec, schemaOf } from "@shifan/schema"
import { fc } from "@fast-check/vitest"
import { auditPublications, publicationCollector, replay, unitMapHead, type LogFault } from "../src/index.js"
import { envelopeOf, eventsOf } from "./forged-history.js"
import { frozenEvents } from "./frozen-history.js"

/** An event of some type, in a history reduced to the events that bear on it. */
export interface Specimen {
  readonly type: string
  readonly history: ReadonlyArray<StoredEvent>
  readonly index: number
}

export const histories = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12].map((n) => frozenEvents(`history-${n}.ndjson`))

const isOfOneUnit = ({ stream }: StoredEvent): boolean => parseStream(stream)?.aggregate === "designation"

/** Other events that bear on an event: the law, the keys and its own stream. A published list rests on everything. */
const bearingOn = (whole: ReadonlyArray<StoredEvent>, event: StoredEvent): ReadonlyArray<StoredEvent> => {
  if (event.type === "RosterPublished") return whole
  const bound = boundTo(whole, event.stream)
  return whole.filter((one) => bound.has(one.stream) || !(isOfOneUnit(one) || one.type === "RosterPublished"))
}

/** The stream, those whose title it took over, and those that took over its own. */
const boundTo = (whole: ReadonlyArray<StoredEvent>, stream: string): ReadonlySet<string> => {
  const inherited = whole.flatMap((one) => {
    const { data, stream: successor } = envelopeOf(one)
    const predecessor: unknown = Object(data).predecessor
    const { division = "" } = parseStream(successor) ?? {}
    return typeof predecessor === "string" && one.type === "TitleInherited"
      ? [[successor, designationStream(division, predecessor)]]
      : []
  })
  return new Set([stream, ...inherited.filter((both) => both.includes(stream)).flat()])
}

/** The first event of each type in each history. */
export const specimens: ReadonlyArray<Specimen> = histories.flatMap((whole) =>
  [...new Set(whole.map(({ type }) => type))].flatMap((type) => {
    const event = whole.find((one) => one.type === type)
    if (event === undefined) return []
    const history = bearingOn(whole, event)
    return [{ type, history, index: history.indexOf(event) }]
  }),
)

/** All faults that an auditor finds, in decisions and in published lists. */
export const faultsIn = async (history: ReadonlyArray<StoredEvent>): Promise<ReadonlyArray<LogFault>> => {
  const publications = publicationCollector()
  const { faults } = await replay(eventsOf(history), { library: [qinhuangdao2020], each: publications.take })
  return faults.length > 0 ? faults : auditPublications(() => eventsOf(history), publications.all(), rosterDigestsAt)
}

/** The forger's last step: recompute the map of all units for each published list. */
export const withMapsAnew = (history: ReadonlyArray<StoredEvent>): ReadonlyArray<StoredEvent> => {
  const points = history.flatMap((event, index) => {
    const { data } = envelopeOf(event)
    const division = parseStream(event.stream)?.division ?? ""
    return event.type === "RosterPublished" ? [{ ...(data as Publication), division, index }] : []
  })
  const maps = new Map<number, UnitMapHead>()
  const roster = rosterDigestsAt(points, ({ index }, { standings }) => maps.set(index, unitMapHead(standings)))
  for (const [index, event] of history.entries()) roster.take(envelopeOf(event), index, event.leaf)
  roster.end(history.length)
  const last = new Map<string, string>()
  return history.map((event, index) => {
    const units = maps.get(index)
    if (units === undefined) return event
    const envelope = envelopeOf(event)
    const previous = last.get(event.stream) ?? envelope.previous
    const leaf = right(encode({ ...envelope, previous, data: { ...Object(envelope.data), units } }))
    last.set(event.stream, sha256Hex(leaf))
    return { ...event, leaf }
  })
}

/** A specimen with one part of its envelope altered; `undefined` if the result cannot be encoded as a leaf. */
export const forgedIn = (
  { history, index }: Specimen,
  { value }: Alteration,
): ReadonlyArray<StoredEvent> | undefined => {
  try {
    return forge(history, (envelope, i) => (i === index ? (value as Envelope) : envelope))
  } catch {
    return undefined
  }
}

/** Units with valid check digits, which no schema can make up. */
const known = { Uscc: fc.constantFrom(unit, "91110108551385082Q") }

const typedAlterationsOf = typedAlterations(EventCodec, { schemaOf, known })

/** Alterations of the event in every way that JSON allows; most break its shape. */
export const alterationsIn = (specimen: Specimen): ReadonlyArray<Alteration> => alterationsOf(eventOf(specimen))

/** Alterations of the event that its codec accepts. Its data are altered part by part. */
export const typedAlterationsIn = (specimen: Specimen): ReadonlyArray<Alteration> =>
  typedAlterationsOf(eventOf(specimen)).filter(({ path }) => path !== "data")

const eventOf = ({ history, index }: Specimen): Envelope => {
  const event = history[index]
  if (event === undefined) throw new RangeError(`no event ${index}`)
  return envelopeOf(event)
}

/** The envelope's field, or for data its first key. For a field that was added or left out, all of its path and which. */
export const fieldOf = ({ path, how }: Pick<Alteration, "path" | "how">): string => {
  const isOfRecord = !path.endsWith("*")
  if (how === "another field") return `${path}, with a field that nobody knows`
  if (how === "added") return `${path}, added`
  if (isOfRecord && (how === "left out" || how === "taken away")) return `${path}, left out`
  return path
    .split(".")
    .slice(0, path.startsWith("data.") ? 2 : 1)
    .join(".")
}
