/** What the facts of an act must agree with: each row is sound as it stands, and refused at the path when it is broken. */
import { announcementOn, interpreted, prolonged, type Attempt } from "@shifan/testkit"
import { describe, expect, it } from "vitest"
import type { ApplicableLaw } from "../../src/index.js"
import { applied, certified, codes, day, recommended, refusals, stateOf, town } from "../unit-scenario.js"

type Path = ReadonlyArray<string | number>

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
  readonly at: Path
  readonly value: unknown
  /** Where the refusal says it is. */
  readonly path: string
  readonly law?: ApplicableLaw
}

const recommend = town.recommend(day("2020-12-08"))
const certify = town.certify(day("2020-12-29"))
const file = town.fileReview(day("2023-09-10"))
const assess = town.assessReview(day("2023-10-10"))
const fail = town.concludeReview(day("2023-11-10"), "failed")
const decline = town.act(town.county, day("2020-12-08"), "DeclineRecommendation", { reasons })

const rows: ReadonlyArray<Row> = [
  {
    act: "Recommend",
    fact: "the unit's name is that of the application",
    before: applied,
    attempt: recommend,
    at: ["form", "operatingUnitName"],
    value: "另一单位",
    path: "form.operatingUnitName",
  },
  {
    act: "Recommend",
    fact: "it is filled in after the application",
    before: applied,
    attempt: recommend,
    at: ["form", "filledOn"],
    value: "2020-11-30",
    path: "form.filledOn",
  },
  {
    act: "Recommend",
    fact: "it is filled in by the day it takes effect",
    before: applied,
    attempt: recommend,
    at: ["form", "filledOn"],
    value: "2020-12-09",
    path: "form.filledOn",
  },
  {
    act: "Recommend",
    fact: "somebody was asked",
    before: applied,
    attempt: recommend,
    at: ["satisfaction", "sampleSize"],
    value: 0,
    path: "satisfaction.sampleSize",
  },
  {
    act: "Recommend",
    fact: "seals=required: the opinion is sealed",
    before: applied,
    attempt: recommend,
    at: ["form", "seal"],
    value: false,
    path: "form.seal",
    law: seals,
  },
  {
    act: "Recommend",
    fact: "no finding contradicts a figure that is there",
    before: applied,
    attempt: recommend,
    at: ["findings", 0],
    value: numeric,
    path: "findings.0.condition",
  },
  {
    act: "Recommend",
    fact: "findings are on conditions of the regulation",
    before: applied,
    attempt: recommend,
    at: ["findings", 1],
    value: unknown,
    path: "findings.1.condition",
  },
  {
    act: "DeclineRecommendation",
    fact: "reasons cite the text",
    before: applied,
    attempt: decline,
    at: ["reasons", 0, "provision"],
    value: "art_19__para_1",
    path: "reasons.0.provision",
  },
  {
    act: "Certify",
    fact: "no appraiser assessed for the county",
    before: recommended,
    attempt: certify,
    at: ["appraisal", "members", 0],
    value: "HG-01",
    path: "appraisal.members.0",
  },
  {
    act: "Certify",
    fact: "the appraisal follows the recommendation",
    before: recommended,
    attempt: certify,
    at: ["appraisal", "date"],
    value: "2020-12-07",
    path: "appraisal.date",
  },
  {
    act: "FileReview",
    fact: "the unit's name is that of the title",
    before: certified,
    attempt: file,
    at: ["report", "operatingUnitName"],
    value: "另一单位",
    path: "report.operatingUnitName",
  },
  {
    act: "FileReview",
    fact: "seals=required: the report is sealed",
    before: certified,
    attempt: file,
    at: ["report", "seal"],
    value: false,
    path: "report.seal",
    law: seals,
  },
  {
    act: "FileReview",
    fact: "the service area is the one certified",
    before: certified,
    attempt: file,
    at: ["serviceArea"],
    value: "industrialCluster",
    path: "serviceArea",
  },
  {
    act: "AssessReview",
    fact: "the county assesses after the filing",
    before: filed,
    attempt: assess,
    at: ["assessment", "assessedOn"],
    value: "2023-09-09",
    path: "assessment.assessedOn",
  },
  {
    act: "AssessReview",
    fact: "the county assesses by the day it takes effect",
    before: filed,
    attempt: assess,
    at: ["assessment", "assessedOn"],
    value: "2023-10-11",
    path: "assessment.assessedOn",
  },
  {
    act: "AssessReview",
    fact: "somebody was asked",
    before: filed,
    attempt: assess,
    at: ["assessment", "satisfaction", "sampleSize"],
    value: 0,
    path: "assessment.satisfaction.sampleSize",
  },
  {
    act: "AssessReview",
    fact: "seals=required: the opinion is sealed",
    before: filed,
    attempt: assess,
    at: ["assessment", "seal"],
    value: false,
    path: "assessment.seal",
    law: seals,
  },
  {
    act: "ConcludeReview",
    fact: "the announcement is published by now",
    before: assessed,
    attempt: fail,
    at: ["announcement", "date"],
    value: "2023-11-11",
    path: "announcement.date",
  },
  {
    act: "ConcludeReview",
    fact: "the announcement follows the assessment",
    before: assessed,
    attempt: fail,
    at: ["announcement", "date"],
    value: "2023-10-09",
    path: "announcement.date",
  },
  {
    act: "ConcludeReview",
    fact: "reasons cite the text",
    before: assessed,
    attempt: fail,
    at: ["reasons", 0, "provision"],
    value: "art_19__para_1",
    path: "reasons.0.provision",
  },
  {
    act: "Revoke",
    fact: "the unit is heard before the announcement",
    before: found,
    attempt: revoke,
    at: ["announcement", "date"],
    value: "2021-05-09",
    path: "announcement.date",
  },
  {
    act: "Revoke",
    fact: "the unit is heard after what was found",
    before: found,
    attempt: revoke,
    at: ["hearing", "heldOn"],
    value: "2021-04-30",
    path: "hearing.heldOn",
  },
  {
    act: "Revoke",
    fact: "the hearing is not to come",
    before: found,
    attempt: revoke,
    at: ["hearing", "heldOn"],
    value: "2021-06-02",
    path: "hearing.heldOn",
  },
]

describe("facts against facts", () => {
  it.each(rows)("$act: $fact", ({ before, attempt, at, value, path, law }) => {
    expect(codes([...before, attempt], law)).toEqual([])
    const wrong = refusals([...before, broken(attempt, at, value)], law)
    expect(
      wrong.flatMap((refusal) =>
        refusal.code === "InvalidParticulars" ? refusal.issues.map((issue) => issue.path) : [refusal.code],
      ),
    ).toContain(path)
  })

  it("seals=recordOnly: a form without its seal is recorded as it is", () => {
    const law = interpreted(prolonged, "seals", "recordOnly")
    expect(codes([...applied, broken(recommend, ["form", "seal"], false)], law)).toEqual([])
    expect(codes([...filed, broken(assess, ["assessment", "seal"], false)], law)).toEqual([])
  })

  it("art_6__para_1: what a county recommended that the unit has left is to be recommended anew", () => {
    const moved = town.act(town.us, day("2020-12-10"), "ChangeParticulars", {
      after: { countyOrDistrict: "130304" as never },
      document: { title: "示例", digest: `sha256:${"0".repeat(64)}`, mediaType: "application/pdf", size: 1 },
    })
    expect(stateOf([...recommended, moved]).phase._tag).toBe("applied")
    expect(codes([...recommended, moved, certify])).toEqual(["WrongState"])
  })
})
