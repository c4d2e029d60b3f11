/**
 * The answer of a time-stamping authority (RFC 3161, section 2.4.2): what it says, and whether it speaks of this file.
 * Who signed it is for `openssl ts -verify` to tell: docs/audit.md.
 */
import { ContentInfo, SignedData } from "@peculiar/asn1-cms"
import { AsnConvert } from "@peculiar/asn1-schema"
import { id_ct_tstInfo, PKIStatus, TimeStampResp, TSTInfo } from "@peculiar/asn1-tsp"
import * as E from "fp-ts/lib/Either.js"
import { sameBytes } from "../bytes.js"
import { sha256 } from "../hash.js"
import { toHex } from "../hex.js"
import { derInteger } from "./integer.js"
import { sha256Oid } from "./request.js"

export interface Timestamp {
  /** The instant the authority states: `2020-11-12T01:02:03.000Z`. */
  readonly genTime: string
  /** Object identifier of the hash, and what was stamped. */
  readonly algorithm: string
  readonly imprint: Uint8Array
  /** As in the request, DER's bytes of the number; `undefined` where there was none. */
  readonly nonce: Uint8Array | undefined
  /** The authority's own number for it, in hex. */
  readonly serial: string
  /** Object identifier of the policy it was given under. */
  readonly policy: string
}

/** Not DER, not a response, or a token of something else. */
export interface MalformedTimestamp {
  readonly _tag: "MalformedTimestamp"
}

/** `status` as RFC 3161 names it, `says` the authority's own words. */
export interface TimestampRefused {
  readonly _tag: "TimestampRefused"
  readonly status: string
  readonly statusString: ReadonlyArray<string>
}

/** A good timestamp, but of another file, of a hash that is not SHA-256, or in answer to another request. */
export interface TimestampMismatch {
  readonly _tag: "TimestampMismatch"
  readonly part: "algorithm" | "imprint" | "nonce"
}

/** `file`: DER, as `openssl ts -reply` writes it. */
export const readTimestampResponse = (file: Uint8Array): E.Either<MalformedTimestamp | TimestampRefused, Timestamp> => {
  const response = parsed(() => AsnConvert.parse(file, TimeStampResp))
  if (E.isLeft(response)) return response
  const { status, timeStampToken } = response.right
  if (status.status !== PKIStatus.granted && status.status !== PKIStatus.grantedWithMods)
    return E.left({
      _tag: "TimestampRefused",
      status: PKIStatus[status.status] ?? String(status.status),
      statusString: [...(status.statusString ?? [])],
    })
  return timeStampToken === undefined ? malformed : parsed(() => timestampIn(timeStampToken))
}

const malformed: E.Either<MalformedTimestamp, never> = E.left({ _tag: "MalformedTimestamp" })

const parsed = <A>(parse: () => A): E.Either<MalformedTimestamp, A> =>
  E.tryCatch(parse, (): MalformedTimestamp => ({ _tag: "MalformedTimestamp" }))

const timestampIn = ({ content }: ContentInfo): Timestamp => {
  const { encapContentInfo } = AsnConvert.parse(content, SignedData)
  const { eContentType, eContent } = encapContentInfo
  if (eContentType !== id_ct_tstInfo) throw new Error(`a token of ${eContentType}`)
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

/** Whether a timestamp is of this checkpoint file and, where the nonce of the request is given, in answer to it. */
export const matchTimestamp = (
  { algorithm, imprint, nonce }: Timestamp,
  checkpoint: Uint8Array,
  asked?: Uint8Array,
): E.Either<TimestampMismatch, void> => {
  if (algorithm !== sha256Oid) return mismatch("algorithm")
  if (!sameBytes(imprint, sha256(checkpoint))) return mismatch("imprint")
  if (asked !== undefined && (nonce === undefined || !sameBytes(nonce, derInteger(asked)))) return mismatch("nonce")
  return E.right(undefined)
}

const mismatch = (part: TimestampMismatch["part"]): E.Either<TimestampMismatch, never> =>
  E.left({ _tag: "TimestampMismatch", part })
