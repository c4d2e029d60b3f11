/** Requests timestamps of checkpoint files from a time-stamping authority (RFC 3161) and reads the responses, in DER. */
import { ContentInfo, SignedData } from "@peculiar/asn1-cms"
import { AsnConvert, OctetString } from "@peculiar/asn1-schema"
import { id_ct_tstInfo, MessageImprint, PKIStatus, TimeStampReq, TimeStampResp, TSTInfo } from "@peculiar/asn1-tsp"
import { AlgorithmIdentifier } from "@peculiar/asn1-x509"
import * as E from "fp-ts/lib/Either.js"
import { concatBytes, sameBytes, toHex } from "./encoding.js"
import { sha256 } from "./merkle-tree.js"

/** id-sha256 (RFC 5754, section 2.2). */
const sha256Oid = "2.16.840.1.101.3.4.2.1"

/**
 * Makes a request (RFC 3161, section 2.4.1) for a timestamp over the SHA-256 of a checkpoint file, signature lines
 * included. It asks the authority to include its certificates.
 *
 * @param nonce about 8 random bytes, big-endian, never used before
 * @returns DER: a `.tsq` file for `openssl ts`, or the body of a POST with `application/timestamp-query`
 */
export const timestampRequest = (checkpoint: Uint8Array, nonce: Uint8Array): Uint8Array =>
  new Uint8Array(
    AsnConvert.serialize(
      new TimeStampReq({
        messageImprint: new MessageImprint({
          hashAlgorithm: new AlgorithmIdentifier({ algorithm: sha256Oid, parameters: null }),
          hashedMessage: new OctetString(sha256(checkpoint)),
        }),
        nonce: new Uint8Array(derInteger(nonce)).buffer,
        certReq: true,
      }),
    ),
  )

/** Content of an RFC 3161 response. Its signature is not verified here. */
export interface Timestamp {
  /** Time stated by the authority: `2020-11-12T01:02:03.000Z`. */
  readonly genTime: string
  /** Object identifier of the hash algorithm. */
  readonly algorithm: string
  /** The hash that was stamped. */
  readonly imprint: Uint8Array
  /** Nonce of the request, in the shortest DER form; `undefined` if the request had none. */
  readonly nonce: Uint8Array | undefined
  /** The authority's serial number for the timestamp, in hex. */
  readonly serial: string
  /** Object identifier of the policy under which it was issued. */
  readonly policy: string
}

/** Not DER, not a response, or a token of another type. */
export interface MalformedTimestamp {
  readonly _tag: "MalformedTimestamp"
}

/** The PKIStatus and PKIFreeText of the response (RFC 3161, section 2.4.2). */
export interface TimestampRefused {
  readonly _tag: "TimestampRefused"
  readonly status: string
  readonly statusString: ReadonlyArray<string>
}

/** The timestamp is for another file, uses a hash other than SHA-256, or answers another request. */
export interface TimestampMismatch {
  readonly _tag: "TimestampMismatch"
  readonly part: "algorithm" | "imprint" | "nonce"
}

/**
 * Parses a response (RFC 3161, section 2.4.2). Does not verify the signature, since that needs a certificate chain: use
 * `openssl ts -verify`.
 */
export const readTimestampResponse = (file: Uint8Array): E.Either<MalformedTimestamp | TimestampRefused, Timestamp> => {
  const response = attempt(() => AsnConvert.parse(file, TimeStampResp))
  if (E.isLeft(response)) return response
  const { status, timeStampToken } = response.right
  if (status.status !== PKIStatus.granted && status.status !== PKIStatus.grantedWithMods)
    return E.left({
      _tag: "TimestampRefused",
      status: PKIStatus[status.status] ?? String(status.status),
      statusString: [...(status.statusString ?? [])],
    })
  if (timeStampToken === undefined) return E.left({ _tag: "MalformedTimestamp" })
  return attempt(() => timestampIn(timeStampToken))
}

const attempt = <A>(parse: () => A): E.Either<MalformedTimestamp, A> =>
  E.tryCatch(parse, (): MalformedTimestamp => ({ _tag: "MalformedTimestamp" }))

const timestampIn = ({ content }: ContentInfo): Timestamp => {
  const { encapContentInfo } = AsnConvert.parse(content, SignedData)
  const { eContentType, eContent } = encapContentInfo
  if (eContentType !== id_ct_tstInfo) throw new Error(`a token of type ${eContentType}`)
  const info = AsnConvert.parse(eContent?.single?.buffer ?? eContent?.any ?? new ArrayBuffer(0), TSTInfo)
  return {
    genTime: info.genTime.toISOString(),
    algorithm: info.messageImprint.hashAlgorithm.algorithm,
    imprint: new Uint8Array(info.messageImprint.hashedMessage.buffer),
    nonce: info.nonce === undefined ? undefined : new Uint8Array(info.nonce),
    serial: toHex(new Uint8Array(info.serialNumber)),
    policy: info.policy,
  }
}

/** Checks that a timestamp is for this checkpoint file and, if `nonce` is given, answers that request. */
export const matchTimestamp = (
  { algorithm, imprint, nonce }: Timestamp,
  checkpoint: Uint8Array,
  requestNonce?: Uint8Array,
): E.Either<TimestampMismatch, void> => {
  if (algorithm !== sha256Oid) return mismatch("algorithm")
  if (!sameBytes(imprint, sha256(checkpoint))) return mismatch("imprint")
  if (requestNonce === undefined) return E.right(undefined)
  return nonce !== undefined && sameBytes(nonce, derInteger(requestNonce)) ? E.right(undefined) : mismatch("nonce")
}

const mismatch = (part: TimestampMismatch["part"]): E.Either<TimestampMismatch, never> =>
  E.left({ _tag: "TimestampMismatch", part })

/** Content of an unsigned DER INTEGER: as short as possible, with a zero byte if the first bit would be set. */
const derInteger = (bytes: Uint8Array): Uint8Array => {
  const first = bytes.findIndex((byte) => byte !== 0)
  const shortest = first < 0 ? Uint8Array.of(0) : bytes.subarray(first)
  return (shortest[0] ?? 0) > 0x7f ? concatBytes([Uint8Array.of(0), shortest]) : shortest
}
