/**
 * A year's reviews as an office's commands in JSONL: invented units, as many of each kind as a city really had. Titles from
 * before the first instrument are imported from a list and reviewed with the yearly call.
 */
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { usccOf } from "@shifan/testkit"

/** Course of a review. */
export type Course =
  | "kept"
  /** Rectified in time, and measured again the next year. */
  | "keptAfterRectification"
  /** Nothing was filed. Art. 13. */
  | "notFiled"
  /** Filed, but found not to meet the conditions. Art. 13. */
  | "failed"
  /** A spot check found falsification. Art. 14. */
  | "falsified"

type Data = Readonly<Record<string, unknown>>
type Line = Data & { readonly type: string; readonly effectiveOn: string }

const bureau = { role: "bureau", code: "130300", officer: "SJ-01" }
const counties = ["130302", "130303", "130304", "130306", "130321", "130322", "130324", "130371", "130372"]

const specimens = readFileSync(join(import.meta.dirname, "../../../testkit/fixtures/commands-2.jsonl"), "utf8")
  .trim()
  .split("\n")
  .map((line): { readonly type: string; readonly data: Data } => JSON.parse(line))

/** A filled-in form of the type. */
const formOf = (type: string): Data => {
  const found = specimens.find((line) => line.type === type)
  if (found === undefined) throw new Error(type)
  return found.data
}

const document = { title: "示例", digest: `sha256:${"a".repeat(64)}`, mediaType: "application/pdf", size: 1 }
const reasons = [{ provision: "art_5__para_1", text: "复核材料显示不再符合条件。" }]
const announcement = (n: number, date: string) => ({
  number: `示例公告〔${date.slice(0, 4)}〕${n}号`,
  date,
  address: `https://example.cn/announcement/${n}`,
})

interface Unit {
  readonly n: number
  readonly unit: string
  readonly county: string
  readonly name: string
}

const commandOf = (unit: Unit, type: string, effectiveOn: string, data: Data, actor: Data = bureau): Line => ({
  type,
  unit: unit.unit,
  actor,
  effectiveOn,
  data,
})

const asUnit = ({ unit }: Unit): Data => ({ role: "unit", code: unit, officer: "U-01" })
const asCounty = ({ county }: Unit): Data => ({ role: "county", code: county, officer: "XQ-01" })

const filing = (unit: Unit, on: string): Line => {
  const form = formOf("FileReview")
  const report = form["report"] as Data
  const year = Number(on.slice(0, 4))
  const lastThreeYears = (report["lastThreeYears"] as ReadonlyArray<Data>).map((row, i) => ({
    ...row,
    year: year - 3 + i,
  }))
  const data = {
    ...form,
    callYear: year,
    report: { ...report, operatingUnitName: unit.name, filledOn: on, lastThreeYears },
  }
  return commandOf(unit, "FileReview", on, data, asUnit(unit))
}

/** `passes`: whether user satisfaction is high enough. */
const assessing = (unit: Unit, on: string, passes: boolean): Line => {
  const form = formOf("AssessReview")
  const assessment = form["assessment"] as Data
  const satisfaction = { ...(assessment["satisfaction"] as Data), result: passes ? "91.5" : "62" }
  return commandOf(
    unit,
    "AssessReview",
    on,
    { ...form, assessment: { ...assessment, satisfaction, assessedOn: on } },
    asCounty(unit),
  )
}

const concluding = (unit: Unit, on: string, outcome: "confirmed" | "failed"): Line =>
  commandOf(unit, "ConcludeReview", on, {
    outcome,
    reasons: outcome === "failed" ? reasons : [],
    findings: [],
    waivers: [],
    ...(outcome === "failed" ? { announcement: announcement(unit.n, on) } : {}),
  })

const courses: { readonly [C in Course]: (unit: Unit) => ReadonlyArray<Line> } = {
  kept: (unit) => [
    filing(unit, "2021-10-11"),
    assessing(unit, "2021-11-01", true),
    concluding(unit, "2021-12-15", "confirmed"),
  ],
  keptAfterRectification: (unit) => [
    filing(unit, "2021-10-11"),
    assessing(unit, "2021-11-01", false),
    commandOf(unit, "OrderRectification", "2021-11-20", { until: "2022-09-30", reasons }),
    filing(unit, "2022-09-10"),
    assessing(unit, "2022-09-20", true),
    concluding(unit, "2022-10-10", "confirmed"),
  ],
  notFiled: (unit) => [
    commandOf(unit, "AssessReview", "2021-12-21", { assessment: null, findings: [] }, asCounty(unit)),
    concluding(unit, "2021-12-28", "failed"),
  ],
  failed: (unit) => [
    filing(unit, "2021-10-11"),
    assessing(unit, "2021-11-01", false),
    concluding(unit, "2021-12-15", "failed"),
  ],
  falsified: (unit) => [
    commandOf(unit, "SpotCheck", "2021-06-10", {
      regular: true,
      findings: "服务企业名单与实际不符。",
      falsificationFound: true,
      evidence: [document],
    }),
    commandOf(unit, "Revoke", "2021-06-28", {
      restsOn: 1,
      reasons: [{ provision: "art_14__para_1", text: "抽查认定弄虚作假。" }],
      announcement: announcement(unit.n, "2021-06-28"),
    }),
  ],
}

const call = (year: number): Line => ({
  type: "OpenCall",
  actor: bureau,
  effectiveOn: `${year}-09-01`,
  data: {
    year,
    opensOn: `${year}-09-01`,
    closesOn: year === 2022 ? "2022-10-31" : `${year}-12-20`,
    document: `示例〔${year}〕通知1号`,
  },
})

/** The commands for these numbers of reviews by course, sorted by day. */
export const commandsOfReviews = (counts: { readonly [C in Course]?: number }): ReadonlyArray<Line> => {
  const kinds = (Object.keys(courses) as ReadonlyArray<Course>).flatMap((course) =>
    Array.from({ length: counts[course] ?? 0 }, () => course),
  )
  const lines = kinds.flatMap((course, n) => {
    const unit = {
      n,
      unit: usccOf(n + 1),
      county: counties[n % counties.length] ?? "",
      name: `秦皇岛示例服务${n + 1}号有限公司`,
    }
    const imported = commandOf(unit, "ImportTitle", "2020-11-23", {
      operatingUnitName: unit.name,
      platformName: `示例服务平台${n + 1}号`,
      countyOrDistrict: unit.county,
      serviceArea: "industrialPark",
      grantedOn: "2018-12-13",
      grantingDocument: "示例〔2018〕1号",
    })
    return [imported, ...courses[course](unit)]
  })
  return [...lines, call(2021), call(2022)].toSorted((a, b) =>
    a.effectiveOn < b.effectiveOn ? -1 : a.effectiveOn > b.effectiveOn ? 1 : 0,
  )
}
