import { fc, test } from "@fast-check/vitest"
import { must, right, utf8 } from "@shifan/testkit/basics"
import { testSigner } from "@shifan/testkit/tlog"
import * as E from "fp-ts/lib/Either.js"
import { describe, expect, it } from "vitest"
import {
  addCosignatures,
  cosign,
  parseNote,
  printNote,
  printNoteSignature,
  signNote,
  signText,
  verifyNote,
  type NoteSignature,
} from "../src/index.js"
import { cosignedMessage, parseTimestamped, printTimestamped } from "../src/note-signature.js"
import { verifyEd25519 } from "../src/signature-algorithm.js"

const log = await testSigner("Ed25519", "example.com/log", 1)
const witness = await testSigner("Cosignature", "witness.example", 3)
const otherWitness = await testSigner("Cosignature", "other.example", 4)
const text = `example.com/log\n3\n${"A".repeat(43)}=\n`

describe("a cosignature", () => {
  test.prop([fc.maxSafeNat(), fc.uint8Array({ minLength: 64, maxLength: 64 })])(
    "is parsed back from its printed bytes",
    (time, signature) => {
      const bytes = printTimestamped({ time, signature })
      expect(bytes).toHaveLength(72)
      expect(parseTimestamped(bytes)).toEqual({ time, signature })
    },
  )

  it("signs a heading, the time and the checkpoint", async () => {
    const { signature: bytes } = await must(cosign(witness, text, 1_679_315_147))
    const message = utf8(`cosignature/v1\ntime 1679315147\n${text}`)
    expect(utf8(cosignedMessage(1_679_315_147, text))).toEqual(message)
    expect(bytes.subarray(0, 8)).toEqual(Uint8Array.of(0, 0, 0, 0, 0x64, 0x18, 0x50, 0xcb))
    expect(await must(verifyEd25519(witness.verifier.publicKey, message, bytes.subarray(8)))).toBe(true)
  })

  it("is verified twice, with both times, when a witness cosigned twice", async () => {
    const signatures = [await must(cosign(witness, text, 5)), await must(cosign(witness, text, 6))]
    const { verified } = await must(verifyNote([witness.verifier], { text, signatures }))
    expect(verified).toEqual([5, 6].map((time) => ({ _tag: "Cosigned", key: witness.verifier, time })))
  })

  it("of a checkpoint with an extension line fails for the checkpoint without that line", async () => {
    const signature = await must(cosign(witness, `${text}more\n`, 5))
    expect(await verifyNote([witness.verifier], { text, signatures: [signature] })()).toMatchObject({
      left: { _tag: "InvalidSignature" },
    })
  })

  it("does not verify as a plain signature by the same key, nor a plain signature as a cosignature", async () => {
    const asLog = await testSigner("Ed25519", "witness.example", 3)
    expect(asLog.verifier.publicKey).toEqual(witness.verifier.publicKey)
    const { signature } = await must(signText(asLog, text))
    const asCosignature = { ...witness.verifier, signature: printTimestamped({ time: 5, signature }) }
    expect(await verifyNote([witness.verifier], { text, signatures: [asCosignature] })()).toMatchObject({
      left: { _tag: "InvalidSignature" },
    })
    const cosignature = await must(cosign(witness, text, 5))
    const asPlain = { ...asLog.verifier, signature: cosignature.signature.subarray(8) }
    expect(await verifyNote([asLog.verifier], { text, signatures: [asPlain] })()).toMatchObject({
      left: { _tag: "InvalidSignature" },
    })
  })

  it("may have the time 2^53 − 1, and is invalid with a later time", async () => {
    const latest = 2 ** 53 - 1
    const signed = await must(cosign(witness, text, latest))
    expect(await must(verifyNote([witness.verifier], { text, signatures: [signed] }))).toMatchObject({
      verified: [{ time: latest }],
    })
    const later = { ...signed, signature: signed.signature.with(1, 0x20) }
    expect(parseTimestamped(later.signature)).toBeUndefined()
    expect(await verifyNote([witness.verifier], { text, signatures: [later] })()).toMatchObject({
      left: { _tag: "InvalidSignature" },
    })
  })

  it.each([-1, 1.5, 2 ** 53, Number.NaN])("is not made with the time %d", async (time) => {
    expect(await cosign(witness, text, time)()).toEqual(E.left({ _tag: "NotACount", value: time }))
  })

  it("is not made for a text that is not a checkpoint, or that has a control character", async () => {
    expect(await cosign(witness, "a letter\n", 5)()).toMatchObject({ left: { _tag: "MalformedCheckpoint" } })
    expect(await cosign(witness, text.replace("log", "l\0g"), 5)()).toEqual(E.left({ _tag: "UnsignableText" }))
  })
})

describe("addCosignatures", async () => {
  const checkpoint = await must(signNote([log], text))
  const known = [witness.verifier, otherWitness.verifier]

  const linesOf = async (key: typeof witness, ...times: ReadonlyArray<number>): Promise<Uint8Array> => {
    const signatures = await Promise.all(times.map((time) => must(cosign(key, text, time))))
    return utf8(signatures.map((signature) => `${printNoteSignature(signature)}\n`).join(""))
  }

  const signaturesIn = (file: Uint8Array): ReadonlyArray<NoteSignature> => right(parseNote(file)).signatures

  it("accepts bare signature lines, or a note that contains them", async () => {
    const line = await must(cosign(witness, text, 5))
    const file = utf8(printNote({ text, signatures: [...signaturesIn(checkpoint), line] }))
    const fromLines = await must(addCosignatures(checkpoint, await linesOf(witness, 5), known))
    expect(fromLines.by).toEqual([witness.verifier])
    expect(signaturesIn(fromLines.note)).toEqual([...signaturesIn(checkpoint), line])
    expect(await must(addCosignatures(checkpoint, file, known))).toEqual(fromLines)
  })

  it("keeps the cosignatures of other witnesses", async () => {
    const first = await must(addCosignatures(checkpoint, await linesOf(witness, 5), known))
    const both = await must(addCosignatures(first.note, await linesOf(otherWitness, 5), known))
    const names = signaturesIn(both.note).map(({ name }) => name)
    expect(names).toEqual(["example.com/log", "witness.example", "other.example"])
    expect(both.by).toEqual([otherWitness.verifier])
  })

  it("replaces an older cosignature by the same key, and takes the newest of several", async () => {
    const older = await must(addCosignatures(checkpoint, await linesOf(witness, 5), known))
    const newer = await must(addCosignatures(older.note, await linesOf(witness, 9, 7), known))
    expect(
      signaturesIn(newer.note)
        .map(({ signature }) => parseTimestamped(signature)?.time)
        .slice(1),
    ).toEqual([9])
    expect(newer.note).toEqual((await must(addCosignatures(checkpoint, await linesOf(witness, 9), known))).note)
  })

  it("attributes a line to a witness only if both its name and its key are the witness's", async () => {
    const namesIn = (file: Uint8Array) => signaturesIn(file).map(({ name }) => name)
    const lines = await Promise.all([witness, otherWitness].map(async (key) => must(cosign(key, text, 5))))
    const both = await must(addCosignatures(checkpoint, utf8(printNote({ text, signatures: lines })), known))
    expect(namesIn(both.note)).toEqual(["example.com/log", "witness.example", "other.example"])
    const alias = lines.flatMap((line) => [line, { ...line, name: "alias.example" }])
    const withAlias = await must(addCosignatures(checkpoint, utf8(printNote({ text, signatures: alias })), known))
    expect(withAlias.note).toEqual(both.note)
    const renewed = await testSigner("Cosignature", "witness.example", 9)
    const after = await must(addCosignatures(both.note, await linesOf(renewed, 6), [renewed.verifier]))
    expect(namesIn(after.note)).toEqual([...namesIn(both.note), "witness.example"])
  })

  it("leaves out lines by unknown keys, and refuses when no other line remains", async () => {
    const lines = utf8(
      new TextDecoder().decode(await linesOf(witness, 5)) + new TextDecoder().decode(await linesOf(otherWitness, 5)),
    )
    const added = await must(addCosignatures(checkpoint, lines, [witness.verifier]))
    expect(signaturesIn(added.note).map(({ name }) => name)).toEqual(["example.com/log", "witness.example"])
    const none = E.left({ _tag: "NoKnownSignature" })
    expect(await addCosignatures(checkpoint, await linesOf(otherWitness, 5), [witness.verifier])()).toEqual(none)
    // A log's signature is not a cosignature, even if the log's key is passed as a witness's.
    expect(await addCosignatures(checkpoint, checkpoint, [log.verifier])()).toEqual(none)
  })

  it("refuses an invalid cosignature, and a cosignature of another checkpoint", async () => {
    const valid = new TextDecoder().decode(await linesOf(witness, 5))
    const damaged = valid.replace(/(.{60})(.)/, (_, before, char) => before + (char === "A" ? "B" : "A"))
    expect(await addCosignatures(checkpoint, utf8(damaged), known)()).toMatchObject({
      left: { _tag: "InvalidSignature" },
    })
    const otherText = text.replace("\n3\n", "\n4\n")
    const signatures = [await must(cosign(witness, otherText, 5))]
    const otherCheckpoint = utf8(printNote({ text: otherText, signatures }))
    expect(await addCosignatures(checkpoint, otherCheckpoint, known)()).toEqual(E.left({ _tag: "OtherCheckpoint" }))
  })
})
