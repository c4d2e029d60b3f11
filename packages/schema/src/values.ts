/** Codecs of values in requests and records that forms do not have. */
import type * as t from "io-ts"
import { bilingual, Count, type Act, type Bilingual, type RuleApplied } from "@shifan/core"
import { guarded, guardedText, Identifier, oneOf, record, recordWith, Slug } from "@shifan/core/forms"
import { isProvisionId, readingIds, type ProvisionId, type ReadingId } from "@shifan/core/law"
import type { JsonSchema } from "@shifan/core/schema"
import { StoredUuid, Uuid } from "@shifan/event-store"

export { StoredUuid, Uuid }

/** Integers that JSON numbers represent exactly: -(2^53 - 1) to 2^53 - 1. */
export const Integer: t.Type<number, number> = guarded(
  "Integer",
  bilingual("整数", "an integer"),
  (u): u is number => typeof u === "number" && Number.isSafeInteger(u),
)

/** A text written by the program: of any length, never personal data. */
export const Text: t.Type<string, string> = guarded(
  "Text",
  bilingual("文本", "a text"),
  (u): u is string => typeof u === "string",
)

/** Revision of a stream's last event; -1 for a stream without events. */
export const Revision: t.Type<number, number> = guarded(
  "Revision",
  bilingual("不小于-1的整数", "a revision: -1 or more"),
  (u): u is number => Integer.is(u) && u >= -1,
)

/** A hash in lower-case hexadecimal, without a prefix. */
export const Sha256: t.Type<string, string> = guarded(
  "Sha256",
  bilingual("64位十六进制SHA-256", "a SHA-256 in hexadecimal"),
  (u): u is string => typeof u === "string" && /^[0-9a-f]{64}$/.test(u),
)

/** Id of a provision, such as `art_5__para_1__point_3`. Does not check that the text has it. */
export const ProvisionIdCodec: t.Type<ProvisionId, string> = guardedText(
  "ProvisionId",
  bilingual("条款标识，如art_5__para_1__point_3", "a provision's id, as art_5__para_1__point_3"),
  isProvisionId,
)

/** A text in both languages. */
export const BilingualCodec: t.Type<Bilingual, unknown> = record<Bilingual>("Bilingual", { zh: Text, en: Text })

/** The rule under which a decision was made. */
export const RuleAppliedCodec: t.Type<RuleApplied, unknown> = record<RuleApplied>("RuleApplied", {
  instrument: Slug,
  version: Count,
  regulation: Identifier,
  encoding: Count,
})

/** For flags that an event includes only if they are true. */
export const True: t.Type<true, true> = guarded("True", bilingual("true", "true"), (u): u is true => u === true)

/** The readings that a decision relied on, each with the chosen option. */
export const ReadingChoicesCodec: t.Type<Act["readings"], unknown> = recordWith(
  "ReadingChoices",
  {},
  Object.fromEntries(readingIds.map((id) => [id, Identifier])),
)

/** Id of a reading, that is, of a choice where the text is silent or ambiguous. */
export const ReadingIdCodec: t.Type<ReadingId, unknown> = oneOf("ReadingId", readingIds)

/** Present value of a finding in a proposed change: a finding already made needs no change. */
export const False: t.Type<false, false> = guarded("False", bilingual("false", "false"), (u): u is false => u === false)

const uuid = (letters: string): JsonSchema => ({
  type: "string",
  pattern: `^[${letters}]{8}-[${letters}]{4}-[1-8][${letters}]{3}-[89ab${letters.includes("A") ? "AB" : ""}][${letters}]{3}-[${letters}]{12}$`,
})

/** JSON Schemas of the codecs in this file. */
export const ownAtoms: ReadonlyMap<t.Decoder<unknown, unknown>, JsonSchema> = new Map<
  t.Decoder<unknown, unknown>,
  JsonSchema
>([
  [Integer, { type: "integer", minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER }],
  [True, { type: "boolean", const: true }],
  [False, { type: "boolean", const: false }],
  [Text, { type: "string" }],
  [Revision, { type: "integer", minimum: -1, maximum: Number.MAX_SAFE_INTEGER }],
  [StoredUuid, uuid("0-9a-f")],
  [Uuid, uuid("0-9A-Fa-f")],
  [Sha256, { type: "string", pattern: "^[0-9a-f]{64}$" }],
  [ProvisionIdCodec, { type: "string", pattern: "^(att_[0-9]+|art_[0-9]+(__para_[0-9]+(__point_[0-9]+)?)?)$" }],
])
