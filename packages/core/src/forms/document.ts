/** Documents are kept outside the log and known by their digest. */
import * as t from "io-ts"
import { Count } from "./quantity.js"
import { record } from "./record.js"
import { Line } from "./text.js"

/** `sha256:` and 64 hexadecimal digits. */
const digestShape = /^sha256:[0-9a-f]{64}$/

export const Digest: t.Type<string, string> = new t.Type(
  "Digest",
  (u): u is string => typeof u === "string" && digestShape.test(u),
  (u, context) => (typeof u === "string" && digestShape.test(u) ? t.success(u) : t.failure(u, context)),
  t.identity,
)

const MediaType: t.Type<string, string> = new t.Type(
  "MediaType",
  (u): u is string => typeof u === "string" && /^[a-z]+\/[\w.+-]{1,100}$/.test(u),
  (u, context) => (typeof u === "string" && /^[a-z]+\/[\w.+-]{1,100}$/.test(u) ? t.success(u) : t.failure(u, context)),
  t.identity,
)

export interface Document {
  readonly title: string
  readonly digest: string
  readonly mediaType: string
  /** In bytes. */
  readonly size: number
}

export const Document: t.Type<Document, unknown> = record<Document>("Document", {
  title: Line,
  digest: Digest,
  mediaType: MediaType,
  size: Count,
})
