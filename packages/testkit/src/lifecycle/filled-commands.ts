/** Fills in each act of a designation for a unit's situation: a new act needs a row here, or it does not compile. */
import {
  civilDate,
  plusDays,
  yearOf,
  type CivilDate,
  type Command,
  type CommandOf,
  type CommandType,
  type DivisionCode,
  type FindingMade,
  type State,
  type Uscc,
} from "@shifan/core"
import { document } from "../arbitraries/application.js"
import { announcementOn, reasons, type Attempt, type SampleFindings, type Samples } from "./samples.js"

type DataOf<T extends CommandType> = CommandOf<T>["data"]

/** A unit's state on a day. */
export interface UnitPlace {
  readonly state: State
  readonly on: CivilDate
}

/** All variants of an act's data for a competent actor: each choice once. */
interface Filled<T extends CommandType> {
  readonly by: "us" | "county" | "bureau"
  readonly data: ReadonlyArray<DataOf<T>>
}

type Fillings = { readonly [T in CommandType]: (samples: Samples, place: UnitPlace) => Filled<T> }

const text = "示例"

/** The unit that can take over the title, or whose title can pass to this unit. */
export const otherUnit = "91110108551385082Q" as Uscc

const dataOf = <T extends CommandType>(_: T, { command }: Attempt): DataOf<T> => command.data as DataOf<T>

const hearingOn = (on: CivilDate) => ({ hearing: { heldOn: on, record: document } })

/** Revisions of all remembered events, one of which an annulment names; without those kept only for corrections. */
const revisionsIn = (value: unknown): ReadonlyArray<number> => {
  if (typeof value !== "object" || value === null || "sealed" in value) return []
  return Object.entries(value).flatMap(([key, one]) => {
    if (key === "records") return []
    return key === "revision" && typeof one === "number" && one >= 0 ? [one] : revisionsIn(one)
  })
}

/** If there is nothing to name, the first event is named. */
const orFirst = (revisions: ReadonlyArray<number>): ReadonlyArray<number> => (revisions.length > 0 ? revisions : [0])

const unmet: SampleFindings = { except: ["art_5__para_1__point_6#principal"] }

const foundBut = (samples: Samples, on: CivilDate): ReadonlyArray<FindingMade> =>
  dataOf("Recommend", samples.recommend(on, unmet)).findings

/** Meets every number under every option of every reading. */
const ample = (form: ReturnType<Samples["form"]>) => ({
  basic: { ...form.basic, staff: 20, qualifiedStaff: { diplomaOnly: 0, titleOnly: 0, diplomaAndTitle: 20 } },
  operation: form.operation.map((row, i) => ({ ...row, smesServed: 60 + i, visits: 120 + i })),
  selfDeclaredSatisfaction: 9000,
  trailingTwelveMonths: { smesServed: 80, visits: 160 },
  priorYearEnd: { staff: 20, diplomaOnly: 0, titleOnly: 0, diplomaAndTitle: 20, totalAssets: form.basic.totalAssets },
})

const fillings: Fillings = {
  Apply: (samples, { on }) => ({ by: "us", data: [dataOf("Apply", samples.apply(on, ample(samples.form(on))))] }),
  Withdraw: () => ({ by: "us", data: [{ reason: text }] }),
  Recommend: (samples, { on }) => ({
    by: "county",
    data: [dataOf("Recommend", samples.recommend(on)), dataOf("Recommend", samples.recommend(on, unmet))],
  }),
  DeclineRecommendation: () => ({ by: "county", data: [{ reasons }] }),
  RequestSupplement: (_, { on, state: { phase } }) => ({
    by: "county",
    data: [
      {
        wanting: [{ at: phase._tag === "applied" ? "form.basic.staff" : "report.basic.staff", text }],
        until: plusDays(on, 5),
      },
    ],
  }),
  SupplementApplication: (samples, { on, state: { phase } }) => {
    const { form, dossier } = phase._tag === "applied" ? phase.case : dataOf("Apply", samples.apply(on))
    return { by: "us", data: [{ form: { ...form, filledOn: on }, dossier }] }
  },
  SupplementReview: (samples, { on, state: { phase } }) => {
    const filed = phase._tag === "certified" ? phase.title.review?.filed : undefined
    const { callYear: _, serviceArea: __, ...anew } = dataOf("FileReview", samples.fileReview(on))
    const data = filed == null ? anew : { ...filed.enclosures, report: { ...filed.report, filledOn: on } }
    return { by: "us", data: [data] }
  },
  PublishNotice: (_, { on }) => ({
    by: "bureau",
    data: [{ opensOn: on, closesOn: plusDays(on, 6), number: text, address: "https://example.cn/1" }],
  }),
  TakeStep: (_, { on }) => ({
    by: "bureau",
    data: (["passed", "notPassed"] as const).map((outcome) => ({
      step: "expertReview",
      takenOn: on,
      outcome,
      document,
    })),
  }),
  Certify: (samples, { on }) => ({ by: "bureau", data: [dataOf("Certify", samples.certify(on))] }),
  DeclineCertification: (_, { on }) => ({
    by: "bureau",
    data: [{ appraisal: { date: on, members: ["PS-01"], opinion: text }, findings: [], reasons }],
  }),
  AwardPlaque: (_, { on }) => ({ by: "bureau", data: [{ awardedOn: on }] }),
  NominateToProvince: () => ({ by: "bureau", data: [{ document }] }),
  FileAnnualSummary: (_, { on }) => ({ by: "us", data: [{ year: yearOf(on), document }] }),
  SpotCheck: () => ({
    by: "bureau",
    data: [true, false].map((falsificationFound) => ({
      regular: true,
      findings: text,
      falsificationFound,
      evidence: [],
    })),
  }),
  GrantSupport: () => ({ by: "bureau", data: [{ kind: text, amount: null, document }] }),
  FileReview: (samples, { on, state: { phase } }) => {
    const { operation, ...figures } = ample(samples.form(on))
    const filed = dataOf("FileReview", samples.fileReview(on, { ...figures, lastThreeYears: operation }))
    const title = "title" in phase ? phase.title : undefined
    // The first review supplies facts for which no application is on record.
    const area =
      title !== undefined && title.serviceArea === undefined ? { serviceArea: "industrialPark" as const } : {}
    const { operatingUnitName } = title ?? filed.report
    return { by: "us", data: [{ ...filed, report: { ...filed.report, operatingUnitName }, ...area }] }
  },
  AssessReview: (samples, { on }) => ({
    by: "county",
    data: [
      dataOf("AssessReview", samples.assessReview(on)),
      { ...dataOf("AssessReview", samples.assessReview(on)), findings: foundBut(samples, on) },
      dataOf("AssessReview", samples.assessReview(on, null)),
    ],
  }),
  OrderRectification: (_, { on }) => ({ by: "bureau", data: [{ until: plusDays(on, 20), reasons }] }),
  ConcludeReview: (samples, { on }) => ({
    by: "bureau",
    data: [
      dataOf("ConcludeReview", samples.concludeReview(on, "confirmed")),
      { ...dataOf("ConcludeReview", samples.concludeReview(on, "failed")), ...hearingOn(on) },
    ],
  }),
  Revoke: (_, { on, state: { phase } }) => ({
    by: "bureau",
    data: orFirst("title" in phase ? phase.title.falsification.slice(0, 1).map(({ revision }) => revision) : []).map(
      (revision) => ({
        announcement: announcementOn(on),
        restsOn: revision,
        reasons,
        ...hearingOn(on),
      }),
    ),
  }),
  ChangeParticulars: (_, { state: { phase } }) => ({
    by: "bureau",
    data: [
      {
        after: {
          platformName: "title" in phase && phase.title.platformName === "示例平台甲" ? "示例平台乙" : "示例平台甲",
        },
        document,
      },
    ],
  }),
  ImportTitle: (samples, { on }) => ({
    by: "bureau",
    data: [
      {
        operatingUnitName: samples.form(on).applicantUnitName,
        platformName: text,
        countyOrDistrict: samples.county.code as DivisionCode,
        grantedOn: civilDate("2018-12-13"),
        grantingDocument: text,
      },
    ],
  }),
  ReturnPlaque: (_, { on }) => ({ by: "bureau", data: [{ returnedOn: on }] }),
  SurrenderTitle: () => ({ by: "us", data: [{ reason: text }] }),
  RecordEndOfUnit: (_, { on }) => ({ by: "bureau", data: [{ endedOn: on, document }] }),
  AnnulDecision: (_, { on, state }) => ({
    by: "bureau",
    data: orFirst([...new Set(revisionsIn(state))]).map((revision) => ({
      revision,
      ground: "court",
      effect: "fromBeginning",
      decidedOn: on,
      document,
      reasons: text,
    })),
  }),
  CorrectRecord: (_, { state: { phase } }) => {
    const title = phase._tag === "certified" ? phase.title : undefined
    const from = title?.certificateNumber ?? text
    return {
      by: "bureau",
      data: [
        {
          revision: title?.revision ?? 0,
          field: "Certified.certificateNumber",
          from,
          to: from === "示例-2" ? "示例-1" : "示例-2",
          reason: text,
          document,
          approver: "SJ-09",
        },
      ],
    }
  },
  SucceedTitle: () => ({ by: "bureau", data: [{ successor: otherUnit, cause: "merger", document }] }),
  InheritTitle: (samples, { on }) => ({
    by: "bureau",
    data: [
      {
        predecessor: otherUnit,
        operatingUnitName: samples.form(on).applicantUnitName,
        countyOrDistrict: samples.form(on).countyOrDistrict,
        document,
      },
    ],
  }),
  ErasePersonalData: () => ({ by: "bureau", data: [{ basis: text, scope: text, approver: "SJ-09" }] }),
  OpenPersonalData: () => ({ by: "bureau", data: [{ openedTo: text, purpose: text, paths: ["form.basic.phone"] }] }),
}

export type FilledAct = Pick<Attempt, "actor" | "command">

/** An act by a competent actor in a situation, in all variants. */
export const filledActs = (samples: Samples, type: CommandType, place: UnitPlace): ReadonlyArray<FilledAct> => {
  const { by, data } = fillings[type](samples, place)
  // The compiler cannot see that a type and its data belong together.
  return data.map((one) => ({ actor: samples[by], command: { type, data: one } as Command }))
}

export const commandTypes: ReadonlyArray<CommandType> = Object.keys(fillings) as ReadonlyArray<CommandType>

/** All acts by competent actors in a situation, in all variants. */
export const designationMoves =
  (samples: Samples) =>
  (place: UnitPlace): ReadonlyArray<FilledAct> =>
    commandTypes.flatMap((type) => filledActs(samples, type, place))
