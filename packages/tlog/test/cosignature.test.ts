import { fc, test } from "@fast-check/vitest"
import * as E from "fp-ts/lib/Either.js"
import { describe, expect, it } from "vitest"
import { must, utf8 } from "@shifan/testkit/basics"
import { testSigner } from "@shifan/testkit/tlog"
import { cosignedMessage, parseTimestamped, printTimestamped } from "../src/note-signature.js"
import { verifyEd25519 } from "../src/signature-algorithm.js"
import { cosign, signText, verifyNote } from "../src/index.js"

const office = await testSigner("Cosignature", "audit.example", 3)
const text = `example.com/log\n3\n${"A".repeat(43)}=\n`

describe("cosignatures", () => {
  test.prop([fc.maxSafeNat(), fc.uint8Array({ minLength: 64, maxLength: 64 })])(
    "parsing undoes printing",
    (time, signature) => {
      const bytes = printTimestamped({ time, signature })
      expect(bytes).toHaveLength(72)
      expect(parseTimestamped(bytes)).toEqual({ time, signature })
    },
  )

  it("sign the checkpoint under a heading and the time", async () => {
    const { signature: bytes } = await must(cosign(office, text, 1_679_315_147))
    const message = utf8(`cosignature/v1\ntime 1679315147\n${text}`)
    expect(utf8(cosignedMessage(1_679_315_147, text))).toEqual(message)
    expect(bytes.subarray(0, 8)).toEqual(Uint8Array.of(0, 0, 0, 0, 0x64, 0x18, 0x50, 0xcb))
    expect(await must(verifyEd25519(office.verifier.publicKey, message, bytes.subarray(8)))).toBe(true)
  })

  it("of two times are two, and count as one key", async () => {
    const signatures = [await must(cosign(office, text, 5)), await must(cosign(office, text, 6))]
    const { verified } = await must(verifyNote([office.verifier], { text, signatures }))
    expect(verified).toEqual([5, 6].map((time) => ({ _tag: "Cosigned", key: office.verifier, time })))
  })

  it("cover extension lines", async () => {
    const signature = await must(cosign(office, `${text}more\n`, 5))
    expect(await verifyNote([office.verifier], { text, signatures: [signature] })()).toMatchObject({
      left: { _tag: "InvalidSignature" },
    })
  })

  it("are no plain signatures, nor the other way round, by the same key", async () => {
    const asLog = await testSigner("Ed25519", "audit.example", 3)
    expect(asLog.verifier.publicKey).toEqual(office.verifier.publicKey)
    const { signature } = await must(signText(asLog, text))
    const { name, id } = office.verifier
    const posing = { name, id, signature: printTimestamped({ time: 5, signature }) }
    expect(await verifyNote([office.verifier], { text, signatures: [posing] })()).toMatchObject({
      left: { _tag: "InvalidSignature" },
    })
  })

  it("bear times up to 2^53 − 1; a later one is invalid", async () => {
    const latest = 2 ** 53 - 1
    const signed = await must(cosign(office, text, latest))
    expect(await must(verifyNote([office.verifier], { text, signatures: [signed] }))).toMatchObject({
      verified: [{ time: latest }],
    })
    const later = { ...signed, signature: signed.signature.with(1, 0x20) }
    expect(parseTimestamped(later.signature)).toBeUndefined()
    expect(await verifyNote([office.verifier], { text, signatures: [later] })()).toMatchObject({
      left: { _tag: "InvalidSignature" },
    })
  })

  it.each([-1, 1.5, 2 ** 53, Number.NaN])("are not given at %d", async (time) => {
    expect(await cosign(office, text, time)()).toEqual(E.left({ _tag: "NotACount", value: time }))
  })

  it("are given to checkpoints only", async () => {
    expect(await cosign(office, "a letter\n", 5)()).toMatchObject({ left: { _tag: "MalformedCheckpoint" } })
    expect(await cosign(office, text.replace("log", "l\0g"), 5)()).toEqual(E.left({ _tag: "UnsignableText" }))
  })

  it.each(["", "no newline", "a\tb\n", "\ud800\n"])("no note of text %j is signed", async (unfit) => {
    const key = await testSigner("Ed25519", "audit.example", 3)
    expect(await signText(key, unfit)()).toEqual(E.left({ _tag: "UnsignableText" }))
  })
})
