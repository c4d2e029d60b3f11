import type { Registry } from "@shifan/core"
import { metrics, SpanStatusCode, trace, type Attributes, type Span } from "@opentelemetry/api"
import * as E from "fp-ts/lib/Either.js"
import { streamOfTarget, type CommandResult, type Request, type ServiceError } from "./request.js"

// Spans and metrics through `@opentelemetry/api`. Records nothing unless the host registers a provider before it makes the
// handler or the runner.

export const telemetryScope = "@shifan/service"

type Answer = E.Either<ServiceError<Registry>, CommandResult>

export interface HandledCommand {
  readonly answer: Answer
  readonly attempts: number
}

export const secondsSince = (start: number): number => (performance.now() - start) / 1000

/** Runs `work` in a span that ends with it. Rethrows exceptions. */
export const inSpan = <A>(name: string, attributes: Attributes, work: (span: Span) => Promise<A>): Promise<A> =>
  trace.getTracer(telemetryScope).startActiveSpan(name, { attributes }, async (span) => {
    try {
      return await work(span)
    } catch (thrown) {
      span.setStatus({ code: SpanStatusCode.ERROR, message: String(thrown) })
      throw thrown
    } finally {
      span.end()
    }
  })

const outcomeOf = (answer: Answer, dryRun: boolean): string => {
  if (E.isLeft(answer)) return answer.left._tag
  if (answer.right.repeated) return "Repeated"
  return dryRun ? "Decided" : "Done"
}

const codesOf = (answer: Answer): ReadonlyArray<string> =>
  E.isLeft(answer) && answer.left._tag === "Refused" ? answer.left.refusals.map(({ code }) => code) : []

/** The technical failure, if there was one. Refusals and malformed requests are not failures. */
const failureOf = (answer: Answer): string | undefined =>
  E.isLeft(answer) && (answer.left._tag === "StoreFailed" || answer.left._tag === "VaultFailed")
    ? answer.left.error._tag
    : undefined

/** Records type, stream, outcome, refusal codes and attempts of each command, but not its content. */
export const observedCommands = (
  division: string,
  handle: (request: Request<Registry>) => Promise<HandledCommand>,
): ((request: Request<Registry>) => Promise<Answer>) => {
  const meter = metrics.getMeter(telemetryScope)
  const duration = meter.createHistogram("shifan.command.duration", { unit: "s" })
  const tries = meter.createHistogram("shifan.command.attempts", { unit: "{attempt}" })
  const refusals = meter.createCounter("shifan.command.refusals", { unit: "{refusal}" })

  return (request) => {
    const type = { "shifan.command.type": request.target.command.type }
    const stream = streamOfTarget(division, request.target)
    return inSpan("shifan.command", { ...type, "shifan.stream": stream }, async (span) => {
      const start = performance.now()
      const { answer, attempts } = await handle(request)
      const outcome = { "shifan.outcome": outcomeOf(answer, request.dryRun === true) }
      const codes = codesOf(answer)
      const failure = failureOf(answer)
      span.setAttributes({ ...outcome, "shifan.refusal.codes": [...codes], "shifan.attempts": attempts })
      if (failure !== undefined) span.setStatus({ code: SpanStatusCode.ERROR, message: failure })
      duration.record(secondsSince(start), { ...type, ...outcome })
      tries.record(attempts, type)
      for (const code of codes) refusals.add(1, { ...type, "shifan.refusal.code": code })
      return answer
    })
  }
}
