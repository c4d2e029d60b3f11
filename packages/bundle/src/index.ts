export { commitmentOf, type LeafOpening, type OpenAudience } from "./openings.js"
export type * from "./folder.js"
export { isBundlePath } from "./folder.js"
export { auditFaultNames, type AuditFault, type LeafPlace } from "./finding.js"
export { leavesOf, storedAs, type EntriesFault } from "./leaves.js"
export { memoryFolder, newMemoryFolder } from "./memory-folder.js"
export type * from "./observation.js"
export type { RosterRow, RosterUnder } from "./projection.js"
export { verifyBundle, type Depth, type VerifyOptions } from "./verify/index.js"
export type { AuditReport } from "./verify/report.js"
export * from "./wording.js"
export type { Audience } from "./export/audience.js"
export { exportFaultSaid, type ExportFault } from "./export/fault.js"
export { exportBundle, type Exported } from "./export/index.js"
export type { ExportOptions } from "./export/options.js"
export {
  proveEvent,
  proveFaultSaid,
  type LeafSource,
  type Proved,
  type ProveFault,
  type ProveOptions,
} from "./prove.js"
export { blobFolder } from "./blob-folder.js"
export * from "./report/index.js"
