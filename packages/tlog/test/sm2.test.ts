import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { createPrivateKey, createPublicKey } from "node:crypto"
import { fc, test } from "@fast-check/vitest"
import { sm2, sm3 } from "sm-crypto-v2"
import { describe, expect, it } from "vitest"
import { bitCount, flipBit, must, right, temporaryFolder, utf8 } from "@shifan/testkit/basics"
import { policyOf, testSigner } from "@shifan/testkit/tlog"
import { fromHex, toHex } from "../src/encoding.js"
import {
  acceptCheckpoint,
  parseNote,
  parseSignerKey,
  parseVerifierKey,
  printNote,
  printSignerKey,
  printVerifierKey,
  signerKey,
  signText,
  verifyNote,
} from "../src/index.js"
import { signSm2, verifySm2 } from "../src/signature-algorithm.js"
import { noOpenssl, openssl, whyNoOpenssl } from "./openssl.js"
import { absent, textOf, whyAbsent } from "./vectors.js"

const origin = "gxj.example.gov.cn/shifan"
const text = `${origin}\n3\n${"A".repeat(43)}=\n`
const [plain, national] = [await testSigner("Ed25519", origin, 1), await testSigner("Sm2", origin, 2)]

interface Vectors {
  readonly sm3: { readonly vectors: ReadonlyArray<readonly [string, string]> }
  readonly sm2VerifyDigest: {
    readonly privateKeyPem: string
    readonly valid: ReadonlyArray<{ readonly digest: string; readonly derSig: string }>
  }
}

describe.skipIf(absent)(`the published vectors${whyAbsent}`, () => {
  const vectors = absent ? undefined : (JSON.parse(textOf("sm/sm3-sm2.json")) as Vectors)

  it("of SM3 come out", () => {
    for (const [message, digest] of vectors?.sm3.vectors ?? []) expect(sm3(message)).toBe(digest)
    expect(vectors?.sm3.vectors).not.toHaveLength(0)
  })

  it("of SM2 are accepted, and no other", () => {
    const { privateKeyPem = "", valid = [] } = vectors?.sm2VerifyDigest ?? {}
    const { x, y } = pointOf(privateKeyPem)
    for (const { digest, derSig } of valid) {
      const given = (e: string) => sm2.doVerifySignature(fromHex(e), derSig.toLowerCase(), `04${x}${y}`, { der: true })
      expect(given(digest)).toBe(true)
      expect(given(digest.replace(/^../, "00"))).toBe(false)
    }
    expect(valid).not.toHaveLength(0)
  })
})

const pointOf = (pem: string): { readonly x: string; readonly y: string } => {
  const spki = createPublicKey(createPrivateKey(pem)).export({ type: "spki", format: "der" })
  const point = spki.subarray(-64).toString("hex")
  return { x: point.slice(0, 64), y: point.slice(64) }
}

describe("a signature line by SM2", () => {
  test.prop([fc.uint8Array({ maxLength: 200 }), fc.nat()], { numRuns: 10 })(
    "is the same for the same message, and no bit of it or of the message can change",
    async (message, bit) => {
      const { seed, verifier } = national
      const signature = await must(signSm2(seed, message))
      expect(await must(signSm2(seed, message))).toEqual(signature)
      expect(await must(verifySm2(verifier.publicKey, message, signature))).toBe(true)
      const [changed = message, bent = signature] = flipBit([message, signature], bit % bitCount([message, signature]))
      expect(await must(verifySm2(verifier.publicKey, changed, bent))).toBe(false)
    },
  )

  it("stands beside the log's other one; whoever does not know its key ignores it", async () => {
    const signatures = await Promise.all([plain, national].map((key) => must(signText(key, text))))
    const note = right(parseNote(utf8(printNote({ text, signatures }))))
    const without = await must(verifyNote([plain.verifier], note))
    expect(without.unverified).toEqual([signatures[1]])
    const both = await must(verifyNote([plain.verifier, national.verifier], note))
    expect(both.verified.map(({ key }) => key.type)).toEqual(["Ed25519", "Sm2"])
    const alone = { text, signatures: signatures.slice(1) }
    expect(await verifyNote([plain.verifier], alone)()).toMatchObject({ left: { _tag: "NoKnownSignature" } })
  })

  it("that fails condemns the note for whoever knows its key", async () => {
    const [good, other] = [await must(signText(plain, text)), await must(signText(national, `${text}x\n`))]
    expect(await verifyNote([plain.verifier, national.verifier], { text, signatures: [good, other] })()).toMatchObject({
      left: { _tag: "InvalidSignature", id: national.verifier.id },
    })
    const short = { ...other, signature: other.signature.subarray(1) }
    expect(await verifyNote([national.verifier], { text, signatures: [short] })()).toMatchObject({
      left: { _tag: "InvalidSignature" },
    })
  })

  it("counts for a policy that names its key", async () => {
    const file = utf8(printNote({ text, signatures: [await must(signText(national, text))] }))
    const policy = policyOf(`log ${printVerifierKey(national.verifier)}\nquorum none\n`)
    expect(await must(acceptCheckpoint(policy, file))).toMatchObject({ checkpoint: { origin, size: 3 } })
  })

  it("by a key that is no point of the curve is invalid", async () => {
    const signature = await must(signSm2(national.seed, utf8(text)))
    const off = national.verifier.publicKey.with(64, (national.verifier.publicKey[64] ?? 0) ^ 1)
    expect(await must(verifySm2(off, utf8(text), signature))).toBe(false)
  })
})

describe("an SM2 key", () => {
  it("is written behind 0xff and an identifier of its own, and read back", async () => {
    const vkey = printVerifierKey(national.verifier)
    const typed = Buffer.from(vkey.split("+").slice(2).join("+"), "base64")
    expect(typed.subarray(0, 23).toString("latin1")).toBe("\u00ffshifan/sm2-with-sm3/v1")
    expect(right(parseVerifierKey(vkey))).toEqual(national.verifier)
    expect(await must(parseSignerKey("Sm2", printSignerKey(national)))).toEqual(national)
  })

  it("behind another's identifier is of an unknown type", () => {
    const another = Buffer.concat([Buffer.from([0xff]), Buffer.from("another"), Buffer.alloc(65)]).toString("base64")
    expect(parseVerifierKey(`a+00000000+${another}`)).toMatchObject({ left: { _tag: "UnknownKeyType", byte: 0xff } })
  })

  it.each([0, 0xff])("is not made from a number outside the group: 32 times %d", async (byte) => {
    await expect(testSigner("Sm2", origin, byte)).rejects.toThrow("MalformedKey")
  })
})

/** ECDSA-Sig-Value: SEQUENCE of two INTEGERs, each with a zero byte before a first bit that is set. */
const derOf = (signature: Uint8Array): Uint8Array => {
  const integers = [0, 32].flatMap((at) => {
    const number = [...signature.subarray(at, at + 32)]
    const bare = number.slice(number.findIndex((byte) => byte !== 0))
    const content = (bare[0] ?? 0) > 0x7f ? [0, ...bare] : bare
    return [2, content.length, ...content]
  })
  return Uint8Array.of(0x30, integers.length, ...integers)
}

const rawOf = (der: Uint8Array): Uint8Array => {
  const first = der[3] ?? 0
  const numbers = [der.subarray(4, 4 + first), der.subarray(6 + first)]
  return fromHex(numbers.map((one) => toHex(one).slice(-64).padStart(64, "0")).join(""))
}

it.skipIf(noOpenssl)(`openssl accepts our SM2 signatures, and we accept openssl's${whyNoOpenssl}`, async () => {
  const folder = temporaryFolder()
  openssl(folder, "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:SM2", "-out", "key.pem")
  openssl(folder, "pkey", "-in", "key.pem", "-pubout", "-out", "public.pem")
  const shown = openssl(folder, "pkey", "-in", "key.pem", "-text", "-noout").said
  const [scalar, publicKey] = ["priv", "pub"].map((part) => {
    const [, digits = ""] = new RegExp(`${part}:\\s*((?:[0-9a-f]{2}:?\\s*)+)`).exec(shown) ?? []
    return fromHex(digits.replace(/[:\s]/g, ""))
  })
  const key = await must(signerKey("Sm2", origin, scalar?.slice(-32) ?? new Uint8Array()))
  expect(key.verifier.publicKey).toEqual(publicKey)
  const how = ["-rawin", "-digest", "sm3", "-in", "text", "-pkeyopt", "distid:1234567812345678"]
  writeFileSync(join(folder, "text"), text)
  writeFileSync(join(folder, "ours"), derOf((await must(signText(key, text))).signature))
  const verdict = openssl(folder, "pkeyutl", "-verify", "-pubin", "-inkey", "public.pem", "-sigfile", "ours", ...how)
  expect(verdict).toMatchObject({ ok: true })
  expect(openssl(folder, "pkeyutl", "-sign", "-inkey", "key.pem", "-out", "theirs", ...how)).toMatchObject({ ok: true })
  const theirs = rawOf(new Uint8Array(readFileSync(join(folder, "theirs"))))
  expect(await must(verifySm2(key.verifier.publicKey, utf8(text), theirs))).toBe(true)
})
