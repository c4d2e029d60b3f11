import { test } from "@fast-check/vitest"
import type { StoreError } from "@shifan/event-store"
import { qinhuangdao2020 } from "@shifan/core/regulations"
import type { ServiceError } from "@shifan/service"
import { history } from "@shifan/testkit"
import { describe, expect, it } from "vitest"
import { entryOf, errorCatalogue, problemOf, ProblemCodec, schemaOf, type ProblemOptions } from "../src/index.js"
import { validatorOf } from "./validator.js"

const options: ProblemOptions = { regulation: qinhuangdao2020, language: "en" }
const fault = validatorOf(schemaOf(ProblemCodec))

const storeErrors: ReadonlyArray<StoreError> = [
  { _tag: "WrongExpectedRevision", stream: "call-130300-2020", expected: 1, actual: 2 },
  { _tag: "Overtaken" },
  { _tag: "StreamNotFound", stream: "call-130300-2020" },
  { _tag: "Unavailable", reason: "/home/somebody/shifan.db is locked" },
  { _tag: "OutcomeUnknown", reason: "10.0.0.7 does not answer" },
  { _tag: "Corrupt", where: "leaf", reason: "not JSON" },
  { _tag: "TooLarge", size: 70_000, limit: 65_535 },
  { _tag: "NotAcceptable", reason: "no events" },
  { _tag: "Closed" },
]

const serviceErrors: ReadonlyArray<ServiceError> = [
  { _tag: "Malformed", issues: [{ path: "data.year", expected: { zh: "年", en: "a year" }, got: "nothing" }] },
  { _tag: "Conflict", stream: "call-130300-2020", expected: 1, actual: 2 },
  { _tag: "CommandIdReused", commandId: "x", event: { stream: "call-130300-2020", revision: 0, type: "CallOpened" } },
  { _tag: "ClockBehind", now: "2020-11-12T00:00:00.000Z", newest: "2020-11-13T00:00:00.000Z" },
  ...storeErrors.map((error) => ({ _tag: "StoreFailed" as const, error })),
  { _tag: "VaultFailed", error: { _tag: "VaultUnavailable", reason: "/root/vault.db is not there" } },
]

describe("a failure of the service as a problem", () => {
  it("fits its schema, has the status of its code, and reveals no machines or files", () => {
    for (const error of serviceErrors) {
      const problem = problemOf(error, options)
      expect(fault(problem)).toBeUndefined()
      expect(problem.status).toBe(errorCatalogue.find(({ code }) => code === problem.code)?.status)
      expect(JSON.stringify(problem)).not.toMatch(/\/home|\/root|10\.0/)
    }
    const codes = new Set(serviceErrors.map((error) => problemOf(error, options).code))
    expect(errorCatalogue.filter(({ code, status }) => !codes.has(code) && status >= 500)).toEqual([])
  })

  it.each(["zh", "en"] as const)("says what is known of it, in %s", async (language) => {
    const problems = serviceErrors.map((error) => problemOf(error, { ...options, language }))
    await expect(`${JSON.stringify(problems, undefined, 1)}\n`).toMatchFileSnapshot(`problems.${language}.json`)
  })

  it("joins the sentences and remedies of several refusals as its language does", () => {
    const refusals: Extract<ServiceError, { _tag: "Refused" }>["refusals"] = [
      { code: "AnnouncementMissing", provisions: [] },
      { code: "HearingMissing", provisions: [] },
    ]
    const refused = { _tag: "Refused", refusals } as const
    expect(problemOf(refused, { ...options, language: "zh" }).detail?.split("；")).toHaveLength(2)
    expect(problemOf(refused, options).detail?.split("; ")).toHaveLength(2)
    expect(problemOf(refused, options).remedy?.split("; ")).toHaveLength(2)
  })

  test.prop([history()], { numRuns: 10 })(
    "contains all refusals of a command, and has the code of the first",
    ({ refusals }) => {
      for (const together of refusals) {
        const problem = problemOf({ _tag: "Refused", refusals: together }, { ...options, language: "zh" })
        expect(fault(problem)).toBeUndefined()
        expect(problem).toMatchObject({
          code: together[0].code,
          status: entryOf(together[0].code).status,
          refusals: together,
        })
        expect(problem.detail).toMatch(/\p{Script=Han}/u)
      }
    },
  )
})

describe("the catalogue of errors", () => {
  it("has the provisions and the figures of each code", async () => {
    const lines = errorCatalogue.map(
      ({ code, status, provisions, figures }) => `- ${code} ${status}: ${provisions.join(", ")}; ${figures.join(", ")}`,
    )
    await expect(`${lines.join("\n")}\n`).toMatchFileSnapshot("catalogue.md")
  })
})
