/** Codecs of refusals: the fields of each, in addition to its code. */
import type * as t from "io-ts"
import { CivilDate, Count, roles, type AnyRefusal, type RefusalCode } from "@shifan/core"
import { list, nullable, oneOf, record, recordWith, tagged, type Cases, type Fields } from "@shifan/core/forms"
import { ConditionIdCodec } from "@shifan/core/registry"
import { AssessmentCodec } from "./assessment.js"
import { BilingualCodec, Integer, ProvisionIdCodec, Text } from "./values.js"

type RefusalOf<C extends RefusalCode> = Extract<AnyRefusal, { readonly code: C }>

/** The actor as repeated in a refusal. Its fields were validated when the request came in. */
const ActorTold = record<RefusalOf<"NotCompetent">["actor"]>("ActorTold", {
  role: oneOf("Role", roles),
  code: Text,
  officer: Text,
})

const Role = oneOf("Role", roles)
const date = nullable(CivilDate)
const conditions = list(ConditionIdCodec)
const period = record<{ readonly after: CivilDate | null; readonly until: CivilDate | null }>("Gap", {
  after: date,
  until: date,
})

/** A missing material, and the provision that requires it. */
export const MissingMaterialCodec: t.Type<RefusalOf<"DossierIncomplete">["missing"][number], unknown> = record(
  "MissingMaterial",
  {
    item: Text,
    provision: ProvisionIdCodec,
    because: oneOf("because", ["missing", "mayNotBeNone"]),
  },
)

/** A place where a form contradicts itself or the record. */
export const ContradictionCodec: t.Type<RefusalOf<"InvalidParticulars">["issues"][number], unknown> = recordWith(
  "Contradiction",
  { path: Text, expected: BilingualCodec, got: Text },
  { sentence: BilingualCodec },
)

const MissingStep = record<RefusalOf<"StepMissing">["steps"][number]>("MissingStep", {
  step: Text,
  by: Role,
  because: oneOf("because", ["missing", "notPassed"]),
})

type DetailsOf<C extends RefusalCode> = Omit<RefusalOf<C>, "code" | "provisions">

type IsOptional<A, K extends keyof A> = object extends Pick<A, K> ? true : false

type RequiredOf<A> = { readonly [K in keyof A as IsOptional<A, K> extends true ? never : K]: A[K] }

type OptionalOf<A> = {
  readonly [K in keyof A as IsOptional<A, K> extends true ? K : never]-?: Exclude<A[K], undefined>
}

type AnyFields = Readonly<Record<string, t.Mixed>>

/** Codecs for the fields of a refusal. A wrong field name or type does not compile. */
interface Details<C extends RefusalCode> {
  readonly required: Fields<RequiredOf<DetailsOf<C>>>
  readonly optional?: Fields<OptionalOf<DetailsOf<C>>>
}

const nothingElse = { required: {} }

/** Typed so that a code without an entry does not compile. */
export const refusalDetails: { readonly [C in RefusalCode]: Details<C> } = {
  NotCompetent: { required: { actor: ActorTold, competent: list(Role) }, optional: { rightCode: Text } },
  SameOfficer: { required: { officer: Text, actedFor: oneOf("Authority", ["county", "superior", "bureau"]) } },
  NoRuleInForce: { required: { on: CivilDate, gap: period } },
  WrongState: { required: { act: Text, phase: Text, possibleIn: list(Text) } },
  AlreadyDecided: { required: { act: Text, phase: Text } },
  EffectiveDateAhead: { required: { recordedOn: CivilDate, given: CivilDate } },
  EffectiveDateGoesBack: { required: { last: CivilDate, given: CivilDate } },
  NotLegalPerson: { required: { unit: Text } },
  DossierIncomplete: { required: { missing: list(MissingMaterialCodec) } },
  ConditionsNotMet: { required: { assessment: AssessmentCodec } },
  FindingMissing: { required: { conditions } },
  FigureMissing: { required: { conditions } },
  WaiverNotAllowed: {
    required: {
      condition: ConditionIdCodec,
      because: oneOf("because", [
        "notWaivable",
        "gateClosed",
        "alreadyMet",
        "levelNotBelowStatutory",
        "levelNotReached",
        "belowFloor",
        "notTheAuthority",
        "askedTwice",
      ]),
    },
  },
  OutsideCall: {
    required: {
      year: Count,
      on: CivilDate,
      window: nullable(
        record<{ readonly opensOn: CivilDate; readonly closesOn: CivilDate }>("Window", {
          opensOn: CivilDate,
          closesOn: CivilDate,
        }),
      ),
    },
  },
  ReviewNotDue: { required: { on: CivilDate }, optional: { year: Count, from: CivilDate } },
  ReviewNotProvided: nothingElse,
  NothingFiled: nothingElse,
  FiledForReview: { required: { filedOn: CivilDate } },
  ReviewNotAssessed: { required: { act: Text, filedOn: date } },
  TermIsOver: { required: { from: CivilDate, validUntil: CivilDate } },
  NoticeNotOver: { required: { days: Count, closesOn: date } },
  StepMissing: { required: { act: Text, steps: list(MissingStep) } },
  RectificationPending: { required: { until: date } },
  SupplementPending: { required: { until: CivilDate } },
  SupplementNotRequested: nothingElse,
  SupplementTooLate: { required: { until: CivilDate } },
  CertificateNumberTaken: { required: { number: Text, unit: Text, revision: Count } },
  QuotaReached: { required: { callYear: Integer, act: Text, county: nullable(Text), most: Count, held: Count } },
  AnnouncementMissing: nothingElse,
  HearingMissing: nothingElse,
  ReasonsMissing: { required: { act: Text } },
  NothingFound: { required: { restsOn: Integer } },
  PlaqueMissing: nothingElse,
  NoPlaqueToReturn: nothingElse,
  NothingToAnnul: { required: { revision: Integer }, optional: { takenOverBy: Text } },
  NothingToInherit: { required: { predecessor: Text } },
  NothingToCorrect: { required: { revision: Integer, field: Text, fields: list(Text) } },
  UnitHasEnded: { required: { endedOn: CivilDate } },
  FalsificationPending: { required: { revision: Count } },
  ReapplicationBarred: { required: { until: CivilDate } },
  InvalidParticulars: { required: { issues: list(ContradictionCodec, { to: 1000 }) } },
}

interface AnyDetails {
  readonly required: AnyFields
  readonly optional?: AnyFields
}

const codecOf = (code: string, { required, optional = {} }: AnyDetails): t.Mixed =>
  recordWith(code, { code: oneOf("RefusalCode", [code]), provisions: list(ProvisionIdCodec), ...required }, optional)

/** A refusal, discriminated by `code`. */
export const RefusalCodec: t.Type<AnyRefusal, unknown> = tagged<AnyRefusal, "code">(
  "Refusal",
  "code",
  Object.fromEntries(
    Object.entries<AnyDetails>(refusalDetails).map(([code, details]) => [code, codecOf(code, details)]),
  ) as Cases<AnyRefusal, "code">,
)
