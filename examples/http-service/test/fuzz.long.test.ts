/** Fuzzes the service from its own OpenAPI: no request makes it fail, and all answers match the description. */
import fc from "fast-check"
import type { JsonSchema } from "@shifan/core/schema"
import { unit as sampleUnit, valuesOf } from "@shifan/testkit"
import { Ajv2020 } from "ajv/dist/2020.js"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import type { OpenApi, Operation, Parameter } from "../src/openapi.js"
import { keyOf, people, serving, unit, type Served } from "./serving.js"

const day = { on: "2020-11-12" }
let served: Served
let document: OpenApi
let faultOf: (schema: JsonSchema) => (body: unknown) => string | undefined

beforeAll(async () => {
  served = await serving(day)
  document = (await served.call("GET", "/openapi.json")).body as OpenApi
  const ajv = new Ajv2020({ strict: false, validateFormats: false })
  ajv.addSchema({ $id: "http://service/", components: document.components })
  const compiled = new Map<JsonSchema, ReturnType<typeof ajv.compile>>()
  faultOf = (schema) => (body) => {
    const validate =
      compiled.get(schema) ?? ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"http://service/#/')))
    compiled.set(schema, validate)
    return validate(body) ? undefined : ajv.errorsText(validate.errors)
  }
  const data = { year: 2020, opensOn: "2020-11-12", closesOn: "2020-12-20", document: "秦工信〔2020〕1号" }
  const enactment = {
    regulation: served.office.regulation.id,
    documentNumber: served.office.regulation.documentNumber,
    effectiveFrom: "2020-11-12",
    validityYears: 2,
  }
  for (const [type, body] of [
    ["Enact", { slug: "qinhuangdao-2020-2", effectiveOn: "2020-11-12", data: enactment }],
    ["OpenCall", { effectiveOn: "2020-11-12", data }],
  ] as const)
    await served.call("POST", `/acts/${type}`, { as: "bureau", body, headers: { "idempotency-key": keyOf(type) } })
})

afterAll(() => served.close())

interface Sent {
  readonly path: string
  readonly headers: Record<string, string>
  readonly body: string | undefined
}

/** Paths, queries and headers are text, whatever their type should be. */
const asText = (value: unknown): string => (typeof value === "string" ? value : (JSON.stringify(value) ?? ""))

/** Headers contain only Latin-1, and fetch accepts nothing else. */
const inHeader = (value: unknown): string =>
  asText(value)
    .replaceAll(/[^\x21-\x7e]/g, "?")
    .slice(0, 200)

const requestsOf = (path: string, { parameters = [], requestBody }: Operation, wrong: number): fc.Arbitrary<Sent> => {
  const known = { Uscc: fc.constantFrom(unit, sampleUnit, "91130302MA00010188") }
  const valueOf = (schema: JsonSchema) => valuesOf(schema, { wrong, known }, document)
  const valued = (where: Parameter["in"]) =>
    fc.record(
      Object.fromEntries(
        parameters.filter((parameter) => parameter.in === where).map(({ name, schema }) => [name, valueOf(schema)]),
      ),
      {
        requiredKeys: parameters
          .filter((parameter) => parameter.in === where && parameter.required)
          .map(({ name }) => name),
      },
    )
  const body = requestBody?.content["application/json"]?.schema
  return fc
    .record({
      inPath: valued("path"),
      query: valued("query"),
      headers: valued("header"),
      token: fc.constantFrom(...Object.keys(people), "", "nobody"),
      body:
        body === undefined
          ? fc.constant(undefined)
          : fc.oneof(
              { weight: 20, arbitrary: valueOf(body) },
              { weight: 1, arbitrary: fc.constantFrom("{", "[]", "null") },
            ),
    })
    .map(({ inPath, query, headers, token, body: sent }) => {
      const filled = Object.entries(inPath).reduce(
        (at, [name, value]) => at.replace(`{${name}}`, encodeURIComponent(asText(value).toWellFormed()) || "x"),
        path,
      )
      const search = new URLSearchParams(
        Object.entries(query).map(([name, value]): [string, string] => [name, asText(value).toWellFormed()]),
      )
      return {
        path: `${filled}?${search}`,
        headers: {
          ...Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, inHeader(value)])),
          ...(token === "" ? {} : { authorization: `Bearer ${token}` }),
        },
        body: sent === undefined ? undefined : typeof sent === "string" ? sent : JSON.stringify(sent),
      }
    })
}

const operations = (): ReadonlyArray<readonly [string, "GET" | "POST", Operation]> =>
  Object.entries(document.paths).flatMap(([path, { get, post }]) => [
    ...(get === undefined ? [] : [[path, "GET", get] as const]),
    ...(post === undefined ? [] : [[path, "POST", post] as const]),
  ])

const tried = new Map<number, number>()

/** Everything wrong with an answer. */
const faultsIn = async (
  method: "GET" | "POST",
  { responses }: Operation,
  { path, headers, body }: Sent,
): Promise<ReadonlyArray<string>> => {
  const answer = await served.call(method, path, { headers, ...(body === undefined ? {} : { body }) })
  tried.set(answer.status, (tried.get(answer.status) ?? 0) + 1)
  if (answer.status === 304) return responses[304] === undefined ? ["304 is not what it says"] : []
  const declared = responses[answer.status]
  if (declared === undefined || answer.status >= 500) return [`${answer.status} is not what it says`]
  const type = answer.status >= 400 ? "application/problem+json" : "application/json"
  if (!answer.type.startsWith(type)) return [`${answer.type} in place of ${type}`]
  const schema = declared.content?.[type]?.schema
  const fault = schema && faultOf(schema)(answer.body)
  return fault === undefined ? [] : [fault]
}

describe("the service, fuzzed from its own OpenAPI description", () => {
  /** Ten to repeat, and one of its own for each run. */
  const seeds = [1501, 1502, 1503, 1504, 1505, 1506, 1507, 1508, 1509, 1510, Math.trunc(Math.random() * 2 ** 31)]
  const cases = seeds.flatMap((seed) => [0, 3, 15].map((wrong) => [wrong, seed] as const))

  it.each(cases)("answers as described, with %i in a hundred values wrong, from seed %i", async (wrong, seed) => {
    for (const [path, method, operation] of operations()) {
      if (operation.operationId === "rosterChanges") continue
      await fc.assert(
        fc.asyncProperty(requestsOf(path, operation, wrong), async (sent) => {
          expect(await faultsIn(method, operation, sent)).toEqual([])
        }),
        { numRuns: 4, seed },
      )
    }
  })

  it("has given answers with all the usual statuses", () => {
    expect([200, 400, 401, 404, 412].filter((status) => !tried.has(status))).toEqual([])
  })
})
