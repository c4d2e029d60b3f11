import * as E from "fp-ts/lib/Either.js"
import { describe, expect, it, vi } from "vitest"
import { must, utf8 } from "@shifan/testkit/basics"
import { ed25519PublicKey, signEd25519, verifyEd25519 } from "../src/signature-algorithm.js"
import { absent, textOf, whyAbsent } from "./vectors.js"

const seed = new Uint8Array(32).fill(7)
const message = utf8("message")

/** A WebCrypto that imports no key. */
const refusing = (why: DOMException) => ({ subtle: { importKey: () => Promise.reject(why) } })

describe("Ed25519", () => {
  it("verifies what it signed, and signs the same again", async () => {
    const publicKey = await must(ed25519PublicKey(seed))
    const signature = await must(signEd25519(seed, message))
    expect(signature).toHaveLength(64)
    expect(await must(signEd25519(seed, message))).toEqual(signature)
    expect(await must(verifyEd25519(publicKey, message, signature))).toBe(true)
    expect(await must(verifyEd25519(publicKey, utf8("massage"), signature))).toBe(false)
  })

  it("reads keys and signatures that lie inside a larger buffer", async () => {
    const publicKey = await must(ed25519PublicKey(seed))
    const signature = await must(signEd25519(seed, message))
    const whole = Uint8Array.of(1, ...publicKey, ...message, ...signature, 1)
    expect(await must(verifyEd25519(whole.subarray(1, 33), whole.subarray(33, 40), whole.subarray(40, 104)))).toBe(true)
  })

  it("says no to a public key that is no point of the curve", async () => {
    const offCurve = Uint8Array.of(2, ...new Uint8Array(31))
    expect(await verifyEd25519(offCurve, message, new Uint8Array(64))()).toEqual(E.right(false))
  })

  it("does not say no, but that it cannot tell, where WebCrypto is missing or has no Ed25519", async () => {
    const publicKey = await must(ed25519PublicKey(seed))
    vi.stubGlobal("crypto", {})
    expect(await verifyEd25519(publicKey, message, new Uint8Array(64))()).toMatchObject({
      left: { _tag: "CryptoUnavailable" },
    })
    expect(await signEd25519(seed, message)()).toMatchObject({ left: { _tag: "CryptoUnavailable" } })
    vi.stubGlobal("crypto", refusing(new DOMException("Unrecognized name.", "NotSupportedError")))
    expect(await verifyEd25519(publicKey, message, new Uint8Array(64))()).toEqual(
      E.left({ _tag: "CryptoUnavailable", reason: "NotSupportedError: Unrecognized name." }),
    )
    vi.unstubAllGlobals()
  })

  it("takes a refused import for a key that is no point, as some browsers do", async () => {
    vi.stubGlobal("crypto", refusing(new DOMException("Invalid key.", "DataError")))
    expect(await verifyEd25519(new Uint8Array(32), message, new Uint8Array(64))()).toEqual(E.right(false))
    vi.unstubAllGlobals()
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

const bytes = (hex: string): Uint8Array => new Uint8Array(Buffer.from(hex, "hex"))

describe.skipIf(absent)(`Ed25519 cases of Wycheproof${whyAbsent}`, () => {
  it("come out as they should, all 151, 88 of them valid", async () => {
    const { testGroups }: WycheproofVectors = JSON.parse(textOf("crypto/wycheproof-ed25519_test.json"))
    const cases = testGroups.flatMap(({ publicKey: { pk }, tests }) => tests.map((one) => ({ ...one, pk })))
    const judged = await Promise.all(
      cases.map(async ({ tcId, pk, msg, sig, result }) => ({
        tcId,
        result,
        found: (await must(verifyEd25519(bytes(pk), bytes(msg), bytes(sig)))) ? "valid" : "invalid",
      })),
    )
    expect(judged.filter(({ result, found }) => result !== found)).toEqual([])
    expect([judged.length, judged.filter(({ result }) => result === "valid").length]).toEqual([151, 88])
  })
})
