export { designationMoves } from "../lifecycle/filled-commands.js"
export {
  actsOfOtherCounties,
  betweenCounties,
  decidedForFormerCounties,
  tracesOfFormerCounties,
  type StateBetweenCounties,
} from "./between-counties.js"
export { designationSpace, lawsOfEveryOption, type Detail, type ReadLaw } from "./designation-space.js"
export {
  actsIn,
  explore,
  leadingTo,
  waiting,
  wayTo,
  type Exploration,
  type ExploredState,
  type Move,
  type StatePlace,
  type StateSpace,
  type Step,
} from "./explore.js"
export {
  callsAgainstTheYear,
  callsWithoutText,
  lawless,
  lawSteps,
  mistakesThatStay,
  pastsChangedSilently,
  termsShortened,
  textsEnactedTwice,
} from "./legislation-laws.js"
export { callSpace, instrumentSpace } from "./legislation-space.js"
export { deadEnds, notExplored, unlawfulTitleChanges, titlesNotConfirmed, titlesNotRevoked } from "./laws.js"
export {
  bothLifecycles,
  lifecycleIn,
  lifecyclePage,
  lifecyclePicture,
  type Found,
  type Lifecycle,
  type Passed,
} from "./lifecycle-page.js"
export { lawOfDirectApplication, lawsWithQuotas } from "./other-texts.js"
export {
  placesTakenTwice,
  placesWrong,
  withPlaces,
  type SpaceWithPlaces,
  type StateWithPlaces,
} from "./places-of-a-call.js"
