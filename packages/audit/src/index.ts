export { commandIds, type CommandIds } from "./command-ids.js"
export {
  auditFaultNames,
  sameInBoth,
  type AuditFault,
  type AuditFaultCode,
  type FileFault,
  type FileFaultCode,
  type FilePlace,
  type LeafPlace,
  type LogFault,
  type LogFaultCode,
} from "./fault.js"
export { flipOf, type Flip, type Hypothesis, type TurnedCondition } from "./flip.js"
export type { RecordedHashes } from "./leaf-check.js"
export type { BehindKeptHead, Forked, LeafDiffers, LeafFault, LogBroken } from "./log/range-builder.js"
export {
  signCheckpoint,
  signEvery,
  type OtherOrigin,
  type SignedCheckpoint,
  type SigningFault,
  type SigningOptions,
} from "./log/signing.js"
export { everyHead, headOfSize, latestHead, type KeptHeadFault, type LatestHead } from "./log/kept-heads.js"
export { witnessRequest, type WitnessRequestOptions } from "./log/witness-request.js"
export {
  auditPublications,
  publicationCollector,
  withFaults,
  type ListDigest,
  type ListProjector,
  type ProjectedList,
  type PublicationCollector,
  type RecordedPublication,
} from "./publication-audit.js"
export {
  issueReceipt,
  type AlreadyDue,
  type IssuedReceipt,
  type NothingToReceipt,
  type ReceiptIssueFault,
  type ReceiptOptions,
} from "./receipt/issue.js"
export {
  parseReceipt,
  printReceipt,
  isReceipt,
  readReceipt,
  type MalformedReceipt,
  type Receipt,
  type ReceiptNote,
} from "./receipt/receipt.js"
export {
  verifyReceipt,
  type ReceiptCheck,
  type ReceiptEvidence,
  type ReceiptRefusal,
  type ReceiptVerdict,
} from "./receipt/verify.js"
export { recordedKeys, type RecordedKey, type RecordedKeys } from "./recorded-keys.js"
export type { LogObservation } from "./redecide.js"
export { replay, replayer, type ReplayedEvent, type Replayer, type ReplayOptions, type Verdict } from "./replay.js"
export { parseStanding, printStanding, unitMapHead } from "./unit-map.js"
export { uniqueNumbers, type UniqueNumbers } from "./unique-numbers.js"
export { whatIf, type FlipAt, type WhatIf, type WhatIfOptions } from "./what-if.js"
