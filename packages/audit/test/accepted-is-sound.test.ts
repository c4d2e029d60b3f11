import * as E from "fp-ts/lib/Either.js"
import { fc, test } from "@fast-check/vitest"
import { describe, expect, it } from "vitest"
import { instantAt } from "@shifan/core"
import { aggregates } from "@shifan/core/registry"
import { memoryStore, parseStream, type EventStore } from "@shifan/event-store"
import { handler, memoryVault, type Handle, type Request } from "@shifan/service"
import { hostileTexts, lookalikes } from "@shifan/testkit"
import { must } from "@shifan/testkit/basics"
import { alterationsOf } from "@shifan/testkit/forger"
import { replay } from "../src/index.js"
import { specimens, type Specimen } from "./forgeries.js"
import { commandBehind, envelopeAt } from "./requests-behind.js"
import { library } from "./recorded-history.js"

/** A store that holds the events before the specimen, without one. */
const storeBefore = async ({ history, index }: Specimen): Promise<EventStore> => {
  const store = memoryStore()
  const before = history.slice(0, index)
  for (const { id, type, leaf, stream, revision } of before)
    await must(store.append(stream, revision === 0 ? "noStream" : revision - 1, [{ id, type, leaf }]))
  return store
}

/** Keys of other aggregates, of another shape, or of an object's own prototype. */
const foreignKeys = [
  "371300",
  "0",
  "02020",
  "2021",
  "a-text",
  "constructor",
  "__proto__",
  "91130302ma00010187",
  "91110108551385082Q",
]

const words = [
  ...foreignKeys,
  ...hostileTexts,
  ...lookalikes,
  ...Object.keys(aggregates),
  "auditor",
  "toString",
  "2021-02-29",
  "0000-01-01",
  "9999-12-31",
  "00000000-0000-0000-0000-000000000000",
]

type Spoil = (request: Request, text: string) => unknown

/** Every text of a request beside its data, replaced. */
const spoils: Readonly<Record<string, Spoil>> = {
  key: (request, key) => ({ ...request, target: { ...request.target, key } }),
  aggregate: (request, aggregate) => ({ ...request, target: { ...request.target, aggregate } }),
  type: (request, type) => ({
    ...request,
    target: { ...request.target, command: { ...request.target.command, type } },
  }),
  role: (request, role) => ({ ...request, actor: { ...request.actor, role } }),
  code: (request, code) => ({ ...request, actor: { ...request.actor, code } }),
  officer: (request, officer) => ({ ...request, actor: { ...request.actor, officer } }),
  commandId: (request, commandId) => ({ ...request, commandId }),
  correlationId: (request, correlationId) => ({ ...request, correlationId }),
  causationId: (request, causationId) => ({ ...request, causationId }),
  effectiveOn: (request, effectiveOn) => ({ ...request, effectiveOn }),
}

/** The service at the time of the specimen, which may have another division than the bureau's. */
const serviceAt = (store: EventStore, { history, index }: Specimen, division = "130300"): Handle => {
  const start = Date.parse(envelopeAt(history, index).recordedAt)
  let reads = 0
  return handler({
    store,
    vault: memoryVault(),
    division,
    library,
    clock: () => instantAt(start + reads++),
    random: (size) => new Uint8Array(size).fill(7),
  })
}

/** Whether the request was accepted, and what an audit finds in the log after it. */
const outcomeOf = async (specimen: Specimen, request: unknown, division?: string) => {
  const store = await storeBefore(specimen)
  // The compiler would refuse it; a caller in JavaScript can send it.
  const answer = await serviceAt(store, specimen, division)(request as Request)
  const { events, faults } = await replay(store.readAll(), { library })
  return { accepted: E.isRight(answer), recorded: events - specimen.index, faults }
}

const noSpecimen: Specimen = { type: "", history: [], index: 0 }

const commands = specimens.flatMap((specimen) => {
  const request = commandBehind(specimen)
  return request === undefined ? [] : [{ specimen, request }]
})

const sound = { faults: [] }

describe("art_16__para_1: whatever the service accepts", () => {
  it("has among it every command of the frozen histories", async () => {
    const refused: Array<string> = []
    for (const { specimen, request } of commands) {
      const { accepted, faults } = await outcomeOf(specimen, request)
      if (!accepted || faults.length > 0) refused.push(request.target.command.type)
    }
    // The vault of this service is empty: there is nothing to open.
    expect(refused).toEqual(["OpenPersonalData"])
    expect(new Set(commands.map(({ request }) => request.target.command.type)).size).toBeGreaterThan(40)
  })

  test.prop([fc.constantFrom(...commands), fc.constantFrom(...Object.values(spoils)), fc.constantFrom(...words)], {
    numRuns: 500,
  })("is sound, with a hostile key, id, actor or day", async ({ specimen, request }, spoil, text) => {
    expect(await outcomeOf(specimen, spoil(request, text))).toMatchObject(sound)
  })

  it.each(foreignKeys)("is sound, and has no key %j of another stream", async (key) => {
    const byAggregate = Map.groupBy(commands, ({ request }) => request.target.aggregate)
    for (const [aggregate, [one]] of byAggregate) {
      const target = { ...one?.request.target, key }
      const { accepted, faults } = await outcomeOf(one?.specimen ?? noSpecimen, { ...one?.request, target })
      const isOwn = parseStream(`${aggregate}-130300-${key}`)?.key === key
      expect([aggregate, accepted && !isOwn, faults]).toEqual([aggregate, false, []])
    }
  })

  test.prop([fc.constantFrom(...commands), fc.nat()], { numRuns: 250 })(
    "is sound, with data that no type allows",
    async ({ specimen, request }, which) => {
      const { actor, target } = request
      const alterations = alterationsOf({ actor, data: target.command.data })
      const altered = Object(alterations[which % alterations.length]?.value)
      const command = { ...target.command, data: altered.data }
      const spoilt = { ...request, actor: altered.actor, target: { ...target, command } }
      expect(await outcomeOf(specimen, spoilt)).toMatchObject(sound)
    },
  )

  it.each(["13", "130300-1", "", "１３０３００", "371300"])(
    "is nothing in a service of the division %j",
    async (division) => {
      for (const { specimen, request } of commands.slice(0, 40)) {
        const { history, index } = specimen
        const first = { ...specimen, history: history.slice(index), index: 0 }
        expect(await outcomeOf(first, request, division)).toMatchObject({ recorded: 0 })
      }
    },
  )
})
