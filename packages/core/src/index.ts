// The common parts of law, forms and conditions. The rest is in @shifan/core/law, /forms and /conditions.
export { bilingual, type Bilingual, type Language } from "./law/bilingual.js"
export {
  CivilDate,
  civilDate,
  daysBetween,
  Instant,
  instantAt,
  isCivilDate,
  isInstant,
  nextDay,
  plusDays,
  shanghaiDate,
  yearOf,
  type CountingDay,
} from "./law/civil-date.js"
export type { ConditionId, ProvisionId } from "./law/provision.js"
export { type ReadingChoices, type ReadingId, type Readings } from "./law/readings.js"

export type { ApplicationForm } from "./forms/application.js"
export type { Contradiction } from "./forms/check.js"
export type { FormIssue } from "./forms/decoding.js"
export { division, DivisionCode, type Division, type Territory } from "./forms/division.js"
export { dossierItemNames, type Document, type Dossier, type DossierItem, type Material } from "./forms/dossier.js"
export type { CountyAssessment, OperationReport } from "./forms/operation-report.js"
export { Count, percent } from "./forms/quantity.js"
export type { RecommendationForm, Satisfaction } from "./forms/recommendation.js"
export { Sealed, type Representation, type Seal } from "./forms/representation.js"
export { isUscc, Uscc } from "./forms/uscc.js"

export {
  conditions,
  levels,
  nodeOf,
  type Assessment,
  type Divergence,
  type Figures,
  type Unit,
  type Verdict,
} from "./conditions/assessment.js"
export type { Change } from "./conditions/change.js"
export { exceptionsIn, findingIds, reaches, type Criterion, type Level, type Quantity } from "./conditions/criterion.js"
export type { DateName, FigureName, OwnName, WordName } from "./conditions/case-fields.js"
export { evaluate, evaluateWithDivergences } from "./conditions/evaluate.js"
export {
  evidenceOfApplication,
  noFindings,
  type Evidence,
  type FindingMade,
  type Findings,
} from "./conditions/evidence.js"
export type { MinimalChanges } from "./conditions/minimal-change.js"

// Types common to all aggregates.
export type { Act, AnyCommand, AnyEvent, CommandsOf, EventsOf, RuleApplied } from "./kernel/act.js"
export { roles, type Actor, type Role } from "./kernel/actor.js"
export type {
  Aggregate,
  AnyAggregate,
  CommandCodecs,
  KeyOfStream,
  Names,
  Holder,
  Registry,
  Upcaster,
  StreamName,
  Unique,
} from "./kernel/aggregate.js"
export {
  noLaw,
  periodsInForce,
  regulationNear,
  ruleStatusOn,
  type ApplicableLaw,
  type Call,
  type Gap,
  type Instrument,
  type Rule,
  type RuleStatus,
} from "./kernel/applicable-law.js"
export type { Context } from "./kernel/context.js"
export {
  conclude,
  unlessObjected,
  type DecisionIn,
  type DraftOf,
  type Grounds,
  type RuleResult,
} from "./kernel/decision.js"
export type { Duties, Lifecycle, Term } from "./kernel/lifecycle.js"
export type { Quota, QuotaRules } from "./kernel/quota-use.js"
export type { Quotas } from "./kernel/quotas.js"
export type {
  AnyRefusal,
  MissingMaterial,
  ObjectionIn,
  RefusalCode,
  RefusalIn,
  RefusalsIn,
  WaiverObstacle,
} from "./kernel/refusal.js"
export {
  findRegulation,
  type ExtensionField,
  type Library,
  type RequiredMaterial,
  type OwnNames,
  type Regulation,
  type RegulationDraft,
} from "./kernel/regulation.js"

// The designation, and the types of all aggregates. Their values, codecs of commands and duties are in @shifan/core/registry.
export type {
  Aggregates,
  AnyCommandType,
  AnyEventType,
  Citable,
  Refusal,
  RefusalFrom,
  Refusals,
} from "./aggregates/registry.js"
export type { CallCommand, CallEvent, CallState } from "./aggregates/call-events.js"
export { acts, type ActRule } from "./aggregates/designation/acts.js"
export type { CommandDataFilled, FilledCommand } from "./aggregates/designation/codecs.js"
export type { Command, CommandData, CommandOf, CommandType } from "./aggregates/designation/commands.js"
export { decide, decider, type Decide, type Decision } from "./aggregates/designation/decide.js"
export type { Duty, DutyName } from "./aggregates/designation/duties.js"
export type { ReviewPeriod } from "./aggregates/designation/review-period.js"
export type { Event, EventData, EventOf, EventType } from "./aggregates/designation/events.js"
export type { CorrectableField, Correction } from "./aggregates/designation/correctable-fields.js"
export type { Announcement, Waiver, WaiverRequest } from "./aggregates/designation/decision-parts.js"
export { evolve } from "./aggregates/designation/evolve.js"
export { selfCheck, type SelfCheck } from "./aggregates/designation/self-check.js"
export {
  countyOf,
  hasExpired,
  initialState,
  phaseOn,
  titlesHeld,
  type DesignationPhase,
  type EarlierTitle,
  type Phase,
  type State,
  type Title,
} from "./aggregates/designation/state.js"
export type {
  InstrumentCommand,
  InstrumentEvent,
  InstrumentEventData,
  InstrumentState,
} from "./aggregates/instrument/events.js"
export { type LogKeyCommand, type LogKeyEvent, type LogKeysState } from "./aggregates/log-keys.js"
export {
  type Publication,
  type PublicationCommand,
  type PublicationEvent,
  type PublicationState,
  type SignedHead,
  type UnitMapHead,
  type UnitStanding,
} from "./aggregates/publication.js"
