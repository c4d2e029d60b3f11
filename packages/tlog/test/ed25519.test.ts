import { must, utf8 } from "@shifan/testkit/basics"
import * as E from "fp-ts/lib/Either.js"
import { afterEach, describe, expect, it, vi } from "vitest"
import { ed25519PublicKey, signEd25519, verifyEd25519 } from "../src/signature-algorithm.js"
import { absent, textOf, whyAbsent } from "./vectors.js"

const seed = new Uint8Array(32).fill(7)
const message = utf8("message")

/** A WebCrypto that fails to import any key. */
const importFailing = (reason: DOMException) => ({ subtle: { importKey: () => Promise.reject(reason) } })

describe("an Ed25519 signature", () => {
  afterEach(() => vi.unstubAllGlobals())

  it("verifies for its own message only, and is the same when made again", async () => {
    const publicKey = await must(ed25519PublicKey(seed))
    const signature = await must(signEd25519(seed, message))
    expect(signature).toHaveLength(64)
    expect(await must(signEd25519(seed, message))).toEqual(signature)
    expect(await must(verifyEd25519(publicKey, message, signature))).toBe(true)
    expect(await must(verifyEd25519(publicKey, utf8("massage"), signature))).toBe(false)
  })

  it("verifies when key, message and signature are parts of a larger buffer", async () => {
    const publicKey = await must(ed25519PublicKey(seed))
    const signature = await must(signEd25519(seed, message))
    const whole = Uint8Array.of(1, ...publicKey, ...message, ...signature, 1)
    expect(await must(verifyEd25519(whole.subarray(1, 33), whole.subarray(33, 40), whole.subarray(40, 104)))).toBe(true)
  })

  it.each([
    [31, 64],
    [33, 64],
    [32, 63],
    [32, 65],
  ])("is invalid when the key has %i bytes and the signature %i, even without WebCrypto", async (keyLength, length) => {
    vi.stubGlobal("crypto", {})
    const answer = await verifyEd25519(new Uint8Array(keyLength), message, new Uint8Array(length))()
    expect(answer).toEqual(E.right(false))
  })

  it("is invalid under a public key that is not a point on the curve", async () => {
    const offCurve = Uint8Array.of(2, ...new Uint8Array(31))
    expect(await verifyEd25519(offCurve, message, new Uint8Array(64))()).toEqual(E.right(false))
  })

  it("is invalid when WebCrypto refuses to import the key, as some browsers do", async () => {
    vi.stubGlobal("crypto", importFailing(new DOMException("Invalid key.", "DataError")))
    expect(await verifyEd25519(new Uint8Array(32), message, new Uint8Array(64))()).toEqual(E.right(false))
  })

  it("cannot be made or judged without WebCrypto, nor judged by a WebCrypto without Ed25519", async () => {
    const publicKey = await must(ed25519PublicKey(seed))
    vi.stubGlobal("crypto", {})
    expect(await verifyEd25519(publicKey, message, new Uint8Array(64))()).toMatchObject({
      left: { _tag: "CryptoUnavailable" },
    })
    expect(await signEd25519(seed, message)()).toMatchObject({ left: { _tag: "CryptoUnavailable" } })
    vi.stubGlobal("crypto", importFailing(new DOMException("Unrecognized name.", "NotSupportedError")))
    expect(await verifyEd25519(publicKey, message, new Uint8Array(64))()).toEqual(
      E.left({ _tag: "CryptoUnavailable", reason: "NotSupportedError: Unrecognized name." }),
    )
  })
})

interface WycheproofVectors {
  readonly testGroups: ReadonlyArray<{
    readonly publicKey: { readonly pk: string }
    readonly tests: ReadonlyArray<{
      readonly tcId: number
      readonly msg: string
      readonly sig: string
      readonly result: string
    }>
  }>
}

describe.skipIf(absent)(`the Ed25519 cases of Wycheproof${whyAbsent}`, () => {
  const bytes = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, "hex"))

  it("all give the published result: 88 valid, 63 invalid", async () => {
    const { testGroups }: WycheproofVectors = JSON.parse(textOf("crypto/wycheproof-ed25519_test.json"))
    const cases = testGroups.flatMap(({ publicKey, tests }) => tests.map((test) => ({ ...test, pk: publicKey.pk })))
    const results = await Promise.all(
      cases.map(async ({ tcId, pk, msg, sig, result }) => {
        const holds = await must(verifyEd25519(bytes(pk), bytes(msg), bytes(sig)))
        return { tcId, expected: result, found: holds ? "valid" : "invalid" }
      }),
    )
    expect(results.filter(({ expected, found }) => expected !== found)).toEqual([])
    expect(results).toHaveLength(151)
    expect(results.filter(({ expected }) => expected === "valid")).toHaveLength(88)
  })
})
