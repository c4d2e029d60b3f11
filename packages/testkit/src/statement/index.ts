export { givenBackOn, standing, standingWithPlaces } from "./effective-events.statement.js"
export { daysAfter, daysFrom, firstOf, lastDayOfFirstTerm, lastOf, yearIn, yearsLater } from "./dates.statement.js"
export {
  comparisonOf,
  conditionsOf,
  exceptionFor,
  isFound,
  opensAnException,
  verdictOfAll,
  type Verdict,
} from "./eligibility.statement.js"
export {
  byWord,
  figures,
  growing,
  notBelow,
  oneOf,
  shareNotBelow,
  yearsInOperation,
  type Measure,
} from "./figures.statement.js"
export {
  asTheTextStands,
  competentInQinhuangdao,
  conditionIds,
  judgedByOfficials,
  mayBeRelaxed,
  openingTheException,
  statedQinhuangdao,
} from "./qinhuangdao.statement.js"
export type {
  Comparison,
  ComputedCondition,
  Requirement,
  StatedCondition,
  StatedException,
  StatedRole,
  StatedTerm,
  StatedText,
  UnitFacts,
} from "./text.statement.js"
export type { Act } from "./act.statement.js"
export { objectionsTo, type Objections } from "./objections.statement.js"
export { lastDayOfTitle, lastMove, phaseOnFile, type PhaseName } from "./phases.statement.js"
export { readAsOf, readInCase, type Interpreted } from "./readings.statement.js"
export { againstTitle, obstacleTo, verdictsOf, type Proposal } from "./relaxation.statement.js"
export { applicationOnFile, titleOnFile, type ApplicationOnFile, type TitleOnFile } from "./file.statement.js"
export { readingsFor, restsOnTheText } from "./in-force.statement.js"
export { judgementOf, type Judgement } from "./judgement.statement.js"
export { againstQuotas, quotasOf, type Counted, type Histories } from "./quotas.statement.js"
