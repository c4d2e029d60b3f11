import { fc, test } from "@fast-check/vitest"
import { must, right } from "@shifan/testkit/basics"
import { mlDsaKey, testSigner } from "@shifan/testkit/tlog"
import * as E from "fp-ts/lib/Either.js"
import { describe, expect, it } from "vitest"
import {
  parseKeyring,
  parseSignerKey,
  parseVerifierKey,
  printKeyId,
  printKeyring,
  printSignerKey,
  printVerifierKey,
  signerKey,
  verifierKey,
  type KeyType,
} from "../src/index.js"

const name = fc.string({ minLength: 1 }).filter((text) => !/[+\s]/.test(text))
const lengths: Record<KeyType, number> = { Ed25519: 32, Cosignature: 32, MlDsa44Cosignature: 1312, Sm2: 65 }
const type = fc.constantFrom<KeyType>("Ed25519", "Cosignature", "MlDsa44Cosignature", "Sm2")
const malformed = (part: string) => E.left({ _tag: "MalformedKey", part })

describe("a verifier key", () => {
  test.prop([type, name, fc.integer({ min: 0, max: 255 })])(
    "is parsed back from its printed text",
    (kind, text, byte) => {
      const key = right(verifierKey(kind, text, new Uint8Array(lengths[kind]).fill(byte)))
      expect(parseVerifierKey(printVerifierKey(key))).toEqual(E.right(key))
    },
  )

  test.prop([fc.string()])("is not parsed from random text", (text) => {
    expect(parseVerifierKey(text)._tag).toBe("Left")
  })

  test.prop([
    fc.uniqueArray(name, { minLength: 2, maxLength: 3 }),
    fc.uint8Array({ minLength: 1312, maxLength: 1312 }),
  ])("has a different id for each type and each name, whatever the public key", (names, bytes) => {
    const kinds = Object.keys(lengths) as ReadonlyArray<KeyType>
    const ids = kinds.flatMap((kind) =>
      names.map((text) => right(verifierKey(kind, text, bytes.subarray(0, lengths[kind]))).id),
    )
    expect(new Set(ids).size).toBe(kinds.length * names.length)
  })

  it.each(["", "a b", "a+b", "a\u3000b", "a\nb", "a\x01b", "\ud800"])("cannot have the name %j", (text) => {
    expect(verifierKey("Ed25519", text, new Uint8Array(32))).toEqual(malformed("name"))
  })

  it.each([0, 31, 33, 1312])("of type Ed25519 cannot be %i bytes long", (length) => {
    expect(verifierKey("Ed25519", "a", new Uint8Array(length))).toEqual(malformed("key"))
  })

  it("that is malformed is refused with the name of the wrong part", () => {
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

  it("has an id printed with eight hexadecimal digits", () => {
    expect(printKeyId(0x0a)).toBe("0000000a")
    expect(printKeyId(0xffff_ffff)).toBe("ffffffff")
  })
})

describe("a signer key", () => {
  test.prop([name, fc.uint8Array({ minLength: 32, maxLength: 32 }), fc.constantFrom("Ed25519", "Cosignature", "Sm2")], {
    numRuns: 20,
  })("is parsed back from its printed text", async (text, seed, kind) => {
    const key = await must(signerKey(kind, text, seed))
    expect(await parseSignerKey(kind, printSignerKey(key))()).toEqual(E.right(key))
  })

  it("is refused for another use, with another id, with another length, and when malformed", async () => {
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

  it("cannot be of type ML-DSA-44", async () => {
    const text = `PRIVATE+KEY+${printVerifierKey(mlDsaKey("a", 1))}`
    expect(await parseSignerKey("Cosignature", text)()).toMatchObject({ left: { found: "MlDsa44Cosignature" } })
  })
})

const origin = "example.com/log"
const keys = [await testSigner("Ed25519", origin, 31), await testSigner("Sm2", origin, 3)] as const
const lines = keys.map(printSignerKey)
const [first = ""] = lines

const witnessKey = printSignerKey(await testSigner("Cosignature", origin, 4))
const otherName = printSignerKey(await testSigner("Ed25519", "another", 1))

describe("a keyring", () => {
  it("is parsed back from its printed text, without comments and empty lines", async () => {
    expect(await must(parseKeyring(printKeyring(keys)))).toEqual(keys)
    expect(await must(parseKeyring(`# since 2024\n\n${lines.join("\n \n")}`))).toEqual(keys)
  })

  it.each([
    ["garbage", { _tag: "MalformedKey", part: "form" }],
    [witnessKey, { _tag: "WrongKeyType", expected: "Ed25519", found: "Cosignature" }],
    [otherName, "otherName"],
    [first, "duplicate"],
  ])("is refused when its second line is %s", async (line, reason) => {
    expect(await parseKeyring(`${first}\n${line}\n`)()).toEqual(E.left({ _tag: "MalformedKeyring", line: 2, reason }))
  })

  it.each(["", "# none yet\n"])("is refused when it has no keys: %j", async (text) => {
    expect(await parseKeyring(text)()).toEqual(E.left({ _tag: "NoKeys" }))
  })

  it.each([witnessKey, otherName, first, first.replace("+example", "+sample"), `${first}=`, first.slice(0, -2)])(
    "is refused without repeating the secret in its second line %s",
    async (line) => {
      const secret = line.split("+").slice(4).join("+").slice(0, 20)
      const parsed = await parseKeyring(`${first}\n${line}\n`)()
      expect(JSON.stringify(right(E.swap(parsed)))).not.toContain(secret)
    },
  )
})
