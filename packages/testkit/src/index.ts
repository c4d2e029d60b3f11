export type { StoreAdapter, OpenInWorker, WorkerModule } from "./conformance/store/suite.js"
export { nodeFlags } from "./node-flags.js"
export { must } from "./basics.js"
export { leafLogConformance, type LeafLogAdapter, type LoggingStore } from "./conformance/leaf-log.js"
export { longStoreConformance, storeConformance } from "./conformance/store/suite.js"
export { anyDay } from "./arbitraries/day.js"
export { applicationForm, document, dossier, fullDossier, plainForm, sealed } from "./arbitraries/application.js"
export { attemptsOn, unit, type Attempt } from "./lifecycle/unit-attempts.js"
export { eventsOf, history, historyOf, stateAfter, type AcceptedCommand, type History } from "./lifecycle/history.js"
export { announcement, reasons, samplesFor, type SampleFindings, type Samples } from "./lifecycle/samples.js"
export { logKeyAttempts, publicationAttempts, type BureauAttempt } from "./lifecycle/bureau-attempts.js"
export {
  asEnacted,
  bureau,
  interpreted,
  prolonged,
  anyApplicableLaw,
  applicableLawFor,
} from "./lifecycle/applicable-law.js"
export * from "./laws/index.js"
