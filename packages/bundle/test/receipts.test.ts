/** Receipts that a log issues, and the evidence whether it kept its promise. Art. 16. */
import { verifyReceipt, type ReceiptCheck, type ReceiptOptions } from "@shifan/audit"
import { instantAt } from "@shifan/core"
import { must, right, utf8 } from "@shifan/testkit/basics"
import { memoryHeadStore, testSigner } from "@shifan/testkit/tlog"
import {
  parsePolicy,
  parseTlogProof,
  printNote,
  parseNote,
  printVerifierKey,
  signNote,
  type LogKey,
  type Policy,
} from "@shifan/tlog"
import { nodeHasher } from "@shifan/tlog/node"
import * as E from "fp-ts/lib/Either.js"
import { describe, expect, it } from "vitest"
import { evidenceInProof, formatReceiptVerdict, receiptEvidence } from "../src/index.js"
import { demo, headOf, type Leaves, leavesIn, logKey, origin, policy } from "./sample-bundle.js"
import { application, day, due, index, issue, receipt, recordedAt, withAnother } from "./sample-receipt.js"

const trust: Policy = right(parsePolicy(policy))

const evidenceOf = async (leaves: Leaves, checkpoint?: Uint8Array) =>
  must(
    receiptEvidence<never>({
      leaves: async function* () {
        for (const leaf of leaves) yield E.right(leaf)
      },
      checkpoint: checkpoint ?? (await headOf(leaves)),
      index,
      hasher: nodeHasher,
    }),
  )

const check = async (leaves: Leaves, changed: Partial<ReceiptCheck> = {}) =>
  verifyReceipt({
    file: receipt.note,
    policy: trust,
    evidence: await evidenceOf(leaves),
    now: instantAt(recordedAt + day),
    hasher: nodeHasher,
    ...changed,
  })()

describe("art_16__para_1: a receipt", () => {
  it("is issued for the last wanted event, and is the same whenever it is issued", async () => {
    expect(receipt.receipt).toEqual({
      origin,
      stream: application.stream,
      revision: application.revision,
      type: "Applied",
      effectiveOn: application.effectiveOn,
      recordedAt: application.recordedAt,
      index,
      leafHash: nodeHasher.leaf(demo[index] ?? new Uint8Array()),
      by: instantAt(due),
    })
    expect((await must(issue({ now: instantAt(due - 1) }))).note).toEqual(receipt.note)
  })

  it.each<readonly [string, Partial<ReceiptOptions>, object]>([
    ["when it would already be due", { now: instantAt(due) }, { _tag: "AlreadyDue", by: instantAt(due) }],
    ["when no event is wanted", { isWanted: () => false }, { _tag: "NothingToReceipt" }],
    ["for another log", { origin: "another" }, { _tag: "OtherOrigin" }],
    [
      "for a log that is behind its kept head",
      { heads: memoryHeadStore([{ generation: 1, content: utf8(`${origin}\n9999\n${"A".repeat(43)}=\n\n`) }]) },
      { _tag: "BehindKeptHead", kept: 9999 },
    ],
    [
      "for a log that differs from the one that was signed",
      { heads: memoryHeadStore([{ generation: 1, content: utf8(`${origin}\n9\n${"A".repeat(43)}=\n\n`) }]) },
      { _tag: "Forked", size: 9 },
    ],
  ])("is not issued %s", async (_, changed, fault) => {
    expect(await issue(changed)()).toMatchObject({ left: fault })
  })
})

describe("art_16__para_1: the promise of a receipt", () => {
  it("is kept when a checkpoint has its leaf at its index", async () => {
    expect(await check(demo)).toMatchObject({ right: { _tag: "Kept", size: demo.length } })
    expect(await check(demo.slice(0, index + 1))).toMatchObject({ right: { _tag: "Kept", size: index + 1 } })
  })

  it.each([
    ["Pending", due],
    ["Overdue", due + 1],
  ])("is %s by the reader's clock when the checkpoint does not reach its leaf", async (outcome, now) => {
    const short = demo.slice(0, index)
    const evidence = await evidenceOf(short, await headOf(short, { time: Math.floor(recordedAt / 1000) }))
    expect(await check(short, { evidence, now: instantAt(now) })).toMatchObject({
      right: { _tag: outcome, size: index },
    })
  })

  const tenMinutes = 600_000

  it.each([
    [due + tenMinutes, "Overdue"],
    [due + tenMinutes + 1000, "Broken"],
  ])(
    "is proved broken only if a witness saw a shorter log more than ten minutes after it was due: %i gives %s",
    async (time, outcome) => {
      const short = demo.slice(0, index)
      const evidence = await evidenceOf(short, await headOf(short, { time: Math.floor(time / 1000) }))
      const now = instantAt(due + day)
      const verdict = right(await check(short, { evidence, now }))
      expect(verdict._tag).toBe(outcome)
      if (verdict._tag !== "Broken") return
      expect(verdict).toMatchObject({ how: "late", witness: "audit" })
      // Anybody with the receipt and that head gets the same result, without any leaf and at any time.
      expect(await check([], { evidence: { checkpoint: verdict.proof }, now: instantAt(recordedAt) })).toMatchObject({
        right: { _tag: "Broken", how: "late" },
      })
    },
  )

  it("is proved broken to anybody by another leaf in its place, even without a witness", async () => {
    const verdict = right(await check(withAnother))
    if (verdict._tag !== "Broken") throw new Error(verdict._tag)
    const { extra, proof, checkpoint } = right(parseTlogProof(verdict.proof))
    const leaf = { hash: extra ?? new Uint8Array(), proof }
    expect(await check([], { evidence: { checkpoint, leaf } })).toMatchObject({
      right: { _tag: "Broken", how: "anotherLeaf" },
    })
    const unwitnessed = right(parseNote(checkpoint))
    const bare = utf8(printNote({ ...unwitnessed, signatures: unwitnessed.signatures.slice(0, 1) }))
    expect(await check([], { evidence: { checkpoint: bare, leaf } })).toMatchObject({ right: { how: "anotherLeaf" } })
  })

  it.each<readonly [string, (text: string) => string]>([
    ["type", (text) => text.replace(" Applied\n", " Certified\n")],
    ["stream", (text) => text.replace("91130302MA00010187", "91130306MA0001042H")],
    ["revision", (text) => text.replace("@0 ", "@1 ")],
    ["day", (text) => text.replace(`effective ${application.effectiveOn}`, "effective 2020-11-30")],
    ["instant", (text) => text.replace(application.recordedAt, "2020-12-01T00:00:00.000Z")],
  ])("is proved broken to anybody when the log signed another %s for the leaf", async (_, change) => {
    const { text } = right(parseNote(receipt.note))
    expect(change(text)).not.toBe(text)
    const file = await must(signNote([logKey], change(text)))
    const verdict = right(await check(demo, { file }))
    expect(verdict).toMatchObject({ _tag: "Broken", how: "anotherEvent" })
    if (verdict._tag !== "Broken") return
    const evidence = evidenceInProof(verdict.receipt, right(parseTlogProof(verdict.proof)), nodeHasher)
    expect(await check([], { file, evidence })).toMatchObject({ right: { _tag: "Broken", how: "anotherEvent" } })
  })

  it("is kept by its hash alone where the record is not read, and the verdict says so", async () => {
    const { leaf, checkpoint } = await evidenceOf(demo)
    const bare = { hash: leaf?.hash ?? new Uint8Array(), proof: leaf?.proof ?? [] }
    const verdict = right(await check([], { evidence: { checkpoint, leaf: bare } }))
    expect(verdict).toMatchObject({ _tag: "Kept", isRead: false })
    expect(formatReceiptVerdict(verdict).en).toContain("Only its hash was compared")
    const foreign = { ...bare, record: demo[0] }
    expect(await check([], { evidence: { checkpoint, leaf: foreign } })).toMatchObject({ right: { isRead: false } })
    expect(formatReceiptVerdict(right(await check(demo))).en).not.toContain("hash")
  })

  it("is not proved kept by a checkpoint that no witness cosigned, that proves another leaf, or that proves none", async () => {
    const { leaf, checkpoint } = await evidenceOf(demo)
    const note = right(parseNote(checkpoint))
    const bare = utf8(printNote({ ...note, signatures: note.signatures.slice(0, 1) }))
    expect(await check([], { evidence: { checkpoint: bare, ...(leaf && { leaf }) } })).toMatchObject({
      left: { _tag: "HeadRefused", refusal: { _tag: "QuorumNotMet" } },
    })
    const swapped = { hash: new Uint8Array(32), proof: leaf?.proof ?? [] }
    expect(await check([], { evidence: { checkpoint, leaf: swapped } })).toMatchObject({
      left: { _tag: "LeafNotProved" },
    })
    expect(await check([], { evidence: { checkpoint } })).toMatchObject({ right: { _tag: "Unproven" } })
  })
})

describe("art_16__para_1: a receipt that cannot be relied on", async () => {
  const stranger = await testSigner("Ed25519", origin, 9)
  const elsewhere = await testSigner("Ed25519", "another.example/log", 1)
  const text = right(parseNote(receipt.note)).text
  const signedWith = (key: LogKey, changed: (text: string) => string = (same) => same): Promise<Uint8Array> =>
    must(signNote([key], changed(text)))

  it.each<readonly [string, () => Promise<Uint8Array>, object]>([
    ["it is by somebody else under the log's name", () => signedWith(stranger), { _tag: "NotSignedByLog" }],
    [
      "it is of another log",
      () => signedWith(elsewhere, (same) => same.replace(origin, "another.example/log")),
      { _tag: "OtherLog", expected: [origin], found: "another.example/log" },
    ],
    ["it names this log but another log signed it", () => signedWith(elsewhere), { _tag: "NotSignedByLog" }],
    [
      "it was altered",
      async () => utf8(new TextDecoder().decode(receipt.note).replace(`leaf ${index}`, `leaf ${index + 1}`)),
      { _tag: "ForgedReceipt" },
    ],
    ["it is a checkpoint", () => headOf(demo), { _tag: "MalformedReceipt", line: 1 }],
    ["it is not a signed note", async () => utf8("nothing"), { _tag: "MalformedNote" }],
  ])("is refused when %s", async (_, forged, refusal) => {
    expect(await check(demo, { file: await forged() })).toMatchObject({ left: refusal })
  })

  it("is refused with a checkpoint that the policy does not accept, or of another log", async () => {
    const other = await headOf(demo, { key: stranger })
    expect(await check([], { evidence: { checkpoint: other } })).toMatchObject({ left: { _tag: "HeadRefused" } })
    const named = await headOf(demo, { key: elsewhere, name: "another.example/log" })
    const both: Policy = { ...trust, logs: [...trust.logs, { key: elsewhere.verifier, url: undefined }] }
    expect(await check([], { evidence: { checkpoint: named }, policy: both })).toMatchObject({
      left: { _tag: "OtherLog", found: "another.example/log" },
    })
  })

  const vkey = printVerifierKey(logKey.verifier)
  const recorded = (introducedAt: number, retiredAt?: number) => new Map([[vkey, { introducedAt, retiredAt }]])

  it("is refused when its key was retired before its leaf, but holds when the key was retired after it", async () => {
    const evidence = await evidenceOf(demo)
    expect(await check([], { evidence: { ...evidence, keys: recorded(2, index - 1) } })).toMatchObject({
      left: { _tag: "RetiredKey", key: vkey, retiredAt: index - 1 },
    })
    expect(await check([], { evidence: { ...evidence, keys: recorded(2, index + 1) } })).toMatchObject({
      right: { _tag: "Kept", retiredAt: index + 1 },
    })
  })

  it("is refused when signed with a key that only the policy knows, but holds with a key that only the log records", async () => {
    const evidence = await evidenceOf(demo)
    const keys = new Map([[printVerifierKey(stranger.verifier), { introducedAt: 2, retiredAt: undefined }]])
    expect(await check([], { evidence: { ...evidence, keys } })).toMatchObject({ left: { _tag: "UnrecordedKey" } })
    const both = new Map([...keys, ...recorded(2)])
    const file = await signedWith(stranger)
    expect(await check([], { file, evidence: { ...evidence, keys: both } })).toMatchObject({ right: { _tag: "Kept" } })
  })
})

describe("the evidence for a receipt", () => {
  it("is not taken from leaves that are not those of the checkpoint", async () => {
    const evidence = receiptEvidence<never>({
      leaves: async function* () {
        for (const leaf of leavesIn("history-2.ndjson")) yield E.right(leaf)
      },
      checkpoint: await headOf(demo),
      index,
    })
    expect(await evidence()).toMatchObject({ left: { _tag: "NotTheLog" } })
  })

  it("contains the keys that the log records", async () => {
    expect([...((await evidenceOf(demo)).keys?.keys() ?? [])]).toEqual([printVerifierKey(logKey.verifier)])
  })
})
