import { createPrivateKey, createPublicKey } from "node:crypto"
import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { fc, test } from "@fast-check/vitest"
import { bitCount, flipBit, must, right, temporaryFolder, utf8 } from "@shifan/testkit/basics"
import { policyOf, testSigner } from "@shifan/testkit/tlog"
import { sm2, sm3 } from "sm-crypto-v2"
import { describe, expect, it } from "vitest"
import { fromHex, toHex } from "../src/encoding.js"
import {
  acceptCheckpoint,
  parseNote,
  parseSignerKey,
  parseVerifierKey,
  printSignerKey,
  printVerifierKey,
  signerKey,
  signNote,
  signText,
  verifyNote,
} from "../src/index.js"
import { signSm2, verifySm2 } from "../src/signature-algorithm.js"
import { noOpenssl, openssl, whyNoOpenssl } from "./openssl.js"
import { absent, textOf, whyAbsent } from "./vectors.js"

const origin = "example.com/log"
const text = `${origin}\n3\n${"A".repeat(43)}=\n`
const ed25519Key = await testSigner("Ed25519", origin, 1)
const sm2Key = await testSigner("Sm2", origin, 2)

interface Vectors {
  readonly sm3: { readonly vectors: ReadonlyArray<readonly [string, string]> }
  readonly sm2VerifyDigest: {
    readonly privateKeyPem: string
    readonly valid: ReadonlyArray<{ readonly digest: string; readonly derSig: string }>
  }
}

/** The uncompressed point, in hex. */
const publicPointOf = (pem: string): string => {
  const spki = createPublicKey(createPrivateKey(pem)).export({ type: "spki", format: "der" })
  return `04${spki.subarray(-64).toString("hex")}`
}

describe.skipIf(absent)(`the published vectors${whyAbsent}`, () => {
  const vectors = (): Vectors => JSON.parse(textOf("sm/sm3-sm2.json"))

  it("of SM3 are reproduced", () => {
    const { sm3: hashes } = vectors()
    for (const [message, digest] of hashes.vectors) expect(sm3(message)).toBe(digest)
    expect(hashes.vectors).not.toHaveLength(0)
  })

  it("of SM2 verify, but not for another digest", () => {
    const { privateKeyPem, valid } = vectors().sm2VerifyDigest
    const publicKey = publicPointOf(privateKeyPem)
    for (const { digest, derSig } of valid) {
      const verify = (hash: string) =>
        sm2.doVerifySignature(fromHex(hash), derSig.toLowerCase(), publicKey, { der: true })
      expect(verify(digest)).toBe(true)
      expect(verify(digest.replace(/^../, "00"))).toBe(false)
    }
    expect(valid).not.toHaveLength(0)
  })
})

describe("an SM2 signature", () => {
  test.prop([fc.uint8Array({ maxLength: 200 }), fc.nat()], { numRuns: 10 })(
    "is the same when made again, and fails when any one bit is changed",
    async (message, bit) => {
      const { seed, verifier } = sm2Key
      const signature = await must(signSm2(seed, message))
      expect(await must(signSm2(seed, message))).toEqual(signature)
      expect(await must(verifySm2(verifier.publicKey, message, signature))).toBe(true)
      const parts = [message, signature]
      const [changedMessage = message, changedSignature = signature] = flipBit(parts, bit % bitCount(parts))
      expect(await must(verifySm2(verifier.publicKey, changedMessage, changedSignature))).toBe(false)
    },
  )

  it("beside the log's Ed25519 signature is ignored by a verifier that does not know the SM2 key", async () => {
    const note = right(parseNote(await must(signNote([ed25519Key, sm2Key], text))))
    const withoutSm2 = await must(verifyNote([ed25519Key.verifier], note))
    expect(withoutSm2.unverified).toEqual(note.signatures.slice(1))
    const withBoth = await must(verifyNote([ed25519Key.verifier, sm2Key.verifier], note))
    expect(withBoth.verified.map(({ key }) => key.type)).toEqual(["Ed25519", "Sm2"])
    const alone = { text, signatures: note.signatures.slice(1) }
    expect(await verifyNote([ed25519Key.verifier], alone)()).toMatchObject({ left: { _tag: "NoKnownSignature" } })
  })

  it("that fails invalidates the note for a verifier that knows the SM2 key", async () => {
    const valid = await must(signText(ed25519Key, text))
    const ofOtherText = await must(signText(sm2Key, `${text}x\n`))
    const keys = [ed25519Key.verifier, sm2Key.verifier]
    expect(await verifyNote(keys, { text, signatures: [valid, ofOtherText] })()).toMatchObject({
      left: { _tag: "InvalidSignature", id: sm2Key.verifier.id },
    })
    const short = { ...ofOtherText, signature: ofOtherText.signature.subarray(1) }
    expect(await verifyNote([sm2Key.verifier], { text, signatures: [short] })()).toMatchObject({
      left: { _tag: "InvalidSignature" },
    })
  })

  it("is accepted under a policy that names its key", async () => {
    const policy = policyOf(`log ${printVerifierKey(sm2Key.verifier)}\nquorum none\n`)
    const file = await must(signNote([sm2Key], text))
    expect(await must(acceptCheckpoint(policy, file))).toMatchObject({ checkpoint: { origin, size: 3 } })
  })

  it("is invalid under a public key that is not a point on the curve", async () => {
    const signature = await must(signSm2(sm2Key.seed, utf8(text)))
    const { publicKey } = sm2Key.verifier
    const offCurve = publicKey.with(64, (publicKey[64] ?? 0) ^ 1)
    expect(await must(verifySm2(offCurve, utf8(text), signature))).toBe(false)
  })
})

describe("an SM2 key", () => {
  it("is printed with 0xff and Shifan's own type identifier, and parsed back", async () => {
    const vkey = printVerifierKey(sm2Key.verifier)
    const typed = Buffer.from(vkey.split("+").slice(2).join("+"), "base64")
    expect(typed.subarray(0, 23).toString("latin1")).toBe("\u00ffshifan/sm2-with-sm3/v1")
    expect(right(parseVerifierKey(vkey))).toEqual(sm2Key.verifier)
    expect(await must(parseSignerKey("Sm2", printSignerKey(sm2Key)))).toEqual(sm2Key)
  })

  it("with another type identifier is of an unknown type", () => {
    const another = Buffer.concat([Buffer.from([0xff]), Buffer.from("another"), Buffer.alloc(65)]).toString("base64")
    expect(parseVerifierKey(`a+00000000+${another}`)).toMatchObject({ left: { _tag: "UnknownKeyType", byte: 0xff } })
  })

  it.each([0, 0xff])("is not made from a number outside the group: 32 bytes of %d", async (byte) => {
    const key = await signerKey("Sm2", origin, new Uint8Array(32).fill(byte))()
    expect(key).toMatchObject({ left: { _tag: "MalformedKey", part: "key" } })
  })
})

/** ECDSA-Sig-Value: SEQUENCE of two INTEGERs, each with a leading zero byte if its first bit is set. */
const toDer = (signature: Uint8Array): Uint8Array => {
  const integers = [0, 32].flatMap((start) => {
    const number = [...signature.subarray(start, start + 32)]
    const shortest = number.slice(number.findIndex((byte) => byte !== 0))
    const content = (shortest[0] ?? 0) > 0x7f ? [0, ...shortest] : shortest
    return [2, content.length, ...content]
  })
  return Uint8Array.of(0x30, integers.length, ...integers)
}

const fromDer = (der: Uint8Array): Uint8Array => {
  const firstLength = der[3] ?? 0
  const integers = [der.subarray(4, 4 + firstLength), der.subarray(6 + firstLength)]
  return fromHex(integers.map((integer) => toHex(integer).slice(-64).padStart(64, "0")).join(""))
}

it.skipIf(noOpenssl)(`OpenSSL verifies our SM2 signatures, and we verify OpenSSL's${whyNoOpenssl}`, async () => {
  const folder = temporaryFolder()
  openssl(folder, "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:SM2", "-out", "key.pem")
  openssl(folder, "pkey", "-in", "key.pem", "-pubout", "-out", "public.pem")
  const shown = openssl(folder, "pkey", "-in", "key.pem", "-text", "-noout").output
  const hexAfter = (label: string): Uint8Array => {
    const [, digits = ""] = new RegExp(`${label}:\\s*((?:[0-9a-f]{2}:?\\s*)+)`).exec(shown) ?? []
    return fromHex(digits.replace(/[:\s]/g, ""))
  }
  const key = await must(signerKey("Sm2", origin, hexAfter("priv").slice(-32)))
  expect(key.verifier.publicKey).toEqual(hexAfter("pub"))
  const options = ["-rawin", "-digest", "sm3", "-in", "text", "-pkeyopt", "distid:1234567812345678"]
  writeFileSync(join(folder, "text"), text)
  writeFileSync(join(folder, "ours"), toDer((await must(signText(key, text))).signature))
  expect(
    openssl(folder, "pkeyutl", "-verify", "-pubin", "-inkey", "public.pem", "-sigfile", "ours", ...options),
  ).toMatchObject({ ok: true })
  expect(openssl(folder, "pkeyutl", "-sign", "-inkey", "key.pem", "-out", "theirs", ...options)).toMatchObject({
    ok: true,
  })
  const theirs = fromDer(new Uint8Array(readFileSync(join(folder, "theirs"))))
  expect(await must(verifySm2(key.verifier.publicKey, utf8(text), theirs))).toBe(true)
})
