/** What events hold, by their types: of most what their command said, of decisions also what was decided. */
import type * as t from "io-ts"
import { CivilDate, Count, type AnyEventType, type Aggregates } from "@shifan/core"
import { asStored, Line, list, nullable, oneOf, recordWith, serviceAreas, type Fields } from "@shifan/core/forms"
import { aggregates, commandCodecs, eventTypes } from "@shifan/core/registry"
import { described } from "@shifan/core/schema"
import { AssessmentCodec, WaiverCodec } from "./assessment.js"
import { RuleAppliedCodec, Text, True } from "./values.js"

type StoredEvent = Parameters<Aggregates[keyof Aggregates]["evolve"]>[1]

type DataOf<T extends AnyEventType> = Extract<StoredEvent, { readonly type: T }>["data"]

type AnyFields = Readonly<Record<string, t.Mixed>>

/** The fields of a record: those it requires, and those that may be left out. */
const fieldsOf = (codec: t.Mixed): { readonly required: AnyFields; readonly optional: AnyFields } => {
  const { composition } = described(codec)
  if (composition._tag !== "Record") throw new TypeError(`${codec.name} is no record`)
  const { fields, required } = composition
  return { required, optional: lacking(fields, Object.keys(required)) }
}

const lacking = (fields: AnyFields, names: ReadonlyArray<string>): AnyFields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)))

/** The record of an event: what its command said, without some of it, and with what was decided. */
const decided = <A, Without extends keyof A & string, R>(
  name: string,
  codec: t.Type<A, unknown>,
  without: ReadonlyArray<Without>,
  more: Fields<R>,
): t.Type<Omit<A, Without> & R, unknown> => {
  const { required, optional } = fieldsOf(codec)
  // The fields are those of `A`, which the compiler cannot follow through their list.
  const whole: t.Mixed = recordWith(name, { ...lacking(required, without), ...more }, lacking(optional, without))
  return whole
}

/** The same record with fields that may be left out, in place of those of the same names. */
const perhaps = <A, O>(
  name: string,
  codec: t.Type<A, unknown>,
  more: Fields<O>,
): t.Type<Omit<A, keyof O> & Partial<O>, unknown> => {
  const { required, optional } = fieldsOf(codec)
  const both: t.Mixed = recordWith(name, required, { ...optional, ...more })
  return both
}

/** Every codec of the registry is one both ways, which its type does not say. */
const bothWays = <A>(decoder: t.Decoder<unknown, A>): t.Type<A, unknown> => decoder as t.Type<A, unknown>

const instrument = aggregates.instrument.commandCodecs.stored
const call = aggregates.call.commandCodecs.stored
const log = aggregates.log.commandCodecs.stored
const said = commandCodecs(asStored)
const assessment = AssessmentCodec
const waivers = list(WaiverCodec)
/** What goes over with a title: see `docs/decisions/0050-succession.md`. */
const InheritedTitle: t.Type<DataOf<"TitleInherited">["title"], unknown> = recordWith(
  "InheritedTitle",
  {
    platformName: Line,
    certifiedOn: CivilDate,
    certifiedUnder: nullable(RuleAppliedCodec),
    importedOn: nullable(CivilDate),
    certificateNumber: nullable(Line),
    waivers,
    lastConfirmedOn: nullable(CivilDate),
    validUntil: nullable(CivilDate),
    plaqueAwardedOn: nullable(CivilDate),
    summaries: list(Count),
    spotChecks: list(CivilDate),
  },
  {
    serviceArea: oneOf("ServiceArea", serviceAreas),
    platformKind: oneOf("PlatformKind", ["comprehensive", "specialized"]),
    grade: Line,
  },
)

const changed = list(Text, { to: 1000 })

const Ground: t.Type<DataOf<"Revoked">["ground"], unknown> = oneOf("Ground", ["reviewFailed", "falsification"])

/** What was so before a change has the composition of what is so after it. */
const particulars = fieldsOf(said.ChangeParticulars).required["after"] as t.Type<
  DataOf<"ParticularsChanged">["before"],
  unknown
>

/** Of each event what its data are. A type without a codec, or with one of other data, does not compile. */
export const eventCodecs: { readonly [T in AnyEventType]: t.Type<DataOf<T>, unknown> } = {
  Applied: decided("Applied", said.Apply, [], { selfAssessment: assessment }),
  Withdrawn: said.Withdraw,
  Recommended: decided("Recommended", said.Recommend, ["waiversProposed"], { waiversProposed: waivers, assessment }),
  RecommendationDeclined: said.DeclineRecommendation,
  SupplementRequested: said.RequestSupplement,
  ApplicationSupplemented: decided("ApplicationSupplemented", said.SupplementApplication, [], {
    changed,
    selfAssessment: assessment,
  }),
  ReviewSupplemented: decided("ReviewSupplemented", said.SupplementReview, [], { changed }),
  NoticePublished: said.PublishNotice,
  StepTaken: said.TakeStep,
  Certified: perhaps("Certified", decided("Certified", said.Certify, ["waivers"], { waivers, assessment }), {
    validUntil: CivilDate,
  }),
  CertificationDeclined: decided("CertificationDeclined", said.DeclineCertification, [], { assessment }),
  PlaqueAwarded: said.AwardPlaque,
  NominatedToProvince: said.NominateToProvince,
  AnnualSummaryFiled: said.FileAnnualSummary,
  SpotChecked: said.SpotCheck,
  SupportGranted: said.GrantSupport,
  ReviewFiled: said.FileReview,
  ReviewAssessed: perhaps("ReviewAssessed", said.AssessReview, { waiversProposed: waivers }),
  RectificationOrdered: said.OrderRectification,
  Reviewed: perhaps(
    "Reviewed",
    decided("Reviewed", said.ConcludeReview, ["waivers", "announcement", "hearing"], {
      waivers,
      assessment: nullable(assessment),
    }),
    { validUntil: nullable(CivilDate) },
  ),
  Revoked: perhaps("Revoked", decided("Revoked", said.Revoke, [], { ground: Ground, word: Line }), {
    textualGap: True,
  }),
  ParticularsChanged: decided("ParticularsChanged", said.ChangeParticulars, [], { before: particulars }),
  TitleImported: said.ImportTitle,
  PlaqueReturned: said.ReturnPlaque,
  TitleSurrendered: said.SurrenderTitle,
  UnitEnded: said.RecordEndOfUnit,
  DecisionAnnulled: decided("DecisionAnnulled", said.AnnulDecision, [], { decision: oneOf("Decision", eventTypes) }),
  RecordCorrected: said.CorrectRecord,
  TitleSucceeded: said.SucceedTitle,
  TitleInherited: decided("TitleInherited", said.InheritTitle, [], { title: InheritedTitle }),
  PersonalDataErased: said.ErasePersonalData,
  PersonalDataOpened: said.OpenPersonalData,
  Enacted: bothWays(instrument.Enact),
  Extended: bothWays(instrument.Extend),
  Superseded: bothWays(instrument.Supersede),
  Repealed: bothWays(instrument.Repeal),
  InterpretationIssued: bothWays(instrument.Interpret),
  InstrumentCorrected: bothWays(instrument.CorrectInstrument),
  CallOpened: bothWays(call.OpenCall),
  CallClosed: bothWays(call.CloseCall),
  CallCorrected: bothWays(call.CorrectCall),
  RosterPublished: bothWays(aggregates.roster.commandCodecs.stored.PublishRoster),
  LogKeyIntroduced: bothWays(log.IntroduceLogKey),
  LogKeyRetired: bothWays(log.RetireLogKey),
}
