import { fc, test } from "@fast-check/vitest"
import * as E from "fp-ts/lib/Either.js"
import { describe, expect, it } from "vitest"
import { signCheckpoint, signEvery, type SigningOptions } from "../../src/index.js"
import { acceptCheckpoint, type StoredHead, type HeadStore, parseNote, printVerifierKey } from "@shifan/tlog"
import { must, right, utf8 } from "@shifan/testkit/basics"
import { memoryHeadStore, leafHashOf, policyOf, testSigner } from "@shifan/testkit/tlog"
import { logOf, rootOf } from "./leaves.js"

const origin = "gxj.example.gov.cn/shifan"
const [old, fresh, national] = [
  await testSigner("Ed25519", origin, 1),
  await testSigner("Ed25519", origin, 2),
  await testSigner("Sm2", origin, 3),
]

type Deed =
  | { readonly kind: "append"; readonly n: number }
  | { readonly kind: "sign"; readonly whole: boolean }
  | { readonly kind: "back up" | "restore" | "forget the range" | "bend the range" }

const deed: fc.Arbitrary<Deed> = fc.oneof(
  fc.record({ kind: fc.constant("append" as const), n: fc.oneof(fc.integer({ min: 0, max: 5 }), fc.constant(260)) }),
  fc.record({ kind: fc.constant("sign" as const), whole: fc.boolean() }),
  fc.record({ kind: fc.constantFrom("back up", "restore", "forget the range", "bend the range") }),
)

const isPrefix = (a: ReadonlyArray<string>, b: ReadonlyArray<string>): boolean =>
  a.length <= b.length && a.every((leaf, i) => leaf === b[i])

/** The three lines of the head, and what is made of the range behind them. */
const withRange = (content: Uint8Array, changed: (range: string) => string): Uint8Array => {
  const text = new TextDecoder().decode(content)
  const end = text.split("\n", 3).join("\n").length + 1
  return utf8(text.slice(0, end) + changed(text.slice(end)))
}

describe("a signer", () => {
  test.prop([fc.array(deed, { maxLength: 25 })], {
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
  })("signs what extends all it signed before, and never a restored backup that would fork", async (deeds) => {
    const kept: Array<StoredHead> = []
    const heads = memoryHeadStore(kept)
    let [leaves, backup, signed]: [ReadonlyArray<string>, ReadonlyArray<string>, ReadonlyArray<string>] = [[], [], []]
    let written = 0
    for (const one of deeds) {
      if (one.kind === "append") leaves = [...leaves, ...Array.from({ length: one.n }, () => `leaf ${written++}`)]
      if (one.kind === "back up") backup = leaves
      if (one.kind === "restore") leaves = backup
      const last = kept.pop()
      if (last !== undefined)
        kept.push({
          ...last,
          content: withRange(last.content, (range) =>
            one.kind === "forget the range" ? "" : one.kind === "bend the range" ? range.replace(/[a-z]/g, "A") : range,
          ),
        })
      if (one.kind !== "sign") continue
      const answer = await signCheckpoint({ log: logOf(() => leaves), heads, keys: [old], origin, whole: one.whole })()
      if (isPrefix(signed, leaves)) {
        const { checkpoint, previousSize } = right(answer)
        expect(checkpoint).toEqual({ origin, size: leaves.length, root: rootOf(leaves) })
        expect(previousSize).toBe(signed.length)
        signed = leaves
      } else
        expect(answer).toMatchObject({ left: { _tag: leaves.length < signed.length ? "BehindKeptHead" : "Forked" } })
    }
  })

  const five = ["a", "b", "c", "d", "e"]
  const signing = (given: Partial<SigningOptions> = {}): SigningOptions => ({
    log: logOf(() => five),
    heads: memoryHeadStore(),
    keys: [old],
    origin,
    ...given,
  })

  it("says both sizes of a log that is behind what was kept of it", async () => {
    const heads = memoryHeadStore()
    await must(signCheckpoint(signing({ heads })))
    expect(await signCheckpoint(signing({ heads, log: logOf(() => ["a", "b"]) }))()).toEqual(
      E.left({ _tag: "BehindKeptHead", kept: 5, log: 2 }),
    )
  })

  it("signs the same text again at the same size, and keeps nothing more", async () => {
    const kept: Array<StoredHead> = []
    const again = signing({ heads: memoryHeadStore(kept) })
    const first = await must(signCheckpoint(again))
    expect((await must(signCheckpoint(again))).note).toEqual(first.note)
    expect(kept).toHaveLength(1)
  })

  it("signs an empty log, and what grows from it", async () => {
    const leaves: Array<string> = []
    const growing = signing({ log: logOf(() => leaves) })
    expect((await must(signCheckpoint(growing))).checkpoint.size).toBe(0)
    leaves.push("a")
    expect((await must(signCheckpoint(growing))).checkpoint.root).toEqual(rootOf(["a"]))
  })

  it("reads the new leaves and the last kept one, not all of them again", async () => {
    const leaves = Array.from({ length: 1000 }, (_, i) => String(i))
    const log = logOf(() => leaves)
    const growing = signing({ log })
    await must(signCheckpoint(growing))
    leaves.push("1000", "1001")
    const before = log.reads()
    await must(signCheckpoint(growing))
    expect(log.reads() - before).toBe(3)
  })

  it("that reads all of it finds an old leaf that was changed with its recorded hash", async () => {
    const heads = memoryHeadStore()
    await must(signCheckpoint(signing({ heads })))
    const log = logOf(() => ["a", "B", "c", "d", "e"])
    expect(await signCheckpoint(signing({ heads, log, whole: true }))()).toMatchObject({ left: { _tag: "Forked" } })
  })

  it("does not sign a new leaf whose bytes are not those whose hash was recorded", async () => {
    const kept: Array<StoredHead> = []
    const log = logOf(
      () => five,
      (index) => (index === 3 ? leafHashOf(Uint8Array.of(1)) : undefined),
    )
    const answer = await signCheckpoint(signing({ log, heads: memoryHeadStore(kept) }))()
    expect(answer).toEqual(E.left({ _tag: "LeafDiffers", index: 3, stream: "s", revision: 3 }))
    expect(kept).toEqual([])
  })

  it("does not sign a log that gives fewer leaves than it says it has", async () => {
    const log = { ...logOf(() => five), size: () => Promise.resolve(E.right(6)) }
    expect(await signCheckpoint(signing({ log }))()).toEqual(E.left({ _tag: "LogBroken", index: 5 }))
  })

  it("does not sign for another log than its keys and its kept head are of", async () => {
    const stray = { _tag: "OtherOrigin", expected: "another", found: origin }
    expect(await signCheckpoint(signing({ origin: "another" }))()).toEqual(E.left(stray))
    const heads = memoryHeadStore()
    await must(signCheckpoint(signing({ heads })))
    const other = { heads, keys: [await testSigner("Ed25519", "another", 1)], origin: "another" } as const
    expect(await signCheckpoint(signing(other))()).toEqual(E.left(stray))
  })

  it("does not go on from what is no head", async () => {
    const heads = memoryHeadStore([{ generation: 1, content: Uint8Array.of(1) }])
    expect(await signCheckpoint(signing({ heads }))()).toEqual(E.left({ _tag: "DamagedHead", generation: 1 }))
  })

  it("killed between keeping and signing is harmless: the next one signs", async () => {
    const kept: Array<StoredHead> = []
    const whole = memoryHeadStore(kept)
    const killed: HeadStore = {
      ...whole,
      keep: (next) => async () => {
        await whole.keep(next)()
        throw new Error("killed")
      },
    }
    await expect(signCheckpoint(signing({ heads: killed }))()).rejects.toThrow("killed")
    expect(kept).toHaveLength(1)
    expect((await must(signCheckpoint(signing({ heads: whole })))).checkpoint.size).toBe(5)
    expect(kept).toHaveLength(1)
  })

  it("with two keys is believed by whoever has either, and with one again by whoever has that", async () => {
    const policies = [old, fresh, national].map(({ verifier }) =>
      policyOf(`log ${printVerifierKey(verifier)}\nquorum none\n`),
    )
    const believedBy = async (keys: SigningOptions["keys"]) => {
      const { note } = await must(signCheckpoint(signing({ keys })))
      expect(right(parseNote(note)).signatures).toHaveLength(keys.length)
      return Promise.all(policies.map(async (policy) => E.isRight(await acceptCheckpoint(policy, note)())))
    }
    expect(await believedBy([old])).toEqual([true, false, false])
    expect(await believedBy([old, fresh, national])).toEqual([true, true, true])
    expect(await believedBy([fresh, national])).toEqual([false, true, true])
  })

  it("signs at each tick, and goes on after a fault", async () => {
    const leaves = ["a"]
    async function* ticks(): AsyncIterable<unknown> {
      yield 1
      leaves.pop()
      yield 2
      leaves.push("a", "b")
      yield 3
    }
    const answers = []
    for await (const answer of signEvery(ticks(), signing({ log: logOf(() => leaves) })))
      answers.push(E.isLeft(answer) ? answer.left._tag : answer.right.checkpoint.size)
    expect(answers).toEqual([1, "BehindKeptHead", 2])
  })
})
