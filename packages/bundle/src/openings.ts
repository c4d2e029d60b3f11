/** Openings of sealed values, for readers in scope: who has value and salt can make the commitment in the leaf anew. */
import { decode, list, oneOf, record, Sealed } from "@shifan/core"
import { type Envelope, isCanonical, parseStream } from "@shifan/event-store"
import { concatBytes, sha256, toHex } from "@shifan/tlog"
import * as E from "fp-ts/lib/Either.js"
import * as t from "io-ts"
import { bundleVersion, canonicalBytes, parseJson } from "./format.js"

/** `index`: of the leaf. `path`: where the commitment stands in the event's data. `salt`: 32 bytes in hex. */
export interface LeafOpening {
  readonly index: number
  readonly path: string
  readonly salt: string
  readonly value: string
}

/** Readers in scope: an auditor is shown some fields, the discipline inspection some units. */
export type OpenAudience = "auditor" | "discipline"

export interface Openings {
  readonly audience: OpenAudience
  readonly openings: ReadonlyArray<LeafOpening>
}

/** The content of `openings.json`, by leaf and path. */
export const openingsFile = ({ audience, openings }: Openings): Uint8Array =>
  canonicalBytes({
    schemaVersion: bundleVersion,
    audience,
    openings: openings.toSorted((a, b) => a.index - b.index || (a.path < b.path ? -1 : 1)),
  })

const matching = (name: string, shape: RegExp): t.Type<string, unknown> => {
  const is = (u: unknown): u is string => typeof u === "string" && shape.test(u)
  return new t.Type(name, is, (u, context) => (is(u) ? t.success(u) : t.failure(u, context)), t.identity)
}

const Index = new t.Type<number, unknown>(
  "Index",
  (u): u is number => typeof u === "number" && Number.isSafeInteger(u) && u >= 0,
  (u, context) => (typeof u === "number" && Number.isSafeInteger(u) && u >= 0 ? t.success(u) : t.failure(u, context)),
  t.identity,
)

const most = 1_000_000

const File = record("Openings", {
  schemaVersion: t.literal(bundleVersion),
  audience: oneOf<OpenAudience>("Audience", ["auditor", "discipline"]),
  openings: list(
    record<LeafOpening>("Opening", {
      index: Index,
      path: matching("Path", /^.{1,1000}$/s),
      salt: matching("Salt", /^[0-9a-f]{64}$/),
      value: t.string,
    }),
    { to: most },
  ),
})

/** Why it is none, in one line. */
export const parseOpenings = (file: Uint8Array): E.Either<string, Openings> => {
  if (!isCanonical(file)) return E.left("not canonical JSON")
  return E.mapLeft((issues: ReadonlyArray<{ readonly path: string; readonly got: string }>) =>
    issues.map(({ path, got }) => `${path}: ${got}`).join("; "),
  )(decode(File, parseJson(file)))
}

const tag = "shifan/sealed/v1\0"

/** SHA-256(tag ‖ salt ‖ value in UTF-8), in hex: what sealing makes of a value. */
export const commitmentOf = ({ salt, value }: Pick<LeafOpening, "salt" | "value">): string => {
  const encoder = new TextEncoder()
  const bytes = Uint8Array.from(salt.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
  return toHex(sha256(concatBytes([encoder.encode(tag), bytes, encoder.encode(value)])))
}

/** The commitment that stands in an event at a path such as `form.basic.investors.0.name`. */
export const sealedAt = ({ data }: Envelope, path: string): string | undefined => {
  const found = path
    .split(".")
    .reduce(
      (at: unknown, key) =>
        typeof at === "object" && at !== null && Object.hasOwn(at, key) ? Reflect.get(at, key) : undefined,
      data,
    )
  const sealed = Sealed.decode(found)
  return E.isRight(sealed) ? sealed.right.sealed : undefined
}

/** Who a bundle is for. The public gets no sealed value at all; readers in scope get what the caller opens to them. */

/** Only these fields, or only these units; the openings are the caller's to have recorded and decrypted. */
export type Audience =
  | { readonly _tag: "public" }
  | { readonly _tag: "auditor"; readonly paths: ReadonlyArray<string>; readonly openings: ReadonlyArray<LeafOpening> }
  | {
      readonly _tag: "discipline"
      readonly units: ReadonlyArray<string>
      readonly openings: ReadonlyArray<LeafOpening>
    }

export const openingsFor = (audience: Audience): ReadonlyArray<LeafOpening> =>
  audience._tag === "public" ? [] : audience.openings

export type Opened = "holds" | "fails" | "outOfScope"

/** Of the leaf the opening names. */
export const judgeOpening = (audience: Audience, opening: LeafOpening, envelope: Envelope): Opened => {
  if (!isInScope(audience, opening, envelope)) return "outOfScope"
  return sealedAt(envelope, opening.path) === commitmentOf(opening) ? "holds" : "fails"
}

const isInScope = (audience: Audience, { path }: LeafOpening, { stream }: Envelope): boolean => {
  switch (audience._tag) {
    case "public":
      return false
    case "auditor":
      return audience.paths.includes(path)
    case "discipline": {
      const name = parseStream(stream)
      return name?.aggregate === "designation" && audience.units.includes(name.key)
    }
  }
}
