/** Parses requests: the body with codecs, headers for revision and command id, the query. */
import type { Context } from "hono"
import type * as t from "io-ts"
import * as E from "fp-ts/lib/Either.js"
import { CivilDate, Count, DivisionCode, Uscc, type FormIssue } from "@shifan/core"
import type { JsonFault } from "@shifan/core/json"
import { asFilled, codec, Line, recordWith, Slug } from "@shifan/core/forms"
import { commandCodecs } from "@shifan/core/registry"
import { commandDataCodecs } from "@shifan/schema"
import { jsonIn } from "./json.js"

/** The body of an act: its own data, its effective date, and its stream. */
export interface ActBody {
  readonly effectiveOn: CivilDate
  readonly data: unknown
  readonly unit?: Uscc
  readonly slug?: string
}

/** By type of act. */
export const actBodies: ReadonlyMap<string, t.Type<ActBody, unknown>> = new Map(
  Object.entries(commandDataCodecs()).map(([type, data]) => [
    type,
    recordWith<Pick<ActBody, "effectiveOn" | "data">, Required<Pick<ActBody, "unit" | "slug">>>(
      `${type}Act`,
      { effectiveOn: CivilDate, data },
      { unit: Uscc, slug: Slug },
    ),
  ]),
)

/** For a self-check the whole application is submitted; none of it is stored. */
export const Application = commandCodecs(asFilled).Apply

/** A number from the text of a query. */
const numeric = (name: string, from: number, to: number): t.Type<number, string> =>
  codec<number, string>(
    name,
    { zh: `${from}至${to}的整数`, en: `a whole number, ${from} to ${to}` },
    (u): u is number => Count.is(u) && u >= from && u <= to,
    { read: (u) => inRange(Number(typeof u === "string" && /^\d{1,9}$/.test(u) ? u : NaN), from, to), write: String },
  )

const inRange = (n: number, from: number, to: number): number | undefined => (n >= from && n <= to ? n : undefined)

export interface RosterQuery {
  readonly asOf: CivilDate
  readonly county: DivisionCode
  /** Part of the name of a unit or a platform. */
  readonly name: string
  readonly limit: number
  /** Code of the last platform on the previous page. */
  readonly after: Uscc
}

export const Limit = numeric("Limit", 1, 100)

export const RosterQueryCodec: t.Type<Partial<RosterQuery>, unknown> = recordWith<unknown, RosterQuery>(
  "RosterQuery",
  {},
  { asOf: CivilDate, county: DivisionCode, name: Line, limit: Limit, after: Uscc },
)

export const DryRunQuery: t.Type<{ readonly dryRun?: string }, unknown> = recordWith<
  unknown,
  { readonly dryRun: string }
>(
  "DryRunQuery",
  {},
  {
    dryRun: codec<string, string>("DryRun", { zh: "true", en: "true" }, (u): u is string => u === "true", {
      read: (u) => (u === "true" ? u : undefined),
      write: (text) => text,
    }),
  },
)

/** A repeated parameter becomes a list, which no codec accepts: it would be unclear which value counts. */
export const queryOf = (c: Context): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(c.req.queries()).map(([name, values]) => [name, values.length === 1 ? values[0] : values]),
  )

/** Repeated keys and invalid UTF-8 are faults here too. */
export const bodyOf = async (c: Context): Promise<E.Either<JsonFault, unknown>> =>
  jsonIn(new Uint8Array(await c.req.arrayBuffer()))

const fault = (path: string, zh: string, en: string, got: string): E.Left<ReadonlyArray<FormIssue>> => ({
  _tag: "Left",
  left: [{ path, expected: { zh, en }, got }],
})

/** `If-Match: "7"` states the act's expected revision, `If-None-Match: *` a stream that does not exist yet. */
export const expectedRevisionOf = (c: Context): E.Either<ReadonlyArray<FormIssue>, number | undefined> => {
  const none = c.req.header("if-none-match")
  const named = c.req.header("if-match")
  if (none !== undefined && none !== "*") return fault("If-None-Match", "*", "*", none)
  if (none !== undefined && named !== undefined)
    return fault("If-None-Match", "空：已有If-Match", "nothing beside If-Match", none)
  if (none !== undefined) return E.right(-1)
  if (named === undefined) return E.right(undefined)
  const [, revision] = /^"(\d{1,9})"$/.exec(named) ?? []
  return revision === undefined
    ? fault("If-Match", '修订号，如"7"', 'a revision in quotes, as "7"', named)
    : E.right(Number(revision))
}

export const entityTag = (revision: number): string => `"${revision}"`

/** Whether `If-None-Match` names this revision: `*`, or a list of tags that may be weak (RFC 9110, 13.1.2). */
export const isCurrent = (header: string | undefined, revision: number): boolean =>
  header !== undefined &&
  (header.trim() === "*" || header.split(",").some((tag) => tag.trim().replace(/^W\//, "") === entityTag(revision)))
