export {
  checkAppend,
  judgeAppend,
  longestName,
  meetsExpectation,
  type AppendLookup,
  type CheckedAppend,
} from "./append-check.js"
export { canonicalText } from "./canonical-json.js"
export { changeNotifier, type ChangeNotifier } from "./change-notifier.js"
export { commandGrouper, isSameCommand, type CommandGrouper } from "./command-groups.js"
export {
  compareLogs,
  type EventPlace,
  type LogComparison,
  type LogHash,
  type LogSummary,
  type Mismatch,
  type SourceFailed,
  type TargetFailed,
} from "./compare.js"
export { copyLog, type CopyError, type CopyResult } from "./copy.js"
export {
  encode,
  examineLeaf,
  isCanonical,
  largestLeaf,
  readEnvelope,
  type Basis,
  type Envelope,
  type ExaminedLeaf,
} from "./envelope.js"
export { envelopeIssues } from "./envelope-check.js"
export { leafHash, leafHashHex, sha1Hex, sha256Hex } from "#hash"
export { evolveLaw, evolveLawIn, initialLaw, regulationOfAnotherBureau, type KnownLaw } from "./known-law.js"
export {
  alteredLeaf,
  eventsInLog,
  readLeavesByPages,
  type LeafLog,
  type LoggedEvent,
  type LoggedEvents,
  type ReadLeafPage,
} from "./leaf-log.js"
export { memoryStore, type MemoryStore } from "./memory-store.js"
export type { Page, PageReader } from "./page-reader.js"
export { matchesFilter, pageSize, readAllByPages, readStreamByPages } from "./paging.js"
export type {
  AppendError,
  Appended,
  BatchHandler,
  Closed,
  Corrupt,
  Direction,
  EventBatch,
  Events,
  EventStore,
  ExpectedRevision,
  Follows,
  FileObstacle,
  Filter,
  NewEvent,
  NotAcceptable,
  Overtaken,
  OutcomeUnknown,
  Position,
  ReadAllOptions,
  ReadError,
  ReadStreamOptions,
  StoredEvent,
  StoreError,
  StreamNotFound,
  SubscribeOptions,
  Subscription,
  TooLarge,
  Unavailable,
  WrongExpectedRevision,
} from "./port.js"
export { checkReached, ordinalOf, positionOf } from "./position.js"
export { collect, collectStream, decodeEvent, decodeEvents, type DecodedEvent } from "./reading.js"
export {
  callStream,
  designationStream,
  instrumentStream,
  isCallEvent,
  isDesignationEvent,
  isInstrumentEvent,
  isLogKeyEvent,
  isPublicationEvent,
  logStream,
  parseStream,
  streamNames,
  rosterStream,
  type StreamName,
} from "./streams.js"
export { subscribeTo, type SubscriptionSource } from "./subscription.js"
export { currentVersion, upcast } from "./upcasting.js"
export { isUuid, StoredUuid, Uuid } from "./uuid.js"
