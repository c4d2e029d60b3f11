export { lineOf, type Opened, type ReadModelAdapter } from "./journal.js"
export { crashAfter, dead, type Crashing, type CrashPoint } from "./crashing.js"
export { append, choppy, eventOf, expected, until } from "./test-log.js"
export { readModelConformance } from "./suite.js"
