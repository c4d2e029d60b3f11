import { context, metrics, trace } from "@opentelemetry/api"
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks"
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from "@opentelemetry/sdk-metrics"
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace"
import * as E from "fp-ts/lib/Either.js"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { memoryStore, type EventStore } from "@shifan/event-store"
import { memoryReadModels, runProjections } from "../src/index.js"
import { apply, enact, openCall, personalValues, serviceOver, unit } from "./fixtures.js"
import { appendTestEvents, waitUntil } from "@shifan/testkit/read-models"
import { journal } from "./projections/journal.js"

const spans = new InMemorySpanExporter()
let exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE)
let provider = new MeterProvider()

/** Registers providers, as a host that wants telemetry would. */
const registerProviders = (): void => {
  exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE)
  provider = new MeterProvider({
    readers: [new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 })],
  })
  trace.setGlobalTracerProvider(new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter: spans })] }))
  metrics.setGlobalMeterProvider(provider)
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
}

const spansNamed = (name: string) => spans.getFinishedSpans().filter((span) => span.name === name)

const points = async (name: string) => {
  exporter.reset()
  await provider.forceFlush()
  return exporter
    .getMetrics()
    .flatMap(({ scopeMetrics }) => scopeMetrics)
    .flatMap((scope) => scope.metrics)
    .filter(({ descriptor }) => descriptor.name === name)
    .flatMap(({ dataPoints }): ReadonlyArray<{ attributes: unknown; value: unknown }> => dataPoints)
}

afterEach(async () => {
  await provider.shutdown()
  spans.reset()
  for (const api of [trace, metrics, context]) api.disable()
})

/** A store whose first `races` appends to a designation lose a race. */
const losingRaces = (races: number): EventStore => {
  const store = memoryStore()
  let left = races
  return {
    ...store,
    append: (stream, expected, events) =>
      stream.startsWith("designation") && left-- > 0
        ? () => Promise.resolve(E.left({ _tag: "WrongExpectedRevision", stream, expected, actual: 7 }))
        : store.append(stream, expected, events),
  }
}

describe("a command", () => {
  beforeEach(registerProviders)

  it("is a span with its type, stream, outcome and attempts", async () => {
    const { handle } = serviceOver(losingRaces(2))
    const first = apply()
    for (const request of [enact, openCall, first, first]) await handle(request)
    expect(spansNamed("shifan.command").map(({ attributes }) => attributes)).toMatchObject([
      { "shifan.command.type": "Enact", "shifan.outcome": "Done", "shifan.attempts": 1 },
      { "shifan.command.type": "OpenCall", "shifan.stream": "call-130300-2020", "shifan.outcome": "Done" },
      {
        "shifan.command.type": "Apply",
        "shifan.stream": `designation-130300-${unit}`,
        "shifan.outcome": "Done",
        "shifan.attempts": 3,
      },
      { "shifan.command.type": "Apply", "shifan.outcome": "Repeated", "shifan.attempts": 1 },
    ])
    expect(await points("shifan.command.attempts")).toContainEqual(
      expect.objectContaining({
        attributes: { "shifan.command.type": "Apply" },
        value: expect.objectContaining({ count: 2, sum: 4 }),
      }),
    )
  })

  it("that is refused names the codes of its refusals, and is not marked as an error", async () => {
    await serviceOver().handle(apply())
    const [span] = spansNamed("shifan.command")
    expect(span).toMatchObject({
      attributes: { "shifan.outcome": "Refused", "shifan.refusal.codes": ["NoRuleInForce"] },
      status: { code: 0 },
    })
    const attributes = { "shifan.command.type": "Apply", "shifan.refusal.code": "NoRuleInForce" }
    expect(await points("shifan.command.refusals")).toMatchObject([{ attributes, value: 1 }])
  })

  it("that fails in the store is marked as an error after five attempts", async () => {
    const { handle } = serviceOver(losingRaces(Infinity))
    for (const request of [enact, openCall, apply()]) await handle(request)
    expect(spansNamed("shifan.command").at(-1)).toMatchObject({
      attributes: { "shifan.outcome": "StoreFailed", "shifan.attempts": 5 },
      status: { code: 2, message: "WrongExpectedRevision" },
    })
  })

  it("that throws still ends its span", async () => {
    const store: EventStore = {
      ...memoryStore(),
      readAll: () => {
        throw new Error("broken")
      },
    }
    await expect(serviceOver(store).handle(enact)).rejects.toThrow("broken")
    expect(spansNamed("shifan.command")).toMatchObject([{ status: { code: 2, message: "Error: broken" } }])
  })

  it("is a child of its caller's span", async () => {
    await trace.getTracer("caller").startActiveSpan("call", async (span) => {
      await serviceOver().handle(enact)
      span.end()
    })
    const [command, call] = [spansNamed("shifan.command")[0], spansNamed("call")[0]]
    expect(command?.parentSpanContext?.spanId).toBe(call?.spanContext().spanId)
  })

  it("13: records no personal data", async () => {
    const { handle } = serviceOver()
    for (const request of [enact, openCall, apply(), apply()]) await handle(request)
    const all = JSON.stringify(
      spans.getFinishedSpans().map(({ name, attributes, events }) => [name, attributes, events]),
    )
    expect(all).toContain(unit)
    for (const datum of personalValues) expect(all).not.toContain(datum)
  })
})

describe("a projection", () => {
  beforeEach(registerProviders)

  it("records the size and outcome of each batch and the lag", async () => {
    const store = memoryStore()
    await appendTestEvents(store, { stream: "s", type: "Applied", count: 3 })
    const models = memoryReadModels<ReadonlyArray<string>>()
    const failing = { ...journal({}, 1, "failing"), apply: () => JSON.parse("{") }
    const runner = runProjections(store, models, [journal(), failing])
    await waitUntil(() => models.read("journal")?.length === 3)
    await runner.running[1]?.ended
    await appendTestEvents(store, { stream: "t", type: "Applied", count: 2 })
    await waitUntil(() => models.read("journal")?.length === 5)
    await runner.close()
    const of = (name: string) =>
      spansNamed("shifan.projection.batch")
        .map(({ attributes }) => attributes)
        .filter((attributes) => attributes["shifan.projection.name"] === name)
    expect(of("journal")).toMatchObject([
      { "shifan.batch.size": 3, "shifan.projection.slot": "next", "shifan.outcome": "Done" },
      { "shifan.batch.size": 2, "shifan.projection.slot": "live", "shifan.outcome": "Done" },
    ])
    expect(of("failing")).toMatchObject([{ "shifan.batch.size": 3, "shifan.outcome": "StepFailed" }])
    const lags = await points("shifan.projection.lag")
    const recorded = Date.parse("2020-12-01T01:00:00.000Z")
    expect(lags).toHaveLength(2)
    for (const { value } of lags) {
      expect(value).toBeGreaterThan((Date.now() - recorded) / 1000 - 60)
      expect(value).toBeLessThanOrEqual((Date.now() - recorded) / 1000)
    }
    const sizes = await points("shifan.projection.batch.size")
    expect(sizes.map(({ value }) => value)).toMatchObject([{ sum: 3 }, { sum: 3 }, { sum: 2 }])
  })
})

describe("without a provider", () => {
  it("a command is carried out, and nothing is recorded", async () => {
    const { handle } = serviceOver()
    expect(await handle(enact)).toMatchObject({ _tag: "Right" })
    expect(spans.getFinishedSpans()).toEqual([])
  })
})
