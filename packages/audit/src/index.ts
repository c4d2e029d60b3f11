export { decideAgain, fold, initialFolded, type Departure, type Folded } from "./again.js"
export { faultNames, type Fault, type FaultCode } from "./fault.js"
export { replay, type Options, type Verdict } from "./replay.js"
export * from "./tlog/index.js"
