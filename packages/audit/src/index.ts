export { decideAgain, fold, initialFolded, type Folded } from "./redecide.js"
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
export * from "./log/index.js"
export {
  publicationAudit,
  publicationsSeen,
  withFaults,
  type Projecting,
  type PublicationAt,
} from "./publication-audit.js"
export { replay, type Replayed, type ReplayOptions, type Verdict } from "./replay.js"
export * from "./what-if/index.js"
