export { applicationForm, document, dossier, fullDossier, plainForm, sealed } from "./arbitraries/application.js"
export { valuesOf, type ValueOptions } from "./arbitraries/schema-values.js"
export { hostileTexts, lineBreaks, lookalikes, textsOfTwoLines } from "./arbitraries/hostile-texts.js"
export { leafLogConformance, type LeafLogAdapter, type LoggingStore } from "./conformance/leaf-log.js"
export type { OpenInWorker, StoreAdapter, WorkerModule } from "./conformance/store/adapter.js"
export { longStoreConformance, storeConformance } from "./conformance/store/suite.js"
export { must, nodeFlags } from "./values.js"
export {
  actorsWereCompetent,
  certifiedMeetsOrIsWaived,
  everyEventDecidesItselfAgain,
  everyPrefix,
  nothingOutsideTheLaw,
  timeNeverGoesBack,
  waiversWithinTheException,
  type Law,
} from "./laws/decision.js"
export {
  certifiedOnlyAfterRecommended,
  failedReviewRevokes,
  lifecycleLaws,
  nothingSealedIn,
  personalDataChangesNoState,
  recommendedOnlyWithMaterials,
  replayIsDeterministic,
  repeatingAddsNothing,
  revokedOnGrounds,
  rosterIsTheTitles,
  type CommandPort,
} from "./laws/lifecycle.js"
export {
  anyApplicableLaw,
  anyDay,
  applicableLawFor,
  asEnacted,
  bureau,
  interpreted,
  prolonged,
} from "./lifecycle/applicable-law.js"
export { logKeyAttempts, publicationAttempts, type BureauAttempt } from "./lifecycle/bureau-attempts.js"
export { eventsOf, history, historyOf, stateAfter, type AcceptedCommand, type History } from "./lifecycle/history.js"
export { randomEvents } from "./lifecycle/random-events.js"
export {
  usccOf,
  announcementOn,
  reasons,
  reportOf,
  samplesFor,
  survey,
  type Attempt,
  type SampleFindings,
  type Samples,
} from "./lifecycle/samples.js"
export { seededRandom, type SeededRandom } from "./seeded-random.js"
export { attemptsOn, unit } from "./lifecycle/unit-attempts.js"
