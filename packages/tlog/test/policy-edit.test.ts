import { fc, test } from "@fast-check/vitest"
import { must, right, utf8 } from "@shifan/testkit/basics"
import { testSigner } from "@shifan/testkit/tlog"
import * as E from "fp-ts/lib/Either.js"
import { describe, expect, it } from "vitest"
import {
  acceptCheckpoint,
  addWitnessLine,
  cosign,
  parsePolicy,
  printCheckpoint,
  printNote,
  printVerifierKey,
  signText,
} from "../src/index.js"

const log = await testSigner("Ed25519", "example.com/log", 1)
const names = ["audit", "inspection", "archive", "university", "city", "province", "press"]
const witnesses = await Promise.all(names.map((name, i) => testSigner("Cosignature", `${name}.example`, 10 + i)))
const text = right(printCheckpoint({ origin: "example.com/log", size: 0, root: new Uint8Array(32) }))
const own = await must(signText(log, text))
const cosignatures = await Promise.all(witnesses.map((witness) => must(cosign(witness, text, 1))))

const logLine = `log ${printVerifierKey(log.verifier)}`
const keyOf = (i: number) => witnesses[i]?.verifier ?? log.verifier
const add = (policy: string, i: number, name = names[i] ?? "") => addWitnessLine(policy, { name, key: keyOf(i) })

/** A policy with the first `count` witnesses added one by one. */
const withWitnesses = (count: number, start = `${logLine}\nquorum none\n`): string =>
  names.slice(0, count).reduce((policy, _, i) => right(add(policy, i)), start)

/** Whether the policy accepts a checkpoint cosigned by these witnesses. */
const isAccepted = async (policy: string, by: ReadonlyArray<number>): Promise<boolean> => {
  const signatures = [own, ...by.flatMap((i) => cosignatures[i] ?? [])]
  const accepted = await acceptCheckpoint(right(parsePolicy(utf8(policy))), utf8(printNote({ text, signatures })))()
  return E.isRight(accepted)
}

describe("a policy to which witnesses are added", () => {
  it("requires the first witness, then both, then two of three", () => {
    const asked = [1, 2, 3].map((count) =>
      withWitnesses(count)
        .split("\n")
        .slice(1 + count, -1),
    )
    expect(asked).toEqual([
      ["quorum audit"],
      ["group majority 2 audit inspection", "quorum majority"],
      ["group majority 2 audit inspection archive", "quorum majority"],
    ])
  })

  test.prop([fc.integer({ min: 1, max: 7 }), fc.subarray([0, 1, 2, 3, 4, 5, 6])], { numRuns: 40 })(
    "requires cosignatures of more than half of them",
    async (count, by) => {
      const cosigned = by.filter((i) => i < count).length
      expect(await isAccepted(withWitnesses(count), by)).toBe(cosigned > count / 2)
    },
  )

  it.each([
    ["a quorum before the witnesses", `${logLine}\nquorum none\nwitness x ${printVerifierKey(keyOf(5))}\n`],
    ["comments and blanks", `# mine\n\n${logLine}\n  quorum   none\n# end\n`],
  ])("may begin with %s, and keeps its other lines", (_, start) => {
    const policy = withWitnesses(2, start)
    expect(right(parsePolicy(utf8(policy))).quorum).toMatchObject({ _tag: "Group", name: "majority" })
    const kept = start.split("\n").filter((line) => !/quorum/.test(line))
    expect(policy.split("\n")).toEqual(expect.arrayContaining(kept))
  })

  it.each([
    ["any witness", "group office any audit inspection\nquorum office\n"],
    ["all witnesses", "group office all audit inspection\nquorum office\n"],
    ["only one witness of two", "quorum inspection\n"],
  ])("keeps a quorum that was chosen by hand: %s", (_, chosen) => {
    const start = withWitnesses(2).replace(/group[^]*$/, chosen)
    const policy = right(add(start, 2))
    expect(right(parsePolicy(utf8(policy))).witnesses).toHaveLength(3)
    expect(policy.endsWith(chosen)).toBe(true)
  })

  it("refuses a witness whose name or key is taken, whose name is not valid, or whose key cannot cosign", () => {
    const one = withWitnesses(1)
    const reasonOf = (added: ReturnType<typeof add>) =>
      E.isLeft(added) ? Reflect.get(added.left, "reason") : undefined
    expect(reasonOf(add(one, 1, "audit"))).toBe("nameTaken")
    expect(reasonOf(add(one, 0, "again"))).toBe("duplicateKey")
    expect(reasonOf(add(one, 1, "none"))).toBe("nameTaken")
    expect(reasonOf(addWitnessLine(one, { name: "log", key: log.verifier }))).toBe("unsuitableKeyType")
    for (const name of ["two words", "one\nquorum none", ""]) expect(E.isLeft(add(one, 1, name))).toBe(true)
    expect(E.isLeft(add("garbage\n", 1))).toBe(true)
  })
})
