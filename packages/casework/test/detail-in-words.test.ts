import { qinhuangdao2020 } from "@shifan/core/regulations"
import { civilDate as day, type CivilDate } from "@shifan/core"
import type { Envelope } from "@shifan/event-store"
import { describe, expect, it } from "vitest"
import { detailInWords, subjectOf } from "../src/index.js"

const eventOf = (type: string, data: object): Envelope => ({
  type,
  data,
  id: "0190163d-8694-7000-8000-000000000001",
  schemaVersion: 1,
  stream: "",
  revision: 0,
  previous: null,
  effectiveOn: day("2022-10-20"),
  recordedAt: "2022-10-20T02:00:00.000Z",
  actor: { role: "bureau", code: "130300", officer: "SJ-01" },
  provisions: [],
  rule: null,
  readings: {},
  basis: [],
  commandId: "",
  correlationId: "",
  causationId: null,
})

const from: CivilDate = day("2022-11-13")
const until: CivilDate = day("2026-11-12")
const document = "秦工信规〔2022〕1号"

describe("what is told of an event beside its name", () => {
  it.each([
    [
      "Enacted",
      { regulation: "a", documentNumber: document, effectiveFrom: from, validityYears: 2 },
      "自2022-11-13起施行",
    ],
    ["Extended", { document, from, until }, "自2022-11-13至2026-11-12"],
    ["Superseded", { by: "qinhuangdao-2026-1", from }, "由qinhuangdao-2026-1代替"],
    ["Repealed", { document, from }, "自2022-11-13起废止"],
    [
      "InterpretationIssued",
      { reading: "title.term", option: "threeYears", document, appliesFrom: from, retroactive: false },
      "称号有效期为三年；秦工信规〔2022〕1号，自2022-11-13起适用",
    ],
    ["RosterPublished", { asOf: until, rows: 13 }, "截至2026-11-12，13家"],
    ["CallOpened", { year: 2022, opensOn: from, closesOn: until, document }, "2022年度，2022-11-13至2026-11-12"],
    ["CallClosed", { year: 2022, closedOn: until }, "2022年度，2026-11-12截止"],
    ["AnnualSummaryFiled", { year: 2021, document: {} }, "2021年"],
  ])("%s", (type, data, told) => {
    const detail = detailInWords(eventOf(type, data), qinhuangdao2020)
    expect(detail?.zh).toContain(told)
    expect(detail?.en.replaceAll(document, "")).toMatch(/^[\x20-\x7e]+$/)
  })

  it.each(["InstrumentCorrected", "CallCorrected", "LogKeyIntroduced"])("nothing of %s", (type) => {
    expect(detailInWords(eventOf(type, {}), qinhuangdao2020)).toBeUndefined()
  })
})

describe("a unit is called by its name", () => {
  const stream = "designation-130300-91130302MA00010187"

  it.each([
    ["Applied", { form: { applicantUnitName: "示例公司" } }],
    ["TitleImported", { operatingUnitName: "示例公司" }],
    ["TitleInherited", { operatingUnitName: "示例公司" }],
  ])("whatever its record begins with: %s", (type, data) => {
    expect(subjectOf(stream, [{ ...eventOf(type, data), stream }], qinhuangdao2020).zh).toBe(
      "示例公司（91130302MA00010187）",
    )
  })
})
