/** Consistency of the facts of an act: each row is accepted as it is, and refused at the given path when broken. */
import { announcementOn, document, interpreted, prolonged, type Attempt } from "@shifan/testkit"
import { describe, expect, it } from "vitest"
import type { ApplicableLaw } from "../../src/index.js"
import { applied, certified, codes, day, recommended, refusals, stateOf, town } from "../unit-scenario.js"

type Path = ReadonlyArray<string>

/** A command with one value of its data replaced. */
const broken = (attempt: Attempt, path: Path, value: unknown): Attempt => {
  const put = (at: unknown, [key, ...rest]: Path): unknown => {
    if (key === undefined) return value
    if (Array.isArray(at)) return at.with(Number(key), put(at[Number(key)], rest))
    return { ...(at as object), [key]: put(Reflect.get(at as object, key), rest) }
  }
  return { ...attempt, command: { ...attempt.command, data: put(attempt.command.data, path) } as Attempt["command"] }
}

const seals = interpreted(prolonged, "seals", "required")
const filed = [...certified, town.fileReview(day("2023-09-10"))]
const assessed = [...filed, town.assessReview(day("2023-10-10"))]
const found = [
  ...certified,
  town.act(town.bureau, day("2021-05-01"), "SpotCheck", {
    regular: true,
    findings: "示例",
    falsificationFound: true,
    evidence: [],
  }),
]
const reasons = [{ provision: "art_14__para_1" as const, text: "示例" }]
const revoke = town.act(town.bureau, day("2021-06-01"), "Revoke", {
  restsOn: 3,
  reasons,
  announcement: announcementOn(day("2021-05-20")),
  hearing: { heldOn: day("2021-05-10"), record: town.report(day("2021-05-10")).basic as never },
})
const numeric = { condition: "art_5__para_1__point_3#staff", met: false, reasons: "示例" }
const unknown = { condition: "art_5__para_1__point_3#cafeteria", met: true, reasons: "示例" }

interface Row {
  readonly act: string
  readonly fact: string
  readonly before: ReadonlyArray<Attempt>
  readonly attempt: Attempt
  readonly broken: Attempt
  /** Path in the refusal. */
  readonly path: string
  readonly law: ApplicableLaw | undefined
}

/** `at`: path of the value to replace, and of the expected refusal, unless `path` is given. */
const row = (
  fact: string,
  before: ReadonlyArray<Attempt>,
  attempt: Attempt,
  at: string,
  value: unknown,
  { path = at, law }: { readonly path?: string; readonly law?: ApplicableLaw } = {},
): Row => ({
  act: attempt.command.type,
  fact,
  before,
  attempt,
  broken: broken(attempt, at.split("."), value),
  path,
  law,
})

const apply = town.apply(day("2020-12-01"))
const years = town.form(day("2020-12-01")).operation
const recommend = town.recommend(day("2020-12-08"))
const certify = town.certify(day("2020-12-29"))
const file = town.fileReview(day("2023-09-10"))
const assess = town.assessReview(day("2023-10-10"))
const fail = town.concludeReview(day("2023-11-10"), "failed")
const decline = town.act(town.county, day("2020-12-08"), "DeclineRecommendation", { reasons })

const confirm = town.concludeReview(day("2023-11-10"), "confirmed")
const refuse = town.act(town.bureau, day("2020-12-29"), "DeclineCertification", {
  appraisal: { date: day("2020-12-29"), members: ["PS-01"], opinion: "示例" },
  findings: [],
  reasons,
})
const rectify = town.act(town.bureau, day("2023-10-20"), "OrderRectification", { until: day("2023-11-20"), reasons })
const unfiled = [...certified, town.assessReview(day("2023-12-21"), null)]
const failUnfiled = town.concludeReview(day("2023-12-28"), "failed")
const summary = town.act(town.us, day("2022-03-01"), "FileAnnualSummary", {
  year: 2021,
  document,
  receivedOn: day("2022-02-01"),
})
const found0 = recommend.command.type === "Recommend" ? recommend.command.data.findings[0] : undefined

/** Recorded later than it took effect. */
const lateRevoke = { ...revoke, recordedOn: day("2021-06-20") }
const ordered = [...assessed, rectify]
const again = town.assessReview(day("2023-11-25"))
const fileAgain = town.fileReview(day("2023-11-10"))
const confirmed = [...assessed, confirm]
const fileNext = town.fileReview(day("2026-09-10"))

const rows: ReadonlyArray<Row> = [
  row("seals=required: the form is sealed", [], apply, "form.seal", false, { law: seals }),
  row("the form is filled in by the day of filing", [], apply, "form.filledOn", "2020-12-02"),
  row("operation does not begin before the registration", [], apply, "form.basic.operationStart", "1999-01-01"),
  row("no reported year precedes the unit", [], apply, "form.operation.0.year", 1999),
  row("the reported years are consecutive", [], apply, "form.operation", years.toSpliced(1, 1), {
    path: "form.operation.1.year",
  }),
  row("the unit's name is that of the application", applied, recommend, "form.operatingUnitName", "另一单位"),
  row("the form is filled in after the application", applied, recommend, "form.filledOn", "2020-11-30"),
  row("the form is filled in by the day it takes effect", applied, recommend, "form.filledOn", "2020-12-09"),
  row("the survey has respondents", applied, recommend, "satisfaction.sampleSize", 0),
  row("seals=required: the opinion is sealed", applied, recommend, "form.seal", false, { law: seals }),
  row("no finding replaces a given figure", applied, recommend, "findings.0", numeric, {
    path: "findings.0.condition",
  }),
  row("findings are on conditions of the regulation", applied, recommend, "findings.1", unknown, {
    path: "findings.1.condition",
  }),
  row("reasons cite the text", applied, decline, "reasons.0.provision", "art_19__para_1"),
  row("no appraiser assessed for the county", recommended, certify, "appraisal.members.0", "HG-01"),
  row("the appraisal follows the recommendation", recommended, certify, "appraisal.date", "2020-12-07"),
  row("the unit's name is that of the title", certified, file, "report.operatingUnitName", "另一单位"),
  row("seals=required: the report is sealed", certified, file, "report.seal", false, { law: seals }),
  row("the service area is the one certified", certified, file, "serviceArea", "industrialCluster"),
  row("the county assesses after the filing", filed, assess, "assessment.assessedOn", "2023-09-09"),
  row("the county assesses by the day it takes effect", filed, assess, "assessment.assessedOn", "2023-10-11"),
  row("the survey has respondents", filed, assess, "assessment.satisfaction.sampleSize", 0),
  row("seals=required: the opinion is sealed", filed, assess, "assessment.seal", false, { law: seals }),
  row("the announcement is published by the day of the act", assessed, fail, "announcement.date", "2023-11-11"),
  row("the announcement follows the assessment", assessed, fail, "announcement.date", "2023-10-09"),
  row("reasons cite the text", assessed, fail, "reasons.0.provision", "art_19__para_1"),
  row("the unit is heard before the announcement", found, revoke, "announcement.date", "2021-05-09"),
  row("the unit is heard after what was found", found, revoke, "hearing.heldOn", "2021-04-30"),
  row("the hearing is held by the day of the act", found, revoke, "hearing.heldOn", "2021-06-02"),
  row("the county is that of the application", applied, recommend, "form.countyOrDistrict", "130303"),
  row(
    "each condition has one finding",
    applied,
    recommend,
    "findings.1",
    { ...found0, met: false },
    { path: "findings.1.condition" },
  ),
  row("the appraisal is held by the day of the act", recommended, certify, "appraisal.date", "2020-12-30"),
  row("no appraiser is named twice", recommended, certify, "appraisal.members", ["PS-01", "PS-01"], {
    path: "appraisal.members.1",
  }),
  row("findings are on conditions of the regulation", recommended, certify, "findings", [unknown], {
    path: "findings.0.condition",
  }),
  row("no appraiser assessed for the county", recommended, refuse, "appraisal.members.0", "HG-01"),
  row("the appraisal follows the recommendation", recommended, refuse, "appraisal.date", "2020-12-07"),
  row("findings are on conditions of the regulation", recommended, refuse, "findings", [unknown], {
    path: "findings.0.condition",
  }),
  row("no finding replaces a given figure", recommended, refuse, "findings", [numeric], {
    path: "findings.0.condition",
  }),
  row("reasons cite the text", recommended, refuse, "reasons.0.provision", "art_5__para_1__point_8"),
  row("the summary is received by the day of its record", certified, summary, "receivedOn", "2022-03-02"),
  row("the summary is received after the certification", certified, summary, "receivedOn", "2020-12-28"),
  row("the year of the summary has begun when it is received", certified, summary, "receivedOn", "2020-12-31", {
    path: "year",
  }),
  row("the report is filled in by the day it is filed", certified, file, "report.filledOn", "2023-09-11"),
  row("the report is filled in after the certification", certified, file, "report.filledOn", "2020-12-28"),
  row("findings are on conditions of the regulation", filed, assess, "findings.1", unknown, {
    path: "findings.1.condition",
  }),
  row("no finding replaces a given figure", filed, assess, "findings.0", numeric, {
    path: "findings.0.condition",
  }),
  row("no finding is made where nothing was filed", certified, town.assessReview(day("2023-12-21"), null), "findings", [
    found0,
  ]),
  row(
    "no waiver is proposed where nothing was filed",
    certified,
    town.assessReview(day("2023-12-21"), null),
    "waiversProposed",
    [{ condition: numeric.condition, relaxedTo: 8, reasons: "示例" }],
  ),
  row("findings are on conditions of the regulation", assessed, fail, "findings", [unknown], {
    path: "findings.0.condition",
  }),
  row("no finding is made where nothing was filed", unfiled, failUnfiled, "findings", [found0]),
  row("no waiver is given where nothing was filed", unfiled, failUnfiled, "waivers", [
    { condition: numeric.condition, relaxedTo: 8, reasons: "示例" },
  ]),
  row(
    "a confirmation is not announced as a revocation",
    assessed,
    confirm,
    "announcement",
    announcementOn(day("2023-11-10")),
  ),
  row("a confirmation has no hearing", assessed, confirm, "hearing", { heldOn: "2023-11-01", record: document }),
  row("reasons cite the text", assessed, rectify, "reasons.0.provision", "art_5__para_1__point_3#cafeteria"),
  row("an order to rectify sets a later day", assessed, rectify, "until", "2023-10-20"),
  row("the announcement is published by the day of the act", found, revoke, "announcement.date", "2021-06-02"),
  row("the unit is heard before the title is gone", found, lateRevoke, "hearing.heldOn", "2021-06-02"),
  row("what is put right is assessed after the order", ordered, again, "assessment.assessedOn", "2023-10-19"),
  row("what is put right is reported after the order", ordered, fileAgain, "report.filledOn", "2023-10-19"),
  row(
    "the second report is filled in after the first confirmation",
    confirmed,
    fileNext,
    "report.filledOn",
    "2023-11-09",
    {
      law: interpreted(prolonged, "review.due", "anniversary"),
    },
  ),
  row("reasons cite the text", found, revoke, "reasons.0.provision", "art_14__para_2"),
]

describe("the facts of an act", () => {
  it.each(rows.map((one) => [one.act, one.fact, one] as const))("%s: %s", (_, __, one) => {
    const { before, attempt, broken: wrong, path, law } = one
    expect(codes([...before, attempt], law)).toEqual([])
    expect(
      refusals([...before, wrong], law).flatMap((refusal) =>
        refusal.code === "InvalidParticulars" ? refusal.issues.map((issue) => issue.path) : [refusal.code],
      ),
    ).toContain(path)
  })

  it("seals=recordOnly: a form without its seal is accepted", () => {
    const law = interpreted(prolonged, "seals", "recordOnly")
    expect(codes([...applied, broken(recommend, ["form", "seal"], false)], law)).toEqual([])
    expect(codes([...filed, broken(assess, ["assessment", "seal"], false)], law)).toEqual([])
  })

  it("art_6__para_1: a recommendation lapses when the unit moves to another county", () => {
    const moved = town.act(town.bureau, day("2020-12-10"), "ChangeParticulars", {
      after: { countyOrDistrict: "130304" as never },
      document,
    })
    expect(stateOf([...recommended, moved]).phase._tag).toBe("applied")
    expect(codes([...recommended, moved, certify])).toEqual(["WrongState"])
  })

  it("art_13__para_1: a review must be assessed by the new county when the unit moves to another county", () => {
    const moved = town.act(town.bureau, day("2023-10-20"), "ChangeParticulars", {
      after: { countyOrDistrict: "130304" as never },
      document,
    })
    const theirs = { ...town.county, code: "130304", officer: "BDH-01" }
    expect(codes([...assessed, moved, confirm])).toEqual(["ReviewNotAssessed"])
    expect(codes([...assessed, moved, { ...assess, actor: theirs, effectiveOn: day("2023-10-20") }, confirm])).toEqual(
      [],
    )
    const renamed = town.act(town.bureau, day("2023-10-20"), "ChangeParticulars", {
      after: { platformName: "示例另一平台" },
      document,
    })
    expect(codes([...assessed, renamed, confirm])).toEqual([])
  })

  it("art_13__para_1: a county's report that nothing was filed lapses when the unit moves to another county", () => {
    const on = day("2024-01-10")
    const moved = town.act(town.bureau, on, "ChangeParticulars", {
      after: { countyOrDistrict: "130304" as never },
      document,
    })
    const succeeded = town.act(town.bureau, on, "SucceedTitle", {
      successor: "91110108551385082Q" as never,
      cause: "merger",
      document,
    })
    const nothingFiled = [...certified, town.assessReview(on, null)]
    expect(codes([...nothingFiled, succeeded])).toEqual(["WrongState"])
    expect(codes([...nothingFiled, moved, succeeded])).toEqual([])
  })

  it("reasons may cite a provision, its article or a condition in it, but nothing outside the text", () => {
    const citing = (provision: string) => codes([...applied, broken(decline, ["reasons", "0", "provision"], provision)])
    for (const known of [
      "art_1",
      "art_1__para_1",
      "art_5",
      "art_5__para_1__point_3",
      "art_5__para_1__point_3#staff",
      "art_8__para_1__point_12",
      "att_1",
    ])
      expect(citing(known)).toEqual([])
    for (const other of ["art_1__para_2", "art_5__para_1__point_8", "art_8__para_1__point_13", "art_19", "att_4"])
      expect(citing(other)).toEqual(["InvalidParticulars"])
  })
})
