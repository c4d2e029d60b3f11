import { test } from "@fast-check/vitest"
import { observed } from "@shifan/testkit/basics"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import type { AuditFault, AuditReport } from "../src/index.js"
import { audit, bundleOf, leaves, plainLeaves, rootOf, sampleBundle } from "./sample-bundle.js"
import { forgedHead, spoiling } from "./spoiling.js"

type Bundle = ReadonlyMap<string, Uint8Array>

const forged = await forgedHead(leaves.length, rootOf(leaves))

/** Enough leaves for a tile of level 1. */
const wideLeaves = plainLeaves(300)
const wideBundle: Bundle = await bundleOf(wideLeaves)
const forgedWide = await forgedHead(wideLeaves.length, rootOf(wideLeaves))

/** The reader has their own policy here, so an added blank in the bundle's policy changes nothing. */
const comparedByMeaning = ["policy"]

/** Leaves out the day of the roster: the list may be the same on another day, and then the bundle is sound. */
const verifiedText = (path: string, content: Uint8Array | undefined): string => {
  const text = Buffer.from(content ?? "missing").toString("latin1")
  return path === "roster.json" ? text.replace(/"asOf":"[^"]*"/, "") : text
}

const isSpoilt = (files: Bundle, original: Bundle): boolean =>
  [...original].some(
    ([path, content]) =>
      !comparedByMeaning.includes(path) && verifiedText(path, files.get(path)) !== verifiedText(path, content),
  )

/** No file differs, and no tile was added. */
const isWhole = (files: Bundle, original: Bundle): boolean =>
  [...original].every(([path, content]) => Buffer.from(content).equals(files.get(path) ?? Buffer.of())) &&
  [...files.keys()].every((path) => original.has(path) || !path.startsWith("tile/"))

const expectVerdict = (report: AuditReport, files: Bundle, original: Bundle): void => {
  if (isSpoilt(files, original)) expect(report.sound).toBe(false)
  if (isWhole(files, original)) expect(report.sound).toBe(true)
  expect(report.faults.filter(({ code }) => code === "Unfinished")).toEqual([])
  observed("damagedBundles", {
    bundles: 1,
    noticed: report.sound ? 0 : 1,
    whole: isWhole(files, original) ? 1 : 0,
  })
}

/** Faults found at depth `leaves`. Tiles that the tree does not need are only compared at greater depth. */
const isOfTheLog = ({ code, place }: AuditFault): boolean =>
  !("path" in place) ||
  (code !== "TileForged" && (place.path === "checkpoint" || place.path.startsWith("tile/entries")))

/** Any change to a byte that counts makes the bundle unsound, and nothing is ever thrown. */
export const testSpoiltBundles = (numRuns: number): void => {
  const seed = Number(process.env["SHIFAN_SEED"] ?? 20201112)
  const settings = { numRuns, seed, endOnFailure: true } as const
  const timeout = Math.max(60_000, numRuns * 50)

  describe("a spoilt bundle", () => {
    it("was sound before it was spoilt", async () => {
      expect(await audit(sampleBundle)).toMatchObject({ sound: true })
    })

    test.prop([spoiling(forged)], settings)(
      "is never sound when a byte that counts differs, and its faults at depth leaves are those of the log",
      async (spoil) => {
        const files = spoil(sampleBundle)
        const report = await audit(files, { depth: "lists" })
        expectVerdict(report, files, sampleBundle)
        const ofLeaves = await audit(files, { depth: "leaves" })
        expect(report.faults).toEqual(expect.arrayContaining([...ofLeaves.faults]))
        if (ofLeaves.sound) expect(report.faults.filter(isOfTheLog)).toEqual([])
      },
      timeout,
    )

    test.prop([spoiling(forged)], { ...settings, numRuns: Math.ceil(numRuns / 8) })(
      "is never sound when a byte that counts differs, with every decision made again",
      async (spoil) => {
        const files = spoil(sampleBundle)
        expectVerdict(await audit(files), files, sampleBundle)
      },
      timeout,
    )

    test.prop([spoiling(forgedWide)], { ...settings, numRuns: Math.ceil(numRuns / 4) })(
      "is never sound when a byte that counts differs, with tiles of two levels",
      async (spoil) => {
        const files = spoil(wideBundle)
        expectVerdict(await audit(files, { depth: "lists" }), files, wideBundle)
      },
      timeout,
    )

    test.prop([fc.uint8Array({ maxLength: 400 }), fc.constantFrom(...sampleBundle.keys())], {
      ...settings,
      numRuns: Math.ceil(numRuns / 4),
    })(
      "is not sound when a file is replaced with any bytes",
      async (content, path) => {
        const report = await audit(new Map(sampleBundle).set(path, content), { depth: "lists" })
        expect(report.sound).toBe(false)
      },
      timeout,
    )
  })
}
