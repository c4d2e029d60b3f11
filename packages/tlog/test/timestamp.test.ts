import { fc, test } from "@fast-check/vitest"
import * as E from "fp-ts/lib/Either.js"
import { describe, expect, it } from "vitest"
import { right, utf8 } from "@shifan/testkit/basics"
import { matchTimestamp, readTimestampResponse, timestampRequest } from "../src/timestamp.js"
import { noOpenssl, whyNoOpenssl } from "./openssl.js"
import { authority } from "./authority.js"

const checkpoint = utf8("gxj.example.gov.cn/shifan\n3\nAAAA\n\n— gxj.example.gov.cn/shifan AAAAAAA=\n")
const nonce = Uint8Array.of(0x80, 1, 2, 3, 4, 5, 6, 7)

describe.skipIf(noOpenssl)(`a timestamp of a checkpoint file${whyNoOpenssl}`, () => {
  it("is asked for with its hash, the nonce and the certificates, as openssl reads it", () => {
    const shown = authority().show(timestampRequest(checkpoint, nonce))
    expect(shown).toContain("Hash Algorithm: sha256")
    expect(shown).toContain("Nonce: 0x8001020304050607")
    expect(shown).toContain("Certificate required: yes")
  })

  it("comes back with its time, is of the file and the request, and openssl verifies who signed it", () => {
    const { reply, verify } = authority()
    const response = reply(timestampRequest(checkpoint, nonce))
    const timestamp = right(readTimestampResponse(response))
    expect(timestamp).toMatchObject({ policy: "1.2.3.4.1", serial: "02" })
    expect(timestamp.genTime).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
    expect(matchTimestamp(timestamp, checkpoint, nonce)).toEqual(E.right(undefined))
    expect(verify(response, checkpoint)).toBe(true)
    const late = response.length - 20
    expect(verify(response.with(late, (response[late] ?? 0) ^ 1), checkpoint)).toBe(false)
  })

  it("of another file, or in answer to another request, does not match", () => {
    const { reply } = authority()
    const timestamp = right(readTimestampResponse(reply(timestampRequest(checkpoint, nonce))))
    const of = (file: Uint8Array, asked?: Uint8Array) => matchTimestamp(timestamp, file, asked)
    expect(of(checkpoint.with(0, 0x47))).toEqual(E.left({ _tag: "TimestampMismatch", part: "imprint" }))
    expect(of(checkpoint, nonce.with(7, 8))).toEqual(E.left({ _tag: "TimestampMismatch", part: "nonce" }))
    expect(of(checkpoint)).toEqual(E.right(undefined))
    const other = { ...timestamp, algorithm: "1.3.14.3.2.26" }
    expect(matchTimestamp(other, checkpoint)).toEqual(E.left({ _tag: "TimestampMismatch", part: "algorithm" }))
  })

  it("that is refused says so in the authority's words", () => {
    const request = timestampRequest(checkpoint, nonce)
    // SHA-224 in place of SHA-256, which this authority does not take.
    const at = request.findIndex((_, i) => [2, 1, 5, 0].every((byte, j) => request[i + j] === byte))
    const refused = readTimestampResponse(authority().reply(request.with(at + 1, 4)))
    expect(refused).toMatchObject({ left: { _tag: "TimestampRefused", status: "rejection" } })
  })
})

describe("a response", () => {
  test.prop([fc.uint8Array({ maxLength: 300 })])("of any bytes is read or refused as data", (bytes) => {
    expect(["Left", "Right"]).toContain(readTimestampResponse(bytes)._tag)
  })

  it.each([
    [[0x30, 0x03, 0x02, 0x01, 0x00], "MalformedTimestamp"],
    [[0x30, 0x05, 0x30, 0x03, 0x02, 0x01, 0x00], "MalformedTimestamp"],
    [[0x30, 0x05, 0x30, 0x03, 0x02, 0x01, 0x02], "TimestampRefused"],
  ])("of bytes %j is %s", (bytes, tag) => {
    expect(readTimestampResponse(Uint8Array.from(bytes))).toMatchObject({ left: { _tag: tag } })
  })
})
