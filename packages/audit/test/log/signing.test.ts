import { fc, test } from "@fast-check/vitest"
import * as E from "fp-ts/lib/Either.js"
import { describe, expect, it } from "vitest"
import { signCheckpoint, signEvery, type SigningOptions } from "../../src/index.js"
import { acceptCheckpoint, type StoredHead, type HeadStore, parseNote, printVerifierKey } from "@shifan/tlog"
import { must, right, utf8 } from "@shifan/testkit/basics"
import { memoryHeadStore, leafHashOf, policyOf, testSigner } from "@shifan/testkit/tlog"
import { logOf, rootOf } from "./text-log.js"

const origin = "gxj.example.gov.cn/shifan"
const oldKey = await testSigner("Ed25519", origin, 1)
const newKey = await testSigner("Ed25519", origin, 2)
const sm2Key = await testSigner("Sm2", origin, 3)

/** An event in the life of a log, its store and its kept head. */
type Step =
  | { readonly kind: "append"; readonly n: number }
  | { readonly kind: "sign"; readonly whole: boolean }
  | { readonly kind: "back up" | "restore" | "drop the range" | "damage the range" }

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant("append" as const), n: fc.oneof(fc.integer({ min: 0, max: 5 }), fc.constant(260)) }),
  fc.record({ kind: fc.constant("sign" as const), whole: fc.boolean() }),
  fc.record({ kind: fc.constantFrom("back up", "restore", "drop the range", "damage the range") }),
)

const isPrefix = (a: ReadonlyArray<string>, b: ReadonlyArray<string>): boolean =>
  a.length <= b.length && a.every((leaf, i) => leaf === b[i])

/** A head's content with its range, which follows the three lines of the head, removed or damaged. */
const withRange = (content: Uint8Array, kind: Step["kind"]): Uint8Array => {
  const text = new TextDecoder().decode(content)
  const end = text.split("\n", 3).join("\n").length + 1
  const range = text.slice(end)
  const changed = kind === "damage the range" ? range.replace(/[a-z]/g, "A") : range
  return utf8(text.slice(0, end) + (kind === "drop the range" ? "" : changed))
}

describe("a signer", () => {
  test.prop([fc.array(step, { maxLength: 25 })], {
    numRuns: 60,
    examples: [
      [[{ kind: "append", n: 2 }, { kind: "sign", whole: false }, { kind: "restore" }, { kind: "sign", whole: false }]],
      [
        [
          { kind: "append", n: 2 },
          { kind: "back up" },
          { kind: "append", n: 1 },
          { kind: "sign", whole: false },
          { kind: "restore" },
          { kind: "append", n: 5 },
          { kind: "sign", whole: false },
        ],
      ],
    ],
  })(
    "signs exactly the logs that extend all it signed before, and reports others as behind or forked",
    async (steps) => {
      const kept: Array<StoredHead> = []
      const heads = memoryHeadStore(kept)
      let leaves: ReadonlyArray<string> = []
      let backup: ReadonlyArray<string> = []
      let signed: ReadonlyArray<string> = []
      let written = 0
      for (const next of steps) {
        if (next.kind === "append") leaves = [...leaves, ...Array.from({ length: next.n }, () => `leaf ${written++}`)]
        if (next.kind === "back up") backup = leaves
        if (next.kind === "restore") leaves = backup
        const last = kept.pop()
        if (last !== undefined) kept.push({ ...last, content: withRange(last.content, next.kind) })
        if (next.kind !== "sign") continue
        const log = logOf(() => leaves)
        const answer = await signCheckpoint({ log, heads, keys: [oldKey], origin, whole: next.whole })()
        if (isPrefix(signed, leaves)) {
          const { checkpoint, previousSize } = right(answer)
          expect(checkpoint).toEqual({ origin, size: leaves.length, root: rootOf(leaves) })
          expect(previousSize).toBe(signed.length)
          signed = leaves
        } else
          expect(answer).toMatchObject({ left: { _tag: leaves.length < signed.length ? "BehindKeptHead" : "Forked" } })
      }
    },
  )

  const five = ["a", "b", "c", "d", "e"]
  const optionsWith = (changed: Partial<SigningOptions> = {}): SigningOptions => ({
    log: logOf(() => five),
    heads: memoryHeadStore(),
    keys: [oldKey],
    origin,
    ...changed,
  })

  it("reports both sizes when the log is shorter than the kept head", async () => {
    const heads = memoryHeadStore()
    await must(signCheckpoint(optionsWith({ heads })))
    expect(await signCheckpoint(optionsWith({ heads, log: logOf(() => ["a", "b"]) }))()).toEqual(
      E.left({ _tag: "BehindKeptHead", kept: 5, log: 2 }),
    )
  })

  it("signs the same text again at the same size without keeping another head", async () => {
    const kept: Array<StoredHead> = []
    const again = optionsWith({ heads: memoryHeadStore(kept) })
    const first = await must(signCheckpoint(again))
    expect((await must(signCheckpoint(again))).note).toEqual(first.note)
    expect(kept).toHaveLength(1)
  })

  it("signs an empty log and then the log that grew from it", async () => {
    const leaves: Array<string> = []
    const growing = optionsWith({ log: logOf(() => leaves) })
    expect((await must(signCheckpoint(growing))).checkpoint.size).toBe(0)
    leaves.push("a")
    expect((await must(signCheckpoint(growing))).checkpoint.root).toEqual(rootOf(["a"]))
  })

  it("reads only the new leaves and the last signed leaf", async () => {
    const leaves = Array.from({ length: 1000 }, (_, i) => String(i))
    const log = logOf(() => leaves)
    const growing = optionsWith({ log })
    await must(signCheckpoint(growing))
    leaves.push("1000", "1001")
    const before = log.reads()
    await must(signCheckpoint(growing))
    expect(log.reads() - before).toBe(3)
  })

  it("that reads the whole log finds an old leaf that was changed together with its recorded hash", async () => {
    const heads = memoryHeadStore()
    await must(signCheckpoint(optionsWith({ heads })))
    const log = logOf(() => ["a", "B", "c", "d", "e"])
    expect(await signCheckpoint(optionsWith({ heads, log, whole: true }))()).toMatchObject({ left: { _tag: "Forked" } })
  })

  it("does not sign a new leaf that differs from its recorded hash", async () => {
    const kept: Array<StoredHead> = []
    const log = logOf(
      () => five,
      (index) => (index === 3 ? leafHashOf(Uint8Array.of(1)) : undefined),
    )
    const answer = await signCheckpoint(optionsWith({ log, heads: memoryHeadStore(kept) }))()
    expect(answer).toEqual(E.left({ _tag: "LeafDiffers", index: 3, stream: "s", revision: 3 }))
    expect(kept).toEqual([])
  })

  it("does not sign a log that yields fewer leaves than its size", async () => {
    const log = { ...logOf(() => five), size: () => Promise.resolve(E.right(6)) }
    expect(await signCheckpoint(optionsWith({ log }))()).toEqual(E.left({ _tag: "LogBroken", index: 5 }))
  })

  it("does not sign a log that skips a leaf", async () => {
    const log = logOf(() => five)
    const skipping: typeof log = {
      ...log,
      read: async function* (from, to) {
        for await (const next of log.read(from, to)) if (E.isLeft(next) || next.right.index !== 2) yield next
      },
    }
    expect(await signCheckpoint(optionsWith({ log: skipping }))()).toEqual(E.left({ _tag: "LogBroken", index: 2 }))
  })

  it("does not sign for an origin that its keys or its kept head do not have", async () => {
    const otherOrigin = { _tag: "OtherOrigin", expected: "another", found: origin }
    expect(await signCheckpoint(optionsWith({ origin: "another" }))()).toEqual(E.left(otherOrigin))
    const heads = memoryHeadStore()
    await must(signCheckpoint(optionsWith({ heads })))
    const other = { heads, keys: [await testSigner("Ed25519", "another", 1)], origin: "another" } as const
    expect(await signCheckpoint(optionsWith(other))()).toEqual(E.left(otherOrigin))
  })

  it("does not continue from a damaged head", async () => {
    const heads = memoryHeadStore([{ generation: 1, content: Uint8Array.of(1) }])
    expect(await signCheckpoint(optionsWith({ heads }))()).toEqual(E.left({ _tag: "DamagedHead", generation: 1 }))
  })

  it("that is killed between keeping and signing leaves a head that the next signer signs", async () => {
    const kept: Array<StoredHead> = []
    const whole = memoryHeadStore(kept)
    const killed: HeadStore = {
      ...whole,
      keep: (next) => async () => {
        await whole.keep(next)()
        throw new Error("killed")
      },
    }
    await expect(signCheckpoint(optionsWith({ heads: killed }))()).rejects.toThrow("killed")
    expect(kept).toHaveLength(1)
    expect((await must(signCheckpoint(optionsWith({ heads: whole })))).checkpoint.size).toBe(5)
    expect(kept).toHaveLength(1)
  })

  it("satisfies exactly the policies that name one of its keys", async () => {
    const policies = [oldKey, newKey, sm2Key].map(({ verifier }) =>
      policyOf(`log ${printVerifierKey(verifier)}\nquorum none\n`),
    )
    const believedBy = async (keys: SigningOptions["keys"]) => {
      const { note } = await must(signCheckpoint(optionsWith({ keys })))
      expect(right(parseNote(note)).signatures).toHaveLength(keys.length)
      return Promise.all(policies.map(async (policy) => E.isRight(await acceptCheckpoint(policy, note)())))
    }
    expect(await believedBy([oldKey])).toEqual([true, false, false])
    expect(await believedBy([oldKey, newKey, sm2Key])).toEqual([true, true, true])
    expect(await believedBy([newKey, sm2Key])).toEqual([false, true, true])
  })

  it("reports its progress over all leaves of the log", async () => {
    const reports: Array<readonly [number, number]> = []
    await must(signCheckpoint(optionsWith({ progress: (...report) => reports.push(report) })))
    expect(reports).toEqual([1, 2, 3, 4, 5].map((leaves) => [leaves, 5]))
  })

  it("signs at each tick and continues after a fault", async () => {
    const leaves = ["a"]
    async function* ticks(): AsyncIterable<unknown> {
      yield 1
      leaves.pop()
      yield 2
      leaves.push("a", "b")
      yield 3
    }
    const answers = []
    for await (const answer of signEvery(ticks(), optionsWith({ log: logOf(() => leaves) })))
      answers.push(E.isLeft(answer) ? answer.left._tag : answer.right.checkpoint.size)
    expect(answers).toEqual([1, "BehindKeptHead", 2])
  })
})
