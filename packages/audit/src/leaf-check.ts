import * as E from "fp-ts/lib/Either.js"
import { envelopeIssues, isUuid, type Envelope, type ExaminedLeaf, type StoredEvent } from "@shifan/event-store"
import { bilingual, type Bilingual, type FormIssue } from "@shifan/core"
import { formIssueText } from "@shifan/core/messages"
import { sameBytes, toHex } from "@shifan/tlog"
import type { CommandIds } from "./command-ids.js"
import { eventId } from "./event-id.js"
import { logFault, sameInBoth, type LeafPlace, type LogFault } from "./fault.js"

/** Leaf hashes that a store recorded when each event got its position, in log order. */
export interface RecordedHashes {
  readonly hashes: Iterable<Uint8Array>
  /** The store's hash function for leaves. */
  readonly hash: (leaf: Uint8Array) => Uint8Array
}

/** Compares leaves with their recorded hashes, in order. */
export interface HashCheck {
  readonly next: (leaf: Uint8Array, place: LeafPlace) => LogFault | undefined
  /** Call it after the last leaf: reports a hash without a leaf. */
  readonly end: (place: LeafPlace) => LogFault | undefined
}

const none = bilingual("无", "none")
const knownEvent = bilingual("已知类型和版本的事件", "an event of a known type and version")
const idOfUuid = bilingual("由UUID命令编号得出的事件编号", "an id from a command id that is a UUID")

const hex = (hash: Uint8Array): Bilingual => sameInBoth(toHex(hash))

const hashOrNone = (hash: string | null): Bilingual => (hash === null ? none : sameInBoth(hash))

const revisionText = (revision: number): Bilingual => bilingual(`修订号${revision}`, `revision ${revision}`)

const reasonsInChinese: Readonly<Record<string, string>> = {
  "not JSON in UTF-8": "不是UTF-8编码的JSON",
  "not an event": "不是事件",
}

const reasonText = (reason: string): Bilingual => bilingual(reasonsInChinese[reason] ?? "不能识别的内容", reason)

const noHashes: HashCheck = { next: () => undefined, end: () => undefined }

export const hashCheck = (recorded: RecordedHashes | undefined): HashCheck => {
  if (recorded === undefined) return noHashes
  const hashes = recorded.hashes[Symbol.iterator]()
  return {
    next: (leaf, place) => {
      const { value }: { readonly value?: Uint8Array } = hashes.next()
      const actual = recorded.hash(leaf)
      return value !== undefined && sameBytes(value, actual)
        ? undefined
        : logFault("HashDiffers", place, value === undefined ? none : hex(value), hex(actual))
    },
    end: (place) => {
      const next = hashes.next()
      return next.done === true
        ? undefined
        : logFault("HashDiffers", place, hex(next.value), bilingual("日志已到末尾", "the end of the log"))
    },
  }
}

export const checkCanonical = ({ canonical }: ExaminedLeaf, place: LeafPlace): LogFault | undefined =>
  canonical
    ? undefined
    : logFault("NotCanonical", place, bilingual("规范化的JSON", "canonical JSON"), bilingual("其他字节", "other bytes"))

/** `last`: the previous revision in the stream, -1 if none. */
export const checkRevision = (last: number, place: LeafPlace): LogFault | undefined =>
  place.revision === last + 1 ? undefined : logFault("Gap", place, revisionText(last + 1), revisionText(place.revision))

/** The event in a leaf, if everything except its data is sound. The data is checked when the decision is repeated. */
export const checkEnvelope = ({ envelope }: ExaminedLeaf, place: LeafPlace): E.Either<LogFault, Envelope> => {
  if (E.isLeft(envelope)) return E.left(logFault("NotAnEvent", place, knownEvent, reasonText(envelope.left.reason)))
  const issues = envelopeIssues(envelope.right)
  return issues.length === 0
    ? envelope
    : E.left(logFault("Malformed", place, bilingual("合格式的事件头部", "an event's head"), issuesText(issues)))
}

/** All issues in one line. */
const issuesText = (issues: ReadonlyArray<FormIssue>): Bilingual => {
  const texts = issues.map((issue) => formIssueText("", issue))
  return bilingual(texts.map(({ zh }) => zh).join("；"), texts.map(({ en }) => en).join("; "))
}

type Position = Pick<StoredEvent, "type" | "id" | "stream" | "revision">

/** Compares the position in the store with the position in the event itself. */
export const checkPosition = (stored: StoredEvent, envelope: Envelope, place: LeafPlace): LogFault | undefined =>
  isSamePosition(stored, envelope)
    ? undefined
    : logFault("Misplaced", place, positionText(stored), positionText(envelope))

const isSamePosition = (a: Position, b: Position): boolean =>
  a.type === b.type && a.id === b.id && a.stream === b.stream && a.revision === b.revision

const positionText = ({ type, id, stream, revision }: Position): Bilingual =>
  bilingual(`${stream}@${revision}处的${type} ${id}`, `${type} ${id} at ${stream}@${revision}`)

/** `previous`: hash of the previous leaf in its stream, in hex. */
export const checkChain = (
  { previous: named }: Envelope,
  previous: string | null,
  place: LeafPlace,
): LogFault | undefined =>
  named === previous ? undefined : logFault("BrokenChain", place, hashOrNone(previous), hashOrNone(named))

/** `before`: when the previous leaf in the log was recorded. */
export const checkTime = ({ recordedAt }: Envelope, before: string, place: LeafPlace): LogFault | undefined =>
  recordedAt >= before
    ? undefined
    : logFault("RecordedBack", place, bilingual(`不早于${before}`, `${before} or later`), sameInBoth(recordedAt))

/** Checks the first event of a command. Event ids derive from the command id, so they are unique too. */
export const checkCommandId = ({ commandId }: Envelope, ids: CommandIds, place: LeafPlace): LogFault | undefined =>
  // If it is not a UUID, a wrong id has already been reported.
  !isUuid(commandId) || ids.add(commandId)
    ? undefined
    : logFault("Repeated", place, bilingual("未用过的命令编号", "an id of its own"), sameInBoth(commandId))

/** `number`: position of the event within its command, from 0. */
export const checkId = (
  stored: StoredEvent,
  { commandId }: Envelope,
  number: number,
  place: LeafPlace,
): LogFault | undefined => {
  const id = isUuid(commandId) ? eventId(commandId, number) : undefined
  return id === stored.id
    ? undefined
    : logFault("WrongId", place, id === undefined ? idOfUuid : sameInBoth(id), sameInBoth(stored.id))
}
