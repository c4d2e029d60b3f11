import { metrics, SpanStatusCode } from "@opentelemetry/api"
import * as E from "fp-ts/lib/Either.js"
import { inSpan, secondsSince, telemetryScope } from "../telemetry.js"
import type { Projection } from "./projection.js"
import type { ReadModels } from "./read-models.js"

export interface ObservedProjection<M> {
  readonly models: ReadModels<M>
  readonly projection: Projection<M>
}

/**
 * Records size, outcome and duration of each batch of a projection, and its lag: seconds between the recording of the
 * last applied event and now.
 */
export const observedProjection = <M>(models: ReadModels<M>, projection: Projection<M>): ObservedProjection<M> => {
  const meter = metrics.getMeter(telemetryScope)
  const size = meter.createHistogram("shifan.projection.batch.size", { unit: "{event}" })
  const duration = meter.createHistogram("shifan.projection.batch.duration", { unit: "s" })
  const lag = meter.createGauge("shifan.projection.lag", { unit: "s" })
  let lastRecordedAt: string | undefined

  return {
    projection: {
      ...projection,
      apply: (model, envelope) => {
        lastRecordedAt = envelope.recordedAt
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
        return inSpan("shifan.projection.batch", { ...about, "shifan.batch.size": events }, async (span) => {
          const start = performance.now()
          const done = await models.advance(place, advance)()
          const outcome = { "shifan.outcome": E.isLeft(done) ? done.left._tag : "Done" }
          span.setAttributes(outcome)
          if (E.isLeft(done)) span.setStatus({ code: SpanStatusCode.ERROR, message: done.left._tag })
          else if (lastRecordedAt !== undefined) lag.record(secondsBehind(lastRecordedAt), about)
          size.record(events, about)
          duration.record(secondsSince(start), { ...about, ...outcome })
          return done
        })
      },
    },
  }
}

const secondsBehind = (recordedAt: string): number => Math.max(0, (Date.now() - Date.parse(recordedAt)) / 1000)
