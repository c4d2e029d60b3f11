/** Reads a timestamp of a checkpoint file (RFC 3161) and checks that it is for that file. Does not verify its signature. */
import { bilingual, type Bilingual } from "@shifan/core"
import { hashLength, sameBytes, sha256 } from "@shifan/tlog"
import * as E from "fp-ts/lib/Either.js"
import { derIdentifier, derTags, derTime, type DerValue, derValues } from "./der.js"

/** The files of a timestamp (RFC 3161), as bytes. */
export interface TimestampFiles {
  /** The authority's response: a `.tsr` file. */
  readonly response: Uint8Array
  /** The request: a `.tsq` file. If given, the nonce is compared. */
  readonly request?: Uint8Array | undefined
  /** The stamped file, if it is an earlier checkpoint of the log. */
  readonly checkpoint?: Uint8Array | undefined
}

/**
 * `part`: the first part that fails. `response`: not a response, or the authority did not grant it. `history`: it is for a
 * checkpoint that the log does not continue.
 */
export interface TimestampFault {
  readonly part: "response" | "request" | "unasked" | "algorithm" | "imprint" | "nonce" | "checkpoint" | "history"
}

/** The time stated for a file, in milliseconds since 1970. */
export const timestampOf = (
  { response, request }: Pick<TimestampFiles, "response" | "request">,
  file: Uint8Array,
): E.Either<TimestampFault, number> => {
  const info = parseResponse(response)
  if (info === undefined) return fault("response")
  if (info.algorithm !== sha256Identifier) return fault("algorithm")
  if (info.imprint.length !== hashLength || !sameBytes(info.imprint, sha256(file))) return fault("imprint")
  if (request === undefined) return E.right(info.time)
  const asked = imprintInRequest(request)
  if (asked === undefined) return fault("request")
  if (asked.algorithm !== info.algorithm || !sameBytes(asked.imprint, info.imprint)) return fault("imprint")
  return sameNonce(asked.nonce, info.nonce) ? E.right(info.time) : fault("nonce")
}

/** Whether a response has the nonce of a request, as it does exactly when the request had one (RFC 3161, section 2.4.2). */
export const answersNonce = (response: Uint8Array): boolean => parseResponse(response)?.nonce !== undefined

const fault = (part: TimestampFault["part"]): E.Either<TimestampFault, never> => E.left({ part })

/** id-sha256, id-signedData and id-ct-TSTInfo. */
const sha256Identifier = "2.16.840.1.101.3.4.2.1"
const signedData = "1.2.840.113549.1.7.2"
const timestampInfo = "1.2.840.113549.1.9.16.1.4"

interface Imprint {
  readonly algorithm: string
  readonly imprint: Uint8Array
  readonly nonce: Uint8Array | undefined
}

interface Stated extends Imprint {
  readonly time: number
}

const childrenOf = (value: DerValue | undefined, tag: number): ReadonlyArray<DerValue> =>
  value?.tag === tag ? (derValues(value.content) ?? []) : []

const contentOf = (value: DerValue | undefined, tag: number): Uint8Array | undefined =>
  value?.tag === tag ? value.content : undefined

const identifierIn = (value: DerValue | undefined): string =>
  derIdentifier(contentOf(value, derTags.identifier) ?? Uint8Array.of())

/** Unwraps TimeStampResp, ContentInfo, SignedData, EncapsulatedContentInfo, TSTInfo, each inside the previous. */
const parseResponse = (file: Uint8Array): Stated | undefined => {
  const [outer, ...behind] = derValues(file) ?? []
  if (behind.length > 0) return undefined
  const [statusInfo, token] = childrenOf(outer, derTags.sequence)
  const [status] = childrenOf(statusInfo, derTags.sequence)
  const granted = contentOf(status, derTags.integer)
  // 0: granted; 1: granted with modifications.
  if (granted?.length !== 1 || (granted[0] ?? 2) > 1) return undefined
  const [contentType, wrapped] = childrenOf(token, derTags.sequence)
  if (identifierIn(contentType) !== signedData) return undefined
  const [signed] = childrenOf(wrapped, derTags.explicit)
  const [, , encapsulated] = childrenOf(signed, derTags.sequence)
  const [innerType, inner] = childrenOf(encapsulated, derTags.sequence)
  if (identifierIn(innerType) !== timestampInfo) return undefined
  const [octets] = childrenOf(inner, derTags.explicit)
  const [info] = derValues(contentOf(octets, derTags.octets) ?? Uint8Array.of()) ?? []
  const [, , imprint, , genTime, ...optional] = childrenOf(info, derTags.sequence)
  const time = derTime(contentOf(genTime, derTags.time) ?? Uint8Array.of())
  const read = imprintIn(imprint, optional)
  return time === undefined || read === undefined ? undefined : { ...read, time }
}

/** TimeStampReq: version, imprint, and optional fields such as the nonce. */
const imprintInRequest = (file: Uint8Array): Imprint | undefined => {
  const [outer, ...behind] = derValues(file) ?? []
  if (behind.length > 0) return undefined
  const [version, imprint, ...optional] = childrenOf(outer, derTags.sequence)
  return version?.tag === derTags.integer ? imprintIn(imprint, optional) : undefined
}

/** The nonce is the only integer among the optional fields. */
const imprintIn = (value: DerValue | undefined, optional: ReadonlyArray<DerValue>): Imprint | undefined => {
  const [algorithm, hash] = childrenOf(value, derTags.sequence)
  const [identifier] = childrenOf(algorithm, derTags.sequence)
  const imprint = contentOf(hash, derTags.octets)
  const nonce = optional.find(({ tag }) => tag === derTags.integer)?.content
  return imprint === undefined ? undefined : { algorithm: identifierIn(identifier), imprint, nonce }
}

const sameNonce = (asked: Uint8Array | undefined, stated: Uint8Array | undefined): boolean =>
  asked === undefined || stated === undefined ? asked === stated : sameBytes(asked, stated)

const parts: { readonly [P in TimestampFault["part"]]: Bilingual } = {
  response: bilingual("不是机构同意签发的应答", "the response grants no timestamp"),
  request: bilingual("申请（.tsq）不合格式", "the request (.tsq) is malformed"),
  unasked: bilingual(
    "应答带有随机数，却没有当时的申请（.tsq）",
    "it answers a request with a nonce, but the request (.tsq) is missing",
  ),
  algorithm: bilingual("不是SHA-256", "the hash is not SHA-256"),
  imprint: bilingual("另一文件的", "it belongs to another file"),
  nonce: bilingual("另一申请的应答", "it answers another request"),
  checkpoint: bilingual("所盖的不是本日志的检查点", "the stamped file is not a checkpoint of this log"),
  history: bilingual("日志不延续所盖的检查点", "the log does not continue the stamped checkpoint"),
}

/** One sentence for people, in both languages: which part of the timestamp is wrong. */
export const formatTimestampFault = ({ part }: TimestampFault): Bilingual => parts[part]
