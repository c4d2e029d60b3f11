export {
  anyCrashingRuns,
  crashAfter,
  processDied,
  runThroughCrashes,
  waitUntil,
  type Crashing,
  type CrashingRun,
  type CrashPoint,
} from "./crashing.js"
export {
  anyFilter,
  appendTestEvents,
  expectedLines,
  journalLine,
  testEvent,
  type OpenedReadModels,
  type ReadModelAdapter,
  type TestEvents,
} from "./journal.js"
export { readModelConformance } from "./suite.js"
