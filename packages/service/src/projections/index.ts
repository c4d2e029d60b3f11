export { build, rebuild, type BuildFailure } from "./building.js"
export {
  documentReadModels,
  type DocumentEngine,
  type Documents,
  type Registered,
  type Registration,
  type Stored,
} from "./document-read-models.js"
export { memoryReadModels, type MemoryReadModels } from "./memory-read-models.js"
export { folding, type Cell, type Projection } from "./projection.js"
export * from "./read-models.js"
export { runProjections, type Runner, type RunnerOptions, type Running } from "./runner.js"
export { explainStopped, type ProjectionFailed, type Stopped } from "./stopped.js"
