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
export { flipOf, supposing, type Flip, type Hypothesis, type TurnedCondition } from "./flip.js"
export type { RecordedHashes } from "./leaf-check.js"
export * from "./log/index.js"
export {
  publicationAudit,
  publicationsSeen,
  withFaults,
  type Projecting,
  type PublicationAt,
} from "./publication-audit.js"
export { replay, type ReplayedEvent, type ReplayOptions, type Verdict } from "./replay.js"
export { whatIf, type FlipAt, type WhatIf, type WhatIfOptions } from "./what-if.js"
