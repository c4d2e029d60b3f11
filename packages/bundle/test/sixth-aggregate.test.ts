/** Adds an aggregate and takes it from the decision to the bundle: registering it is enough, no other line knows of it. */
import { join } from "node:path"
import {
  bilingual,
  civilDate,
  conclude,
  instantAt,
  regulationNear,
  unlessObjected,
  type Aggregate,
  type CommandsOf,
  type EventsOf,
} from "@shifan/core"
import { aggregates, bureauObjections } from "@shifan/core/registry"
import { Line, record } from "@shifan/core/forms"
import { qinhuangdao2020 } from "@shifan/core/regulations"
import { collect, copyLog, memoryStore, type Envelope, type EventStore } from "@shifan/event-store"
import { replay, type AuditFaultCode } from "@shifan/audit"
import { rosterDigestsAt, rosterUnder } from "@shifan/roster"
import { parseRequest, type Request } from "@shifan/service"
import { openSqliteStore } from "@shifan/sqlite/event-store"
import { bureau } from "@shifan/testkit"
import { must, right, temporaryFolder } from "@shifan/testkit/basics"
import { forge } from "@shifan/testkit/forger"
import { enactTarget, testService } from "@shifan/testkit/service"
import { nodeHasher } from "@shifan/tlog/node"
import * as E from "fp-ts/lib/Either.js"
import { describe, expect, it } from "vitest"
import { exportBundle, memoryFolder, newMemoryFolder, verifyBundle } from "../src/index.js"
import { asOf, faultCodes, headOf, policy } from "./sample-bundle.js"

// Art. 16: a comment from the public, which the bureau answers. These lines are the whole aggregate.

interface Heard {
  readonly ComplaintReceived: { readonly text: string }
  readonly ComplaintAnswered: { readonly answer: string }
}
type Complaint = EventsOf<Heard>
type Command = CommandsOf<{ Receive: Heard["ComplaintReceived"]; Answer: Heard["ComplaintAnswered"] }>

const codecs = { Receive: record("Receive", { text: Line }), Answer: record("Answer", { answer: Line }) }

const complaint: Aggregate<
  string,
  Command,
  Complaint,
  "none" | "received" | "answered",
  "none" | "received" | "answered"
> = {
  name: "complaint",
  eventTypes: ["ComplaintReceived", "ComplaintAnswered"],
  commandCodecs: { filled: codecs, stored: codecs },
  key: {
    parse: (text) => (/^\d+$/.test(text) ? text : undefined),
    inData: () => undefined,
    field: { name: "number", codec: Line, label: bilingual("投诉编号", "the number of the complaint") },
  },
  names: {
    acts: { Receive: bilingual("受理投诉", "receive"), Answer: bilingual("答复", "answer") },
    events: { ComplaintReceived: bilingual("受理投诉", "received"), ComplaintAnswered: bilingual("答复", "answered") },
    phases: {
      none: bilingual("未受理", "not received"),
      received: bilingual("已受理", "received"),
      answered: bilingual("已答复", "answered"),
    },
  },
  initial: () => "none",
  evolve: (_, { type }) => (type === "ComplaintReceived" ? "received" : "answered"),
  decide: (context, command, state) => {
    const regulation = regulationNear(context.law, context.effectiveOn)
    const from = command.type === "Receive" ? "none" : "received"
    return conclude<Complaint, Command["type"], typeof state>(
      context,
      { rule: null, regulation },
      unlessObjected(
        [
          ...bureauObjections(context, regulation?.territory.bureau.code, null),
          ...(state === from
            ? []
            : [{ code: "WrongState" as const, act: command.type, phase: state, possibleIn: [from] as const }]),
        ],
        () => [
          command.type === "Receive"
            ? { type: "ComplaintReceived", data: command.data }
            : { type: "ComplaintAnswered", data: command.data },
        ],
      ),
    )
  },
  commandOf: ([event]) =>
    event.type === "ComplaintReceived" ? { type: "Receive", data: event.data } : { type: "Answer", data: event.data },
}

const registry = { ...aggregates, complaint }

type AnyRequest = Request<typeof registry>

const on = civilDate("2021-03-01")

const enacted: AnyRequest = {
  commandId: "0190163d-8694-7000-8000-000000000001",
  actor: bureau,
  effectiveOn: civilDate("2020-11-12"),
  target: enactTarget,
}

/** Parses a request as from a line of a file. */
const inLine = (type: string, data: object, id: string): AnyRequest =>
  right(parseRequest({ type, data, number: "7", actor: bureau, effectiveOn: on, commandId: id }, () => id, registry))

const receive = inLine("Receive", { text: "示例" }, "0190163d-8694-7000-8000-000000000002")
const answer = inLine("Answer", { answer: "已核实" }, "0190163d-8694-7000-8000-000000000003")

/** Records the law, a complaint and its answer, and collects everything that was refused on the way. */
const recorded = async (store: EventStore) => {
  const { handle } = testService({ store, registry, startAt: instantAt(Date.parse("2021-06-01T01:00:00.000Z")) })
  right(await handle(enacted))
  expect(await handle({ ...answer, commandId: "0190163d-8694-7000-8000-00000000000a" })).toMatchObject({
    left: {
      _tag: "Refused",
      refusals: [{ code: "WrongState", act: "Answer", phase: "none", possibleIn: ["received"] }],
    },
  })
  right(await handle(receive))
  expect(right(await handle(receive)).repeated).toBe(true)
  expect(await handle({ ...receive, commandId: "0190163d-8694-7000-8000-00000000000b" })).toMatchObject({
    left: { _tag: "Refused", refusals: [{ code: "WrongState", phase: "received" }] },
  })
  expect(right(await handle(answer)).stream).toBe("complaint-130300-7")
  return right(await collect(store.readAll()))
}

const stores: ReadonlyArray<readonly [string, () => Promise<EventStore>]> = [
  ["memory", () => Promise.resolve(memoryStore())],
  ["SQLite", () => must(openSqliteStore({ file: join(temporaryFolder(), "shifan.db"), create: true }))],
]

describe.each(stores)("a sixth aggregate in a store in %s", (_, open) => {
  it("is decided, replayed, copied and verified in a bundle", async () => {
    const store = await open()
    const events = await recorded(store)
    expect(events.map(({ type }) => type)).toEqual(["Enacted", "ComplaintReceived", "ComplaintAnswered"])

    const replayed = await replay(store.readAll(), { library: [qinhuangdao2020], registry })
    expect(replayed).toMatchObject({ faults: [], decisions: 3 })

    const copy = memoryStore()
    expect(await must(copyLog(store, copy))).toMatchObject({ events: 3, appended: 3 })

    let files: ReadonlyMap<string, Uint8Array> = new Map()
    const leaves = events.map(({ leaf }) => leaf)
    const options = { library: [qinhuangdao2020], registry, rosterUnder, rosterDigestsAt, hasher: nodeHasher, policy }
    const folder = newMemoryFolder((published) => {
      files = published
    })
    const checkpoint = await headOf(leaves)
    const audience = { _tag: "public" } as const
    await must(exportBundle({ ...options, events: copy.readAll(), checkpoint, asOf, audience, folder }))
    const report = await verifyBundle(memoryFolder(files), { ...options, depth: "decisions" })()
    expect(faultCodes(report)).toEqual([])
    expect(report).toMatchObject({ sound: true, leaves: 3, decided: { decisions: 3 } })
    await store.close()
  })

  it.each<readonly [what: string, codes: ReadonlyArray<AuditFaultCode>, change: Partial<Envelope>]>([
    ["nothing", [], {}],
    ["another type", ["Undecidable"], { type: "ComplaintReceived", data: { text: "示例" } }],
    ["a type of another aggregate", ["Malformed"], { type: "Certified" }],
    ["a field of another type", ["Malformed"], { data: { answer: 1 } }],
    ["an unknown field", ["Malformed"], { data: { answer: "已核实", more: "示例" } }],
    ["a missing field", ["Malformed"], { data: {} }],
    ["another actor", ["Undecidable"], { actor: { role: "county", code: "130302", officer: "HG-01" } }],
    ["another revision", ["Gap"], { revision: 2 }],
    ["a day to come", ["Undecidable"], { effectiveOn: civilDate("2021-06-02") }],
    ["a provision it does not rest on", ["DecidedOtherwise"], { provisions: ["art_9__para_1"] }],
  ])("has exactly its faults in a replay when its answer is forged: %s", async (__, codes, change) => {
    const store = await open()
    const events = await recorded(store)
    const forged = forge(
      events,
      (event) => (event.type === "ComplaintAnswered" ? { ...event, ...change } : event),
      registry,
    )
    const replayed = await replay(
      (async function* () {
        for (const event of forged) yield E.right(event)
      })(),
      { library: [qinhuangdao2020], registry },
    )
    expect(replayed.faults.map(({ code }) => code)).toEqual(codes)
    await store.close()
  })
})
