/** All texts for people, in Chinese and English: refusals, names, figures, readings. Rules do not load them. */
export { enumerate } from "../law/bilingual.js"
export { cite } from "../law/provision.js"
export { divisionName, divisionsIn, superiorsIn } from "../forms/division.js"
export { describe } from "../kernel/regulation.js"
export { explain, explainIn, type Explanation } from "./explanation.js"
export { explainAssessment, type ExplainedAssessment } from "./assessment-text.js"
export { correctionText } from "./correction-text.js"
export { isDecision, reasonsIn, waiversIn, waiverText } from "./decision-text.js"
export { encodedAsNames } from "./encoding-names.js"
export { eventDetail } from "./event-text.js"
export { contradictionText, formIssueText } from "./form-faults.js"
export { actNames, eventName, phaseNames, actorName, roleName, vocabularyOf, type Vocabulary } from "./names.js"
export { annulmentEffectNames, annulmentGroundNames, dutyIds, dutyName } from "./duty-and-ground-names.js"
export { figureName, wordName } from "./figure-names.js"
export { materialName } from "./material-name.js"
export { platformKindNames, serviceCategoryNames } from "./platform-names.js"
export { stepName, stepOutcomeNames } from "./step-name.js"
export { optionClause, readingText, type ReadingText } from "./readings.js"
export {
  annexOf,
  articleOfMaterials,
  asHead,
  citedFor,
  inBrackets,
  textWords,
  type AuthorityWords,
  type CitedSubject,
  type Cycle,
  type SpeakingText,
  type TextWords,
  yearsInWords,
} from "./text-words.js"
export {
  changeText,
  datesInChinese,
  divergenceText,
  figuresText,
  sourceText,
  verdictNames,
  whatWouldChange,
} from "./rendering.js"
