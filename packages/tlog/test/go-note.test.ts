/** The published test vectors of the Go implementation of signed notes. */
import { must, right, utf8 } from "@shifan/testkit/basics"
import * as E from "fp-ts/lib/Either.js"
import { describe, expect, it } from "vitest"
import {
  parseNote,
  parseSignerKey,
  parseVerifierKey,
  printKeyId,
  printNoteSignature,
  printSignerKey,
  printVerifierKey,
  signText,
  verifyNote,
  type NoteFault,
  type NoteRefusal,
  type VerifiedNote,
  type VerifierKey,
} from "../src/index.js"
import { absent, textOf, whyAbsent } from "./vectors.js"

interface GoVectors {
  readonly text: string
  readonly signers: ReadonlyArray<{
    readonly name: string
    readonly vkey: string
    readonly skey?: string
    readonly sigLine: string
    readonly keyHash: string
  }>
  readonly badVkeys: ReadonlyArray<{ readonly vkey?: string }>
}

const goVectors = (): GoVectors => JSON.parse(textOf("golang-mod/note.json"))

/** The published text, its two signature lines, and their keys. */
const goNote = () => {
  const { text: body, signers } = goVectors()
  const [peter, enoch] = signers
  if (peter === undefined || enoch === undefined) throw new Error("two signers are needed")
  const keys = { peter: right(parseVerifierKey(peter.vkey)), enoch: right(parseVerifierKey(enoch.vkey)) }
  return { body, peter: peter.sigLine, enoch: enoch.sigLine, keys, start: `${body}\n` }
}

const open = async (
  keys: ReadonlyArray<VerifierKey>,
  file: Uint8Array | string,
): Promise<E.Either<NoteFault | NoteRefusal, VerifiedNote>> => {
  const parsed = parseNote(typeof file === "string" ? utf8(file) : file)
  return E.isLeft(parsed) ? parsed : verifyNote(keys, parsed.right)()
}

describe.skipIf(absent)(`the notes of golang.org/x/mod/sumdb/note${whyAbsent}`, () => {
  it("are reproduced by signing with the published private key", async () => {
    const { text: body, signers } = goVectors()
    const published = signers.flatMap(({ skey, ...rest }) => (skey === undefined ? [] : [{ ...rest, skey }]))
    expect(published.map(({ name }) => name)).toEqual(["PeterNeumann"])
    for (const { vkey, skey, sigLine } of published) {
      const key = await must(parseSignerKey("Ed25519", skey))
      expect(key.verifier).toEqual(right(parseVerifierKey(vkey)))
      expect(printSignerKey(key)).toBe(skey)
      expect(`${printNoteSignature(await must(signText(key, body)))}\n`).toBe(sigLine)
    }
  })

  it("are accepted when one or both keys are known, and refused when none is", async () => {
    const { start, peter, enoch, keys } = goNote()
    const both = start + peter + enoch
    expect(await open([keys.peter], both)).toMatchObject({
      right: { verified: [{ key: keys.peter }], unverified: [{ name: "EnochRoot" }] },
    })
    expect(await open([keys.peter, keys.enoch], both)).toMatchObject({
      right: { verified: [{ key: keys.peter }, { key: keys.enoch }], unverified: [] },
    })
    expect(await open([], both)).toMatchObject({ left: { _tag: "NoKnownSignature" } })
  })

  it("are refused with an ambiguous key, a damaged signature, or 101 signatures", async () => {
    const { start, peter, enoch, keys } = goNote()
    const damagedLine = `${peter.slice(0, 60)}ABCD${peter.slice(60)}`
    expect(await open([keys.enoch, keys.peter, keys.enoch], start + enoch)).toMatchObject({
      left: { _tag: "AmbiguousKey" },
    })
    expect(await open([keys.peter], start + damagedLine)).toMatchObject({ left: { _tag: "InvalidSignature" } })
    expect(await open([keys.peter], start + peter.repeat(101))).toMatchObject({ left: { _tag: "TooManySignatures" } })
  })

  it("count a repeated signature line once", async () => {
    const { start, peter, enoch, keys } = goNote()
    const damagedLine = `${enoch.slice(0, 60)}ABCD${enoch.slice(60)}`
    const opened = await open([keys.peter], start + peter + peter + enoch + enoch + damagedLine)
    expect(opened).toMatchObject({ right: { verified: [{ key: keys.peter }], unverified: [{}, {}] } })
  })

  it("are refused when malformed", async () => {
    const { body, start, peter, keys } = goNote()
    const sound = start + peter
    const files = [
      body,
      start,
      sound.slice(0, -1),
      `\x01${sound}`,
      Uint8Array.of(0xff, ...utf8(sound)),
      `${start}${peter.replace("PeterNeumann", "Bad Name").slice(0, -1)}`,
      `${start}${peter.replace("PeterNeumann", "Bad Name")}`,
      `${sound}Unexpected line.\n`,
    ]
    const opened = await Promise.all(files.map((file) => open([keys.peter], file)))
    expect(opened.map((answer) => (E.isLeft(answer) ? answer.left._tag : "accepted"))).toEqual([
      ...Array.from({ length: 6 }, () => "MalformedNote"),
      "MalformedSignature",
      "MalformedSignature",
    ])
  })
})

describe.skipIf(absent)(`the verifier keys of golang.org/x/mod/sumdb/note${whyAbsent}`, () => {
  it("are parsed to the published ids and printed unchanged", () => {
    for (const { vkey, keyHash } of goVectors().signers) {
      const key = right(parseVerifierKey(vkey))
      expect(printKeyId(key.id)).toBe(keyHash)
      expect(printVerifierKey(key)).toBe(vkey)
    }
  })

  it("are refused when the key has the wrong length or an unknown algorithm", () => {
    const bad = goVectors().badVkeys.flatMap(({ vkey }) => vkey ?? [])
    expect(bad.map(parseVerifierKey)).toEqual([
      E.left({ _tag: "MalformedKey", part: "key" }),
      E.left({ _tag: "UnknownKeyType", byte: 0x65 }),
    ])
  })

  it("are refused when any part is missing or any one character is incremented", () => {
    for (const { vkey } of goVectors().signers) {
      const parts = Array.from(vkey, (_, from) =>
        Array.from({ length: vkey.length - from }, (__, length) => vkey.slice(from, from + length + 1)),
      ).flat()
      const incremented = Array.from(
        vkey,
        (char, i) => vkey.slice(0, i) + String.fromCharCode(char.charCodeAt(0) + 1) + vkey.slice(i + 1),
      )
      const accepted = [...parts, ...incremented].filter((text) => E.isRight(parseVerifierKey(text)))
      expect(accepted).toEqual([vkey])
    }
  })
})
