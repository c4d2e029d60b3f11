/** The schemas agree with the records and requests the program itself makes and takes. */
import { globSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { fc, test } from "@fast-check/vitest"
import * as E from "fp-ts/lib/Either.js"
import { civilDate, plusDays, selfCheck } from "@shifan/core"
import { asFilled, decode, Dossier, applicationForm as formCodec } from "@shifan/core/forms"
import { aggregates, eventTypes } from "@shifan/core/registry"
import { qinhuangdao2020 } from "@shifan/core/regulations"
import { readEnvelope, type Envelope } from "@shifan/event-store"
import { rosterUnder } from "@shifan/roster"
import { parseRequest } from "@shifan/service"
import { eventsOf, history, unit, valuesOf } from "@shifan/testkit"
import { describe, expect, it } from "vitest"
import { eventCodecs, EventCodec, requestCodec, schemaNamed } from "../src/index.js"
import { validatorOf } from "./validator.js"

const faultOf = (name: string) => {
  const schema = schemaNamed(name)
  if (schema === undefined) throw new RangeError(name)
  return validatorOf(schema)
}

const root = join(import.meta.dirname, "../../..")
const linesOf = (pattern: string): ReadonlyArray<string> =>
  globSync(pattern, { cwd: root }).flatMap((file) => readFileSync(join(root, file), "utf8").trimEnd().split("\n"))

/** Events of the frozen histories, upcast to today's shape. */
const frozen: ReadonlyArray<Envelope> = linesOf("packages/testkit/fixtures/history-*.ndjson").flatMap((line) => {
  const read = readEnvelope(new TextEncoder().encode(line))
  return E.isRight(read) ? [read.right] : []
})

describe("events", () => {
  it("of the frozen histories fit their schema, and are of every type", () => {
    const fault = faultOf("Event")
    for (const envelope of frozen) {
      expect(fault(envelope)).toBeUndefined()
      expect(decode(EventCodec, envelope)).toEqual(E.right(envelope))
    }
    const seen = new Set(frozen.map(({ type }) => type))
    expect(Object.keys(eventCodecs).filter((type) => !seen.has(type))).toEqual([])
  })

  it("have a codec for each type", () => {
    const all = Object.values(aggregates).flatMap((aggregate): ReadonlyArray<string> => aggregate.eventTypes)
    expect(Object.keys(eventCodecs).toSorted()).toEqual(all.toSorted())
    expect(eventTypes.length).toBeGreaterThan(25)
  })

  const faults = new Map(Object.keys(eventCodecs).map((type) => [type, faultOf(type)]))
  const refusalFault = faultOf("Refusal")

  test.prop([history()], { numRuns: 40 })("and refusals of any history fit their schemas", (lived) => {
    for (const { type, data } of eventsOf(lived)) expect([type, faults.get(type)?.(data)]).toEqual([type, undefined])
    for (const refusal of lived.refusals.flat())
      expect([refusal.code, refusalFault(refusal)]).toEqual([refusal.code, undefined])
  })
})

describe("commands", () => {
  const schema = schemaNamed("Command") ?? {}
  const fault = validatorOf(schema)
  const parse = (input: unknown) => parseRequest(input, () => "00000000-0000-4000-8000-000000000000")

  it("of the frozen histories fit their schema", () => {
    const lines = linesOf("packages/testkit/fixtures/commands-*.jsonl").map((line): unknown => JSON.parse(line))
    expect(lines.length).toBeGreaterThan(90)
    for (const line of lines) expect(fault(line)).toBeUndefined()
  })

  test.prop([valuesOf(schema, { wrong: 4, known: { Uscc: fc.constant(unit) } })], { numRuns: 300 })(
    "are accepted by parseRequest exactly if the codec accepts them and they name a stream, and then fit the schema",
    (input) => {
      const parsed = parse(input)
      if (E.isRight(parsed)) expect(fault(input)).toBeUndefined()
      const decoded = requestCodec().decode(input)
      if (E.isLeft(decoded)) expect(E.isLeft(parsed)).toBe(true)
      // Only `parseRequest` requires a stream.
      else if (E.isLeft(parsed))
        expect(parsed.left.map(({ path }) => path)).toEqual([expect.stringMatching(/^(unit|slug)$/)])
    },
  )
})

describe("answers", () => {
  it("of the roster fit their schema", () => {
    const roster = rosterUnder()
    for (const envelope of frozen.filter(({ stream }) => stream.startsWith("designation"))) roster.apply(envelope)
    const rows = roster.list()
    expect(rows.length).toBeGreaterThan(0)
    const fault = faultOf("RosterEntry")
    for (const row of rows) expect(fault(row)).toBeUndefined()
  })

  const fault = faultOf("SelfCheck")
  const form = valuesOf(schemaNamed("ApplicationForm") ?? {}, { known: { Uscc: fc.constant(unit) } })

  test.prop([form, fc.integer({ min: -900, max: 900 })], { numRuns: 60 })(
    "of the self-check on any form fit their schema",
    (filled, days) => {
      const decoded = decode(formCodec(asFilled), filled)
      if (E.isLeft(decoded)) return
      const missing = Object.fromEntries(
        Object.keys(qinhuangdao2020.materials).map((item) => [item, { status: "missing" }]),
      )
      const none = Dossier.decode(missing)
      if (E.isLeft(none)) throw new Error("a dossier without anything")
      const rule = { regulation: qinhuangdao2020, readings: qinhuangdao2020.readings }
      expect(fault(selfCheck(rule, decoded.right, none.right, plusDays(civilDate("2020-12-01"), days)))).toBeUndefined()
    },
  )
})
