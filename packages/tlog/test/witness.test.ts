import { fc, test } from "@fast-check/vitest"
import { must, right, temporaryFolder, utf8 } from "@shifan/testkit/basics"
import {
  consistencyProofOf,
  leafHashOf,
  memoryHeadStore,
  numberedLeaves,
  policyOf,
  testSigner,
  treeHash,
} from "@shifan/testkit/tlog"
import * as E from "fp-ts/lib/Either.js"
import { describe, expect, it } from "vitest"
import {
  acceptCheckpoint,
  addCosignatures,
  parseAddCheckpoint,
  printAddCheckpoint,
  printCheckpoint,
  printNoteSignature,
  printVerifierKey,
  signNote,
  signText,
  witnessCheckpoint,
  witnessResponse,
  type StoredHead,
  type HeadStore,
  type Proof,
  type WitnessOptions,
  type WitnessResponse,
} from "../src/index.js"
import { fileHeadStoresByOrigin } from "../src/node/index.js"

const origin = "example.com/log"
const log = await testSigner("Ed25519", origin, 1)
const rival = await testSigner("Ed25519", origin, 2)
const office = await testSigner("Cosignature", "witness.example", 3)
const policy = policyOf(`log ${printVerifierKey(log.verifier)}\nquorum none\n`)

type Leaves = ReadonlyArray<Uint8Array>

/** As many leaves as `numberedLeaves` gives, all different from those. */
const otherLeaves = (count: number): Leaves => Array.from({ length: count }, (_, i) => leafHashOf(utf8(`other ${i}`)))

const signed = async (leaves: Leaves, key = log): Promise<Uint8Array> => {
  const text = right(printCheckpoint({ origin, size: leaves.length, root: treeHash(leaves) }))
  return must(signNote([key], text))
}

const request = async (leaves: Leaves, old: number): Promise<Uint8Array> => {
  const proof = old === 0 ? [] : consistencyProofOf(old, leaves)
  return printAddCheckpoint({ old, proof, checkpoint: await signed(leaves) })
}

const witnessing = (body: Uint8Array, heads: HeadStore, changes: Partial<WitnessOptions> = {}): WitnessOptions => ({
  request: body,
  policy,
  key: office,
  time: 1_700_000_000,
  headStoreOf: () => heads,
  ...changes,
})

const responseTo = async (options: WitnessOptions): Promise<WitnessResponse> =>
  witnessResponse(await witnessCheckpoint(options)())

const statusOf = async (options: WitnessOptions): Promise<number> => (await responseTo(options)).status

describe("an add-checkpoint request", () => {
  const hash = fc.uint8Array({ minLength: 32, maxLength: 32 })
  const hashes = fc.array(hash, { maxLength: 63 })

  test.prop([fc.maxSafeNat(), hashes, fc.uint8Array()])(
    "is parsed back from its printed bytes",
    (old, proof, checkpoint) => {
      const asked = { old, proof, checkpoint }
      expect(parseAddCheckpoint(printAddCheckpoint(asked))).toEqual(E.right(asked))
    },
  )

  const someHash = `${"A".repeat(43)}=`
  it.each([
    ["", 1, "old"],
    ["new 1\n\n", 1, "old"],
    ["\ufeffold 1\n\n", 1, "old"],
    ["old 01\n\n", 1, "old"],
    ["old -1\n\n", 1, "old"],
    ["old 1", 2, "checkpoint"],
    [`old 1\n${someHash}\n`, 4, "checkpoint"],
    ["old 1\nAAAA\n\nc", 2, "proof"],
    [`old 1\n${`${someHash}\n`.repeat(64)}\nc`, 65, "proof"],
  ])("is refused as malformed: %j", (text, line, part) => {
    expect(parseAddCheckpoint(utf8(text))).toEqual(E.left({ _tag: "MalformedRequest", line, part }))
  })
})

describe("a witness", async () => {
  const requests = fc.array(fc.record({ size: fc.nat({ max: 30 }), forked: fc.boolean(), honest: fc.boolean() }), {
    maxLength: 12,
  })

  test.prop([requests], { numRuns: 40 })(
    "cosigns exactly the trees that extend the tree it cosigned last, if the request states that tree's size",
    async (asks) => {
      const heads = memoryHeadStore()
      let cosigned: Leaves = []
      for (const { size, forked, honest } of asks) {
        const leaves = forked ? otherLeaves(size) : numberedLeaves(size)
        const old = Math.min(honest ? cosigned.length : cosigned.length + 1, size)
        const answer = await witnessCheckpoint(witnessing(await request(leaves, old), heads))()
        const extending =
          size >= cosigned.length && cosigned.every((leaf, i) => Buffer.compare(leaf, leaves[i] ?? leaf) === 0)
        expect(E.isRight(answer)).toBe(extending && old === cosigned.length)
        if (E.isRight(answer)) cosigned = leaves
      }
    },
  )

  it("answers with a signature line that meets a quorum of this witness", async () => {
    const note = await signed(numberedLeaves(5))
    const outcome = await witnessCheckpoint(witnessing(await request(numberedLeaves(5), 0), memoryHeadStore()))()
    const { status, body } = witnessResponse(outcome)
    expect([status, body]).toEqual([200, `${printNoteSignature(right(outcome).cosignature)}\n`])
    const quorum = policyOf(
      `log ${printVerifierKey(log.verifier)}\nwitness office ${printVerifierKey(office.verifier)}\nquorum office\n`,
    )
    expect(await acceptCheckpoint(quorum, note)()).toMatchObject({ left: { _tag: "QuorumNotMet" } })
    const merged = await must(addCosignatures(note, utf8(body), [office.verifier]))
    expect(await must(acceptCheckpoint(quorum, merged.note))).toMatchObject({ cosignatures: [{ time: 1_700_000_000 }] })
    expect(merged.note).toEqual(right(outcome).note)
  })

  it("cosigns the same checkpoint again at another time without keeping a second head", async () => {
    const kept: Array<StoredHead> = []
    const heads = memoryHeadStore(kept)
    expect(await statusOf(witnessing(await request(numberedLeaves(5), 0), heads))).toBe(200)
    expect(await statusOf(witnessing(await request(numberedLeaves(5), 5), heads, { time: 2 }))).toBe(200)
    expect(kept).toHaveLength(1)
  })

  it("answers with the status codes of the protocol", async () => {
    const heads = memoryHeadStore()
    expect(await statusOf(witnessing(await request(numberedLeaves(5), 0), heads))).toBe(200)
    const of = async (body: Uint8Array, changes: Partial<WitnessOptions> = {}) =>
      statusOf(witnessing(body, heads, changes))
    const seven = await request(numberedLeaves(7), 5)
    const { proof, checkpoint } = right(parseAddCheckpoint(seven))
    expect(await of(utf8("old 5\n"))).toBe(400)
    expect(await of(utf8("old 5\n\nno note"))).toBe(400)
    expect(await of(printAddCheckpoint({ old: 8, proof: [], checkpoint }))).toBe(400)
    expect(await of(seven, { policy: policyOf("quorum none\n") })).toBe(404)
    const byRival = await signed(numberedLeaves(7), rival)
    expect(await of(printAddCheckpoint({ old: 5, proof, checkpoint: byRival }))).toBe(403)
    const forged = utf8(new TextDecoder().decode(checkpoint).replace("\n7\n", "\n8\n"))
    expect(await of(printAddCheckpoint({ old: 5, proof, checkpoint: forged }))).toBe(403)
    for (const old of [4, 6])
      expect(await responseTo(witnessing(await request(numberedLeaves(7), old), heads))).toEqual({
        status: 409,
        contentType: "text/x.tlog.size",
        body: "5\n",
      })
    expect(await of(printAddCheckpoint({ old: 5, proof: proof.slice(1), checkpoint }))).toBe(422)
    expect(await of(printAddCheckpoint({ old: 5, proof: [], checkpoint: await signed(otherLeaves(5)) }))).toBe(422)
    expect(await of(seven, { time: 0 })).toBe(500)
    expect(await of(seven)).toBe(200)
  })

  it("takes the signature of a log only under that log's own origin", async () => {
    const other = await testSigner("Ed25519", "example.com/other", 4)
    const logs = [log, other].map(({ verifier }) => `log ${printVerifierKey(verifier)}\n`).join("")
    const changes = { policy: policyOf(`${logs}quorum none\n`) }
    const checkpoint = await signed(numberedLeaves(2), other)
    const body = printAddCheckpoint({ old: 0, proof: [], checkpoint })
    expect(await statusOf(witnessing(body, memoryHeadStore(), changes))).toBe(403)
    expect(await statusOf(witnessing(await request(numberedLeaves(2), 0), memoryHeadStore(), changes))).toBe(200)
  })

  it("reports why a request is inconsistent", async () => {
    const refusalOf = async (old: number, proof: Proof, checkpoint: Uint8Array) =>
      witnessCheckpoint(witnessing(printAddCheckpoint({ old, proof, checkpoint }), memoryHeadStore()))()
    const two = await signed(numberedLeaves(2))
    expect(await refusalOf(3, [], two)).toEqual(E.left({ _tag: "OldBeyondCheckpoint", old: 3, size: 2 }))
    const tooLong = { _tag: "WrongProofLength", expected: 0, found: 1 }
    expect(await refusalOf(0, [treeHash([])], two)).toEqual(E.left({ _tag: "Inconsistent", fault: tooLong }))
    const root = treeHash(numberedLeaves(1))
    const empty = await must(signNote([log], right(printCheckpoint({ origin, size: 0, root }))))
    const mismatch = { _tag: "RootMismatch", tree: "root", expected: root, found: treeHash([]) }
    expect(await refusalOf(0, [], empty)).toEqual(E.left({ _tag: "Inconsistent", fault: mismatch }))
  })

  it("accepts a first checkpoint only without a proof, and an empty tree only with the empty root", async () => {
    const from0 = printAddCheckpoint({ old: 0, checkpoint: await signed(numberedLeaves(2)), proof: [treeHash([])] })
    expect(await statusOf(witnessing(from0, memoryHeadStore()))).toBe(422)
    const text = right(printCheckpoint({ origin, size: 0, root: treeHash(numberedLeaves(1)) }))
    const wrong = printAddCheckpoint({ old: 0, checkpoint: await must(signNote([log], text)), proof: [] })
    expect(await statusOf(witnessing(wrong, memoryHeadStore()))).toBe(422)
    const heads = memoryHeadStore()
    expect(await statusOf(witnessing(await request([], 0), heads))).toBe(200)
    expect(await statusOf(witnessing(await request(numberedLeaves(3), 0), heads))).toBe(200)
  })

  it("cosigns one of several simultaneous requests, and answers the others with the size it now has", async () => {
    const kept = fileHeadStoresByOrigin(temporaryFolder())
    const bodies = await Promise.all([3, 4, 5, 6].map((n) => request(numberedLeaves(n), 0)))
    const answers = await Promise.all(
      bodies.map(async (body) =>
        witnessResponse(await witnessCheckpoint(witnessing(body, memoryHeadStore(), { headStoreOf: kept }))()),
      ),
    )
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409, 409, 409])
    const size = 3 + answers.findIndex(({ status }) => status === 200)
    const refusals = answers.filter(({ status }) => status === 409)
    expect(new Set(refusals.map(({ body }) => body))).toEqual(new Set([`${size}\n`]))
  })

  it("stores the checkpoint without the signatures it did not verify", async () => {
    const kept: Array<StoredHead> = []
    const checkpoint = await signed(numberedLeaves(2))
    const byUnknown = await must(signText(rival, new TextDecoder().decode(checkpoint).split("\n\n")[0] + "\n"))
    const withUnknown = utf8(`${new TextDecoder().decode(checkpoint)}${printNoteSignature(byUnknown)}\n`)
    const body = printAddCheckpoint({ old: 0, proof: [], checkpoint: withUnknown })
    expect(await statusOf(witnessing(body, memoryHeadStore(kept)))).toBe(200)
    expect(kept).toEqual([{ generation: 1, content: checkpoint }])
  })

  it.each([
    ["not a note", utf8("damaged")],
    ["not a checkpoint", await must(signNote([log], "a letter\n"))],
  ])("does not cosign when its stored head is %s", async (_, content) => {
    const heads = memoryHeadStore([{ generation: 1, content }])
    const answer = await witnessCheckpoint(witnessing(await request(numberedLeaves(2), 0), heads))()
    expect(answer).toEqual(E.left({ _tag: "DamagedHead", generation: 1 }))
    expect(witnessResponse(answer).status).toBe(500)
  })

  it("does not cosign when its folder of heads is missing", async () => {
    const kept = fileHeadStoresByOrigin(`${temporaryFolder()}/missing`)
    expect(
      await statusOf(witnessing(await request(numberedLeaves(2), 0), memoryHeadStore(), { headStoreOf: kept })),
    ).toBe(500)
  })

  it("does not cosign a checkpoint that it cannot store", async () => {
    const full: HeadStore = {
      ...memoryHeadStore(),
      keep: () => async () => E.left({ _tag: "HeadsUnavailable", reason: "full" }),
    }
    expect(await witnessCheckpoint(witnessing(await request(numberedLeaves(2), 0), full))()).toMatchObject({
      left: { _tag: "HeadsUnavailable" },
    })
  })
})
