export { actSentence, citationsText, subjectOf, verdictCounts, type VerdictCount } from "./act-words.js"
export { CallCases, callStageName, type CallCase, type CallStage } from "./call-cases.js"
export { caseAssessment, type ActUnderWay, type CaseAssessment } from "./case-assessment.js"
export { detailInWords } from "./detail-in-words.js"
export { knownValues, unitNames, type FormToFill, type UnitNames } from "./known-values.js"
export { nextStep, warnings } from "./next-steps.js"
export {
  officeFold,
  officeReader,
  officeStateAt,
  type OfficeFold,
  type OfficeReader,
  type OfficeState,
} from "./office-state.js"
export { textOfActIn, textOfCall, textOfCase, type TextOfAct } from "./text-of-act.js"
export { isTypedByOther, typistId, typistOf, typistText } from "./typist.js"
export { changesOf, isChangeOf, readEnvelopes, unitHistory, visibleHistory } from "./unit-history.js"
export {
  anyStepName,
  countyName,
  nameOfYear,
  selectEntries,
  owedByName,
  stepNameOfYear,
  worklistOn,
  type WorklistEntry,
  type WorklistFilter,
} from "./worklist.js"
