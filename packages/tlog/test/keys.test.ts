import { fc, test } from "@fast-check/vitest"
import * as E from "fp-ts/lib/Either.js"
import { describe, expect, it } from "vitest"
import { must, right } from "@shifan/testkit/basics"
import { mlDsaKey, testSigner } from "@shifan/testkit/tlog"
import {
  parseSignerKey,
  parseVerifierKey,
  printKeyId,
  printSignerKey,
  printVerifierKey,
  signerKey,
  verifierKey,
  type KeyType,
} from "../src/index.js"
import { absent, textOf, whyAbsent } from "./vectors.js"

const name = fc.string({ minLength: 1 }).filter((text) => !/[+\s]/.test(text))
const lengths: Record<KeyType, number> = { Ed25519: 32, Cosignature: 32, MlDsa44Cosignature: 1312, Sm2: 65 }
const type = fc.constantFrom<KeyType>("Ed25519", "Cosignature", "MlDsa44Cosignature", "Sm2")
const malformed = (part: string) => E.left({ _tag: "MalformedKey", part })

describe("verifier keys", () => {
  test.prop([type, name, fc.integer({ min: 0, max: 255 })])("parsing undoes printing", (kind, text, byte) => {
    const key = right(verifierKey(kind, text, new Uint8Array(lengths[kind]).fill(byte)))
    expect(parseVerifierKey(printVerifierKey(key))).toEqual(E.right(key))
  })

  test.prop([fc.string()])("no text makes parsing fail otherwise", (text) => {
    expect(parseVerifierKey(text)._tag).toBe("Left")
  })

  it("of one public key have another id for each type, and for each name", () => {
    const publicKey = new Uint8Array(32)
    const ids = (["Ed25519", "Cosignature"] as const).flatMap((kind) =>
      ["a", "b"].map((text) => right(verifierKey(kind, text, publicKey)).id),
    )
    expect(new Set(ids).size).toBe(4)
  })

  it.each(["", "a b", "a+b", "a\u3000b", "a\nb", "a\x01b", "\ud800"])("have no name like %j", (text) => {
    expect(verifierKey("Ed25519", text, new Uint8Array(32))).toEqual(malformed("name"))
  })

  it.each([0, 31, 33, 1312])("of Ed25519 are not %i bytes long", (length) => {
    expect(verifierKey("Ed25519", "a", new Uint8Array(length))).toEqual(malformed("key"))
  })

  it("name the part that is wrong", () => {
    const key = right(verifierKey("Ed25519", "a", new Uint8Array(32)))
    const [, id = "", encoded = ""] = printVerifierKey(key).split("+")
    expect(parseVerifierKey(`a+${id}`)).toEqual(malformed("form"))
    expect(parseVerifierKey(`a+${id.slice(1)}+${encoded}`)).toEqual(malformed("form"))
    expect(parseVerifierKey(`a+${id.toUpperCase()}+${encoded}`)).toEqual(malformed("form"))
    expect(parseVerifierKey(`a b+${id}+${encoded}`)).toEqual(malformed("name"))
    expect(parseVerifierKey(`a+${id}+${encoded.slice(0, -1)}`)).toEqual(malformed("key"))
    expect(parseVerifierKey(`b+${id}+${encoded}`)).toMatchObject({ left: { _tag: "WrongKeyId", found: key.id } })
    expect(parseVerifierKey(`a+${id}+Av8=`)).toEqual(E.left({ _tag: "UnknownKeyType", byte: 2 }))
  })

  it("have ids of eight hexadecimal digits", () => {
    expect(printKeyId(0x0a)).toBe("0000000a")
    expect(printKeyId(0xffff_ffff)).toBe("ffffffff")
  })
})

describe("signer keys", () => {
  test.prop([name, fc.uint8Array({ minLength: 32, maxLength: 32 }), fc.constantFrom("Ed25519", "Cosignature", "Sm2")], {
    numRuns: 20,
  })("parsing undoes printing", async (text, seed, kind) => {
    const key = await must(signerKey(kind, text, seed))
    expect(await parseSignerKey(kind, printSignerKey(key))()).toEqual(E.right(key))
  })

  it("are refused for another use, another id, another length, and never repeated in the refusal", async () => {
    const key = await testSigner("Ed25519", "a", 1)
    const text = printSignerKey(key)
    expect(await parseSignerKey("Cosignature", text)()).toEqual(
      E.left({ _tag: "WrongKeyType", expected: "Cosignature", found: "Ed25519" }),
    )
    expect(await parseSignerKey("Ed25519", text.replace("+a+", "+b+"))()).toMatchObject({
      left: { _tag: "WrongKeyId" },
    })
    expect(await parseSignerKey("Ed25519", text.slice(0, -4))()).toEqual(malformed("key"))
    expect(await parseSignerKey("Ed25519", text.replace("PRIVATE", "private"))()).toEqual(malformed("form"))
    expect(await parseSignerKey("Ed25519", printVerifierKey(key.verifier))()).toEqual(malformed("form"))
    expect(await parseSignerKey("Ed25519", "PRIVATE+KEY+a+00000000+AgAA")()).toEqual(
      E.left({ _tag: "UnknownKeyType", byte: 2 }),
    )
    expect(await signerKey("Ed25519", "a", new Uint8Array(31))()).toEqual(malformed("key"))
    expect(await signerKey("Ed25519", "a b", new Uint8Array(32))()).toEqual(malformed("name"))
  })

  it("are not made of ML-DSA-44", async () => {
    const text = `PRIVATE+KEY+${printVerifierKey(mlDsaKey("a", 1))}`
    expect(await parseSignerKey("Cosignature", text)()).toMatchObject({ left: { found: "MlDsa44Cosignature" } })
  })
})

interface KeyVectors {
  readonly signers: ReadonlyArray<{ readonly vkey: string; readonly keyHash: string }>
  readonly badVkeys: ReadonlyArray<{ readonly vkey?: string }>
}
const vectors = (): KeyVectors => JSON.parse(textOf("golang-mod/note.json"))

describe.skipIf(absent)(`verifier keys of golang.org/x/mod/sumdb/note${whyAbsent}`, () => {
  it("are read and written as they are there", () => {
    for (const { vkey, keyHash } of vectors().signers) {
      const key = right(parseVerifierKey(vkey))
      expect(printKeyId(key.id)).toBe(keyHash)
      expect(printVerifierKey(key)).toBe(vkey)
    }
  })

  it("of wrong length or unknown algorithm are refused", () => {
    const bad = vectors().badVkeys.flatMap(({ vkey }) => vkey ?? [])
    expect(bad.map(parseVerifierKey)).toEqual([malformed("key"), E.left({ _tag: "UnknownKeyType", byte: 0x65 })])
  })

  it("are refused in every proper part and with any one byte incremented", () => {
    for (const { vkey } of vectors().signers) {
      const parts = Array.from(vkey, (_, from) =>
        Array.from({ length: vkey.length - from }, (__, length) => vkey.slice(from, from + length + 1)),
      ).flat()
      const incremented = Array.from(
        vkey,
        (char, at) => vkey.slice(0, at) + String.fromCharCode(char.charCodeAt(0) + 1) + vkey.slice(at + 1),
      )
      const taken = [...parts, ...incremented].filter((text) => E.isRight(parseVerifierKey(text)))
      expect(taken).toEqual([vkey])
    }
  })
})
