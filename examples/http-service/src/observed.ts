/** Creates a span per request, using only the OpenTelemetry API: without a registered exporter nothing is recorded. */
import { SpanKind, SpanStatusCode, trace } from "@opentelemetry/api"
import type { MiddlewareHandler } from "hono"
import { routePath } from "hono/route"

export const observed: MiddlewareHandler = (c, next) =>
  trace
    .getTracer("@shifan/example-http-service")
    .startActiveSpan(
      c.req.method,
      { kind: SpanKind.SERVER, attributes: { "http.request.method": c.req.method } },
      async (span) => {
        try {
          await next()
        } finally {
          // Uses the route rather than the address, which names a unit.
          const route = routePath(c, -1)
          span.updateName(`${c.req.method} ${route}`)
          span.setAttributes({ "http.route": route, "http.response.status_code": c.res.status })
          if (c.res.status >= 500) span.setStatus({ code: SpanStatusCode.ERROR })
          span.end()
        }
      },
    )
