export { auditFaultNames, sameInBoth, type AuditFault, type LeafPlace } from "@shifan/audit"
export { exportBundle, type Exported, type ExportOptions } from "./export/export-bundle.js"
export { formatExportFault, type ExportFault } from "./export/export-fault.js"
export {
  blobFolder,
  folderOver,
  memoryFolder,
  newMemoryFolder,
  type Folder,
  type FolderFault,
  type NewFolder,
  type WritingFault,
} from "./folder.js"
export { isBundlePath } from "./format.js"
export { leavesAt, leavesOf, storedEventOf, type EntriesFault } from "./leaves.js"
export {
  formatCheckpointRefusal,
  formatEntriesFault,
  formatFolderFault,
  formatPolicyFault,
  formatProofFault,
} from "./messages.js"
export type { Observation } from "./observations.js"
export { commitmentOf, type Audience, type LeafOpening } from "./openings.js"
export type { RosterRow, RosterUnder } from "./projection.js"
export { formatProofVerdict, missingTexts, proofFaultNames, proofSummary } from "./proof/sentences.js"
export { isProved, type ProofFaultCode, type ProofReport, verifyProof } from "./proof/verify.js"
export {
  formatProveFault,
  inclusionCaveat,
  proveEvent,
  type LeafSource,
  type Proved,
  type ProveFault,
  type ProveOptions,
  withCaveat,
} from "./prove.js"
export { checkReceipt, type HeldAgainst, type ReceiptInput, type ReceiptReport } from "./receipt/check.js"
export { evidenceInProof, receiptEvidence, type EvidenceOptions } from "./receipt/evidence.js"
export { formatReceiptRefusal, formatReceiptVerdict, receiptSummary } from "./receipt/sentences.js"
export { forHtml, forJson, forTerminal } from "./report/escape.js"
export { verdictTone, verdictWords, type VerdictTone } from "./report/headline.js"
export { reportHtml, reportJson, reportText, reportVersion, type Palette } from "./report/render.js"
export { formatObservation, observationNames } from "./report/observation-sentences.js"
export {
  faultPlace,
  formatNames,
  formatPlace,
  formatPlaceInWords,
  formatUnlisted,
  formatVerdict,
  summary,
  type SummaryLine,
} from "./report/sentences.js"
export { isStatement, statementHeading } from "./statement/format.js"
export { makeStatement, type NotTheMap, type Stated, type StatementOptions } from "./statement/make.js"
export { formatStatementVerdict, statementFaultNames, statementSummary } from "./statement/sentences.js"
export { writeUnitMap, type MapUnreadable } from "./statement/unit-map-tiles.js"
export {
  isStated,
  verifyStatement,
  type StatementFaultCode,
  type StatementInput,
  type StatementReport,
} from "./statement/verify.js"
export type { LeafTooLong } from "./tile-writer.js"
export type { AuditReport } from "./verify/findings.js"
export { formatTimestampFault, timestampOf, type TimestampFault, type TimestampFiles } from "./timestamp/timestamp.js"
export { holdTimestamp, type HeldTimestamp, type HoldOptions } from "./verify/hold-timestamp.js"
export { verifyBundle, type Depth, type VerifyOptions } from "./verify/verify-bundle.js"
