export {
  applicationForm,
  reportHeadings,
  sealApplicationForm,
  platformKinds,
  serviceAreas,
  serviceCategories,
  type ApplicationForm,
  type PriorDesignation,
  type ReportHeading,
  type ServiceArea,
  type ServiceCategory,
} from "./application.js"
export {
  basicParticulars,
  sealBasicParticulars,
  unitNatures,
  type BasicParticulars,
  type Investor,
  type QualifiedStaff,
  type UnitNature,
} from "./basic-particulars.js"
export { between, check, checks, notAfter, notBefore, type Contradiction } from "./check.js"
export { contradictionsInApplication, contradictionsInReport } from "./contradictions.js"
export type { ExtensionKind, Extensions } from "./extensions.js"
export { decode, nearestNames, type FormIssue } from "./decoding.js"
export { division, DivisionCode, isDivisionCode, type Division, type Territory } from "./division.js"
export {
  Digest,
  Document,
  Dossier,
  dossierItemNames,
  dossierOf,
  type DossierItem,
  type DossierOf,
  type Material,
  type MaterialOf,
} from "./dossier.js"
export {
  CooperationResources,
  operatingYear,
  readingFigures,
  serviceProduct,
  type OperatingYear,
  type PriorYearEnd,
  type ReadingFigures,
  type ServiceProduct,
  type TrailingTwelveMonths,
} from "./operation.js"
export {
  countyAssessment,
  operationReport,
  sealOperationReport,
  type CountyAssessment,
  type OperationReport,
} from "./operation-report.js"
export {
  Amount,
  Area,
  BasisPoints,
  Count,
  Fen,
  Percent,
  percent,
  SquareMetres,
  Wan,
  wan,
  WanOrLoss,
  writeDecimal,
  Year,
  Years,
} from "./quantity.js"
export { RecommendationForm, satisfaction, type Satisfaction } from "./recommendation.js"
export {
  bool,
  codec,
  described,
  guarded,
  guardedText,
  list,
  nullable,
  oneOf,
  textLike,
  type CodecsByName,
  type Composition,
} from "../codec/codec.js"
export { dictionary, record, recordWith, tagged, type Cases, type Fields } from "../codec/record.js"
export { asFilled, asStored, Sealed, type Representation, type Seal } from "./representation.js"
export { Cell, Email, Identifier, Line, Mobile, Narrative, Phone, PostalCode, Slug, Website } from "./text.js"
export { checkCharacter, organisationCheck, isIndividualBusiness, isUscc, Uscc } from "./uscc.js"
