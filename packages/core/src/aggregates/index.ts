/** All aggregates as values, for those who store, serve, replay or audit every stream. A form needs none of the others. */
export { withCallEvent } from "./call.js"
export { withInstrumentEvent } from "./instrument/events.js"
export { aggregateOf, aggregates } from "./registry.js"
