export type { Opened, ReadModelAdapter } from "./adapter.js"
export { readModelConformance } from "./suite.js"
