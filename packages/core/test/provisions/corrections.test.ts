/** Clerical errors are corrected, and everything derived from them changes too. The text is silent on this. */
import { describe, expect, it } from "vitest"
import { announcementOn, document, reasons, type Attempt } from "@shifan/testkit"
import { countyOf, type Correction, type State } from "../../src/index.js"
import {
  applied,
  bureauActs,
  codes,
  day,
  lastEvent,
  recommended,
  refusals,
  stateOf,
  titleOf,
  town,
} from "../unit-scenario.js"

const correct = (
  on: string,
  revision: number,
  values: Pick<Correction, "field" | "from" | "to">,
  change: Partial<Attempt["actor"]> & { readonly approver?: string } = {},
): Attempt => {
  const { approver = "SJ-09", ...actor } = change
  const data = { revision, ...values, reason: "录入笔误", document, approver } as Correction
  return town.act({ ...town.bureau, ...actor }, day(on), "CorrectRecord", data)
}

const number = { field: "Certified.certificateNumber", from: "示例-1", to: "示例-2" } as const
const name = (from: string, to: string) => ({ field: "Applied.form.platformName", from, to }) as const
const asUnit = { role: "unit", code: town.us.code, officer: town.us.officer } as const
const platformName = town.form(day("2020-12-01")).platformName

const withNumber = [
  ...recommended,
  bureauActs("2020-12-29", "Certify", {
    certificateNumber: "示例-1",
    appraisal: { date: day("2020-12-20"), members: ["PS-01"], opinion: "合格" },
    findings: [],
    waivers: [],
  }),
]
const plaque = bureauActs("2021-01-10", "AwardPlaque", { awardedOn: day("2021-01-08") })
const withPlaque = [...withNumber, plaque]
const summary = town.act(town.us, day("2021-12-31"), "FileAnnualSummary", { year: 2020, document })
const check = bureauActs("2021-05-03", "SpotCheck", {
  regular: true,
  findings: "示例",
  falsificationFound: true,
  evidence: [document],
})

const nameIn = ({ phase }: State): string | undefined =>
  "title" in phase ? phase.title.platformName : "case" in phase ? phase.case.form.platformName : undefined

/** The state after attempts, all of which must be accepted. */
const after = (attempts: ReadonlyArray<Attempt>): State => {
  expect(refusals(attempts)).toEqual([])
  return stateOf(attempts)
}

describe("a correction", () => {
  it("of the certificate number changes the title, and its event keeps the old number", () => {
    const both = [...withNumber, correct("2021-02-01", 2, number)]
    expect(titleOf(both).certificateNumber).toBe("示例-2")
    expect(lastEvent(both)).toMatchObject({
      type: "RecordCorrected",
      data: { from: "示例-1", to: "示例-2" },
      rule: null,
    })
    const again = correct("2021-02-02", 2, { ...number, from: "示例-2", to: "示例-3" })
    expect(titleOf([...both, again]).certificateNumber).toBe("示例-3")
  })

  it("must state the current value and a different new value", () => {
    expect(codes([...withNumber, correct("2021-02-01", 2, { ...number, from: "示例-9" })])).toEqual([
      "InvalidParticulars",
    ])
    expect(codes([...withNumber, correct("2021-02-01", 2, { ...number, to: "示例-1" })])).toEqual([
      "InvalidParticulars",
    ])
  })

  it("is entered by the unit for its own application and by the bureau for its own act", () => {
    const renamed = correct("2020-12-02", 0, name(platformName, "正名平台"), asUnit)
    expect(nameIn(after([...applied, renamed]))).toBe("正名平台")
    expect(codes([...applied, correct("2020-12-02", 0, name(platformName, "正名平台"))])).toEqual(["NotCompetent"])
    expect(codes([...withNumber, correct("2021-02-01", 2, number, asUnit)])).toEqual(["NotCompetent"])
  })

  it("must be approved by another officer than the one who enters it", () => {
    expect(codes([...withNumber, correct("2021-02-01", 2, number, { approver: town.bureau.officer })])).toEqual([
      "InvalidParticulars",
    ])
  })

  it("is not approved by somebody who has acted for the other authority in the case", () => {
    const approvedBy = (approver: string) => refusals([...withNumber, correct("2021-02-01", 2, number, { approver })])
    expect(approvedBy(town.county.officer)).toMatchObject([
      { code: "InvalidParticulars", issues: [{ path: "approver", got: town.county.officer }] },
    ])
    expect(approvedBy("HG-99")).toEqual([])
  })

  it("is refused for a field that the corrected act does not have, with the fields it has", () => {
    const of = (revision: number, field: string): ReadonlyArray<unknown> =>
      refusals([...withNumber, correct("2021-02-01", revision, { ...number, field } as never)])
    expect(of(1, "Certified.certificateNumber")).toMatchObject([{ code: "NothingToCorrect", fields: [] }])
    expect(of(9, "Certified.certificateNumber")).toMatchObject([{ code: "NothingToCorrect", fields: [] }])
    expect(of(2, "PlaqueAwarded.awardedOn")).toMatchObject([
      { fields: ["Certified.certificateNumber", "Certified.appraisal.date"] },
    ])
  })

  it("of a name in the application changes the title, unless the name has changed since", () => {
    const renamed = correct("2021-02-01", 0, name(platformName, "正名平台"), asUnit)
    expect(nameIn(after([...withNumber, renamed]))).toBe("正名平台")
    const changed = town.act(town.us, day("2021-01-20"), "ChangeParticulars", {
      after: { platformName: "新平台" },
      document,
    })
    expect(nameIn(after([...withNumber, changed, renamed]))).toBe("新平台")
    const both = correct(
      "2021-02-02",
      3,
      { field: "ParticularsChanged.after.platformName", from: "新平台", to: "新正名" },
      asUnit,
    )
    expect(nameIn(after([...withNumber, changed, renamed, both]))).toBe("新正名")
    expect(countyOf(after([...withNumber, changed, both]))).toBe(town.county.code)
  })

  it("of a name changes a title that an annulment restores", () => {
    const lost = [...withNumber, check, bureauActs("2021-06-01", "Revoke", { restsOn: 3, reasons })]
    const renamed = correct("2021-06-02", 0, name(platformName, "正名平台"), asUnit)
    const back = bureauActs("2021-07-01", "AnnulDecision", {
      revision: 4,
      ground: "court",
      effect: "fromBeginning",
      decidedOn: day("2021-06-20"),
      document,
      reasons: "示例",
    })
    expect(nameIn(after([...lost, renamed, back]))).toBe("正名平台")
    const anew = town.apply(day("2021-09-10"), { platformName: "另一平台" })
    expect(nameIn(after([...lost, renamed, anew]))).toBe("另一平台")
    expect(nameIn(after([...lost, renamed, anew, { ...back, effectiveOn: day("2021-09-20") }]))).toBe("正名平台")
  })

  it("of a day must keep the bounds of the original act", () => {
    const award = (to: string) =>
      codes([
        ...withPlaque,
        correct("2021-03-01", 3, { field: "PlaqueAwarded.awardedOn", from: day("2021-01-08"), to: day(to) }),
      ])
    expect([award("2020-12-28"), award("2020-12-29"), award("2021-01-10"), award("2021-01-11")]).toEqual([
      ["InvalidParticulars"],
      [],
      [],
      ["InvalidParticulars"],
    ])
    const appraisal = (to: string) =>
      codes([
        ...withNumber,
        correct("2021-03-01", 2, { field: "Certified.appraisal.date", from: day("2020-12-20"), to: day(to) }),
      ])
    expect([
      appraisal("2020-12-07"),
      appraisal("2020-12-08"),
      appraisal("2020-12-29"),
      appraisal("2020-12-30"),
    ]).toEqual([["InvalidParticulars"], [], [], ["InvalidParticulars"]])
  })

  it("of the plaque's day, a summary's year or a check's day changes the title", () => {
    const fixes = [
      correct("2022-01-05", 3, { field: "PlaqueAwarded.awardedOn", from: day("2021-01-08"), to: day("2021-01-09") }),
      correct("2022-01-05", 4, { field: "SpotChecked.checkedOn", from: null, to: day("2021-05-01") }),
      correct("2022-01-05", 5, { field: "AnnualSummaryFiled.year", from: 2020, to: 2021 }, { ...asUnit }),
    ]
    expect(titleOf([...withPlaque, check, summary, ...fixes])).toMatchObject({
      plaqueAwardedOn: "2021-01-09",
      spotChecks: ["2021-05-01"],
      falsification: [{ revision: 4, foundOn: "2021-05-01" }],
      summaries: [2021],
    })
    const later = correct("2022-01-05", 4, { field: "AnnualSummaryFiled.year", from: 2020, to: 2022 }, asUnit)
    expect(codes([...withPlaque, summary, later])).toEqual(["InvalidParticulars"])
  })

  it("of an amount is kept in the records, and of a document or an announcement must fit the original act", () => {
    const support = bureauActs("2021-04-01", "GrantSupport", { kind: "示例", amount: 5_000_000, document })
    const less = correct("2021-05-01", 3, { field: "SupportGranted.amount", from: 5_000_000, to: 500_000 })
    expect(after([...withNumber, support, less]).records?.corrected).toMatchObject({
      "SupportGranted.amount": 500_000,
    })
    const other = { ...document, title: "另一文件", digest: `sha256:${"9".repeat(64)}` }
    const file = (from: typeof document) =>
      codes([...withNumber, support, correct("2021-05-01", 3, { field: "SupportGranted.document", from, to: other })])
    expect(file(document)).toEqual([])
    expect(file({ ...document, digest: `sha256:${"8".repeat(64)}` })).toEqual(["InvalidParticulars"])
    const revoked = [
      ...withNumber,
      check,
      bureauActs("2021-06-01", "Revoke", { restsOn: 3, reasons, announcement: announcementOn(day("2021-06-01")) }),
    ]
    const announcement = (to: string) =>
      codes([
        ...revoked,
        correct("2021-06-10", 4, { field: "Revoked.announcement.date", from: day("2021-06-01"), to: day(to) }),
      ])
    expect([announcement("2021-06-10"), announcement("2021-06-11")]).toEqual([[], ["InvalidParticulars"]])
  })
})

describe("an erasure of personal data, which nothing undoes", () => {
  const erase = (approver: string): Attempt =>
    town.act(town.bureau, day("2021-02-01"), "ErasePersonalData", { basis: "示例", scope: "全部", approver })

  it("must be approved by another officer than the one who enters it or acted for the county", () => {
    expect(codes([...withNumber, erase("SJ-09")])).toEqual([])
    for (const officer of [town.bureau.officer, town.county.officer])
      expect(refusals([...withNumber, erase(officer)])).toMatchObject([
        { code: "InvalidParticulars", issues: [{ path: "approver", got: officer }] },
      ])
  })
})
