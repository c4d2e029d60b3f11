import * as E from "fp-ts/lib/Either.js"
import type { Decoder } from "io-ts"
import { describe, expect, it } from "vitest"
import { document, fullDossier } from "@shifan/testkit"
import { type CommandType } from "../../src/index.js"
import { asFilled, decode } from "../../src/forms/index.js"
import { commandCodecs } from "../../src/aggregates/index.js"
import { asStored } from "../../src/forms/representation.js"
import { codes, day, town } from "../unit-scenario.js"

const on = day("2020-12-01")
const form = town.form(on)
const stored: Readonly<Record<CommandType, Decoder<unknown, unknown>>> = commandCodecs(asStored)

const faultsOf = (type: CommandType, data: unknown): ReadonlyArray<string> => {
  const read = decode(stored[type], data)
  return E.isLeft(read) ? read.left.map(({ path }) => path) : []
}

/** Paths of all fields of a form. For lists, only the first item. */
const paths = (value: unknown, under = ""): ReadonlyArray<string> => {
  if (typeof value !== "object" || value === null || "sealed" in value) return [under]
  if (Array.isArray(value)) return [under, ...(value.length === 0 ? [] : paths(value[0], `${under}.0`))]
  return Object.entries(value).flatMap(([key, one]) => paths(one, under === "" ? key : `${under}.${key}`))
}

/** A copy without the value at a path. */
const without = (value: unknown, path: string): unknown => {
  const [key = "", ...rest] = path.split(".")
  if (Array.isArray(value))
    return rest.length === 0 ? value.slice(1) : value.map((one, i) => (i === 0 ? without(one, rest.join(".")) : one))
  if (typeof value !== "object" || value === null) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, one]) =>
      name !== key ? [[name, one]] : rest.length === 0 ? [] : [[name, without(one, rest.join("."))]],
    ),
  )
}

const apply = { callYear: 2020, form, dossier: fullDossier }
const recommended = town.recommend(on).command
const review = town.fileReview(day("2023-09-10")).command
const assessed = town.assessReview(day("2023-10-10")).command

const optional =
  /(fax|website|operationStart|otherServices|grade|selfDeclaredSatisfaction|trailingTwelveMonths|priorYearEnd)/

const needed = (value: unknown): ReadonlyArray<string> => paths(value).filter((path) => !optional.test(path))

describe("att_1: the recommendation form", () => {
  const data = recommended.data

  it("att_1: is accepted with every field filled in", () => {
    expect(faultsOf("Recommend", data)).toEqual([])
  })

  it.each(needed("form" in data ? data.form : {}))("att_1: is refused without %s", (path) => {
    const lacking = { ...data, form: without("form" in data ? data.form : {}, path) }
    expect(faultsOf("Recommend", lacking)).toEqual([`form.${path}`])
  })

  it("att_1: refuses a text of more than 2 000 characters, and an unknown field", () => {
    const of = (change: object) => ({ ...data, form: { ...("form" in data ? data.form : {}), ...change } })
    expect(faultsOf("Recommend", of({ countyOpinion: "示".repeat(2000) }))).toEqual([])
    expect(faultsOf("Recommend", of({ countyOpinion: "示".repeat(2001) }))).toEqual(["form.countyOpinion"])
    expect(faultsOf("Recommend", of({ opinion: "示" }))).toEqual(["form.opinion"])
  })
})

describe("att_2: the application report and form", () => {
  it("att_2: is accepted with every field filled in", () => {
    expect(faultsOf("Apply", apply)).toEqual([])
    expect(codes([town.apply(on)])).toEqual([])
  })

  it.each(
    needed(form).filter(
      (path) => !/(^|\.)(investors|priorDesignations|operation|serviceProducts|serviceCategories)(\.0)?$/.test(path),
    ),
  )("att_2: is refused without %s", (path) => {
    expect(faultsOf("Apply", { ...apply, form: without(form, path) })).toEqual([`form.${path}`])
  })

  it("att_2: has one to three yearly rows, one to ten products, up to four investors", () => {
    const year = form.operation[0]
    const product = form.capability.serviceProducts[0]
    const investor = { name: form.basic.phone, nature: "国有", share: 100 }
    const rows = (n: number) =>
      faultsOf("Apply", { ...apply, form: { ...form, operation: Array.from({ length: n }, () => year) } })
    const products = (n: number) =>
      faultsOf("Apply", {
        ...apply,
        form: {
          ...form,
          capability: { ...form.capability, serviceProducts: Array.from({ length: n }, () => product) },
        },
      })
    const investors = (n: number) =>
      faultsOf("Apply", {
        ...apply,
        form: { ...form, basic: { ...form.basic, investors: Array.from({ length: n }, () => investor) } },
      })
    expect([rows(1), rows(3), products(1), products(10), investors(0), investors(4)].flat()).toEqual([])
    expect([rows(0), rows(4), products(0), products(11), investors(5)].map((faults) => faults.length)).toEqual([
      1, 1, 1, 1, 1,
    ])
  })

  it("att_2: money is filled in as 万元 and stored in fen, and a share is filled in as percent and stored in 1/100 %", () => {
    const basic = { ...form.basic, totalAssets: "100.0001", facilitiesAndSoftware: "30.25", instruments: "20" }
    const personal = {
      legalRepresentative: "甲",
      contactPerson: "乙",
      phone: "0335-5550101",
      mobile: "13800000001",
      email: "a@example.cn",
    }
    const filled = {
      ...form,
      basic: { ...basic, ...personal, registeredCapital: "200", premisesArea: "860", ownedPremises: "0" },
      operation: form.operation.map((row) => ({
        ...row,
        operatingRevenue: "520.5",
        serviceRevenue: "300",
        totalProfit: "-12.34",
        taxesPaid: "0",
      })),
      capability: {
        ...form.capability,
        serviceProducts: form.capability.serviceProducts.map((one) => ({ ...one, revenueShare: "55" })),
      },
      selfDeclaredSatisfaction: "93.5",
    }
    const read = decode(commandCodecs(asFilled).Apply, { callYear: 2020, form: filled, dossier: fullDossier })
    expect(read).toMatchObject({
      right: {
        form: {
          basic: { totalAssets: 100_000_100, facilitiesAndSoftware: 3025, premisesArea: 86_000 },
          operation: [{ operatingRevenue: 520_500_000, totalProfit: -12_340_000 }, {}, {}],
          selfDeclaredSatisfaction: 9350,
        },
      },
    })
  })
})

describe("att_2: contradictions in the application form", () => {
  const [oldest, middle, latest] = form.operation
  const basic = (change: object) => ({ basic: { ...form.basic, ...change } })
  const lastYear = (change: object) => ({ operation: [oldest, middle, { ...latest, ...change }] })
  const staff = { diplomaOnly: 18, titleOnly: 0, diplomaAndTitle: 0 }
  const share = (part: number) => ({ name: form.basic.phone, nature: "国有", share: part })

  it.each([
    [
      "more qualified staff than staff",
      basic({ staff: 17, qualifiedStaff: staff }),
      basic({ staff: 18, qualifiedStaff: staff }),
    ],
    [
      "shares of investors above the whole",
      basic({ investors: [share(6000), share(4001)] }),
      basic({ investors: [share(6000), share(4000)] }),
    ],
    [
      "owned premises of a unit that rents",
      basic({ ownedPremises: 1 }),
      basic({ ownedPremises: 1, premisesTenure: { rented: true, owned: true } }),
    ],
    [
      "service revenue above revenue",
      lastYear({ serviceRevenue: 101, operatingRevenue: 100 }),
      lastYear({ serviceRevenue: 100, operatingRevenue: 100 }),
    ],
    [
      "more agreements than SMEs served",
      lastYear({ smesWithAgreement: 81, smesServed: 80 }),
      lastYear({ smesWithAgreement: 80, smesServed: 80 }),
    ],
    ["a year that is not over", { operation: [{ ...latest, year: 2020 }] }, { operation: [{ ...latest, year: 2019 }] }],
  ] as ReadonlyArray<[string, object, object]>)("att_2: refuses %s", (_, wrong, right) => {
    expect(codes([town.apply(on, wrong)])).toEqual(["InvalidParticulars"])
    expect(codes([town.apply(on, right)])).toEqual([])
  })
})

describe("what the bureau records of a title", () => {
  it("art_14__para_1: a check must say whether it is regular", () => {
    const check = { findings: "示例", falsificationFound: false, evidence: [] }
    expect([true, false].flatMap((regular) => faultsOf("SpotCheck", { ...check, regular }))).toEqual([])
    expect(faultsOf("SpotCheck", check)).toEqual(["regular"])
  })

  it("art_15__para_1: support has an amount or none, but never a negative one", () => {
    const support = { kind: "示例", document }
    expect([5_000_000, null].flatMap((amount) => faultsOf("GrantSupport", { ...support, amount }))).toEqual([])
    expect(faultsOf("GrantSupport", { ...support, amount: -1 })).toEqual(["amount"])
  })
})

describe("att_3: the assessment form of yearly operation", () => {
  const filing = review.data
  const report = "report" in filing ? filing.report : undefined

  it("att_3: accepts parts one to three from the unit and part four from the county", () => {
    expect(faultsOf("FileReview", filing)).toEqual([])
    expect(faultsOf("AssessReview", assessed.data)).toEqual([])
  })

  it.each(needed(report).filter((path) => !/(^|\.)(investors|lastThreeYears|serviceProducts)(\.0)?$/.test(path)))(
    "att_3: is refused without %s",
    (path) => {
      expect(faultsOf("FileReview", { ...filing, report: without(report, path) })).toEqual([`report.${path}`])
    },
  )

  it.each(needed("assessment" in assessed.data ? assessed.data.assessment : {}))(
    "att_3: is refused without the county's %s",
    (path) => {
      const data = "assessment" in assessed.data ? assessed.data : { assessment: null, findings: [] }
      expect(faultsOf("AssessReview", { ...data, assessment: without(data.assessment, path) })).toEqual([
        `assessment.${path}`,
      ])
    },
  )

  it("att_3: has one to three yearly rows", () => {
    const rows = (n: number) => {
      const lastThreeYears = Array.from({ length: n }, () => report?.lastThreeYears[0])
      return faultsOf("FileReview", { ...filing, report: { ...report, lastThreeYears } })
    }
    expect([rows(1), rows(3)].flat()).toEqual([])
    expect([rows(0), rows(4)]).toEqual([["report.lastThreeYears"], ["report.lastThreeYears"]])
  })

  it("att_3: requires summaries and last year's accounts, and allows an audit report", () => {
    expect(faultsOf("FileReview", { ...filing, workSummaries: [] })).toEqual(["workSummaries"])
    expect(faultsOf("FileReview", { ...filing, priorYearServiceAccounts: undefined })).toEqual([
      "priorYearServiceAccounts",
    ])
    expect(faultsOf("FileReview", { ...filing, specialAuditReport: document })).toEqual([])
  })
})
