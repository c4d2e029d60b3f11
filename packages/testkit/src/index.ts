export { applicationForm, document, dossier, fullDossier, plainForm, sealed } from "./arbitraries/application.js"
export { valuesOf, type ValueOptions } from "./arbitraries/schema-values.js"
export { hostileTexts, lineBreaks, lookalikes, textsOfTwoLines } from "./arbitraries/hostile-texts.js"
export { leafLogConformance, type LeafLogAdapter, type LoggingStore } from "./conformance/leaf-log.js"
export type { OpenInWorker, StoreAdapter, WorkerModule } from "./conformance/store/adapter.js"
export { longStoreConformance, storeConformance } from "./conformance/store/suite.js"
export { must, nodeFlags } from "./values.js"
export { lawsOf, lifecycleLaws, type LawOptions } from "./laws/index.js"
export { everyPrefix, type Law } from "./laws/law.js"
export type { Decider } from "./laws/decider.js"
export { nothingSealedIn, repeatingAddsNothing, rosterIsTheTitles, type CommandPort } from "./laws/embedded.js"
export {
  anyApplicableLaw,
  anyDay,
  anyLawOf,
  applicableLawFor,
  asEnacted,
  bureau,
  interpreted,
  prolonged,
} from "./lifecycle/applicable-law.js"
export { logKeyAttempts, publicationAttempts, type BureauAttempt } from "./lifecycle/bureau-attempts.js"
export {
  eventsOf,
  history,
  historyOf,
  stateAfter,
  type AcceptedCommand,
  type History,
  type HistoryOptions,
  type RefusedCommand,
} from "./lifecycle/history.js"
export { randomEvents } from "./lifecycle/random-events.js"
export {
  announcementOn,
  reasons,
  reportOf,
  samplesFor,
  survey,
  type Attempt,
  type SampleFindings,
  type Samples,
} from "./lifecycle/samples.js"
export { unit, usccOf } from "./lifecycle/units.js"
export { seededRandom, type SeededRandom } from "./seeded-random.js"
