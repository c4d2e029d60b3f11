export { lineOf, type Opened, type ReadModelAdapter } from "./adapter.js"
export { crashAfter, dead, type Crashing, type CrashPoint } from "./crashing.js"
export { append, choppy, eventOf, expected, until } from "./log.js"
export { readModelConformance } from "./suite.js"
