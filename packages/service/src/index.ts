export type { DecisionDependencies } from "./decision.js"
export { disclosuresOf, matchesCommitment, type Disclosure } from "./disclosure.js"
export type { Dependencies } from "./dependencies.js"
export { handler, type Handle } from "./handle.js"
export { lawReader, type LawReader } from "./law-reader.js"
export { parseRequest, requestWith } from "./parse-request.js"
export {
  documentReadModels,
  type DocumentEngine,
  type Documents,
  type RegisteredVersion,
  type Registration,
  type StoredDocument,
} from "./projections/document-read-models.js"
export { memoryReadModels, type MemoryReadModels } from "./projections/memory-read-models.js"
export {
  explainStopped,
  foldProjection,
  type Cell,
  type Projection,
  type ProjectionFailed,
  type ProjectionStopped,
} from "./projections/projection.js"
export {
  checkAdvance,
  checkSwap,
  type Advance,
  type Behind,
  type CheckpointMoved,
  type CheckpointWentBack,
  type ReadModelError,
  type ReadModelPlace,
  type ReadModels,
  type ReadModelStatus,
  type ReadModelStep,
  type Slot,
  type StepFailed,
  type Superseded,
  type VersionStatus,
} from "./projections/read-models.js"
export { rebuild, type BuildFailure, type RebuildOptions } from "./projections/rebuild.js"
export { runProjections, type Runner, type RunnerOptions, type RunningProjection } from "./projections/runner.js"
export {
  streamOfTarget,
  type CommandIdReused,
  type CommandResult,
  type Request,
  type ServiceError,
  type Target,
} from "./request.js"
export { commitmentTo, decrypt, saltOf, sealer, type Sealer } from "./sealing.js"
export { eraOf } from "./stream-states.js"
export {
  memoryVault,
  type KeyName,
  type SealedValue,
  type Vault,
  type VaultError,
  type VaultObstacle,
} from "./vault.js"
