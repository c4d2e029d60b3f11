/** What other files on the same engine need: its failures as data, waiting for its locks, its transactions, checks and copies. */
export { copyDatabase, type FileExists } from "./backup.js"
export { commitFailureOf, failureOf, isOfTheEngine } from "./failure.js"
export { faultsIn } from "./integrity.js"
export { briefly, patiently } from "./patience.js"
export { immediately } from "./transaction.js"
