/**
 * All aggregates as values, for programs that store, serve, replay or audit streams: codecs of commands, reconstruction of
 * commands from events, and due dates. A program that only fills in forms does not need it.
 */
export { Actor } from "../kernel/actor.js"
export { bureauObjections, dateObjections } from "../kernel/competence.js"
export { isEventOf, parseStreamName, streamOf } from "../kernel/aggregate.js"
export { quotaUse, type QuotaUse } from "../kernel/quota-use.js"
export { quotaNames } from "../kernel/quotas.js"
export { withCallEvent } from "./call-events.js"
export { annullableAt, type Annullable } from "./designation/annulment.js"
export { commandCodecs, ConditionIdCodec } from "./designation/codecs.js"
export { evidenceOfCase } from "./designation/rules/case-evidence.js"
export { evidenceOfFiledReview, type FiledReview, type ReviewFindings } from "./designation/rules/review-evidence.js"
export { isPartOf as isPartOfFiling } from "./designation/form-parts.js"
export { recordableSteps } from "./designation/steps.js"
export { recordsOf as correctableRecords, valuesOf as correctableValues } from "./designation/correctable-records.js"
export { commandOf } from "./designation/commands.js"
export { dutiesOf, dutiesOfUnit, successionDuties, yearlyCheckDuties } from "./designation/duties.js"
export { waitingOn, waitsAlready, type Waiting, type WaitingStep } from "./designation/waiting.js"
export type { PhaseName } from "./designation/state.js"
export { eventTypes, reachesBackTo } from "./designation/events.js"
export { withInstrumentEvent } from "./instrument/events.js"
export { aggregateOf, aggregates } from "./registry.js"
