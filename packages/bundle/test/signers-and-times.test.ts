/** Things that a forger with the log's key cannot have signed: keys that are not the log's, and times that others saw. */
import { instantAt } from "@shifan/core"
import type { Envelope } from "@shifan/event-store"
import { forge, type Change } from "@shifan/testkit/forger"
import { must, right, utf8 } from "@shifan/testkit/basics"
import { testSigner } from "@shifan/testkit/tlog"
import { cosign, printCheckpoint, printNote, printVerifierKey, type SignerKey, signText } from "@shifan/tlog"
import { describe, expect, it } from "vitest"
import { storedEventOf } from "../src/index.js"
import {
  audit,
  bundleOf,
  demo,
  envelopeIn,
  faultCodes,
  headOf,
  hourAfter,
  type Leaves,
  logKey,
  observationCodes,
  origin,
  rootOf,
  signedHead,
  withText,
} from "./sample-bundle.js"

const newKey = await testSigner("Ed25519", origin, 7)
const witness = await testSigner("Cosignature", "audit-office.example", 2)

const witnessLines = `witness audit ${printVerifierKey(witness.verifier)}\nquorum audit\n`
const policyFor = (...keys: ReadonlyArray<SignerKey<"Ed25519">>): Uint8Array =>
  utf8(`${keys.map(({ verifier }) => `log ${printVerifierKey(verifier)}\n`).join("")}${witnessLines}`)

const changed = (some: Leaves, change: Change): Leaves =>
  forge(
    some.map((leaf, i) => storedEventOf(leaf, i, {})),
    change,
  ).map(({ leaf }) => leaf)

const introduced = demo.findIndex((leaf) => envelopeIn(leaf).type === "LogKeyIntroduced")

let ids = 0

/** An event about the log's keys, after the last leaf. */
const keyEvent = (some: Leaves, type: "LogKeyIntroduced" | "LogKeyRetired", key: SignerKey<"Ed25519">): Leaves => {
  const vkey = printVerifierKey(key.verifier)
  const { stream, actor, provisions, rule, readings } = envelopeIn(demo[introduced] ?? new Uint8Array())
  const commandId = `0190163d-8694-7000-8000-0000000000${String(ids++).padStart(2, "0")}`
  const data = type === "LogKeyIntroduced" ? { key: vkey, role: "log" } : { key: vkey }
  const of = { stream, actor, provisions, rule, readings, type, data, commandId, correlationId: commandId }
  const last = some.length - 1
  return changed(some, (envelope, i) => (i === last ? [envelope, { ...envelope, ...of }] : envelope))
}

/** A checkpoint signed with these keys and cosigned. */
const signedBy = async (some: Leaves, keys: ReadonlyArray<SignerKey<"Ed25519">>): Promise<Uint8Array> => {
  const text = right(printCheckpoint({ origin, size: some.length, root: rootOf(some) }))
  const own = await Promise.all(keys.map((key) => must(signText(key, text))))
  return utf8(printNote({ text, signatures: [...own, await must(cosign(witness, text, hourAfter(some)))] }))
}

describe("art_16__para_1: a key that signed a checkpoint", () => {
  it("must have been introduced by a leaf, even if the policy names it", async () => {
    const files = await bundleOf(demo, { checkpoint: await headOf(demo, { key: newKey }), policy: policyFor(newKey) })
    expect((await audit(files, { policy: policyFor(newKey) })).faults).toMatchObject([
      { code: "UnknownSigner", place: { path: "checkpoint" }, found: { en: printVerifierKey(newKey.verifier) } },
      { code: "PolicyDiffers", place: { path: "policy" }, found: { en: printVerifierKey(newKey.verifier) } },
      { code: "PolicyDiffers", found: { en: `– ${printVerifierKey(logKey.verifier)}` } },
    ])
  })

  it("must not have been retired by a leaf", async () => {
    const both = keyEvent(demo, "LogKeyIntroduced", newKey)
    const after = keyEvent(both, "LogKeyRetired", logKey)
    expect(faultCodes(await audit(await bundleOf(both)))).toEqual([])
    expect((await audit(await bundleOf(after))).faults).toMatchObject([
      { code: "UnknownSigner", found: { en: expect.stringContaining(`leaf ${both.length} retired`) } },
      { code: "PolicyDiffers", found: { en: printVerifierKey(logKey.verifier) } },
      { code: "PolicyDiffers", found: { en: `– ${printVerifierKey(newKey.verifier)}` } },
    ])
  })

  it("is observed as unrecorded, but accepted under the policy, when no leaf records any key", async () => {
    // A list states the number of leaves before it, so it is left out too.
    const isLeftOut = ({ stream, type }: Envelope): boolean => stream.startsWith("log-") || type === "RosterPublished"
    const without = changed(demo, (envelope) => (isLeftOut(envelope) ? [] : envelope))
    const report = await audit(await bundleOf(without))
    expect(report.sound).toBe(true)
    expect(observationCodes(report)).toContain("NoKeyRecorded")
  })
})

describe("art_16__para_1: a hand-over of the log from one key to the next", async () => {
  const both = keyEvent(demo, "LogKeyIntroduced", newKey)
  const after = keyEvent(both, "LogKeyRetired", logKey)
  const files = await bundleOf(after, { checkpoint: await signedBy(after, [newKey]), policy: policyFor(newKey) })
  const lastYear = policyFor(logKey)

  it("is followed and reported with the old policy and a kept checkpoint that both keys signed", async () => {
    const report = await audit(files, { policy: lastYear, kept: await signedBy(both, [logKey, newKey]) })
    expect(report).toMatchObject({ sound: true, signedBy: [origin] })
    expect(report.observations).toContainEqual({
      code: "KeyHandedOver",
      key: origin,
      keptSize: both.length,
      introducedAt: demo.length,
    })
  })

  it.each<readonly [string, () => Promise<Uint8Array> | undefined]>([
    ["no checkpoint was kept", () => undefined],
    ["only the old key signed the kept checkpoint", () => signedBy(both, [logKey])],
    ["only the new key signed the kept checkpoint", () => signedBy(both, [newKey])],
    ["the kept checkpoint is from before the new key was introduced", () => signedBy(demo, [logKey, newKey])],
  ])("is not followed when %s", async (_, keep) => {
    const kept = await keep()
    const report = await audit(files, { policy: lastYear, ...(kept === undefined ? {} : { kept }) })
    expect(faultCodes(report)).toEqual(["CheckpointRefused"])
    expect(observationCodes(report)).not.toContain("KeyHandedOver")
  })

  it("is not followed to a log that does not continue the log that both keys signed", async () => {
    const other = changed(both, (envelope, i) =>
      i === 3 ? { ...envelope, commandId: "0190163d-8694-7000-8000-00000000bbbb" } : envelope,
    )
    const report = await audit(files, { policy: lastYear, kept: await signedBy(other, [logKey, newKey]) })
    expect(faultCodes(report)).toEqual(expect.arrayContaining(["CheckpointRefused", "Forked"]))
  })

  it("is not followed at the depth that does not parse the leaves", async () => {
    const kept = await signedBy(both, [logKey, newKey])
    expect(faultCodes(await audit(files, { policy: lastYear, kept, depth: "leaves" }))).toEqual(["CheckpointRefused"])
  })
})

describe("art_16__para_1: two hand-overs of the log, from the key of two years ago to the present key", async () => {
  const thirdKey = await testSigner("Ed25519", origin, 8)
  const firstBoth = keyEvent(demo, "LogKeyIntroduced", newKey)
  const second = keyEvent(firstBoth, "LogKeyRetired", logKey)
  const secondBoth = keyEvent(second, "LogKeyIntroduced", thirdKey)
  const third = keyEvent(secondBoth, "LogKeyRetired", newKey)
  const files = await bundleOf(third, { checkpoint: await signedBy(third, [thirdKey]), policy: policyFor(thirdKey) })
  const twoYearsAgo = policyFor(logKey)
  const [first, next] = [await signedBy(firstBoth, [logKey, newKey]), await signedBy(secondBoth, [newKey, thirdKey])]

  it.each([
    ["in order", [first, next]],
    ["in reverse order", [next, first]],
  ])("are both followed and reported with a checkpoint of each, given %s", async (_, kept) => {
    const report = await audit(files, { policy: twoYearsAgo, kept })
    expect(report).toMatchObject({ sound: true, signedBy: [origin], keptSize: secondBoth.length })
    expect(report.observations.filter(({ code }) => code === "KeyHandedOver")).toEqual([
      { code: "KeyHandedOver", key: origin, keptSize: firstBoth.length, introducedAt: demo.length },
      { code: "KeyHandedOver", key: origin, keptSize: secondBoth.length, introducedAt: second.length },
    ])
    expect(observationCodes(report)).not.toContain("KeptUnsigned")
  })

  it("are followed with a single checkpoint that all three keys signed", async () => {
    const three = keyEvent(firstBoth, "LogKeyIntroduced", thirdKey)
    const after = keyEvent(keyEvent(three, "LogKeyRetired", logKey), "LogKeyRetired", newKey)
    const handed = await bundleOf(after, { checkpoint: await signedBy(after, [thirdKey]), policy: policyFor(thirdKey) })
    const kept = await signedBy(three, [logKey, newKey, thirdKey])
    expect(await audit(handed, { policy: twoYearsAgo, kept })).toMatchObject({ sound: true, signedBy: [origin] })
  })

  it.each<readonly [string, () => Promise<ReadonlyArray<Uint8Array>>]>([
    ["the first checkpoint is missing", async () => [next]],
    ["the second checkpoint is missing", async () => [first]],
    [
      "the second checkpoint was signed by the new key alone",
      async () => [first, await signedBy(secondBoth, [thirdKey])],
    ],
    [
      "the second checkpoint was signed after the previous key was retired",
      async () => [first, await signedBy(third, [newKey, thirdKey])],
    ],
  ])("are not followed when %s", async (_, keep) => {
    const report = await audit(files, { policy: twoYearsAgo, kept: await keep() })
    expect(faultCodes(report)).toEqual(["CheckpointRefused"])
    expect(observationCodes(report)).not.toContain("KeyHandedOver")
  })

  it("make a checkpoint of another history, signed by the middle key, proof of a fork", async () => {
    const other = changed(secondBoth, (envelope, i) =>
      i === 3 ? { ...envelope, commandId: "0190163d-8694-7000-8000-00000000bbbb" } : envelope,
    )
    const kept = [first, next, await signedBy(other, [newKey])]
    const report = await audit(files, { policy: twoYearsAgo, kept })
    expect(faultCodes(report)).toEqual(["Forked"])
    expect(report.observations).toContainEqual({ code: "ForkProof", keptSize: secondBoth.length })
  })
})

describe("art_16__para_1: the time of a cosignature", () => {
  const tenMinutes = 600
  const newest = hourAfter(demo) - 3600 + 1
  const atTime = async (time: number, options: Parameters<typeof audit>[1] = {}) =>
    audit(await bundleOf(demo, { checkpoint: await headOf(demo, { time }) }), options)

  it.each([
    [newest - tenMinutes, []],
    [newest - tenMinutes - 1, ["TimeContradicted"]],
    [0, ["TimeContradicted"]],
  ])("may be at most ten minutes before the newest record it covers: %i", async (time, codes) => {
    expect(faultCodes(await atTime(time))).toEqual(codes)
  })

  it("may be at most ten minutes after the reader's own clock", async () => {
    const now = instantAt((newest + 1000) * 1000)
    const year2200 = 7_258_118_400
    expect(faultCodes(await atTime(newest + 1000 + tenMinutes, { now }))).toEqual([])
    expect(faultCodes(await atTime(newest + 1000 + tenMinutes + 1, { now }))).toEqual(["TimeContradicted"])
    expect(faultCodes(await atTime(year2200, { now }))).toEqual(["TimeContradicted"])
    expect(faultCodes(await atTime(newest + 1, { now: instantAt((newest - 700) * 1000) }))).toEqual([
      "TimeContradicted",
      "TimeContradicted",
    ])
  })

  it.each([
    [30, []],
    [31, ["HeadOld"]],
  ])(
    "is observed as old only when the newest is more than thirty days old by the reader's clock: %i",
    async (days, codes) => {
      const time = newest + 3600
      const report = await atTime(time, { now: instantAt((time + days * 86_400) * 1000) })
      expect(observationCodes(report).filter((code) => code === "HeadOld")).toEqual(codes)
    },
  )

  const keptSize = 60
  const next = Math.floor(Date.parse(envelopeIn(demo[keptSize] ?? new Uint8Array()).recordedAt) / 1000)

  it.each([
    [next, [], []],
    [next + tenMinutes, [], []],
    [next + tenMinutes + 1, [], ["BehindWitness"]],
    [next + 7 * 86_400, [], ["BehindWitness"]],
    [next + 7 * 86_400 + 1, ["TimeContradicted"], []],
  ])("on a kept, smaller checkpoint may be at most a week after the next record: %i", async (time, codes, observed) => {
    const some = demo.slice(0, keptSize)
    const kept = await signedHead(some.length, rootOf(some), { time })
    const report = await audit(await bundleOf(demo), { kept })
    expect(faultCodes(report)).toEqual(codes)
    expect(observationCodes(report).filter((code) => code === "BehindWitness")).toEqual(observed)
  })
})

describe("the signatures of a checkpoint", async () => {
  const files = await bundleOf(demo)
  const line = `— ${origin} ${Buffer.concat([Buffer.from([1, 2, 3, 4]), Buffer.alloc(64, 5)]).toString("base64")}\n`
  const signatures = (text: string): ReadonlyArray<string> => text.split("\n\n")[1]?.split("\n").slice(0, -1) ?? []
  const proof = [...files.keys()].find((path) => path.startsWith("proof/")) ?? ""
  const own = signatures(new TextDecoder().decode(files.get("checkpoint")))

  it.each(["checkpoint", proof])("may include a line by an unknown key in %s", async (path) => {
    expect(await audit(withText(files, path, /$/, line))).toMatchObject({ sound: true, faults: [] })
  })

  it.each(["checkpoint", proof])("may be in another order in %s", async (path) => {
    const turned = withText(files, path, own.join("\n"), own.toReversed().join("\n"))
    expect(await audit(turned)).toMatchObject({ sound: true, faults: [] })
  })

  it("are all verified, so that a damaged one in a proof is a fault", async () => {
    const [first = ""] = own
    const last = first.at(-2) === "A" ? "B" : "A"
    const spoilt = withText(files, proof, first, `${first.slice(0, -2)}${last}${first.slice(-1)}`)
    expect((await audit(spoilt)).faults).toMatchObject([{ code: "ProofFails", place: { path: proof } }])
  })
})
