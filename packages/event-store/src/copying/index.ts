export { compareLogs, type Comparison, type Figures, type LogHash } from "./compare.js"
export { copyLog, type Copied, type CopyError, type SourceFailed, type TargetFailed } from "./copy.js"
export type { Departure, Place } from "./departure.js"
