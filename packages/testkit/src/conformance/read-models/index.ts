export { journalLine, type OpenedReadModels, type ReadModelAdapter } from "./journal.js"
export { crashAfter, processDied, type Crashing, type CrashPoint } from "./crashing.js"
export { appendTestEvents, inSmallBatches, testEvent, expectedLines, waitUntil } from "./test-log.js"
export { readModelConformance } from "./suite.js"
