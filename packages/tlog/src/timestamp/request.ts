/** The question to a time-stamping authority (RFC 3161, section 2.4.1), to be carried to it as a file. */
import { AsnConvert, OctetString } from "@peculiar/asn1-schema"
import { MessageImprint, TimeStampReq } from "@peculiar/asn1-tsp"
import { AlgorithmIdentifier } from "@peculiar/asn1-x509"
import { sha256 } from "../hash.js"
import { derInteger } from "./integer.js"

/** id-sha256 (RFC 5754, section 2.2). */
export const sha256Oid = "2.16.840.1.101.3.4.2.1"

/**
 * Asks for a timestamp over the SHA-256 of `checkpoint`, the file with its signature lines, with the authority's
 * certificates. `nonce`: a number of some 8 bytes that was never used before, big-endian. DER, as `openssl ts` reads it.
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
