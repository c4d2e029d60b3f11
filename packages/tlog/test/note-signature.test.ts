import { fc, test } from "@fast-check/vitest"
import { bitCount, flipBit, must, right, utf8 } from "@shifan/testkit/basics"
import { mlDsaKey, testSigner } from "@shifan/testkit/tlog"
import * as E from "fp-ts/lib/Either.js"
import { describe, expect, it } from "vitest"
import {
  cosign,
  parseNote,
  parseVerifierKey,
  printCheckpoint,
  printNote,
  signNote,
  signText,
  verifyNote,
  type NoteSignature,
  type VerifiedSignature,
  type VerifierKey,
} from "../src/index.js"
import { absent, textOf, whyAbsent } from "./vectors.js"

const alice = await testSigner("Ed25519", "alice.example", 1)
const bob = await testSigner("Ed25519", "bob.example", 2)
const witness = await testSigner("Cosignature", "审计局.example", 3)
const text = right(printCheckpoint({ origin: "alice.example", size: 1, root: new Uint8Array(32) }))
const byAlice = await must(signText(alice, text))
const byBob = await must(signText(bob, text))
const byWitness = await must(cosign(witness, text, 1_700_000_000))

const verify = (keys: ReadonlyArray<VerifierKey>, ...signatures: ReadonlyArray<NoteSignature>) =>
  verifyNote(keys, { text, signatures })()
const damaged = (signature: NoteSignature): NoteSignature => ({
  ...signature,
  signature: signature.signature.map((byte, i) => (i === 20 ? byte ^ 1 : byte)),
})
const invalid = ({ name, id }: NoteSignature) => E.left({ _tag: "InvalidSignature", name, id })
const signed = (key: VerifierKey): VerifiedSignature => ({ _tag: "Signed", key })

describe("the signatures of a note", () => {
  test.prop([fc.string({ unit: "grapheme" }), fc.integer({ min: 0, max: 255 })], { numRuns: 20 })(
    "verify for any text",
    async (content, byte) => {
      const key = await testSigner("Ed25519", "any", byte)
      const anyText = `${content.replace(/\p{Cc}/gu, "")}\n`
      const note = right(parseNote(await must(signNote([key], anyText))))
      expect(await must(verifyNote([key.verifier], note))).toEqual({
        text: anyText,
        verified: [signed(key.verifier)],
        unverified: [],
      })
    },
  )

  test.prop([fc.nat()], { numRuns: 40 })("fail when any one bit of signature or text is changed", async (bit) => {
    for (const [key, signature] of [
      [alice.verifier, byAlice],
      [witness.verifier, byWitness],
    ] as const) {
      const parts = [signature.signature, utf8(text)]
      const [bytes = new Uint8Array(), changed] = flipBit(parts, bit % bitCount(parts))
      const other = new TextDecoder("utf-8").decode(changed)
      expect(await verifyNote([key], { text: other, signatures: [{ ...signature, signature: bytes }] })()).toEqual(
        invalid(signature),
      )
    }
  })

  it("are made in the order of the keys", async () => {
    const file = await must(signNote([bob, alice], text))
    expect(file).toEqual(utf8(printNote({ text, signatures: [byBob, byAlice] })))
  })

  it.each(["", "no newline", "a\tb\n", "\ud800\n"])("are not made for the text %j", async (unsignable) => {
    expect(await signText(alice, unsignable)()).toEqual(E.left({ _tag: "UnsignableText" }))
    expect(await signNote([alice], unsignable)()).toEqual(E.left({ _tag: "UnsignableText" }))
  })

  it("are listed in the order of their lines, cosignatures with their times", async () => {
    const keys = [witness.verifier, bob.verifier, alice.verifier]
    expect(await must(verifyNote(keys, { text, signatures: [byAlice, byWitness, byBob] }))).toEqual({
      text,
      verified: [
        signed(alice.verifier),
        { _tag: "Cosigned", key: witness.verifier, time: 1_700_000_000 },
        signed(bob.verifier),
      ],
      unverified: [],
    })
  })

  it("by unknown keys are listed as unverified, whether valid or not", async () => {
    expect(await verify([alice.verifier], byAlice, byBob, damaged(byBob))).toEqual(
      E.right({ text, verified: [signed(alice.verifier)], unverified: [byBob, damaged(byBob)] }),
    )
  })

  it("are unverified if they share only the name or only the id of a known key", async () => {
    const sameName = { ...byBob, name: byAlice.name }
    const sameId = { ...byBob, id: byAlice.id }
    expect(await verify([alice.verifier], byAlice, sameName, sameId)).toMatchObject({
      right: { unverified: [sameName, sameId] },
    })
  })

  it("are all refused if one by a known key fails, even after a valid one by the same key", async () => {
    const keys = [alice.verifier, bob.verifier]
    expect(await verify(keys, byAlice, damaged(byBob))).toEqual(invalid(byBob))
    expect(await verify(keys, byAlice, damaged(byAlice))).toEqual(invalid(byAlice))
    expect(await verify(keys, { ...byAlice, id: bob.verifier.id, name: "bob.example" })).toEqual(invalid(byBob))
  })

  it("count once when a line is repeated", async () => {
    expect(await verify([alice.verifier], byAlice, byAlice, byBob, byBob)).toEqual(
      E.right({ text, verified: [signed(alice.verifier)], unverified: [byBob] }),
    )
  })

  it("are refused if none is by a known key", async () => {
    const none = E.left({ _tag: "NoKnownSignature" })
    expect(await verify([], byAlice)).toEqual(none)
    expect(await verify([bob.verifier], byAlice)).toEqual(none)
    expect(await verify([alice.verifier])).toEqual(none)
  })

  it("are refused as ambiguous only if two known keys share the name and id of one of them", async () => {
    const { name, id } = alice.verifier
    expect(await verify([alice.verifier, bob.verifier, alice.verifier], byAlice)).toEqual(
      E.left({ _tag: "AmbiguousKey", name, id }),
    )
    expect(await verify([alice.verifier, bob.verifier, alice.verifier], byBob)).toMatchObject({ _tag: "Right" })
  })

  it("by ML-DSA-44 are unverified even when the key is known", async () => {
    const key = mlDsaKey("pq.example", 9)
    const line: NoteSignature = { name: key.name, id: key.id, signature: new Uint8Array(2428) }
    expect(await verify([key], line)).toEqual(E.left({ _tag: "NoKnownSignature" }))
    expect(await verify([key, alice.verifier], line, byAlice)).toMatchObject({ right: { unverified: [line] } })
  })

  it.each([1, 7, 8, 63, 65, 71, 73])("of %i bytes are invalid under a known key", async (length) => {
    for (const [key, of] of [
      [alice.verifier, byAlice],
      [witness.verifier, byWitness],
    ] as const) {
      const resized = { ...of, signature: Uint8Array.from({ length }, (_, i) => of.signature[i] ?? 0) }
      expect(await verify([key], resized)).toEqual(invalid(of))
    }
  })
})

describe.skipIf(absent)(`the worked example of C2SP signed-note${whyAbsent}`, () => {
  it("verifies", async () => {
    const { vkey, note }: { vkey: string; note: string } = JSON.parse(textOf("c2sp/examples.json"))
    const key = right(parseVerifierKey(vkey))
    const parsed = right(parseNote(utf8(note)))
    expect(await must(verifyNote([key], parsed))).toEqual({
      text: "This is an example message.\n",
      verified: [signed(key)],
      unverified: [],
    })
    expect(printNote(parsed)).toBe(note)
  })
})
