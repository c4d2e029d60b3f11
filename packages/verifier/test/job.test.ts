import * as E from "fp-ts/lib/Either.js"
import { beforeAll, describe, expect, it } from "vitest"
import { type Subject, subjectOf } from "../src/input/subject.js"
import { type Outcome, runJob } from "../src/verification/job.js"
import { blobs, bundleOf, leaves, policy, rootOf, signedHead } from "./bundles.js"

let subject: Subject

beforeAll(async () => {
  const made = await subjectOf(blobs(await bundleOf(leaves)))()
  if (E.isLeft(made)) throw new Error(made.left._tag)
  subject = made.right
})

const blob = (bytes: Uint8Array): Blob => new Blob([new Uint8Array(bytes)])

const reportOf = (outcome: Outcome) => {
  if (outcome._tag !== "Audited") throw new Error(outcome._tag)
  return outcome.report
}

describe("a bundle is judged", () => {
  it("by the policy and the checkpoint the reader has, where they have them", async () => {
    const earlier = leaves.slice(0, 5)
    const kept = blob(await signedHead(earlier.length, rootOf(earlier)))
    const outcome = await runJob({ subject, policy: blob(policy), kept }, () => {})
    expect(outcome).toMatchObject({ ownPolicy: true, report: { sound: true, keptSize: 5 } })
    const alone = await runJob({ subject, policy: undefined, kept: undefined }, () => {})
    expect(alone).toMatchObject({ ownPolicy: false, report: { sound: true, keptSize: null } })
    expect(reportOf(alone).observations[0]).toEqual({ code: "OwnPolicy" })
  })

  it("as rewritten where the checkpoint that was kept is of another history", async () => {
    const other = leaves.toReversed().slice(0, 5)
    const kept = blob(await signedHead(other.length, rootOf(other)))
    const { faults } = reportOf(await runJob({ subject, policy: blob(policy), kept }, () => {}))
    expect(faults.map(({ code }) => code)).toEqual(["Forked"])
  })

  it("without reading on in a policy that is too long to be one", async () => {
    const long = new Blob([new Uint8Array(policy), "#".repeat(2_000_000)])
    const { faults } = reportOf(await runJob({ subject, policy: long, kept: undefined }, () => {}))
    expect(faults[0]).toMatchObject({ code: "PolicyMalformed", found: { en: expect.stringContaining("the limit is") } })
  })

  it("with a word of how far it is, up to the end", async () => {
    const seen: Array<readonly [number, number]> = []
    await runJob({ subject, policy: undefined, kept: undefined }, (...at) => seen.push(at))
    expect(seen.at(-1)).toEqual([leaves.length, leaves.length])
  })
})
