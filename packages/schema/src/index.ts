export { DutyCodec, RosterEntryCodec, SelfCheckCodec, ViewCodec } from "./answers.js"
export { AssessmentCodec, WaiverCodec, MinimalChangesCodec } from "./assessment.js"
export { EventCodec } from "./envelope.js"
export { errorCatalogue, entryOf, type CataloguedError, type ErrorCode } from "./errors/catalogue.js"
export { type ErrorEntry } from "./errors/entry.js"
export { problem, problemOf, storageProblem, type ProblemOptions } from "./errors/problem-of.js"
export { eventCodecs } from "./events.js"
export { ProblemCodec, type Problem } from "./problem.js"
export { ContradictionCodec, MissingMaterialCodec, RefusalCodec } from "./refusals.js"
export { commandDataCodecs, requestCodec } from "./requests.js"
export { namedSchemas, schemaNamed, schemaOf, type NamedSchema, type SchemaKind } from "./schemas.js"
export {
  BilingualCodec,
  Integer,
  ownAtoms,
  ProvisionIdCodec,
  ReadingChoicesCodec,
  ReadingIdCodec,
  RuleAppliedCodec,
  Sha256,
  StoredUuid,
  Text,
  True,
} from "./values.js"
