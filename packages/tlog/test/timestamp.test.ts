import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { fc, test } from "@fast-check/vitest"
import { right, temporaryFolder, utf8 } from "@shifan/testkit/basics"
import * as E from "fp-ts/lib/Either.js"
import { describe, expect, it } from "vitest"
import { matchTimestamp, readTimestampResponse, timestampRequest } from "../src/timestamp.js"
import { noOpenssl, openssl, whyNoOpenssl } from "./openssl.js"

const checkpoint = utf8("example.com/log\n3\nAAAA\n\n— example.com/log AAAAAAA=\n")
const nonce = Uint8Array.of(0x80, 1, 2, 3, 4, 5, 6, 7)

const authorityConfig = `
[tsa]
default_tsa = tsa1
[tsa1]
serial = serial
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
tsa_name = no
ess_cert_id_chain = no
ess_cert_id_alg = sha256
`

interface Authority {
  /** The response to a request. */
  readonly reply: (request: Uint8Array) => Uint8Array
  /** Whether `openssl ts -verify` accepts a response for a file. */
  readonly verify: (response: Uint8Array, file: Uint8Array) => boolean
  /** A request as printed by openssl. */
  readonly show: (request: Uint8Array) => string
}

/** A time-stamping authority in a folder, run by openssl. */
const newAuthority = (): Authority => {
  const folder = temporaryFolder()
  const write = (name: string, content: string | Uint8Array): void => writeFileSync(join(folder, name), content)
  const run = (...args: ReadonlyArray<string>): string => openssl(folder, ...args).output
  write("tsa.conf", authorityConfig)
  write("serial", "01\n")
  const usage = ["-addext", "extendedKeyUsage=critical,timeStamping"]
  const identity = ["-newkey", "rsa:2048", "-nodes", "-subj", "/CN=A time-stamping authority"]
  run("req", "-x509", ...identity, ...usage, "-days", "2", "-keyout", "key.pem", "-out", "certificate.pem")
  return {
    reply: (request) => {
      write("request.tsq", request)
      const signer = ["-signer", "certificate.pem", "-inkey", "key.pem"]
      run("ts", "-reply", "-config", "tsa.conf", "-queryfile", "request.tsq", ...signer, "-out", "response.tsr")
      return new Uint8Array(readFileSync(join(folder, "response.tsr")))
    },
    verify: (response, file) => {
      write("response.tsr", response)
      write("file", file)
      const options = ["-data", "file", "-in", "response.tsr", "-CAfile", "certificate.pem"]
      return openssl(folder, "ts", "-verify", ...options).ok
    },
    show: (request) => {
      write("request.tsq", request)
      return run("ts", "-query", "-in", "request.tsq", "-text")
    },
  }
}

describe.skipIf(noOpenssl)(`a timestamp of a checkpoint file${whyNoOpenssl}`, () => {
  it("is requested with hash algorithm, nonce and certificates, as OpenSSL reads the request", () => {
    const shown = newAuthority().show(timestampRequest(checkpoint, nonce))
    expect(shown).toContain("Hash Algorithm: sha256")
    expect(shown).toContain("Nonce: 0x8001020304050607")
    expect(shown).toContain("Certificate required: yes")
  })

  it("is read with its time, matches file and nonce, and is verified by OpenSSL", () => {
    const { reply, verify } = newAuthority()
    const response = reply(timestampRequest(checkpoint, nonce))
    const timestamp = right(readTimestampResponse(response))
    expect(timestamp).toMatchObject({ policy: "1.2.3.4.1", serial: "02" })
    expect(timestamp.genTime).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
    expect(matchTimestamp(timestamp, checkpoint, nonce)).toEqual(E.right(undefined))
    expect(verify(response, checkpoint)).toBe(true)
    const inSignature = response.length - 20
    expect(verify(response.with(inSignature, (response[inSignature] ?? 0) ^ 1), checkpoint)).toBe(false)
  })

  it("does not match another file, another nonce, or another hash algorithm", () => {
    const { reply } = newAuthority()
    const timestamp = right(readTimestampResponse(reply(timestampRequest(checkpoint, nonce))))
    const mismatch = (part: string) => E.left({ _tag: "TimestampMismatch", part })
    expect(matchTimestamp(timestamp, checkpoint)).toEqual(E.right(undefined))
    expect(matchTimestamp(timestamp, checkpoint.with(0, 0x47))).toEqual(mismatch("imprint"))
    expect(matchTimestamp(timestamp, checkpoint, nonce.with(7, 8))).toEqual(mismatch("nonce"))
    expect(matchTimestamp({ ...timestamp, nonce: undefined }, checkpoint, nonce)).toEqual(mismatch("nonce"))
    expect(matchTimestamp({ ...timestamp, algorithm: "1.3.14.3.2.26" }, checkpoint)).toEqual(mismatch("algorithm"))
  })

  it("is malformed if its token has another content type", () => {
    const response = newAuthority().reply(timestampRequest(checkpoint, nonce))
    // id-ct-TSTInfo, and the identifier of another content type.
    const [tstInfo, other] = ["060b2a864886f70d0109100104", "060b2a864886f70d0109100105"]
    const changed = Buffer.from(Buffer.from(response).toString("hex").replaceAll(tstInfo, other), "hex")
    expect(readTimestampResponse(new Uint8Array(changed))).toEqual(E.left({ _tag: "MalformedTimestamp" }))
  })

  it("that the authority refuses is reported with the authority's status and reason", () => {
    const request = timestampRequest(checkpoint, nonce)
    // SHA-224 in place of SHA-256: this authority does not accept it.
    const oidEnd = request.findIndex((_, i) => [2, 1, 5, 0].every((byte, j) => request[i + j] === byte))
    const refused = readTimestampResponse(newAuthority().reply(request.with(oidEnd + 1, 4)))
    expect(refused).toMatchObject({ left: { _tag: "TimestampRefused", status: "rejection" } })
    expect(refused).toMatchObject({ left: { statusString: [expect.stringMatching(/algorithm/)] } })
  })
})

describe("a timestamp response", () => {
  test.prop([fc.uint8Array({ maxLength: 300 })])("of random bytes is refused, without an exception", (bytes) => {
    expect(readTimestampResponse(bytes)._tag).toBe("Left")
  })

  it.each([
    [[0x30, 0x03, 0x02, 0x01, 0x00], "MalformedTimestamp"],
    [[0x30, 0x05, 0x30, 0x03, 0x02, 0x01, 0x00], "MalformedTimestamp"],
    [[0x30, 0x05, 0x30, 0x03, 0x02, 0x01, 0x02], "TimestampRefused"],
  ])("of bytes %j is %s", (bytes, tag) => {
    expect(readTimestampResponse(Uint8Array.from(bytes))).toMatchObject({ left: { _tag: tag } })
  })
})
