import * as E from "fp-ts/lib/Either.js"
import { describe, expect, it } from "vitest"
import { must, right, utf8 } from "@shifan/testkit/basics"
import {
  parseNote,
  parseSignerKey,
  parseVerifierKey,
  printNoteSignature,
  printSignerKey,
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
  }>
}

const go = (): GoVectors => JSON.parse(textOf("golang-mod/note.json"))

const setUp = () => {
  const { text: body, signers } = go()
  const [peter, enoch] = signers
  if (peter === undefined || enoch === undefined) throw new Error("two signers are needed")
  const keys = { peter: right(parseVerifierKey(peter.vkey)), enoch: right(parseVerifierKey(enoch.vkey)) }
  return { body, peter: peter.sigLine, enoch: enoch.sigLine, keys, start: `${body}\n` }
}

const open = async (
  known: ReadonlyArray<VerifierKey>,
  file: Uint8Array | string,
): Promise<E.Either<NoteFault | NoteRefusal, VerifiedNote>> => {
  const parsed = parseNote(typeof file === "string" ? utf8(file) : file)
  return E.isLeft(parsed) ? parsed : verifyNote(known, parsed.right)()
}

describe.skipIf(absent)(`notes of golang.org/x/mod/sumdb/note${whyAbsent}`, () => {
  it("are signed with the same bytes by the same key, where the private one is published", async () => {
    const { text: body, signers } = go()
    const published = signers.flatMap(({ skey, ...rest }) => (skey === undefined ? [] : [{ ...rest, skey }]))
    expect(published.map(({ name }) => name)).toEqual(["PeterNeumann"])
    for (const { vkey, skey, sigLine } of published) {
      const key = await must(parseSignerKey("Ed25519", skey))
      expect(key.verifier).toEqual(right(parseVerifierKey(vkey)))
      expect(printSignerKey(key)).toBe(skey)
      expect(`${printNoteSignature(await must(signText(key, body)))}\n`).toBe(sigLine)
    }
  })

  it("open with one key known, with two, with none", async () => {
    const { start, peter, enoch, keys } = setUp()
    const both = start + peter + enoch
    expect(await open([keys.peter], both)).toMatchObject({
      right: { verified: [{ key: keys.peter }], unverified: [{ name: "EnochRoot" }] },
    })
    expect(await open([keys.peter, keys.enoch], both)).toMatchObject({
      right: { verified: [{ key: keys.peter }, { key: keys.enoch }], unverified: [] },
    })
    expect(await open([], both)).toMatchObject({ left: { _tag: "NoKnownSignature" } })
  })

  it("do not open with an ambiguous key, a damaged signature, a hundred and one of them", async () => {
    const { start, peter, enoch, keys } = setUp()
    const damagedLine = `${peter.slice(0, 60)}ABCD${peter.slice(60)}`
    expect(await open([keys.enoch, keys.peter, keys.enoch], start + enoch)).toMatchObject({
      left: { _tag: "AmbiguousKey" },
    })
    expect(await open([keys.peter], start + damagedLine)).toMatchObject({ left: { _tag: "InvalidSignature" } })
    expect(await open([keys.peter], start + peter.repeat(101))).toMatchObject({ left: { _tag: "TooManySignatures" } })
  })

  it("drop duplicates", async () => {
    const { start, peter, enoch, keys } = setUp()
    const damagedLine = `${enoch.slice(0, 60)}ABCD${enoch.slice(60)}`
    const opened = await open([keys.peter], start + peter + peter + enoch + enoch + damagedLine)
    expect(opened).toMatchObject({ right: { verified: [{ key: keys.peter }], unverified: [{}, {}] } })
  })

  it("are refused when malformed", async () => {
    const { body, start, peter, keys } = setUp()
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
    expect(opened.map((one) => (E.isLeft(one) ? one.left._tag : "opened"))).toEqual([
      ...Array.from({ length: 6 }, () => "MalformedNote"),
      "MalformedSignature",
      "MalformedSignature",
    ])
  })
})
