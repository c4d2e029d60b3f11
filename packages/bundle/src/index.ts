export { exportBundle, type Exported, type ExportOptions } from "./export/export-bundle.js"
export { formatExportFault, type ExportFault } from "./export/export-fault.js"
export { auditFaultNames, type AuditFault, type LeafPlace } from "@shifan/audit"
export {
  blobFolder,
  isBundlePath,
  memoryFolder,
  newMemoryFolder,
  type Folder,
  type FolderFault,
  type NewFolder,
  type WritingFault,
} from "./folder.js"
export { leavesOf, storedAs, type EntriesFault } from "./leaves.js"
export {
  formatEntriesFault,
  formatFolderFault,
  formatPolicyFault,
  formatProofFault,
  formatCheckpointRefusal,
} from "./messages.js"
export type { Observation } from "./observations.js"
export { commitmentOf, type Audience, type LeafOpening } from "./openings.js"
export type { RosterRow, RosterUnder } from "./projection.js"
export {
  proveEvent,
  formatProveFault,
  type LeafSource,
  type Proved,
  type ProveFault,
  type ProveOptions,
} from "./prove.js"
export { forHtml, forJson, forTerminal } from "./report/escape.js"
export { reportHtml, reportJson, reportText, reportVersion, type Palette } from "./report/render.js"
export {
  faultPlace,
  observationNames,
  formatObservation,
  formatPlace,
  summary,
  formatEventType,
  formatUnlisted,
  formatVerdict,
  type Line,
} from "./report/sentences.js"
export type { AuditReport } from "./verify/findings.js"
export { verifyBundle, type Depth, type VerifyOptions } from "./verify/verify-bundle.js"
