/** Codecs of the data of each event type. Most repeat the data of their command; decisions add their result. */
import type * as t from "io-ts"
import { CivilDate, Count, type AnyEventType, type Aggregates, type Correction } from "@shifan/core"
import {
  asStored,
  Line,
  list,
  nullable,
  oneOf,
  record,
  recordWith,
  serviceAreas,
  tagged,
  type Cases,
  type Fields,
} from "@shifan/core/forms"
import { aggregates, commandCodecs, eventTypes } from "@shifan/core/registry"
import { described } from "@shifan/core/schema"
import { AssessmentCodec, WaiverCodec } from "./assessment.js"
import { RuleAppliedCodec, Text, True } from "./values.js"

type StoredEvent = Parameters<Aggregates[keyof Aggregates]["evolve"]>[1]

type DataOf<T extends AnyEventType> = Extract<StoredEvent, { readonly type: T }>["data"]

type AnyFields = Readonly<Record<string, t.Mixed>>

/** The required and the optional fields of a record. */
const fieldsOf = (codec: t.Mixed): { readonly required: AnyFields; readonly optional: AnyFields } => {
  const { composition } = described(codec)
  if (composition._tag !== "Record") throw new TypeError(`${codec.name} is no record`)
  const { fields, required } = composition
  return { required, optional: lacking(fields, Object.keys(required)) }
}

const lacking = (fields: AnyFields, names: ReadonlyArray<string>): AnyFields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)))

/** Codec of an event made from its command's: leaves out the fields `without`, and adds those of the decision. */
const decided = <A, Without extends keyof A & string, R>(
  name: string,
  codec: t.Type<A, unknown>,
  without: ReadonlyArray<Without>,
  more: Fields<R>,
): t.Type<Omit<A, Without> & R, unknown> => {
  const { required, optional } = fieldsOf(codec)
  // The fields are those of `A`; the compiler loses track of that in the list of entries.
  const whole: t.Mixed = recordWith(name, { ...lacking(required, without), ...more }, lacking(optional, without))
  return whole
}

/** The same record with more optional fields, which replace fields of the same name. */
const perhaps = <A, O>(
  name: string,
  codec: t.Type<A, unknown>,
  more: Fields<O>,
): t.Type<Omit<A, keyof O> & Partial<O>, unknown> => {
  const { required, optional } = fieldsOf(codec)
  const both: t.Mixed = recordWith(name, required, { ...optional, ...more })
  return both
}

/** Every codec of the registry also encodes, although its type promises only decoding. */
const bothWays = <A>(decoder: t.Decoder<unknown, A>): t.Type<A, unknown> => decoder as t.Type<A, unknown>

const instrument = aggregates.instrument.commandCodecs.stored
const call = aggregates.call.commandCodecs.stored
const log = aggregates.log.commandCodecs.stored
const commands = commandCodecs(asStored)
const assessment = AssessmentCodec
const waivers = list(WaiverCodec)
/** The parts of a title that pass to a successor: see `docs/decisions/0050-succession.md`. */
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

/** The particulars before a change have the same fields as those after it. */
const particulars = fieldsOf(commands.ChangeParticulars).required["after"] as t.Type<
  DataOf<"ParticularsChanged">["before"],
  unknown
>

/** A correction of a title's last day also says what the confirmations since come to. */
const RecordCorrected = ((): t.Type<DataOf<"RecordCorrected">, unknown> => {
  const { composition } = described(commands.CorrectRecord)
  if (composition._tag !== "Union") throw new TypeError(`${commands.CorrectRecord.name} is no union`)
  const { cases } = composition
  const ofLastDay = "TitleImported.validUntil"
  const ConfirmedUntil = record("ConfirmedUntil", { revision: Count, validUntil: nullable(CivilDate) })
  type OfLastDay = Extract<Correction, { readonly field: typeof ofLastDay }>
  const lastDay = perhaps("Correction", cases[ofLastDay] as t.Type<OfLastDay, unknown>, {
    confirmedUntil: list(ConfirmedUntil, { from: 1 }),
  })
  // The compiler cannot see that the other cases stay as they are.
  const all: AnyFields = { ...cases, [ofLastDay]: lastDay }
  return tagged("RecordCorrected", "field", all as Cases<DataOf<"RecordCorrected">, "field">)
})()

/** The codec of each event's data. A type without a codec, or with one for other data, does not compile. */
export const eventCodecs: { readonly [T in AnyEventType]: t.Type<DataOf<T>, unknown> } = {
  Applied: decided("Applied", commands.Apply, [], { selfAssessment: assessment }),
  Withdrawn: commands.Withdraw,
  Recommended: decided("Recommended", commands.Recommend, ["waiversProposed"], {
    waiversProposed: waivers,
    assessment,
  }),
  RecommendationDeclined: commands.DeclineRecommendation,
  SupplementRequested: commands.RequestSupplement,
  ApplicationSupplemented: decided("ApplicationSupplemented", commands.SupplementApplication, [], {
    changed,
    selfAssessment: assessment,
  }),
  ReviewSupplemented: decided("ReviewSupplemented", commands.SupplementReview, [], { changed }),
  NoticePublished: commands.PublishNotice,
  StepTaken: commands.TakeStep,
  Certified: perhaps("Certified", decided("Certified", commands.Certify, ["waivers"], { waivers, assessment }), {
    validUntil: CivilDate,
  }),
  CertificationDeclined: decided("CertificationDeclined", commands.DeclineCertification, [], { assessment }),
  PlaqueAwarded: commands.AwardPlaque,
  NominatedToProvince: commands.NominateToProvince,
  AnnualSummaryFiled: commands.FileAnnualSummary,
  SpotChecked: commands.SpotCheck,
  SupportGranted: commands.GrantSupport,
  ReviewFiled: commands.FileReview,
  ReviewAssessed: perhaps("ReviewAssessed", commands.AssessReview, { waiversProposed: waivers }),
  RectificationOrdered: commands.OrderRectification,
  Reviewed: perhaps(
    "Reviewed",
    decided("Reviewed", commands.ConcludeReview, ["waivers", "announcement", "hearing"], {
      waivers,
      assessment: nullable(assessment),
    }),
    { validUntil: nullable(CivilDate) },
  ),
  Revoked: perhaps("Revoked", decided("Revoked", commands.Revoke, [], { ground: Ground, word: Line }), {
    textualGap: True,
  }),
  ParticularsChanged: decided("ParticularsChanged", commands.ChangeParticulars, [], { before: particulars }),
  TitleImported: commands.ImportTitle,
  PlaqueReturned: commands.ReturnPlaque,
  TitleSurrendered: commands.SurrenderTitle,
  UnitEnded: commands.RecordEndOfUnit,
  DecisionAnnulled: decided("DecisionAnnulled", commands.AnnulDecision, [], {
    decision: oneOf("Decision", eventTypes),
  }),
  RecordCorrected,
  TitleSucceeded: commands.SucceedTitle,
  TitleInherited: decided("TitleInherited", commands.InheritTitle, [], { title: InheritedTitle }),
  PersonalDataErased: commands.ErasePersonalData,
  PersonalDataOpened: commands.OpenPersonalData,
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
