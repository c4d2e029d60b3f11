import { Sealed } from "@shifan/core"
import { decode, list, oneOf, record } from "@shifan/core/forms"
import { type Envelope, isCanonical, parseStream } from "@shifan/event-store"
import { concatBytes, sha256, toHex } from "@shifan/tlog"
import * as E from "fp-ts/lib/Either.js"
import { pipe } from "fp-ts/lib/function.js"
import * as t from "io-ts"
import { bundleVersion, canonicalBytes, parseJson } from "./format.js"
import { isWithinBounds } from "./json-bounds.js"

/** A sealed value with its salt. Together they recompute the commitment in the leaf. */
export interface LeafOpening {
  /** Index of the leaf. */
  readonly index: number
  /** Path of the commitment in the event's data, such as `form.basic.investors.0.name`. */
  readonly path: string
  /** 32 bytes in hex. */
  readonly salt: string
  readonly value: string
}

/**
 * The reader a bundle is for. The public gets no sealed value, an auditor some fields of all units, the discipline
 * inspection all fields of some units. The caller decrypts the openings and records the access.
 */
export type Audience =
  | { readonly _tag: "public" }
  | { readonly _tag: "auditor"; readonly paths: ReadonlyArray<string>; readonly openings: ReadonlyArray<LeafOpening> }
  | {
      readonly _tag: "discipline"
      /** Unified social credit codes. */
      readonly units: ReadonlyArray<string>
      readonly openings: ReadonlyArray<LeafOpening>
    }

/** In the order of leaf and path; one that is given twice is taken once. */
export const openingsFor = (audience: Audience): ReadonlyArray<LeafOpening> =>
  audience._tag === "public"
    ? []
    : audience.openings.toSorted(inOrder).filter((one, i, all) => i === 0 || !isSame(all[i - 1] ?? one, one))

const inOrder = (a: LeafOpening, b: LeafOpening): number =>
  a.index - b.index || (a.path === b.path ? 0 : a.path < b.path ? -1 : 1)

const isSame = (a: LeafOpening, b: LeafOpening): boolean =>
  inOrder(a, b) === 0 && a.salt === b.salt && a.value === b.value

/** Whether the audience may see this opening of the event. */
export const isInScope = (audience: Audience, { path }: LeafOpening, { stream }: Envelope): boolean => {
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

/** Domain separation: the hash of a sealed value cannot be the hash of anything else. */
const commitmentTag = "shifan/sealed/v1\0"

/** Computes the commitment of a sealed value: SHA-256(tag ‖ salt ‖ value in UTF-8), in hex. */
export const commitmentOf = ({ salt, value }: Pick<LeafOpening, "salt" | "value">): string => {
  const encoder = new TextEncoder()
  const saltBytes = Uint8Array.from(salt.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
  return toHex(sha256(concatBytes([encoder.encode(commitmentTag), saltBytes, encoder.encode(value)])))
}

/** The commitment at a path in an event's data; `undefined` if nothing is sealed there. */
export const sealedAt = ({ data }: Envelope, path: string): string | undefined => {
  const value = path
    .split(".")
    .reduce(
      (parent: unknown, key) =>
        typeof parent === "object" && parent !== null && Object.hasOwn(parent, key)
          ? Reflect.get(parent, key)
          : undefined,
      data,
    )
  const sealed = Sealed.decode(value)
  return E.isRight(sealed) ? sealed.right.sealed : undefined
}

type OpenAudience = Exclude<Audience["_tag"], "public">

export interface Openings {
  readonly audience: OpenAudience
  readonly openings: ReadonlyArray<LeafOpening>
}

/** `openings.json`, sorted by leaf and path. */
export const openingsFile = ({ audience, openings }: Openings): Uint8Array =>
  canonicalBytes({
    schemaVersion: bundleVersion,
    audience,
    openings: openings.toSorted(inOrder),
  })

const refined = <A>(name: string, is: (value: unknown) => value is A): t.Type<A, unknown> =>
  new t.Type(name, is, (value, context) => (is(value) ? t.success(value) : t.failure(value, context)), t.identity)

const matching = (name: string, shape: RegExp): t.Type<string, unknown> =>
  refined(name, (value): value is string => typeof value === "string" && shape.test(value))

const Index = refined(
  "Index",
  (value): value is number => typeof value === "number" && Number.isSafeInteger(value) && value >= 0,
)

const mostOpenings = 1_000_000

const OpeningsFile = record("Openings", {
  schemaVersion: t.literal(bundleVersion),
  audience: oneOf<OpenAudience>("Audience", ["auditor", "discipline"]),
  openings: list(
    record<LeafOpening>("Opening", {
      index: Index,
      path: matching("Path", /^.{1,1000}$/s),
      salt: matching("Salt", /^[0-9a-f]{64}$/),
      value: t.string,
    }),
    { to: mostOpenings },
  ),
})

/** An opening has five values, and the salt alone takes 64 bytes. */
const openingsBounds = { depth: 3, bytesPerValue: 20 }

/** `Left`: why the file is refused, as one line of English. */
export const parseOpenings = (file: Uint8Array): E.Either<string, Openings> =>
  isWithinBounds(file, openingsBounds) && isCanonical(file)
    ? pipe(
        decode(OpeningsFile, parseJson(file)),
        E.mapLeft((issues) => issues.map(({ path, got }) => `${path}: ${got}`).join("; ")),
        E.filterOrElse(
          // Otherwise the report would count an opening that is listed twice as two.
          ({ openings }) => openings.every((one, i) => i === 0 || inOrder(openings[i - 1] ?? one, one) < 0),
          () => "not in the order of leaf and path, each once",
        ),
      )
    : E.left("not canonical JSON")
