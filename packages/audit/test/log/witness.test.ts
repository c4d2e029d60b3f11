import { fc, test } from "@fast-check/vitest"
import * as E from "fp-ts/lib/Either.js"
import { describe, expect, it } from "vitest"
import { signCheckpoint, witnessRequest } from "../../src/index.js"
import {
  acceptCheckpoint,
  addCosignatures,
  type Generation,
  type Heads,
  parseAddCheckpoint,
  parseNote,
  printAddCheckpoint,
  printNoteSignature,
  printVerifierKey,
  witness,
  witnessAnswer,
  type Witnessing,
} from "@shifan/tlog"
import { headsByOrigin } from "@shifan/tlog/node"
import { must, right, temporaryFolder, utf8 } from "@shifan/testkit/basics"
import { memoryHeads, consistencyProofOf, policyOf, testSigner, treeHash } from "@shifan/testkit/tlog"
import { hashesOf, logOf } from "./leaves.js"

const origin = "gxj.example.gov.cn/shifan"
const [log, other] = [await testSigner("Ed25519", origin, 1), await testSigner("Ed25519", origin, 2)]
const [office, second] = [
  await testSigner("Cosignature", "audit.example", 3),
  await testSigner("Cosignature", "jw.example", 4),
]
const policy = policyOf(`log ${printVerifierKey(log.verifier)}\nquorum none\n`)

const numbered = (n: number): ReadonlyArray<string> => Array.from({ length: n }, (_, i) => String(i))

/** The checkpoint of a list of leaves, signed as by a log that has no memory of others. */
const signed = async (leaves: ReadonlyArray<string>, key = log): Promise<Uint8Array> => {
  const { note } = await must(signCheckpoint({ log: logOf(() => leaves), heads: memoryHeads(), keys: [key], origin }))
  return note
}

const request = async (leaves: ReadonlyArray<string>, old: number): Promise<Uint8Array> =>
  must(witnessRequest({ log: logOf(() => leaves), note: await signed(leaves), old }))

const witnessing = (asked: Uint8Array, heads: Heads, given: Partial<Witnessing> = {}): Witnessing => ({
  request: asked,
  policy,
  key: office,
  time: 1_700_000_000,
  kept: () => heads,
  ...given,
})

const statusOf = async (given: Witnessing): Promise<number> => witnessAnswer(await witness(given)()).status

describe("a request to a witness", () => {
  const hash = fc.uint8Array({ minLength: 32, maxLength: 32 })
  const lines = fc.array(hash, { maxLength: 63 })

  test.prop([fc.maxSafeNat(), lines, fc.uint8Array()])("parsing undoes printing", (old, hashes, checkpoint) => {
    const asked = { old, proof: hashes, checkpoint }
    expect(parseAddCheckpoint(printAddCheckpoint(asked))).toEqual(E.right(asked))
  })

  test.prop([fc.nat({ max: 40 }), fc.nat({ max: 40 })])(
    "bears the proof of RFC 6962 between the two sizes",
    async (a, b) => {
      const [old, size] = [Math.min(a, b), Math.max(a, b)]
      const leaves = numbered(size)
      const { proof: hashes } = right(parseAddCheckpoint(await request(leaves, old)))
      expect(hashes).toEqual(old === 0 ? [] : consistencyProofOf(old, hashesOf(leaves)))
    },
  )

  const someHash = `${"A".repeat(43)}=`
  it.each([
    ["", 1, "old"],
    ["new 1\n\n", 1, "old"],
    ["old 01\n\n", 1, "old"],
    ["old -1\n\n", 1, "old"],
    ["old 1", 2, "checkpoint"],
    [`old 1\n${someHash}\n`, 4, "checkpoint"],
    ["old 1\nAAAA\n\nc", 2, "proof"],
    [`old 1\n${`${someHash}\n`.repeat(64)}\nc`, 65, "proof"],
  ])("of %j is malformed", (text, line, part) => {
    expect(parseAddCheckpoint(utf8(text))).toEqual(E.left({ _tag: "MalformedRequest", line, part }))
  })
})

describe("a witness", () => {
  test.prop([fc.array(fc.tuple(fc.nat({ max: 30 }), fc.boolean(), fc.boolean()), { maxLength: 12 })], {
    numRuns: 40,
  })("cosigns only what extends all that it cosigned before, whatever it is asked", async (asks) => {
    const heads = memoryHeads()
    let seen: ReadonlyArray<string> = []
    for (const [size, forked, honest] of asks) {
      const leaves = forked ? numbered(size).map((leaf) => `${leaf}!`) : numbered(size)
      const old = Math.min(honest ? seen.length : seen.length + 1, size)
      const answer = await witness(witnessing(await request(leaves, old), heads))()
      const extending = size >= seen.length && seen.every((leaf, i) => leaf === leaves[i])
      expect(E.isRight(answer)).toBe(extending && old === seen.length)
      if (E.isRight(answer)) seen = leaves
    }
  })

  it("answers with its line, which makes the checkpoint one that a policy asks for", async () => {
    const asked = await must(witnessRequest({ log: logOf(() => numbered(5)), note, old: 0 }))
    const outcome = await witness(witnessing(asked, memoryHeads()))()
    const { status, body } = witnessAnswer(outcome)
    expect([status, body]).toEqual([200, `${printNoteSignature(right(outcome).cosignature)}\n`])
    const quorum = policyOf(
      `log ${printVerifierKey(log.verifier)}\nwitness office ${printVerifierKey(office.verifier)}\nquorum office\n`,
    )
    expect(await acceptCheckpoint(quorum, note)()).toMatchObject({ left: { _tag: "QuorumNotMet" } })
    const merged = await must(addCosignatures(note, utf8(body), [office.verifier]))
    expect(await must(acceptCheckpoint(quorum, merged.note))).toMatchObject({
      cosignatures: [{ time: 1_700_000_000 }],
    })
    expect(merged.note).toEqual(right(outcome).note)
  })

  it("cosigns the same checkpoint again at another time, and keeps nothing more", async () => {
    const kept: Array<Generation> = []
    const heads = memoryHeads(kept)
    expect(await statusOf(witnessing(await request(numbered(5), 0), heads))).toBe(200)
    expect(await statusOf(witnessing(await request(numbered(5), 5), heads, { time: 2 }))).toBe(200)
    expect(kept).toHaveLength(1)
  })

  it("has the answers of the protocol for what it refuses", async () => {
    const heads = memoryHeads()
    expect(await statusOf(witnessing(await request(numbered(5), 0), heads))).toBe(200)
    const of = async (asked: Uint8Array, given: Partial<Witnessing> = {}) => statusOf(witnessing(asked, heads, given))
    const seven = await request(numbered(7), 5)
    const { proof: hashes, checkpoint } = right(parseAddCheckpoint(seven))
    expect(await of(utf8("old 5\n"))).toBe(400)
    expect(await of(utf8("old 5\n\nno note"))).toBe(400)
    expect(await of(printAddCheckpoint({ old: 8, proof: [], checkpoint }))).toBe(400)
    expect(await of(seven, { policy: policyOf("quorum none\n") })).toBe(404)
    const byOther = await signed(numbered(7), other)
    expect(await of(printAddCheckpoint({ old: 5, proof: hashes, checkpoint: byOther }))).toBe(403)
    const forged = utf8(new TextDecoder().decode(checkpoint).replace("\n7\n", "\n8\n"))
    expect(await of(printAddCheckpoint({ old: 5, proof: hashes, checkpoint: forged }))).toBe(403)
    expect(witnessAnswer(await witness(witnessing(await request(numbered(7), 4), heads))())).toEqual({
      status: 409,
      contentType: "text/x.tlog.size",
      body: "5\n",
    })
    expect(await of(printAddCheckpoint({ old: 5, proof: hashes.slice(1), checkpoint }))).toBe(422)
    expect(
      await of(printAddCheckpoint({ old: 5, proof: [], checkpoint: await signed(["a", "b", "c", "d", "e"]) })),
    ).toBe(422)
    expect(await of(seven, { time: 0 })).toBe(500)
    expect(await of(seven)).toBe(200)
  })

  it("takes no proof from the empty tree, and no other root of it", async () => {
    const bare = { old: 0, checkpoint: await signed(numbered(2)) }
    const asked = printAddCheckpoint({ ...bare, proof: [treeHash([])] })
    expect(await statusOf(witnessing(asked, memoryHeads()))).toBe(422)
    const heads = memoryHeads()
    expect(await statusOf(witnessing(await request([], 0), heads))).toBe(200)
    expect(await statusOf(witnessing(await request(numbered(3), 0), heads))).toBe(200)
  })

  it("asked twice at once goes with one, and tells the other what it keeps", async () => {
    const kept = headsByOrigin(temporaryFolder())
    const asked = await Promise.all([3, 4, 5, 6].map((n) => request(numbered(n), 0)))
    const answers = await Promise.all(
      asked.map(async (one) => witnessAnswer(await witness(witnessing(one, memoryHeads(), { kept }))())),
    )
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409, 409, 409])
    const size = 3 + answers.findIndex(({ status }) => status === 200)
    expect(new Set(answers.filter(({ status }) => status === 409).map(({ body }) => body))).toEqual(
      new Set([`${size}\n`]),
    )
  })

  it("whose folder is missing cosigns nothing", async () => {
    const kept = headsByOrigin(`${temporaryFolder()}/missing`)
    expect(await statusOf(witnessing(await request(numbered(2), 0), memoryHeads(), { kept }))).toBe(500)
  })

  it("that cannot keep it does not cosign it", async () => {
    const full: Heads = {
      ...memoryHeads(),
      keep: () => async () => E.left({ _tag: "HeadsUnavailable", reason: "full" }),
    }
    expect(await witness(witnessing(await request(numbered(2), 0), full))()).toMatchObject({
      left: { _tag: "HeadsUnavailable" },
    })
  })
})

const note = await signed(numbered(5))

describe("cosignatures brought back", () => {
  const cosignedBy = async (key = office, time = 5, leaves = numbered(5)): Promise<Uint8Array> => {
    const asked = await request(leaves, 0)
    return right(await witness(witnessing(asked, memoryHeads(), { key, time }))()).note
  }

  it("of several witnesses are all added, by file or by line, in any order", async () => {
    const first = await must(addCosignatures(note, await cosignedBy(), [office.verifier, second.verifier]))
    const both = await must(addCosignatures(first.note, await cosignedBy(second), [office.verifier, second.verifier]))
    expect(right(parseNote(both.note)).signatures.map(({ name }) => name)).toEqual([
      origin,
      "audit.example",
      "jw.example",
    ])
    expect(both.by).toEqual([second.verifier])
  })

  it("renew an older one of the same key", async () => {
    const once = await must(addCosignatures(note, await cosignedBy(office, 5), [office.verifier]))
    const twice = await must(addCosignatures(once.note, await cosignedBy(office, 9), [office.verifier]))
    expect(right(parseNote(twice.note)).signatures).toHaveLength(2)
    expect(twice.note).toEqual((await must(addCosignatures(note, await cosignedBy(office, 9), [office.verifier]))).note)
  })

  it("are refused when one is wrong, of another checkpoint, or of nobody who is known", async () => {
    const text = new TextDecoder().decode(await cosignedBy())
    const wrong = utf8(
      text.replace(/(audit\.example .{60})(.)/, (_, before, one) => before + (one === "A" ? "B" : "A")),
    )
    expect(await addCosignatures(note, wrong, [office.verifier])()).toMatchObject({
      left: { _tag: "InvalidSignature" },
    })
    const elsewhere = await cosignedBy(office, 5, numbered(4))
    expect(await addCosignatures(note, elsewhere, [office.verifier])()).toEqual(E.left({ _tag: "OtherCheckpoint" }))
    const unknown = await addCosignatures(note, await cosignedBy(), [second.verifier])()
    expect(unknown).toEqual(E.left({ _tag: "NoKnownSignature" }))
  })
})
