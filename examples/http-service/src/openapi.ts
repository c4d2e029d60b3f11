/** OpenAPI 3.1, generated from the codecs that the routes use, so that the two cannot diverge. */
import type * as t from "io-ts"
import { CivilDate, Count, DivisionCode, Uscc } from "@shifan/core"
import { bool, Identifier, Line, list, record, recordWith } from "@shifan/core/forms"
import { actNames } from "@shifan/core/messages"
import { schemaIn, type Definitions, type JsonSchema } from "@shifan/core/schema"
import { EventCodec, ownAtoms, ProblemCodec, RosterEntryCodec, SelfCheckCodec } from "@shifan/schema"
import { actBodies, Application } from "./requests.js"

export interface Parameter {
  readonly name: string
  readonly in: "path" | "query" | "header"
  readonly required: boolean
  readonly schema: JsonSchema
  readonly description?: string
}

type Content = { readonly [mediaType: string]: { readonly schema: JsonSchema } }

export interface Operation {
  readonly operationId: string
  readonly summary: string
  readonly security?: ReadonlyArray<{ readonly bearer: ReadonlyArray<string> }>
  readonly parameters?: ReadonlyArray<Parameter>
  readonly requestBody?: { readonly required: true; readonly content: Content }
  readonly responses: { readonly [status: string]: { readonly description: string; readonly content?: Content } }
}

export interface OpenApi {
  readonly openapi: "3.1.0"
  readonly info: { readonly title: string; readonly version: string; readonly description: string }
  readonly paths: { readonly [path: string]: { readonly get?: Operation; readonly post?: Operation } }
  readonly components: { readonly schemas: Readonly<Record<string, JsonSchema>>; readonly securitySchemes: unknown }
}

const signedIn = { security: [{ bearer: [] }] }

const header = (name: string, schema: JsonSchema, required: boolean, description: string): Parameter => ({
  name,
  in: "header",
  required,
  schema,
  description,
})

const parameter = (where: "path" | "query", name: string, schema: JsonSchema): Parameter => ({
  name,
  in: where,
  required: where === "path",
  schema,
})

const revision: JsonSchema = { type: "string", pattern: '^"[0-9]{1,9}"$' }

const uuid: JsonSchema = {
  type: "string",
  pattern: "^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$",
}

const actHeaders: ReadonlyArray<Parameter> = [
  header("Idempotency-Key", uuid, true, "The id of the command; repeated, it adds nothing"),
  header("If-Match", revision, false, "The revision that the act is for, from the ETag of the unit"),
  header("If-None-Match", { type: "string", const: "*" }, false, "The act is for a record that does not exist yet"),
]

/** The status codes of failures with their meanings; the error codes are at `/errors/{code}`. */
const statuses = {
  400: "not of the right shape",
  401: "nobody has signed in",
  403: "not competent, or not theirs to read",
  404: "there is no such thing",
  409: "not as things stand",
  412: "the record has gone on from the revision named",
  413: "too large",
  422: "not with these contents",
  503: "not now; try again",
} as const

export const openApi = (): OpenApi => {
  const definitions: Definitions = new Map()
  const schemaOf = (codec: t.Decoder<unknown, unknown>): JsonSchema =>
    schemaIn(codec, { definitions, base: "#/components/schemas/", atoms: ownAtoms })

  const json = (codec: t.Decoder<unknown, unknown>): Content => ({ "application/json": { schema: schemaOf(codec) } })
  const ok = (description: string, codec: t.Decoder<unknown, unknown>) => ({ description, content: json(codec) })
  const failing = (...failures: ReadonlyArray<keyof typeof statuses>): Operation["responses"] =>
    Object.fromEntries(
      failures.map((status) => [
        String(status),
        { description: statuses[status], content: { "application/problem+json": { schema: schemaOf(ProblemCodec) } } },
      ]),
    )
  const acts = [...actBodies].map(([type, body]) => [`/acts/${type}`, { post: actOf(type, body) }])

  function actOf(type: string, body: t.Decoder<unknown, unknown>): Operation {
    const names: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = actNames
    return {
      operationId: type,
      summary: `${names[type]?.zh ?? type} / ${names[type]?.en ?? type}`,
      ...signedIn,
      parameters: [...actHeaders, parameter("query", "dryRun", { type: "string", const: "true" })],
      requestBody: { required: true, content: json(body) },
      responses: {
        200: ok("on record before, under the same key", Recorded),
        201: ok("on record", Recorded),
        ...failing(400, 401, 403, 404, 409, 412, 413, 422, 503),
      },
    }
  }

  const paths: OpenApi["paths"] = {
    "/health": {
      get: {
        operationId: "health",
        summary: "Whether requests are answered",
        responses: { 200: ok("they are", Health), ...failing(503) },
      },
    },
    "/roster": {
      get: {
        operationId: "roster",
        summary: "A page of the public list, as of any day",
        parameters: [
          parameter("query", "asOf", schemaOf(CivilDate)),
          parameter("query", "county", schemaOf(DivisionCode)),
          parameter("query", "name", schemaOf(Line)),
          parameter("query", "limit", { type: "string", pattern: "^([1-9][0-9]?|100)$" }),
          parameter("query", "after", schemaOf(Uscc)),
        ],
        responses: { 200: ok("a page", RosterPage), ...failing(400, 503) },
      },
    },
    "/roster/changes": {
      get: {
        operationId: "rosterChanges",
        summary: "The list, then every change of it, as server-sent events",
        responses: {
          200: { description: "events", content: { "text/event-stream": { schema: { type: "string" } } } },
          ...failing(503),
        },
      },
    },
    "/self-check": {
      post: {
        operationId: "selfCheck",
        summary: "What an application would come to; nothing of it is kept",
        requestBody: { required: true, content: json(Application) },
        responses: { 200: ok("the conditions, one by one", SelfCheckCodec), ...failing(400, 413) },
      },
    },
    "/units/{unit}": {
      get: {
        operationId: "unit",
        summary: "Everything on record of a unit",
        ...signedIn,
        parameters: [
          parameter("path", "unit", schemaOf(Uscc)),
          header("If-None-Match", { type: "string" }, false, "The revisions that are known, from earlier ETags"),
        ],
        responses: {
          200: ok("its events", Unit),
          304: { description: "unchanged" },
          ...failing(400, 401, 403, 404, 503),
        },
      },
    },
    ...Object.fromEntries(acts),
    "/errors/{code}": {
      get: {
        operationId: "error",
        summary: "What a code means, and what to do",
        parameters: [parameter("path", "code", schemaOf(Identifier))],
        responses: {
          200: { description: "its entry", content: { "application/json": { schema: { type: "object" } } } },
          ...failing(404),
        },
      },
    },
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "示范平台 / Demonstration platforms",
      version: "1",
      description:
        "Every schema comes from the codec that reads the request. What is refused is application/problem+json.",
    },
    paths,
    components: {
      schemas: Object.fromEntries(definitions),
      securitySchemes: { bearer: { type: "http", scheme: "bearer" } },
    },
  }
}

const Recorded = record("Recorded", { stream: Identifier, repeated: bool, events: list(EventCodec) })

const Unit = record("Unit", { unit: Uscc, revision: Count, events: list(EventCodec, { to: 100_000 }) })

const Health = record("Health", { status: Line })

const RosterPage = recordWith(
  "RosterPage",
  { asOf: CivilDate, total: Count, digest: Identifier, entries: list(RosterEntryCodec) },
  { next: Uscc },
)
