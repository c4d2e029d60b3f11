/** What a forger with every key can change in a log, and who detects it. */
import type { Publication, UnitMapHead } from "@shifan/core"
import { qinhuangdao2020 } from "@shifan/core/regulations"
import { encode, parseStream, sha256Hex, type Envelope, type StoredEvent } from "@shifan/event-store"
import { rosterDigestsAt } from "@shifan/roster"
import { right } from "@shifan/testkit/basics"
import { alterationsOf, forge, type Alteration, type Change } from "@shifan/testkit/forger"
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
  const own = whole.filter(({ stream }) => stream === event.stream)
  return event.type === "RosterPublished"
    ? whole
    : whole.filter(
        (one) =>
          one.stream === event.stream || isNamedIn(own, one) || !(isOfOneUnit(one) || one.type === "RosterPublished"),
      )
}

/** Whether `other` belongs to a unit whose title this stream took over. */
const isNamedIn = (stream: ReadonlyArray<StoredEvent>, other: StoredEvent): boolean =>
  stream.some(
    ({ type, leaf }) =>
      type === "TitleInherited" &&
      new TextDecoder().decode(leaf).includes(parseStream(other.stream)?.key || other.stream),
  )

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

export const alterationsIn = ({ history, index }: Specimen): ReadonlyArray<Alteration> => {
  const event = history[index]
  return event === undefined ? [] : alterationsOf(envelopeOf(event))
}

/** The envelope's field, or for data its first key. */
export const fieldOf = ({ path }: Pick<Alteration, "path">): string =>
  path
    .split(".")
    .slice(0, path.startsWith("data.") ? 2 : 1)
    .join(".")

/** What the service writes in each field of an envelope. */
export const written: { readonly [K in keyof Required<Envelope>]: string } = {
  actor: "whom the request names, and the rules let do this act in this case",
  basis: "the law of the bureau as of the leaf before; up to 30 seconds older where two raced, which is observed",
  causationId: "the UUID in the request, or `null`",
  commandId: "the UUID of the request, which no other command of the log has",
  correlationId: "the UUID in the request, or the command's own",
  data: "what the request says, and what the decision adds to it",
  effectiveOn: "the day in the request: none before the event before it in the stream, none after the day of recording",
  id: "UUIDv5 of the command's id and the event's index in it",
  previous: "the hash of the leaf before it in its stream",
  provisions: "what the decision rests on",
  readings: "the readings the decision relied on, as they stood",
  recordedAt: "the clock, never behind the leaf before; the same for all events of a command",
  revision: "one more than that of the event before it in its stream",
  rule: "the rule of the day",
  schemaVersion: "the version of the shape of `data`",
  stream: "the aggregate, the bureau whose instrument is enacted, and the key",
  type: "what the decision gives",
}

/** Why an alteration of a field is undetectable, by event and field. The first match applies. */
const reasons: ReadonlyArray<readonly [where: RegExp, why: string]> = [
  [/ actor$/, "a pseudonym in place of another: only the authority knows who it stands for"],
  [/ (correlationId|causationId)$/, "which conversation a command belongs to is the caller's own word"],
  [/ commandId$/, "an id is a random number, and another one is as good"],
  [/ recordedAt$/, "a time between those of the leaves before and behind; a witness or a timestamp narrows it"],
  [
    / effectiveOn$/,
    "a day that the act could have had as well; if it is recorded more than 30 days later, that is observed",
  ],
  [/ basis$/, "a law that changed within the 30 seconds before, where two may have raced; observed"],
  [
    /^(Applied|ApplicationSupplemented|ReviewFiled|ReviewSupplemented|TitleSurrendered|AnnualSummaryFiled|Withdrawn|ParticularsChanged) data\./,
    "what a unit stated or filed: the log has its word, and the digests of its documents",
  ],
  [
    /^(LogKeyIntroduced|LogKeyRetired) data\./,
    "which keys the bureau used: a verifier of a bundle compares them with the signatures",
  ],
  [
    /^RosterPublished data\.(verifier|policy)$/,
    "which page and which policy were handed out: whoever has the file compares its SHA-256",
  ],
  [
    /^RosterPublished data\.head$/,
    "which head had been signed by then, if it is one of this log: whoever has heads compares",
  ],
  [/^RosterPublished data\./, "where a list was published, and a day or a size at which it was the same list"],
  [
    /^(Enacted|Extended|Superseded|Repealed|InterpretationIssued|InstrumentCorrected|CallOpened|CallClosed|CallCorrected) data\./,
    "what an instrument or a call says: its text is published elsewhere, and to be compared",
  ],
  [/^TitleImported data\./, "what an earlier instrument granted: its documents are outside the log"],
  [/^PersonalData(Erased|Opened) data\./, "why personal data were opened or erased, and to whom: acts outside the log"],
  [/ data\./, "what an authority found, weighed or wrote, where no other record repeats it"],
]

export const reasonFor = (where: string): string | undefined => reasons.find(([pattern]) => pattern.test(where))?.[1]

/** A list published after more or fewer leaves. */
const withLogSize = (envelope: Envelope, by: number): Envelope =>
  envelope.type === "RosterPublished"
    ? { ...envelope, data: { ...Object(envelope.data), logSize: Object(envelope.data).logSize + by } }
    : envelope

/** Renames an instrument in its stream and wherever an event rests on it. */
const withInstrumentRenamed: Change = (envelope) =>
  JSON.parse(
    JSON.stringify(envelope)
      .replaceAll("instrument-130300-qinhuangdao-2020-2", "instrument-130300-another")
      .replaceAll('"instrument":"qinhuangdao-2020-2"', '"instrument":"another"'),
  ) as Envelope

/** Forgeries of a whole log that are undetectable from the log alone. */
export const wholeForgeries: ReadonlyArray<readonly [what: string, why: string, change: Change]> = [
  [
    "a pseudonym swapped for another everywhere",
    "only the authority knows who a pseudonym stands for",
    (envelope) =>
      envelope.actor.officer === "SJ-01" ? { ...envelope, actor: { ...envelope.actor, officer: "SJ-77" } } : envelope,
  ],
  [
    "an instrument's short name, as its stream has it, swapped for another everywhere",
    "the bureau chose it, and no text has it: the number of the document is what tells instruments apart",
    withInstrumentRenamed,
  ],
  [
    "an event left out at the end, where nobody kept a head",
    "a log that ends earlier is a log; a head that somebody kept shows that it went on",
    (envelope, index) => (index === 96 ? [] : envelope),
  ],
  [
    "a unit left out with all its events, where no list and no head tells of it",
    "streams do not name each other; only a kept head, a list or a statement in somebody's hands, or the unit's own proof does",
    (envelope) => (envelope.stream.endsWith("91130306MA0001042H") ? [] : withLogSize(envelope, -2)),
  ],
  [
    "an application invented whole",
    "a log cannot tell who sent a request; the unit can, and a proof of the leaf shows it what was recorded",
    (envelope) => {
      if (envelope.type !== "Applied" || !envelope.stream.endsWith("91130306MA0001042H"))
        return withLogSize(envelope, 1)
      const unit = "91110108551385082Q"
      const commandId = "0190163d-8694-7000-8000-00000000aaaa"
      const text = JSON.stringify({ ...envelope, commandId, correlationId: commandId })
      return [envelope, JSON.parse(text.replaceAll("91130306MA0001042H", unit)) as Envelope]
    },
  ],
]
