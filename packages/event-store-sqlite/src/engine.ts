/** What other files on the same engine need: its failures as data, waiting for its locks, its transactions. */
export { commitFailureOf, failureOf, isOfTheEngine } from "./failure.js"
export { briefly, patiently } from "./patience.js"
export { immediately } from "./transaction.js"
