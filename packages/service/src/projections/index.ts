export { build, rebuild, type BuildFailure } from "./building.js"
export {
  documentReadModels,
  type DocumentEngine,
  type Documents,
  type RegisteredVersion,
  type Registration,
  type StoredDocument,
} from "./document-read-models.js"
export { memoryReadModels, type MemoryReadModels } from "./memory-read-models.js"
export { foldProjection, type Cell, type Projection } from "./projection.js"
export * from "./read-models.js"
export { runProjections, type Runner, type RunnerOptions, type RunningProjection } from "./runner.js"
export { explainStopped, type ProjectionFailed, type ProjectionStopped } from "./stopped.js"
