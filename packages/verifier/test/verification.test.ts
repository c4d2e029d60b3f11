import { auditFaultNames, blobFolder, isProved, statementFaultNames, verifyProof } from "@shifan/bundle"
import { right, utf8 } from "@shifan/testkit/basics"
import { beforeAll, describe, expect, it, vi } from "vitest"
import {
  bundleOf,
  demo,
  headOf,
  leafAt,
  leaves,
  origin,
  plainLeaves,
  policy,
  sampleBundle,
} from "../../bundle/test/sample-bundle.js"
import { subjectOf, type Subject } from "@shifan/bundle/input"
import { statementOf } from "../../bundle/test/sample-statement.js"
import { faultAdvice, faultOrder } from "../src/messages/advice.js"
import { headlineOf, statementAdvice } from "../src/messages/verdict.js"
import { type Job, runJob } from "../src/verification/job.js"
import { recordsOf, unitsMatching } from "../src/verification/units.js"
import { blob, inFolder, proofAndLeaf } from "./sample-input.js"

describe("the verification of a bundle", () => {
  let subject: Subject

  beforeAll(async () => {
    subject = right(await subjectOf(inFolder(sampleBundle))())
  })

  const audit = async (anchors: Partial<Omit<Job, "subject">> = {}) => {
    const outcome = await runJob({ subject, policy: undefined, kept: undefined, ...anchors }, () => {})
    if (outcome._tag !== "Audited") throw new Error(outcome._tag)
    return outcome
  }

  it("uses the policy and the checkpoint that the reader has", async () => {
    const kept = blob(await headOf(leaves.slice(0, 5)))
    expect(await audit({ policy: blob(policy), kept })).toMatchObject({
      ownPolicy: true,
      report: { sound: true, keptSize: 5 },
    })
  })

  it("uses the bundle's own policy when the reader has none, and says so", async () => {
    expect(await audit()).toMatchObject({
      ownPolicy: false,
      report: { sound: true, keptSize: null, observations: expect.arrayContaining([{ code: "OwnPolicy" }]) },
    })
  })

  it("reports a fork when the kept checkpoint is of another history", async () => {
    const kept = blob(await headOf(leaves.toReversed().slice(0, 5)))
    const { report } = await audit({ policy: blob(policy), kept })
    expect(report.faults.map(({ code }) => code)).toEqual(["Forked"])
  })

  it("does not read all of a policy that is too long", async () => {
    const long = new Blob([new Uint8Array(policy), "#".repeat(2_000_000)])
    const slice = vi.spyOn(long, "slice")
    const { report } = await audit({ policy: long })
    expect(slice.mock.calls).toEqual([[0, 1_000_001]])
    expect(report.faults[0]).toMatchObject({
      code: "PolicyMalformed",
      found: { en: expect.stringContaining("the limit is") },
    })
  })

  it("reports its progress to the end, at most two hundred times", async () => {
    const wide = right(await subjectOf(inFolder(await bundleOf(plainLeaves(301))))())
    const seen: Array<readonly [leaves: number, size: number]> = []
    await runJob({ subject: wide, policy: undefined, kept: undefined }, (...progress) => seen.push(progress))
    expect(seen.length).toBeGreaterThan(100)
    expect(seen.length).toBeLessThanOrEqual(200)
    expect(seen.at(-1)).toEqual([301, 301])
  })
})

describe("the units of a bundle", () => {
  it("are found by code or name, and their records are read again from the files", async () => {
    const subject = right(await subjectOf(inFolder(sampleBundle))())
    const outcome = await runJob({ subject, policy: undefined, kept: undefined }, () => {})
    if (outcome._tag !== "Audited" || subject._tag !== "Bundle") throw new Error(outcome._tag)
    const { units, rows } = outcome
    expect(units.map(({ code }) => code)).toEqual(["91130302MA00010187", "91130306MA0001042H", "91130372MA00011062"])
    expect(rows.map(({ uscc }) => uscc)).toEqual(["91130302MA00010187", "91130372MA00011062"])
    const [unit, ...others] = unitsMatching(units, "９１130302 ma0001")
    expect([unit?.code, others]).toEqual(["91130302MA00010187", []])
    expect(unitsMatching(units, "0302MA")).toEqual([])
    expect(unit && unitsMatching(units, unit.names[0] ?? "?")).toEqual([unit])
    const records = unit && (await recordsOf(blobFolder(subject.files), leaves.length, unit))
    expect(records?.map(({ stream, revision }) => [stream.endsWith(unit?.code ?? "?"), revision])).toEqual(
      unit?.leaves.map((_, revision) => [true, revision]),
    )
    const without = new Map([...subject.files].filter(([path]) => !path.startsWith("tile/entries")))
    expect(unit && (await recordsOf(blobFolder(without), leaves.length, unit))).toBeUndefined()
  })
})

describe("advice on faults", () => {
  it("covers every fault, and every advice has one place in the order", () => {
    expect(Object.keys(faultAdvice).toSorted()).toEqual(Object.keys(auditFaultNames).toSorted())
    expect(new Set(Object.values(faultAdvice))).toEqual(new Set(faultOrder))
    expect(new Set(faultOrder).size).toBe(faultOrder.length)
  })
})

describe("a proof", () => {
  const { proof, leaf, index } = proofAndLeaf(sampleBundle)
  const text = new TextDecoder().decode(proof)
  const edited = (from: RegExp, to: string): Uint8Array => utf8(text.replace(from, to))

  const faultCodes = async (input: Parameters<typeof verifyProof>[0]) =>
    (await verifyProof(input)).faults.map(({ code }) => code)

  it("with its leaf and a policy proves that the leaf is in the log", async () => {
    const report = await verifyProof({ proof, leaf, policy })
    expect(isProved(report)).toBe(true)
    expect(report).toMatchObject({
      index,
      size: leaves.length,
      signedBy: [origin],
      witnessedBy: ["audit"],
      record: { event: { type: "Certified" } },
    })
  })

  it("without its leaf or a policy proves nothing and says what is missing", async () => {
    const alone = await verifyProof({ proof, leaf: undefined, policy: undefined })
    expect(alone).toMatchObject({ faults: [], missing: ["policy", "leaf"], index, signedBy: [], record: null })
    expect(isProved(alone)).toBe(false)
    expect(await verifyProof({ proof, leaf, policy: undefined })).toMatchObject({ faults: [], missing: ["policy"] })
    expect(await verifyProof({ proof, leaf: undefined, policy })).toMatchObject({ faults: [], missing: ["leaf"] })
  })

  it("does not prove another leaf, even one byte longer", async () => {
    for (const other of [leafAt(0), Uint8Array.of(...leaf, 10), new Uint8Array()])
      expect(await faultCodes({ proof, leaf: other, policy })).toEqual(["NotInLog"])
    expect(isProved(await verifyProof({ proof, leaf: leafAt(0), policy }))).toBe(false)
  })

  it("that is malformed is reported with the malformed part", async () => {
    expect(await faultCodes({ proof: utf8("nothing"), leaf, policy })).toEqual(["ProofMalformed"])
    expect(await faultCodes({ proof: edited(/\n\n.*/s, "\n\nno checkpoint"), leaf, policy })).toEqual([
      "CheckpointMalformed",
    ])
  })

  it.each([
    ["an index that the tree does not have", edited(/^index \d+$/m, `index ${leaves.length}`)],
    ["one hash too few", edited(/\n[^\n]{44}\n/, "\n")],
  ])("with %s is found wrong even without the leaf", async (_, wrong) => {
    expect(await faultCodes({ proof: wrong, leaf: undefined, policy })).toEqual(["OutsideTree"])
  })

  it("is refused under a policy without its keys, under a malformed policy, or with a false signature", async () => {
    expect(await faultCodes({ proof, leaf, policy: utf8("quorum none\n") })).toEqual(["CheckpointRefused"])
    expect(await faultCodes({ proof, leaf, policy: utf8("trust me") })).toEqual(["PolicyMalformed"])
    expect(await faultCodes({ proof: edited(/(— \S+ ....)./, "$1A"), leaf, policy })).toEqual(["CheckpointRefused"])
  })
})

describe("a statement about one unit", () => {
  const outcomeOf = async (uscc: string, anchors: Partial<Job> = {}, path = `${uscc}.statement`) => {
    const file = blob(await statementOf(demo, uscc))
    const subject = right(await subjectOf([{ path, file }])())
    expect(subject._tag).toBe("Statement")
    return runJob({ subject, policy: blob(policy), kept: undefined, ...anchors }, () => {})
  }

  it("has the tone `good` only for a unit that was on the list, whatever the name of the file", async () => {
    expect(headlineOf(await outcomeOf("91130302MA00010187", {}, "download.txt"))).toMatchObject({
      tone: "good",
      verdict: { zh: "截至2024年11月6日在名单上", en: "On the list on 2024-11-06" },
    })
    expect(headlineOf(await outcomeOf("91130372MA00011730"))).toMatchObject({
      tone: "limited",
      verdict: { zh: "截至2024年11月6日不在名单上" },
      explanation: { zh: expect.stringContaining("状况为“已撤销”") },
    })
    expect(headlineOf(await outcomeOf("91110108551385082Q"))).toMatchObject({
      tone: "limited",
      explanation: { en: expect.stringContaining("do not mention 91110108551385082Q") },
    })
  })

  it("proves nothing without a policy", async () => {
    const outcome = await outcomeOf("91130302MA00010187", { policy: undefined })
    expect(headlineOf(outcome)).toMatchObject({ tone: "limited", verdict: { zh: "尚不能断定" } })
  })

  it("is refused if only the name of its file says that it is a statement", async () => {
    const subject = right(await subjectOf([{ path: "list.statement", file: blob(utf8("certified")) }])())
    const outcome = await runJob({ subject, policy: blob(policy), kept: undefined }, () => {})
    expect(headlineOf(outcome)).toMatchObject({ tone: "bad" })
    expect(outcome).toMatchObject({ report: { faults: [{ code: "StatementMalformed" }] } })
  })

  it("has advice for every fault it can have", () => {
    expect(Object.keys(statementAdvice).toSorted()).toEqual(Object.keys(statementFaultNames).toSorted())
  })
})

describe("a valid proof", () => {
  it("says in its headline that it does not show whether the record was revoked later", async () => {
    const { proof, leaf } = proofAndLeaf(sampleBundle)
    const subject: Subject = { _tag: "Proof", proof: blob(proof), leaf: blob(leaf) }
    const outcome = await runJob({ subject, policy: blob(policy), kept: undefined }, () => {})
    expect(headlineOf(outcome)).toMatchObject({
      tone: "good",
      verdict: { zh: "成立：记录在日志中，此后是否撤销未核验" },
      explanation: { en: expect.stringContaining("a later record may have revoked or changed it") },
    })
  })
})
