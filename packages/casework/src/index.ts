export { actSentence, citationsText, subjectOf, verdictCounts, type VerdictCount } from "./act-words.js"
export { knownValues, unitNames, type UnitNames } from "./known-values.js"
export { nextSteps, warnings } from "./next-steps.js"
export { officeStateAt, type OfficeState } from "./office-state.js"
export { changesOf, isChangeOf, readEnvelopes, unitHistory, visibleHistory } from "./unit-history.js"
export {
  anyStepName,
  countyName,
  selectEntries,
  waitingStepName,
  worklistOn,
  type WorklistEntry,
  type WorklistFilter,
} from "./worklist.js"
