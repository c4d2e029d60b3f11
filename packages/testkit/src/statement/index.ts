export { standing } from "./annulments.statement.js"
export { daysAfter, daysFrom, firstOf, lastOf, yearIn, yearsLater } from "./dates.statement.js"
export {
  comparisonOf,
  computed,
  conditionIds,
  judgedByOfficials,
  mayBeRelaxed,
  openingTheException,
  type Comparison,
  type UnitFacts,
} from "./eligibility.statement.js"
export type { Act } from "./act.statement.js"
export { objectionsTo, type Objections } from "./objections.statement.js"
export { lastDayOfTitle, lastMove, phaseTold, type PhaseName } from "./phases.statement.js"
export { asTheTextStands, readAsOf, readInCase, type Interpreted } from "./readings.statement.js"
export {
  againstTitle,
  obstacleTo,
  verdictOfAll,
  verdictsOf,
  type Proposal,
  type Verdict,
} from "./relaxation.statement.js"
export { applicationTold, titleTold, type ApplicationTold, type TitleTold } from "./file.statement.js"
export { readingsFor, restsOnTheText } from "./in-force.statement.js"
export { judgementOf, type Judgement } from "./judgement.statement.js"
