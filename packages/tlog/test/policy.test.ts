import { fc, test } from "@fast-check/vitest"
import { must, right, utf8 } from "@shifan/testkit/basics"
import { mlDsaKey, policyOf, testSigner } from "@shifan/testkit/tlog"
import * as E from "fp-ts/lib/Either.js"
import { describe, expect, it } from "vitest"
import {
  acceptCheckpoint,
  cosign,
  printCheckpoint,
  printNote,
  printVerifierKey,
  signNote,
  signText,
  type NoteSignature,
} from "../src/index.js"
import { log, logLine, names, origin, examplePolicy, witnesses, witnessLines } from "./example-policy.js"

const newLog = await testSigner("Ed25519", origin, 2)
const otherLog = await testSigner("Ed25519", "other.example", 3)
const head = { origin, size: 7, root: new Uint8Array(32).fill(5) }
const text = right(printCheckpoint(head))
const byLog = await must(signText(log, text))
const cosignatures = await Promise.all(witnesses.map((key, i) => must(cosign(key, text, 100 + i))))

const fileOf = (...signatures: ReadonlyArray<NoteSignature>): Uint8Array => utf8(printNote({ text, signatures }))
const cosignedBy = (some: ReadonlyArray<string>): ReadonlyArray<NoteSignature> =>
  cosignatures.filter((_, i) => some.includes(names[i] ?? ""))

describe("a quorum", () => {
  test.prop([fc.subarray(names)])(
    "of two of three and one of three is met exactly when enough witnesses of both groups cosigned",
    async (some) => {
      const counted = ["X", "Y"].map((group) => some.filter((name) => name.startsWith(group)).length)
      const verdict = await acceptCheckpoint(policyOf(examplePolicy), fileOf(byLog, ...cosignedBy(some)))()
      expect(verdict).toMatchObject(
        (counted[0] ?? 0) >= 2 && (counted[1] ?? 0) >= 1
          ? { right: { checkpoint: head, cosignatures: some.map((name) => ({ witness: { name } })) } }
          : { left: { _tag: "QuorumNotMet", quorum: "X-and-Y", witnessed: some } },
      )
    },
  )

  test.prop([fc.subarray(names), fc.integer({ min: 1, max: 6 })])(
    "of k of six is met exactly when at least k witnesses cosigned",
    async (some, k) => {
      const policy = policyOf(`${logLine}${witnessLines}group g ${k} ${names.join(" ")}\nquorum g\n`)
      const verdict = await acceptCheckpoint(policy, fileOf(byLog, ...cosignedBy(some)))()
      expect(E.isRight(verdict)).toBe(some.length >= k)
    },
  )

  it("of a single witness is met by that witness only", async () => {
    const policy = policyOf(`${logLine}${witnessLines}quorum X2\n`)
    const [x1 = byLog, x2 = byLog] = cosignatures
    expect(await acceptCheckpoint(policy, fileOf(byLog, x1))()).toEqual(
      E.left({ _tag: "QuorumNotMet", quorum: "X2", witnessed: ["X1"] }),
    )
    expect(await must(acceptCheckpoint(policy, fileOf(byLog, x2)))).toMatchObject({
      logs: [{ key: log.verifier }],
      cosignatures: [{ witness: { name: "X2" }, time: 101 }],
    })
  })

  it("of none is met without cosignatures, and any cosignatures are still listed", async () => {
    const policy = policyOf(`${logLine}${witnessLines}quorum none\n`)
    expect(await must(acceptCheckpoint(policy, fileOf(byLog)))).toMatchObject({ cosignatures: [] })
    expect((await must(acceptCheckpoint(policy, fileOf(byLog, ...cosignatures)))).cosignatures).toHaveLength(6)
  })

  it("counts a witness once, even if it cosigned twice", async () => {
    const policy = policyOf(`${logLine}${witnessLines}group g 2 X1 X2\nquorum g\n`)
    const [x1] = witnesses
    if (x1 === undefined) throw new Error("a witness is needed")
    const twice = [await must(cosign(x1, text, 1)), await must(cosign(x1, text, 2))]
    expect(await acceptCheckpoint(policy, fileOf(byLog, ...twice))()).toEqual(
      E.left({ _tag: "QuorumNotMet", quorum: "g", witnessed: ["X1"] }),
    )
  })

  it("is not met by a plain signature of the log, but by a cosignature with a key of both log and witness", async () => {
    const own = await testSigner("Cosignature", origin, 40)
    const policy = policyOf(
      `log ${printVerifierKey(own.verifier)}\nwitness own ${printVerifierKey(own.verifier)}\n${logLine}quorum own\n`,
    )
    expect(await acceptCheckpoint(policy, fileOf(byLog))()).toMatchObject({ left: { _tag: "QuorumNotMet" } })
    const both = await must(acceptCheckpoint(policy, fileOf(await must(cosign(own, text, 9)))))
    expect(both).toMatchObject({ logs: [{ key: own.verifier }], cosignatures: [{ witness: { name: "own" }, time: 9 }] })
  })

  it("is not met by a plain signature with a witness's key", async () => {
    const plain = await testSigner("Ed25519", "w.example", 41)
    const witness = { _tag: "Witness", name: "w", key: plain.verifier, url: undefined } as const
    const policy = { logs: [{ key: log.verifier, url: undefined }], witnesses: [witness], quorum: witness }
    expect(await acceptCheckpoint(policy, fileOf(byLog, await must(signText(plain, text))))()).toMatchObject({
      left: { _tag: "QuorumNotMet", witnessed: [] },
    })
  })

  it("of 256 nested groups is met only by the one witness in them", async () => {
    const nested = Array.from({ length: 256 }, (_, i) => `group g${i} any ${i === 0 ? "X1" : `g${i - 1}`}\n`).join("")
    const policy = policyOf(`${logLine}${witnessLines}${nested}quorum g255\n`)
    expect(await acceptCheckpoint(policy, fileOf(byLog, ...cosignedBy(["X1"])))()).toMatchObject({ _tag: "Right" })
    expect(await acceptCheckpoint(policy, fileOf(byLog, ...cosignedBy(["X2"])))()).toMatchObject({ _tag: "Left" })
  })

  it("is met by other members of a group that has an ML-DSA-44 witness, unless it requires that witness", async () => {
    const lines = `${logLine}witness pq ${printVerifierKey(mlDsaKey("pq.example", 1))}\n${witnessLines}`
    const [x1 = byLog] = cosignatures
    const any = policyOf(`${lines}group g any pq X1\nquorum g\n`)
    expect(await acceptCheckpoint(any, fileOf(byLog, x1))()).toMatchObject({ _tag: "Right" })
    const both = policyOf(`${lines}group g all pq X1\nquorum g\n`)
    expect(await acceptCheckpoint(both, fileOf(byLog, x1))()).toMatchObject({ left: { witnessed: ["X1"] } })
  })
})

describe("acceptCheckpoint", () => {
  it("accepts a checkpoint signed by any key that the policy has for its origin", async () => {
    const policy = policyOf(
      `${logLine}log ${printVerifierKey(newLog.verifier)} https://example.com/log/\nquorum none\n`,
    )
    const byNew = await must(signText(newLog, text))
    for (const file of [fileOf(byLog), fileOf(byNew)])
      expect((await must(acceptCheckpoint(policy, file))).logs).toHaveLength(1)
    expect(await must(acceptCheckpoint(policy, fileOf(byNew, byLog)))).toMatchObject({
      logs: [
        { key: log.verifier, url: undefined },
        { key: newLog.verifier, url: "https://example.com/log/" },
      ],
    })
  })

  it("refuses a checkpoint signed by a known log of another origin", async () => {
    const policy = policyOf(`${logLine}log ${printVerifierKey(otherLog.verifier)}\nquorum none\n`)
    const byOther = await must(signText(otherLog, text))
    expect(await acceptCheckpoint(policy, fileOf(byOther))()).toEqual(E.left({ _tag: "NotFromKnownLog", origin }))
  })

  it("refuses a checkpoint that only witnesses signed", async () => {
    expect(await acceptCheckpoint(policyOf(examplePolicy), fileOf(...cosignatures))()).toEqual(
      E.left({ _tag: "NotFromKnownLog", origin }),
    )
  })

  it("refuses every checkpoint under a policy without a log", async () => {
    expect(await acceptCheckpoint(policyOf("quorum none\n"), fileOf(byLog))()).toEqual(
      E.left({ _tag: "NoKnownSignature" }),
    )
  })

  it("refuses a cosignature that does not verify, even from a witness the policy does not need", async () => {
    const [x1 = byLog] = cosignatures
    const failing = { ...x1, signature: x1.signature.with(70, 1) }
    const policy = policyOf(`${logLine}${witnessLines}quorum none\n`)
    expect(await acceptCheckpoint(policy, fileOf(byLog, failing))()).toMatchObject({
      left: { _tag: "InvalidSignature" },
    })
  })

  it("refuses a note that is not a checkpoint, and a file that is not a note", async () => {
    const policy = policyOf(`${logLine}quorum none\n`)
    const letter = await must(signNote([log], "a letter\n"))
    expect(await acceptCheckpoint(policy, letter)()).toMatchObject({ left: { _tag: "MalformedCheckpoint" } })
    expect(await acceptCheckpoint(policyOf("quorum none\n"), letter)()).toMatchObject({
      left: { _tag: "NoKnownSignature" },
    })
    expect(await acceptCheckpoint(policy, utf8(text))()).toMatchObject({ left: { _tag: "MalformedNote" } })
  })
})
