export { coverageOf, gaps, type Coverage, type OptionRow, type ProvisionRow, type ReadingRow } from "./coverage.js"
export { markdown } from "./markdown.js"
export { namesIn, type TestCount, type TestRun } from "./naming.js"
