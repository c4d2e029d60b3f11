/** Timestamps in the format of RFC 3161, with a dummy signature. */
import { nodeSha256 } from "@shifan/testkit/tlog"

const der = (tag: number, ...parts: ReadonlyArray<Uint8Array>): Uint8Array => {
  const content = Buffer.concat(parts)
  const length = content.length < 0x80 ? [content.length] : [0x82, content.length >> 8, content.length & 0xff]
  return new Uint8Array(Buffer.concat([Uint8Array.of(tag, ...length), content]))
}

const hex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "hex"))
const sequence = (...parts: ReadonlyArray<Uint8Array>): Uint8Array => der(0x30, ...parts)
const integer = (...bytes: ReadonlyArray<number>): Uint8Array => der(0x02, Uint8Array.from(bytes))

const [signedData, timestampInfo] = [hex("06092a864886f70d010702"), hex("060b2a864886f70d0109100104")]
const identifiers = { sha256: hex("0609608648016503040201"), sha1: hex("06052b0e03021a") }

export interface SampleTimestamp {
  readonly of: Uint8Array
  /** As GeneralizedTime, such as `20301112010203Z`. */
  readonly time: string
  readonly nonce?: number
  readonly status?: number
  readonly algorithm?: keyof typeof identifiers
}

const imprint = (of: Uint8Array, algorithm: keyof typeof identifiers): Uint8Array =>
  sequence(sequence(identifiers[algorithm], der(0x05)), der(0x04, nodeSha256(of)))

const nonceOf = (nonce: number | undefined): ReadonlyArray<Uint8Array> => (nonce === undefined ? [] : [integer(nonce)])

/** A `.tsr`. */
export const timestampResponse = ({
  of,
  time,
  nonce,
  status = 0,
  algorithm = "sha256",
}: SampleTimestamp): Uint8Array => {
  const info = sequence(
    integer(1),
    hex("06042a030401"),
    imprint(of, algorithm),
    integer(2),
    der(0x18, new TextEncoder().encode(time)),
    sequence(integer(1)),
    ...nonceOf(nonce),
  )
  const encapsulated = sequence(timestampInfo, der(0xa0, der(0x04, info)))
  const signed = sequence(integer(3), der(0x31), encapsulated, der(0x31))
  return sequence(sequence(integer(status)), sequence(signedData, der(0xa0, signed)))
}

/** A `.tsq`. */
export const timestampQuery = ({ of, nonce }: Pick<SampleTimestamp, "of" | "nonce">): Uint8Array =>
  sequence(integer(1), imprint(of, "sha256"), ...nonceOf(nonce), der(0x01, Uint8Array.of(0xff)))
