import { type InputFile, subjectOf } from "@shifan/bundle/input"
import { must, right, utf8 } from "@shifan/testkit/basics"
import { parseNote, signNote } from "@shifan/tlog"
import { describe, expect, it, onTestFinished, vi } from "vitest"
import { bundleOf, demo, headOf, type Leaves, logKey, policy } from "../../bundle/test/sample-bundle.js"
import { day, due, index, receipt, recordedAt, withAnother } from "../../bundle/test/sample-receipt.js"
import { headlineOf } from "../src/messages/verdict.js"
import { type Job, runJob } from "../src/verification/job.js"
import { blob, inFolder, zipped } from "./sample-input.js"

describe("a receipt", () => {
  const named = { path: "application.receipt", file: blob(receipt.note) }

  const outcomeOf = async (beside: ReadonlyArray<InputFile>, anchors: Partial<Job> = {}) => {
    const subject = right(await subjectOf([named, ...beside])())
    expect(subject._tag).toBe("Receipt")
    return runJob({ subject, policy: blob(policy), kept: undefined, ...anchors }, () => {})
  }
  const headlineFor = async (beside: ReadonlyArray<InputFile>, anchors: Partial<Job> = {}) =>
    headlineOf(await outcomeOf(beside, anchors))

  const bundle = async (some: Leaves) => ({ path: "bundle.zip", file: await zipped(await bundleOf(some)) })
  const short = demo.slice(0, index)

  it("was kept if a bundle, zipped or not, has its leaf at its index", async () => {
    const kept = { tone: "good", verdict: { zh: "承诺已兑现", en: "The promise was kept" } }
    expect(await headlineFor([await bundle(demo)])).toMatchObject(kept)
    expect(await headlineFor(inFolder(await bundleOf(demo)))).toMatchObject(kept)
  })

  it("was broken if a bundle has another record at its index, with a proof to pass on", async () => {
    const outcome = await outcomeOf([await bundle(withAnother)])
    expect(headlineOf(outcome)).toMatchObject({ tone: "bad", verdict: { zh: "承诺被违背" } })
    if (outcome._tag !== "Promised" || outcome.report.verdict?._tag !== "Broken") throw new Error(outcome._tag)
    const proof = { path: "broken.tlog-proof", file: blob(outcome.report.verdict.proof) }
    expect(await headlineFor([proof])).toMatchObject({ tone: "bad", verdict: { en: "The promise was broken" } })
  })

  it("was broken if the log signed another description of its record, with a proof to pass on", async () => {
    const { text } = right(parseNote(receipt.note))
    const file = blob(await must(signNote([logKey], text.replace(" Applied\n", " Certified\n"))))
    const headlineWith = async (beside: InputFile) => {
      const subject = right(await subjectOf([{ path: "a.receipt", file }, beside])())
      return runJob({ subject, policy: blob(policy), kept: undefined }, () => {})
    }
    const outcome = await headlineWith(await bundle(demo))
    expect(headlineOf(outcome)).toMatchObject({ tone: "bad", verdict: { en: "The promise was broken" } })
    if (outcome._tag !== "Promised" || outcome.report.verdict?._tag !== "Broken") throw new Error(outcome._tag)
    expect(outcome.report.verdict.how).toBe("anotherEvent")
    const proof = { path: "broken.tlog-proof", file: blob(outcome.report.verdict.proof) }
    expect(headlineOf(await headlineWith(proof))).toMatchObject({ tone: "bad", verdict: { zh: "承诺被违背" } })
  })

  it("was broken if a witness saw a shorter log after it was due, shown by the checkpoint alone, kept or beside it", async () => {
    const late = await headOf(short, { time: Math.floor((due + day) / 1000) })
    const broken = { tone: "bad", verdict: { en: "The promise was broken" } }
    expect(await headlineFor([{ path: "head.txt", file: blob(late) }])).toMatchObject(broken)
    expect(await headlineFor([], { kept: blob(late) })).toMatchObject(broken)
  })

  it("is overdue or not yet due by the reader's clock", async () => {
    const head = await headOf(short, { time: Math.floor(recordedAt / 1000) })
    expect(await headlineFor([], { kept: blob(head) })).toMatchObject({ verdict: { zh: "承诺已逾期" } })
    vi.useFakeTimers({ now: recordedAt + day, toFake: ["Date"] })
    onTestFinished(() => void vi.useRealTimers())
    expect(await headlineFor([], { kept: blob(head) })).toMatchObject({
      tone: "limited",
      verdict: { zh: "承诺尚未到期" },
    })
  })

  it("proves nothing without a policy or without evidence", async () => {
    for (const [beside, anchors, missing] of [
      [[], {}, ["evidence"]],
      [[], { policy: undefined }, ["policy", "evidence"]],
      [[await bundle(demo)], { policy: undefined }, ["policy"]],
    ] as const) {
      const outcome = await outcomeOf(beside, anchors)
      expect(outcome).toMatchObject({ _tag: "Promised", report: { missing, verdict: null, refusal: null } })
      expect(headlineOf(outcome)).toMatchObject({ tone: "limited", verdict: { zh: "尚不能断定" } })
    }
    expect(await headlineFor([{ path: "head", file: blob(await headOf(demo)) }])).toMatchObject({
      tone: "limited",
      verdict: { en: "Nothing is shown yet" },
    })
  })

  it("is refused if it was altered, or if its evidence or the policy is not valid", async () => {
    const altered = new TextDecoder().decode(receipt.note).replace(`leaf ${index}`, `leaf ${index + 1}`)
    const subject = right(await subjectOf([{ path: "download.txt", file: blob(utf8(altered)) }, await bundle(demo)])())
    const outcome = await runJob({ subject, policy: blob(policy), kept: undefined }, () => {})
    expect(outcome).toMatchObject({ _tag: "Promised", report: { refusal: { code: "ForgedReceipt" } } })
    expect(headlineOf(outcome)).toMatchObject({ tone: "bad", verdict: { zh: "不成立" } })
    for (const file of [utf8("no head"), await headOf(demo, { name: "other.example" })])
      expect(await headlineFor([{ path: "head", file: blob(file) }])).toMatchObject({ tone: "bad" })
    const torn = new Map(await bundleOf(demo))
    torn.delete([...torn.keys()].find((path) => path.startsWith("tile/entries")) ?? "")
    expect(await headlineFor(inFolder(torn))).toMatchObject({ tone: "bad", verdict: { zh: "不成立" } })
    expect(await headlineFor([await bundle(demo)], { policy: blob(utf8("trust me")) })).toMatchObject({ tone: "bad" })
  })

  it("is refused beside another receipt, or beside two files of evidence", async () => {
    const second = { ...named, path: "second.receipt" }
    expect(await subjectOf([named, second])()).toMatchObject({ left: { _tag: "SeveralReceipts" } })
    const [one, other] = [
      { ...named, path: "a" },
      { ...named, path: "b" },
    ]
    expect(await subjectOf([named, one, other])()).toMatchObject({ left: { _tag: "SeveralLeaves" } })
  })
})
