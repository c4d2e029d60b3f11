export type { Adapter, OpenInWorker, Worker } from "./conformance/adapter.js"
export { must } from "./conformance/events.js"
export { storeConformance } from "./conformance/suite.js"
