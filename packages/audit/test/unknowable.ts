/** What nobody can know from a log alone, and why: the reasons behind the lists in `docs/audit.md`. */
import type { Envelope, StoredEvent } from "@shifan/event-store"
import type { Change } from "@shifan/testkit/forger"
import { v5 } from "uuid"

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
const reasons: ReadonlyArray<readonly [where: RegExp, why: string | undefined]> = [
  [/, with a field that nobody knows$/, undefined],
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
    /^(Applied|ApplicationSupplemented|ReviewFiled|ReviewSupplemented|TitleSurrendered|AnnualSummaryFiled|Withdrawn|ParticularsChanged) data\b/,
    "what a unit stated or filed: the log has its word, and the digests of its documents",
  ],
  [
    /^(LogKeyIntroduced|LogKeyRetired) data\b/,
    "which keys the bureau used: a verifier of a bundle compares them with the signatures",
  ],
  [
    /^RosterPublished data\.(verifier|policy)/,
    "which page and which policy were handed out: whoever has the file compares its SHA-256",
  ],
  [
    /^RosterPublished data\.head/,
    "which head had been signed by then, if it is one of this log: whoever has heads compares",
  ],
  [/^RosterPublished data\b/, "where a list was published, and a day or a size at which it was the same list"],
  [
    /^(Enacted|Extended|Superseded|Repealed|InterpretationIssued|InstrumentCorrected|CallOpened|CallClosed|CallCorrected) data\b/,
    "what an instrument or a call says: its text is published elsewhere, and to be compared",
  ],
  [/^TitleImported data\b/, "what an earlier instrument granted: its documents are outside the log"],
  [/^PersonalData(Erased|Opened) data\b/, "why personal data were opened or erased, and to whom: acts outside the log"],
  [/ data\b/, "what an authority found, weighed or wrote, where no other record repeats it"],
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

/** The events in another order. */
type Order = (history: ReadonlyArray<StoredEvent>) => ReadonlyArray<StoredEvent>

const forgersNamespace = "0190163d-8694-7000-8000-00000000cccc"

interface WholeForgery {
  readonly what: string
  readonly why: string
  readonly change: Change
  readonly order?: Order
}

/** Forgeries of a whole log that are undetectable from the log alone. */
export const wholeForgeries: ReadonlyArray<WholeForgery> = [
  {
    what: "a pseudonym swapped for another everywhere",
    why: "only the authority knows who a pseudonym stands for",
    change: (envelope) =>
      envelope.actor.officer === "SJ-01" ? { ...envelope, actor: { ...envelope.actor, officer: "SJ-77" } } : envelope,
  },
  {
    what: "an instrument's short name, as its stream has it, swapped for another everywhere",
    why: "the bureau chose it, and no text has it: the number of the document is what tells instruments apart",
    change: withInstrumentRenamed,
  },
  {
    what: "an event left out at the end, where nobody kept a head",
    why: "a log that ends earlier is a log; a head that somebody kept shows that it went on",
    change: (envelope, index) => (index === 96 ? [] : envelope),
  },
  {
    what: "a unit left out with all its events, where no list and no head tells of it",
    why: "streams do not name each other; only a kept head, a list or a statement in somebody's hands, or the unit's own proof does",
    change: (envelope) => (envelope.stream.endsWith("91130306MA0001042H") ? [] : withLogSize(envelope, -2)),
  },
  {
    what: "an application invented whole",
    why: "a log cannot tell who sent a request; the unit can, and a proof of the leaf shows it what was recorded",
    change: (envelope) => {
      if (envelope.type !== "Applied" || !envelope.stream.endsWith("91130306MA0001042H"))
        return withLogSize(envelope, 1)
      const unit = "91110108551385082Q"
      const commandId = "0190163d-8694-7000-8000-00000000aaaa"
      const text = JSON.stringify({ ...envelope, commandId, correlationId: commandId })
      return [envelope, JSON.parse(text.replaceAll("91130306MA0001042H", unit)) as Envelope]
    },
  },
  {
    what: "the whole log recorded anew in one afternoon, under other ids",
    why: "the clock is the bureau's own: what a witness, a timestamp or a receipt saw is what dates a record; records long after their acts are observed",
    change: (envelope) => {
      const commandId = v5(envelope.commandId, forgersNamespace)
      return { ...envelope, recordedAt: "2026-11-30T06:00:00.000Z", commandId, correlationId: commandId }
    },
  },
  {
    what: "two records of different units in the other order",
    why: "either could have come first; a head between them, or a proof of one, shows which did",
    change: (envelope, index) =>
      index === 8 || index === 9 ? { ...envelope, recordedAt: "2020-12-01T02:00:00.006Z" } : envelope,
    order: (history) => {
      const [first, second] = [history[8], history[9]]
      if (first === undefined || second === undefined) throw new RangeError("the demo is longer")
      return history.toSpliced(8, 2, second, first)
    },
  },
]
