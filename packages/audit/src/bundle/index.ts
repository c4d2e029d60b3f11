export { commitmentOf, type LeafOpening, type OpenAudience } from "./openings.js"
export type * from "./folder.js"
export { isBundlePath } from "./folder.js"
export { auditFaultNames, type AuditFault, type LeafPlace } from "./finding.js"
export { leavesOf, storedAs, type EntriesFault } from "./leaves.js"
export { memoryFolder, newMemoryFolder } from "./memory-folder.js"
export type * from "./observation.js"
export type { RosterRow, RosterUnder } from "./projection.js"
export { verifyBundle, type AuditReport, type VerifyOptions } from "./verify/index.js"
export * from "./wording.js"
export type { Audience } from "./export/audience.js"
export { exportFaultSaid, type ExportFault } from "./export/fault.js"
export { exportBundle, type Exported, type ExportOptions } from "./export/index.js"
export {
  proveEvent,
  proveFaultSaid,
  type LeafSource,
  type Proved,
  type ProveFault,
  type ProveOptions,
} from "./prove.js"
