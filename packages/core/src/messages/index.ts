/** What a person reads, in Chinese and English: sentences of refusals, names, figures, readings. Apart from the rules, which load none. */
export { explain, explainIn, type Explanation, type Vocabulary } from "./explanation.js"
export { contradictionText, formIssueText } from "./form-faults.js"
export { actNames, dutyNames, eventNames, phaseNames, roleNames } from "./names.js"
export { optionClause, readingTexts, type ReadingText } from "./readings.js"
export { changeText, divergenceText, figuresText, verdictNames, whatWouldChange } from "./rendering.js"
