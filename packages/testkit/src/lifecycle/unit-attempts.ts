import fc from "fast-check"
import {
  civilDate as day,
  plusDays,
  yearOf,
  type Actor,
  type ApplicationForm,
  type CivilDate,
  type Command,
  type CommandOf,
  type Sealed,
  type Uscc,
} from "@shifan/core"
import { applicationForm, document, dossier, plainForm } from "../arbitraries/application.js"
import {
  assessing,
  certifying,
  checking,
  concluding,
  declining,
  reasons,
  recommending,
  revoking,
} from "./authority-decisions.js"
import { reportOf, type Attempt } from "./samples.js"

export const unit = "91130302MA00010187" as Uscc
const county = "130302" as ApplicationForm<Sealed>["countyOrDistrict"]

const competent = {
  unit: { role: "unit", code: unit, officer: "U-01" },
  county: { role: "county", code: county, officer: "HG-01" },
  bureau: { role: "bureau", code: "130300", officer: "SJ-01" },
} as const satisfies Record<string, Actor>

/** Actors of another place or role, and the county's officer acting for the bureau. */
const strangers: ReadonlyArray<Actor> = [
  { role: "county", code: "130303", officer: "SH-01" },
  { role: "bureau", code: "130300", officer: "HG-01" },
  { role: "unit", code: "91110108551385082Q", officer: "U-02" },
  { role: "auditor", code: "130300", officer: "SJJ-01" },
]

const by = (actor: Actor): fc.Arbitrary<Actor> =>
  fc.oneof({ weight: 12, arbitrary: fc.constant(actor) }, { weight: 1, arbitrary: fc.constantFrom(...strangers) })

const attempt = (actor: Actor, on: CivilDate, command: fc.Arbitrary<Command>): fc.Arbitrary<Attempt> =>
  fc.record({ actor: by(actor), effectiveOn: fc.constant(on), command })

const applying = (on: CivilDate) =>
  fc.record({ callYear: fc.constant(yearOf(on)), form: applicationForm(unit, county, on), dossier })

const filing = (on: CivilDate) => ({
  callYear: yearOf(on),
  report: reportOf(plainForm(unit, county, on), on),
  workSummaries: [document],
  priorYearServiceAccounts: document,
})

const visits = (["passed", "notPassed"] as const).map((outcome) => ({ step: "siteVisit", outcome, document }))

const wanting = (...at: ReadonlyArray<string>) => at.map((path) => ({ at: path, text: "示例" }))

const asking = (on: CivilDate) =>
  fc.record(
    {
      wanting: fc.constantFrom(wanting("form", "dossier"), wanting("report", "workSummaries")),
      until: fc.constantFrom(on, plusDays(on, 5)),
    },
    { requiredKeys: ["wanting"] },
  )

const supplementing = (on: CivilDate) => fc.record({ form: applicationForm(unit, county, on), dossier })

const supplementOfReview = (on: CivilDate) => {
  const { callYear: _, ...data } = filing(on)
  return data
}

const command = <T extends Command["type"]>(
  type: T,
  data: fc.Arbitrary<CommandOf<T>["data"]>,
): fc.Arbitrary<CommandOf<T>> => data.map((generated) => ({ type, data: generated }))

const annulling = (on: CivilDate) =>
  fc.record({
    revision: fc.nat(14),
    ground: fc.constantFrom("reconsideration" as const, "court" as const, "superior" as const, "self" as const),
    effect: fc.constantFrom("fromBeginning" as const, "fromNow" as const),
    decidedOn: fc.constant(on),
    document: fc.constant(document),
    reasons: fc.constant("示例"),
  })

const correcting = fc.constantFrom(2, 2, 3, 4).map((revision) => ({
  revision,
  field: "Certified.certificateNumber" as const,
  from: "示例-1",
  to: "示例-2",
  reason: "示例",
  document,
  approver: "SJ-09",
}))

const succeeding = { successor: "91110108551385082Q" as Uscc, cause: "conversion" as const, document }

/** What ends a history is mostly tried by somebody who may not, so that few end early. */
const rarely = (tried: fc.Arbitrary<Attempt>): fc.Arbitrary<Attempt> => {
  const auditor: Actor = { role: "auditor", code: "130300", officer: "SJJ-01" }
  return fc.oneof(
    { weight: 7, arbitrary: tried.map((one) => ({ ...one, actor: auditor })) },
    { weight: 1, arbitrary: tried },
  )
}

/** An attempt at each act on a day, mostly with what it needs. */
export const attemptsOn = (on: CivilDate): fc.Arbitrary<ReadonlyArray<Attempt>> => {
  const { unit: us, county: authority, bureau } = competent
  return fc.tuple(
    attempt(us, on, command("Apply", applying(on))),
    attempt(us, on, command("Withdraw", fc.constant({ reason: "示例" }))),
    attempt(
      authority,
      on,
      command("Recommend", recommending(plainForm(unit, county, on).applicantUnitName, county, on)),
    ),
    attempt(authority, on, command("DeclineRecommendation", fc.record({ reasons }))),
    // Three to one, so that most cases go on.
    attempt(bureau, on, command("Certify", certifying(on))),
    attempt(bureau, on, command("Certify", certifying(on))),
    attempt(bureau, on, command("Certify", certifying(on))),
    attempt(bureau, on, command("DeclineCertification", declining(on))),
    attempt(bureau, on, command("AwardPlaque", fc.constant({ awardedOn: on }))),
    attempt(us, on, command("FileAnnualSummary", fc.constant({ year: yearOf(on), document }))),
    attempt(bureau, on, command("SpotCheck", checking)),
    attempt(bureau, on, command("Revoke", revoking(on))),
    attempt(us, on, command("FileReview", fc.constant(filing(on)))),
    attempt(authority, on, command("AssessReview", assessing(on))),
    attempt(bureau, on, command("ConcludeReview", concluding(on))),
    attempt(bureau, on, command("NominateToProvince", fc.constant({ document }))),
    attempt(bureau, on, command("GrantSupport", fc.constant({ kind: "示例", amount: 5_000_000, document }))),
    attempt(us, on, command("ChangeParticulars", fc.constant({ after: { platformName: `示例平台${on}` }, document }))),
    attempt(
      bureau,
      on,
      command(
        "ErasePersonalData",
        fc.constant({ basis: "个人信息保护法第四十七条", scope: "联系人", approver: "SJ-09" }),
      ),
    ),
    attempt(
      bureau,
      on,
      command("OpenPersonalData", fc.constant({ openedTo: "市审计局", purpose: "示例", paths: ["form.basic.phone"] })),
    ),
    attempt(
      bureau,
      on,
      command(
        "PublishNotice",
        fc.constant({ opensOn: on, closesOn: plusDays(on, 6), number: "示例", address: "https://example.cn" }),
      ),
    ),
    rarely(
      attempt(
        bureau,
        on,
        command(
          "TakeStep",
          fc.constantFrom(...visits).map((one) => ({ ...one, takenOn: on })),
        ),
      ),
    ),
    attempt(
      bureau,
      on,
      command("OrderRectification", fc.record({ until: fc.constantFrom(on, plusDays(on, 20)), reasons })),
    ),
    attempt(bureau, on, command("ImportTitle", fc.constant(importing))),
    attempt(bureau, on, command("ReturnPlaque", fc.constant({ returnedOn: on }))),
    rarely(attempt(us, on, command("SurrenderTitle", fc.constant({ reason: "示例" })))),
    rarely(attempt(bureau, on, command("SucceedTitle", fc.constant(succeeding)))),
    rarely(attempt(bureau, on, command("RecordEndOfUnit", fc.constant({ endedOn: on, document })))),
    attempt(bureau, on, command("AnnulDecision", annulling(on))),
    attempt(authority, on, command("RequestSupplement", asking(on))),
    attempt(us, on, command("SupplementApplication", supplementing(on))),
    attempt(us, on, command("SupplementReview", fc.constant(supplementOfReview(on)))),
    attempt(bureau, on, command("CorrectRecord", correcting)),
    attempt(bureau, on, command("CorrectRecord", correcting)),
  )
}

const importing = {
  operatingUnitName: "秦皇岛示例服务有限公司",
  platformName: "示例服务平台",
  countyOrDistrict: county,
  serviceArea: "industrialPark" as const,
  grantedOn: day("2018-12-13"),
  grantingDocument: "示例〔2018〕1号",
}
