/** Files next to the log for its readers: README, policy and timestamp, each checked against the log. */
import { fc, test } from "@fast-check/vitest"
import * as E from "fp-ts/lib/Either.js"
import { instantAt } from "@shifan/core"
import { right, utf8 } from "@shifan/testkit/basics"
import { testSigner } from "@shifan/testkit/tlog"
import { printVerifierKey } from "@shifan/tlog"
import { readTimestampResponse } from "@shifan/tlog/timestamp"
import { describe, expect, it } from "vitest"
import { readme } from "../src/readme.js"
import { reportText, type TimestampFiles } from "../src/index.js"
import { timestampOf } from "../src/timestamp/timestamp.js"
import {
  asOf,
  audit,
  bundleOf,
  demo,
  envelopeIn,
  faultCodes,
  headOf,
  leafAt,
  leaves,
  leavesIn,
  logKey,
  observationCodes,
  origin,
  policy,
  sampleBundle,
  signedHead,
  tryExport,
  withoutFile,
  withText,
} from "./sample-bundle.js"
import { timestampQuery, timestampResponse } from "./timestamp-samples.js"

describe("the README of a bundle", () => {
  it("must be the text for its log, size, day and reader, so that any change is a fault", async () => {
    for (const [from, to] of [
      ["VKEY='NAME+ID+KEY'", `VKEY='${printVerifierKey(logKey.verifier)}'`],
      ["from\nelsewhere", "from us"],
      [`${leaves.length} records`, "900 records"],
      ["**另行取得**", "取自本包"],
    ] as const)
      expect(faultCodes(await audit(withText(sampleBundle, "README.md", from, to)))).toEqual(["ReadmeDiffers"])
    expect((await audit(withoutFile(sampleBundle, "README.md"))).faults).toMatchObject([
      { code: "FileRefused", place: { path: "README.md" } },
    ])
  })

  it("written for the public is a fault in a bundle with openings", async () => {
    const openings = { _tag: "auditor", paths: [], openings: [] } as const
    const forAuditor = await bundleOf(leaves, { audience: openings })
    expect(faultCodes(await audit(forAuditor))).toEqual([])
    const swapped = new Map(forAuditor).set("README.md", sampleBundle.get("README.md") ?? new Uint8Array())
    expect(faultCodes(await audit(swapped))).toEqual(["ReadmeDiffers"])
  })

  it("has the same programs in both halves, apart from their comments", () => {
    const [zh = "", en = ""] = readme({ origin, size: 1, asOf, audience: "public" }).split("\n---\n")
    const programs = (half: string): ReadonlyArray<string> =>
      [...half.matchAll(/```(?:sh|python)\n(.*?)```/gs)].map(([, text = ""]) =>
        text.replaceAll(/# .*|证明\.tlog-proof|FILE\.tlog-proof/g, ""),
      )
    expect(programs(zh)).toEqual(programs(en))
    expect(programs(zh)).toHaveLength(9)
  })
})

describe("art_16__para_1: the policy in a bundle", () => {
  it("must name exactly the log's own keys, whatever policy the reader has", async () => {
    const files = await bundleOf(demo)
    expect(faultCodes(await audit(files))).toEqual([])
    const stranger = printVerifierKey((await testSigner("Ed25519", origin, 55)).verifier)
    const own = printVerifierKey(logKey.verifier)
    const more = withText(files, "policy", "quorum", `log ${stranger}\nquorum`)
    expect((await audit(more)).faults).toMatchObject([{ code: "PolicyDiffers", found: { en: stranger } }])
    const less = withText(files, "policy", own, stranger)
    expect((await audit(less)).faults).toMatchObject([
      { code: "PolicyDiffers", found: { en: stranger } },
      { code: "PolicyDiffers", found: { en: `– ${own}` } },
    ])
    const commentedOut = withText(files, "policy", `log ${own}`, `# log ${own}`)
    expect((await audit(commentedOut)).faults).toMatchObject([{ code: "PolicyDiffers", found: { en: `– ${own}` } }])
    // A key of another log: a policy may name several logs.
    const other = printVerifierKey((await testSigner("Ed25519", "other.example/log", 56)).verifier)
    expect(faultCodes(await audit(withText(files, "policy", "quorum", `log ${other}\nquorum`)))).toEqual([])
  })

  it("is a fault when it is malformed, though the reader has a policy", async () => {
    expect(faultCodes(await audit(withText(sampleBundle, "policy", "quorum", "quorum  x")))).toEqual([
      "PolicyMalformed",
    ])
  })

  it("that differs from the policy published with the last list is observed, and both digests are reported", async () => {
    const published = leavesIn("history-9.ndjson")
    const report = await audit(await bundleOf(published))
    const [record] = published.filter((leaf) => envelopeIn(leaf).type === "RosterPublished").map(envelopeIn)
    const { policy: digest, verifier } = Object(record?.data)
    expect(report.observations).toContainEqual(
      expect.objectContaining({ code: "PolicyNotPublished", asOf: "2021-03-01", published: digest }),
    )
    expect(report.handedOut).toEqual({ asOf: "2021-03-01", verifier, policy: digest })
  })
})

describe("art_16__para_1: a timestamp of the checkpoint", async () => {
  const checkpoint = await headOf(leaves)
  const lastRecorded = Date.parse(envelopeIn(leaves.at(-1) ?? new Uint8Array()).recordedAt)
  const timeOf = (ms: number): string => `${instantAt(ms).replaceAll(/[-:T]|\..*/g, "")}Z`

  const stamped = (time: number, change: Partial<Parameters<typeof timestampResponse>[0]> = {}, query = {}) =>
    bundleOf(leaves, {
      checkpoint,
      timestamps: [
        {
          response: timestampResponse({ of: checkpoint, time: timeOf(time), nonce: 9, ...change }),
          request: timestampQuery({ of: checkpoint, nonce: 9, ...query }),
        },
      ],
    })

  it("is read and reported with its time, and its signer is left to the reader to verify", async () => {
    const time = lastRecorded + 86_400_000
    const report = await audit(await stamped(time))
    expect(report.sound).toBe(true)
    expect(observationCodes(report)).toContain("TimestampUnverified")
    expect(report.timestamps).toMatchObject([{ size: leaves.length }])
    expect(report.timestamps[0]?.time.slice(0, 19)).toBe(instantAt(time).slice(0, 19))
  })

  it.each([
    [-601_000, ["TimeContradicted"]],
    [-599_000, []],
    [0, []],
  ])("may be up to ten minutes before the last record it covers: at %i ms the faults are %j", async (by, codes) => {
    expect(faultCodes(await audit(await stamped(lastRecorded + by)))).toEqual(codes)
  })

  it("must not be later than the reader's clock", async () => {
    const files = await stamped(lastRecorded + 86_400_000)
    const at = (by: number) => audit(files, { now: instantAt(lastRecorded + by) })
    expect(faultCodes(await at(86_400_000))).toEqual([])
    expect(faultCodes(await at(86_400_000 - 602_000))).toContain("TimeContradicted")
  })

  it.each([
    ["the hash of another file", { of: utf8("another") }, {}],
    ["the nonce of another request", {}, { nonce: 8 }],
    ["a request for another file", {}, { of: utf8("another") }],
    ["another hash algorithm", { algorithm: "sha1" }, {}],
    ["a response that grants nothing", { status: 2 }, {}],
  ] as const)("with %s is a fault and is not exported", async (_, change, query) => {
    const good = await stamped(lastRecorded + 1000)
    const time = timeOf(lastRecorded + 1000)
    const response = timestampResponse({ of: checkpoint, time, nonce: 9, ...change })
    const request = timestampQuery({ of: checkpoint, nonce: 9, ...query })
    const spoilt = new Map(good).set("checkpoint.tsr", response).set("checkpoint.tsq", request)
    expect(faultCodes(await audit(spoilt))).toEqual(["TimestampFails"])
    const { result } = await tryExport(leaves, { checkpoint, policy, timestamps: [{ response, request }] })
    expect(result).toMatchObject({ left: { _tag: "TimestampFails" } })
  })

  it("must have the nonce of its request, or no nonce if it has no request", async () => {
    const time = timeOf(lastRecorded + 1000)
    const response = timestampResponse({ of: checkpoint, time, nonce: 9 })
    const faultsOf = async (change: (files: Map<string, Uint8Array>) => void) => {
      const files = new Map(await stamped(lastRecorded + 1000))
      change(files)
      return faultCodes(await audit(files))
    }
    expect(await faultsOf((files) => files.delete("checkpoint.tsq"))).toEqual(["TimestampFails"])
    const { result } = await tryExport(leaves, { checkpoint, policy, timestamps: [{ response }] })
    expect(result).toMatchObject({ left: { _tag: "TimestampFails", reason: { part: "unasked" } } })
    const withoutNonce = timestampQuery({ of: checkpoint })
    expect(await faultsOf((files) => files.set("checkpoint.tsq", withoutNonce))).toEqual(["TimestampFails"])
    const plain = timestampResponse({ of: checkpoint, time })
    expect(
      await faultsOf((files) => {
        files.set("checkpoint.tsr", plain)
        files.delete("checkpoint.tsq")
      }),
    ).toEqual([])
  })

  it("of which only the request remains is observed", async () => {
    const files = new Map(sampleBundle).set("checkpoint.tsq", timestampQuery({ of: checkpoint, nonce: 9 }))
    expect((await audit(files)).observations).toContainEqual({ code: "UnexpectedFile", path: "checkpoint.tsq" })
  })

  it("is refused when bytes follow its request", async () => {
    const files = new Map(await stamped(lastRecorded + 1000))
    const asked = files.get("checkpoint.tsq") ?? new Uint8Array()
    expect(faultCodes(await audit(files.set("checkpoint.tsq", Uint8Array.of(...asked, ...asked))))).toEqual([
      "TimestampFails",
    ])
  })

  it("is a fault when its file holds other bytes", async () => {
    expect(faultCodes(await audit(new Map(sampleBundle).set("checkpoint.tsr", utf8("no"))))).toEqual(["TimestampFails"])
  })

  describe("beside timestamps of earlier checkpoints", async () => {
    const recordedAt = (index: number): number => Date.parse(envelopeIn(leafAt(index)).recordedAt)
    const early = 5
    const earlier = await headOf(leaves.slice(0, early))
    const stamp = (of: Uint8Array, time: number, nonce = 9): TimestampFiles => ({
      response: timestampResponse({ of, time: timeOf(time), nonce }),
      request: timestampQuery({ of, nonce }),
    })
    const ofHead = (time = lastRecorded + 1000) => stamp(checkpoint, time)
    const ofEarlier = (time = recordedAt(early - 1)) => ({ ...stamp(earlier, time), checkpoint: earlier })
    const all = await bundleOf(leaves, {
      checkpoint,
      timestamps: [ofEarlier(), ofHead(), ofHead(lastRecorded + 60_000)],
    })

    it("is matched with its own checkpoint and reported", async () => {
      const report = await audit(all)
      expect(report.faults).toEqual([])
      expect(report.timestamps.map(({ size }) => size)).toEqual([leaves.length, early, leaves.length])
      expect(report.observationCounts).toMatchObject({ TimestampUnverified: 3 })
      expect(observationCodes(report)).not.toContain("UnexpectedFile")
      expect(reportText(report, "en")).toContain(`of ${early} leaves (its signature was not verified)`)
    })

    it.each([
      ["a time before the last record of its checkpoint", -601_000, ["TimeContradicted"]],
      ["a time equal to the last record's", 0, []],
    ])("is compared with the times of the records: %s", async (_, by, codes) => {
      const files = await bundleOf(leaves, { checkpoint, timestamps: [ofEarlier(recordedAt(early - 1) + by)] })
      expect(faultCodes(await audit(files))).toEqual(codes)
    })

    it("is a fault when it is more than a week later than the next record", async () => {
      const unseen = recordedAt(early)
      const files = await bundleOf(leaves, { checkpoint, timestamps: [ofEarlier(unseen + 8 * 86_400_000)] })
      expect(faultCodes(await audit(files))).toEqual(["TimeContradicted"])
    })

    it.each<readonly [string, TimestampFiles]>([
      [
        "a checkpoint of another history",
        {
          ...stamp(await headOf(leaves.toReversed().slice(0, early)), lastRecorded),
          checkpoint: await headOf(leaves.toReversed().slice(0, early)),
        },
      ],
      [
        "a checkpoint of a longer log",
        {
          ...stamp(await signedHead(99, new Uint8Array(32)), lastRecorded),
          checkpoint: await signedHead(99, new Uint8Array(32)),
        },
      ],
      [
        "a checkpoint of another log",
        {
          ...stamp(await headOf(leaves, { name: "other.example" }), lastRecorded),
          checkpoint: await headOf(leaves, { name: "other.example" }),
        },
      ],
      ["bytes that are not a checkpoint", { ...stamp(utf8("head"), lastRecorded), checkpoint: utf8("head") }],
      ["the bundle's checkpoint, which it was not made for", { ...ofEarlier(), checkpoint: undefined }],
    ])("is a fault and is not exported with %s", async (_, files) => {
      const { result } = await tryExport(leaves, { checkpoint, timestamps: [files] })
      expect(result).toMatchObject({ left: { _tag: "TimestampFails" } })
      const spoilt = new Map(all)
        .set("timestamp/1.tsr", files.response)
        .set("timestamp/1.tsq", files.request ?? utf8(""))
      if (files.checkpoint === undefined) spoilt.delete("timestamp/1.checkpoint")
      else spoilt.set("timestamp/1.checkpoint", files.checkpoint)
      expect((await audit(spoilt)).faults).toMatchObject([
        { code: "TimestampFails", place: { path: "timestamp/1.tsr" } },
      ])
    })

    it("is read by consecutive numbers, and other files in its folder are observed", async () => {
      const spoilt = new Map(all)
      spoilt.delete("timestamp/1.tsr")
      const { observations } = await audit(spoilt)
      expect(observations).toContainEqual({ code: "UnexpectedFile", path: "timestamp/2.tsr" })
      expect(observations).toContainEqual({ code: "UnexpectedFile", path: "timestamp/1.checkpoint" })
    })
  })

  test.prop([fc.integer({ min: 0, max: 4_000_000_000 }), fc.integer({ min: 1, max: 127 }), fc.uint8Array()])(
    "is read with the same time as by a library of the standard's schemas",
    (seconds, nonce, file) => {
      const response = timestampResponse({ of: file, time: timeOf(seconds * 1000), nonce })
      const { genTime } = right(readTimestampResponse(response))
      expect(timestampOf({ response, request: timestampQuery({ of: file, nonce }) }, file)).toEqual(
        E.right(Date.parse(genTime)),
      )
    },
  )

  test.prop([fc.nat(), fc.integer({ min: 0, max: 255 })])(
    "with one byte changed is read or refused, without an exception",
    (at, byte) => {
      const response = timestampResponse({ of: checkpoint, time: timeOf(lastRecorded), nonce: 9 })
      expect(() => timestampOf({ response: response.with(at % response.length, byte) }, checkpoint)).not.toThrow()
    },
  )
})
