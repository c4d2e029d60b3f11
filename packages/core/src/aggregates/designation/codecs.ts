/** Codecs of commands in two representations from one definition: as filled in, and as stored (sealed). */
import type * as t from "io-ts"
import { CivilDate } from "../../law/civil-date.js"
import { isConditionId, type ConditionId } from "../../law/provision.js"
import { applicationForm, serviceAreas, type ApplicationForm } from "../../forms/application.js"
import { DivisionCode } from "../../forms/division.js"
import { Document, dossierOf } from "../../forms/dossier.js"
import { countyAssessment, operationReport, type OperationReport } from "../../forms/operation-report.js"
import { Amount, Count, Year } from "../../forms/quantity.js"
import { bool, guardedText, list, nullable, oneOf } from "../../codec/codec.js"
import { record, recordWith } from "../../codec/record.js"
import { RecommendationForm, satisfaction } from "../../forms/recommendation.js"
import type { CommandsOf } from "../../kernel/act.js"
import { Pseudonym } from "../../kernel/actor.js"
import type { Representation } from "../../forms/representation.js"
import { unitNatures } from "../../forms/basic-particulars.js"
import { Cell, Email, Identifier, Line, Mobile, Narrative, Phone, PostalCode, Website } from "../../forms/text.js"
import type { FindingMade } from "../../conditions/evidence.js"
import { measurement } from "../../conditions/measurement.js"
import {
  annulmentEffects,
  annulmentGrounds,
  type Announcement,
  type Appraisal,
  type Hearing,
  type ParticularsChange,
  type Reason,
  type WaiverRequest,
} from "./decision-parts.js"
import type { Wanting } from "./supplement.js"
import { correctionCodec } from "./correction-codec.js"
import { stepOutcomes } from "./steps.js"
import { successionCauses } from "./succession.js"
import { Uscc } from "../../forms/uscc.js"
import type { CommandData, CommandType } from "./commands.js"
import { bilingual } from "../../law/bilingual.js"

/** Id of a condition, such as `art_5__para_1__point_3#professionalRatio`. `decide` checks that the text has it. */
export const ConditionIdCodec: t.Type<ConditionId, string> = guardedText(
  "ConditionId",
  bilingual("条款标识，如art_5__para_1__point_3#staff", "a provision id such as art_5__para_1__point_3#staff"),
  isConditionId,
)

const FindingMade: t.Type<FindingMade, unknown> = record<FindingMade>("FindingMade", {
  condition: ConditionIdCodec,
  met: bool,
  reasons: Cell,
})

const Reason: t.Type<Reason, unknown> = record<Reason>("Reason", { provision: ConditionIdCodec, text: Cell })

const WaiverRequest: t.Type<WaiverRequest, unknown> = recordWith<
  Omit<WaiverRequest, "relaxedTo">,
  { readonly relaxedTo: number }
>("WaiverRequest", { condition: ConditionIdCodec, reasons: Cell }, { relaxedTo: Amount })

const Appraisal: t.Type<Appraisal, unknown> = record<Appraisal>("Appraisal", {
  date: CivilDate,
  members: list(Pseudonym, { from: 1, to: 30 }),
  opinion: Narrative,
})

const Announcement: t.Type<Announcement, unknown> = record<Announcement>("Announcement", {
  number: Line,
  date: CivilDate,
  address: Website,
})

const Hearing: t.Type<Hearing, unknown> = record<Hearing>("Hearing", { heldOn: CivilDate, record: Document })

const particularsChange = <P>({ personal }: Representation<P>): t.Type<ParticularsChange<P>, unknown> =>
  recordWith<unknown, Required<ParticularsChange<P>>>(
    "ParticularsChange",
    {},
    {
      operatingUnitName: Line,
      platformName: Line,
      countyOrDistrict: DivisionCode,
      unitNature: oneOf("UnitNature", unitNatures),
      registeredAddress: Line,
      postalCode: PostalCode,
      website: Website,
      legalRepresentative: personal(Line),
      contactPerson: personal(Line),
      phone: personal(Phone),
      mobile: personal(Mobile),
      fax: personal(Phone),
      email: personal(Email),
    },
  )

const Wanting: t.Type<Wanting, unknown> = record<Wanting>("Wanting", { at: Line, text: Cell })

const enclosures = { workSummaries: list(Document, { from: 1, to: 10 }), priorYearServiceAccounts: Document }

const findings = list(FindingMade, { to: 40 })
const reasons = list(Reason, { to: 20 })
const waivers = list(WaiverRequest, { to: 20 })

/** Data of all commands. `P` is the type of personal data: in clear, or sealed. */
export type CommandDataFilled<P> = {
  readonly [T in CommandType]: T extends "ChangeParticulars"
    ? { readonly after: ParticularsChange<P>; readonly document: Document }
    : T extends "Apply" | "SupplementApplication"
      ? Omit<CommandData[T], "form"> & { readonly form: ApplicationForm<P> }
      : T extends "FileReview" | "SupplementReview"
        ? Omit<CommandData[T], "report"> & { readonly report: OperationReport<P> }
        : CommandData[T]
}

/** A command as filled in, with personal data in clear. */
export type FilledCommand = CommandsOf<CommandDataFilled<string>>

/** Codecs for the data of every command in one representation: as filled in, or as stored. */
export const commandCodecs = <P>(
  representation: Representation<P>,
): { readonly [T in CommandType]: t.Type<CommandDataFilled<P>[T], unknown> } => ({
  Apply: record("Apply", { callYear: Year, form: applicationForm(representation), dossier: dossierOf(Document) }),
  Withdraw: record("Withdraw", { reason: Cell }),
  Recommend: recordWith(
    "Recommend",
    {
      form: RecommendationForm,
      satisfaction: satisfaction(representation),
      findings,
      waiversProposed: waivers,
    },
    { measurements: list(measurement(representation), { from: 1, to: 40 }) },
  ),
  DeclineRecommendation: record("DeclineRecommendation", { reasons }),
  RequestSupplement: recordWith(
    "RequestSupplement",
    { wanting: list(Wanting, { from: 1, to: 40 }) },
    { until: CivilDate },
  ),
  SupplementApplication: record("SupplementApplication", {
    form: applicationForm(representation),
    dossier: dossierOf(Document),
  }),
  SupplementReview: recordWith(
    "SupplementReview",
    { report: operationReport(representation), ...enclosures },
    { specialAuditReport: Document },
  ),
  PublishNotice: record("PublishNotice", { opensOn: CivilDate, closesOn: CivilDate, number: Line, address: Website }),
  TakeStep: record("TakeStep", {
    step: Identifier,
    takenOn: CivilDate,
    outcome: oneOf("StepOutcome", stepOutcomes),
    document: Document,
  }),
  Certify: record("Certify", { certificateNumber: Line, appraisal: Appraisal, findings, waivers }),
  DeclineCertification: record("DeclineCertification", { appraisal: Appraisal, findings, reasons }),
  AwardPlaque: record("AwardPlaque", { awardedOn: CivilDate }),
  NominateToProvince: recordWith("NominateToProvince", { document: Document }, { nominatedOn: CivilDate }),
  FileAnnualSummary: recordWith("FileAnnualSummary", { year: Year, document: Document }, { receivedOn: CivilDate }),
  SpotCheck: recordWith(
    "SpotCheck",
    {
      regular: bool,
      findings: Narrative,
      falsificationFound: bool,
      evidence: list(Document, { to: 20 }),
    },
    { checkedOn: CivilDate },
  ),
  GrantSupport: recordWith(
    "GrantSupport",
    { kind: Line, amount: nullable(representation.amount), document: Document },
    { grantedOn: CivilDate },
  ),
  FileReview: recordWith(
    "FileReview",
    {
      callYear: Year,
      report: operationReport(representation),
      ...enclosures,
    },
    { specialAuditReport: Document, serviceArea: oneOf("ServiceArea", serviceAreas) },
  ),
  AssessReview: recordWith(
    "AssessReview",
    { assessment: nullable(countyAssessment(representation)), findings },
    { waiversProposed: waivers, measurements: list(measurement(representation), { from: 1, to: 40 }) },
  ),
  OrderRectification: record("OrderRectification", { until: CivilDate, reasons }),
  ConcludeReview: recordWith(
    "ConcludeReview",
    { outcome: oneOf("ReviewOutcome", ["confirmed", "failed"]), reasons, findings, waivers },
    { announcement: Announcement, hearing: Hearing },
  ),
  Revoke: recordWith("Revoke", { restsOn: Count, reasons }, { announcement: Announcement, hearing: Hearing }),
  ChangeParticulars: record("ChangeParticulars", { after: particularsChange(representation), document: Document }),
  ImportTitle: recordWith(
    "ImportTitle",
    {
      operatingUnitName: Line,
      platformName: Line,
      countyOrDistrict: DivisionCode,
      grantedOn: CivilDate,
      grantingDocument: Line,
    },
    { serviceArea: oneOf("ServiceArea", serviceAreas), lastConfirmedOn: CivilDate, validUntil: CivilDate },
  ),
  ReturnPlaque: record("ReturnPlaque", { returnedOn: CivilDate }),
  SurrenderTitle: record("SurrenderTitle", { reason: Cell }),
  RecordEndOfUnit: record("RecordEndOfUnit", { endedOn: CivilDate, document: Document }),
  AnnulDecision: record("AnnulDecision", {
    revision: Count,
    ground: oneOf("AnnulmentGround", annulmentGrounds),
    effect: oneOf("AnnulmentEffect", annulmentEffects),
    decidedOn: CivilDate,
    document: Document,
    reasons: Cell,
  }),
  CorrectRecord: correctionCodec(representation),
  SucceedTitle: record("SucceedTitle", {
    successor: Uscc,
    cause: oneOf("SuccessionCause", successionCauses),
    document: Document,
  }),
  InheritTitle: record("InheritTitle", {
    predecessor: Uscc,
    operatingUnitName: Line,
    countyOrDistrict: DivisionCode,
    document: Document,
  }),
  ErasePersonalData: record("ErasePersonalData", { basis: Cell, scope: Cell, approver: Pseudonym }),
  OpenPersonalData: record("OpenPersonalData", {
    openedTo: Line,
    purpose: Cell,
    paths: list(Identifier, { from: 1, to: 40 }),
  }),
})
