/**
 * Spans and metrics, for whoever has registered a provider with `@opentelemetry/api` before the handler or the runner is
 * made; without one nothing is recorded. The only place that knows of it: what is observed is wrapped, not interrupted.
 */
import { metrics, SpanStatusCode, trace, type Attributes, type Span } from "@opentelemetry/api"
import * as E from "fp-ts/lib/Either.js"
import { streamOf } from "./dispatch.js"
import type { Projection } from "./projections/projection.js"
import type { ReadModels } from "./projections/read-models.js"
import type { CommandResult, Request, ServiceError } from "./request.js"

const scope = "@shifan/service"

/** An answer, and how many times it took to get it. */
export interface HandledCommand {
  readonly answer: E.Either<ServiceError, CommandResult>
  readonly attempts: number
}

const seconds = (since: number): number => (performance.now() - since) / 1000

/** Runs within a span that ends with it; what is thrown goes on. */
const within = <A>(name: string, attributes: Attributes, work: (span: Span) => Promise<A>): Promise<A> =>
  trace.getTracer(scope).startActiveSpan(name, { attributes }, async (span) => {
    try {
      return await work(span)
    } catch (thrown) {
      span.setStatus({ code: SpanStatusCode.ERROR, message: String(thrown) })
      throw thrown
    } finally {
      span.end()
    }
  })

const outcomeOf = (answer: E.Either<ServiceError, CommandResult>, { dryRun }: Request): string =>
  E.isLeft(answer) ? answer.left._tag : answer.right.repeated ? "Repeated" : dryRun === true ? "Decided" : "Done"

const codesOf = (answer: E.Either<ServiceError, CommandResult>): ReadonlyArray<string> =>
  E.isLeft(answer) && answer.left._tag === "Refused" ? answer.left.refusals.map(({ code }) => code) : []

/** What failed, when it was neither the law nor the caller that said no. */
const failureOf = (answer: E.Either<ServiceError, CommandResult>): string | undefined =>
  E.isLeft(answer) && (answer.left._tag === "StoreFailed" || answer.left._tag === "VaultFailed")
    ? answer.left.error._tag
    : undefined

/** Type, stream, outcome, refusal codes and attempts of each command. Of what it holds, nothing. */
export const observedCommands = (
  division: string,
  handle: (request: Request) => Promise<HandledCommand>,
): ((request: Request) => Promise<E.Either<ServiceError, CommandResult>>) => {
  const meter = metrics.getMeter(scope)
  const duration = meter.createHistogram("shifan.command.duration", { unit: "s" })
  const tries = meter.createHistogram("shifan.command.attempts", { unit: "{attempt}" })
  const refusals = meter.createCounter("shifan.command.refusals", { unit: "{refusal}" })

  return (request) => {
    const type = { "shifan.command.type": request.target.command.type }
    const stream = streamOf(division, request.target)
    return within("shifan.command", { ...type, "shifan.stream": stream }, async (span) => {
      const since = performance.now()
      const { answer, attempts } = await handle(request)
      const outcome = { "shifan.outcome": outcomeOf(answer, request) }
      const codes = codesOf(answer)
      const failure = failureOf(answer)
      span.setAttributes({ ...outcome, "shifan.refusal.codes": [...codes], "shifan.attempts": attempts })
      if (failure !== undefined) span.setStatus({ code: SpanStatusCode.ERROR, message: failure })
      duration.record(seconds(since), { ...type, ...outcome })
      tries.record(attempts, type)
      for (const code of codes) refusals.add(1, { ...type, "shifan.refusal.code": code })
      return answer
    })
  }
}

export interface Observed<M> {
  readonly models: ReadModels<M>
  readonly projection: Projection<M>
}

/**
 * Size, outcome and duration of each batch of a projection, and its lag: the seconds between the recording of the last
 * event it has applied and now.
 */
export const observedProjection = <M>(models: ReadModels<M>, projection: Projection<M>): Observed<M> => {
  const meter = metrics.getMeter(scope)
  const size = meter.createHistogram("shifan.projection.batch.size", { unit: "{event}" })
  const duration = meter.createHistogram("shifan.projection.batch.duration", { unit: "s" })
  const lag = meter.createGauge("shifan.projection.lag", { unit: "s" })
  let applied: string | undefined

  return {
    projection: {
      ...projection,
      apply: (model, envelope) => {
        applied = envelope.recordedAt
        return projection.apply(model, envelope)
      },
    },
    models: {
      ...models,
      advance: (place, advance) => () => {
        const about = {
          "shifan.projection.name": place.name,
          "shifan.projection.version": place.version,
          "shifan.projection.slot": place.slot,
        }
        const events = advance.steps.length
        return within("shifan.projection.batch", { ...about, "shifan.batch.size": events }, async (span) => {
          const since = performance.now()
          const done = await models.advance(place, advance)()
          const outcome = { "shifan.outcome": E.isLeft(done) ? done.left._tag : "Done" }
          span.setAttributes(outcome)
          if (E.isLeft(done)) span.setStatus({ code: SpanStatusCode.ERROR, message: done.left._tag })
          else if (applied !== undefined) lag.record(Math.max(0, (Date.now() - Date.parse(applied)) / 1000), about)
          size.record(events, about)
          duration.record(seconds(since), { ...about, ...outcome })
          return done
        })
      },
    },
  }
}
