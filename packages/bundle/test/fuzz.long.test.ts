/** Spoilt bundles: whatever is done to a byte that is covered, the bundle is sound no more; and nothing is ever thrown. */
import { test } from "@fast-check/vitest"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import type { AuditFault } from "../src/index.js"
import { audit, bundleOf, leaves, rootOf, type Files } from "./history.js"
import { mutation, resignedHead } from "./mutation.js"

/** `SHIFAN_FUZZ=100000` for a long run, `SHIFAN_SEED` to repeat one. */
const numRuns = Number(process.env["SHIFAN_FUZZ"] ?? 2000)
const seed = Number(process.env["SHIFAN_SEED"] ?? 20201112)

const good = await bundleOf(leaves)
const resigned = await resignedHead(leaves.length, rootOf(leaves))

const wideLeaves = Array.from({ length: 300 }, (_, i) => new TextEncoder().encode(`{"leaf":${i}}`))
const wide = await bundleOf(wideLeaves)
const resignedWide = await resignedHead(wideLeaves.length, rootOf(wideLeaves))

/** Whom to trust is the reader's own word here, and README is for people. */
const uncovered = ["README.md", "policy"]

const dayless = (path: string, content: Uint8Array): string => {
  const text = Buffer.from(content).toString("latin1")
  return path === "roster.json" ? text.replace(/"asOf":"[^"]*"/, "") : text
}

/** The roster may be of another day on which the list is the same: then it tells the truth, and is sound. */
const isSpoilt = (files: Files, from: Files = good): boolean =>
  [...from].some(([path, content]) => {
    const given = files.get(path)
    return !uncovered.includes(path) && (given === undefined || dayless(path, given) !== dayless(path, content))
  })

/** Nothing covered differs, and no tile lies there that was not there. */
const isUnspoilt = (files: Files, from: Files = good): boolean =>
  [...from].every(([path, content]) => uncovered.includes(path) || same(files.get(path), content)) &&
  [...files.keys()].every((path) => from.has(path) || !path.startsWith("tile/"))

const same = (one: Uint8Array | undefined, other: Uint8Array): boolean =>
  one !== undefined && Buffer.compare(one, other) === 0

const settings = { numRuns, seed, endOnFailure: true } as const

/** A forged tile that the tree has no need of is told of beside its leaves only. */
const isOfTheLog = ({ code, place }: AuditFault): boolean =>
  !("path" in place) ||
  (code !== "TileForged" && (place.path === "checkpoint" || place.path.startsWith("tile/entries")))

describe("a bundle that was spoilt", () => {
  it("was sound before", async () => {
    expect(await audit(good)).toMatchObject({ sound: true })
  })

  test.prop([mutation(resigned)], settings)(
    "is never sound when a covered byte differs, by its bytes alone",
    async (spoil) => {
      const files = spoil(good)
      const report = await audit(files, { depth: "lists" })
      if (isSpoilt(files)) expect(report.sound).toBe(false)
      if (isUnspoilt(files)) expect(report.sound).toBe(true)
      expect(report.faults.filter(({ code }) => code === "Unfinished")).toEqual([])
      const bytes = await audit(files, { depth: "leaves" })
      expect(report.faults).toEqual(expect.arrayContaining([...bytes.faults]))
      if (bytes.sound) expect(report.faults.filter(isOfTheLog)).toEqual([])
    },
    120_000 * Math.ceil(numRuns / 10_000),
  )

  test.prop([mutation(resigned)], { ...settings, numRuns: Math.ceil(numRuns / 20) })(
    "is never sound when a covered byte differs, every decision taken again, and sound when none does",
    async (spoil) => {
      const files = spoil(good)
      const report = await audit(files)
      if (isSpoilt(files)) expect(report.sound).toBe(false)
      if (isUnspoilt(files)) expect(report.sound).toBe(true)
      expect(report.faults.filter(({ code }) => code === "Unfinished")).toEqual([])
    },
    120_000 * Math.ceil(numRuns / 10_000),
  )

  test.prop([mutation(resignedWide)], { ...settings, numRuns: Math.ceil(numRuns / 10) })(
    "is never sound when a covered byte differs, with tiles above tiles",
    async (spoil) => {
      const files = spoil(wide)
      const report = await audit(files, { depth: "lists" })
      if (isSpoilt(files, wide)) expect(report.sound).toBe(false)
      if (isUnspoilt(files, wide)) expect(report.sound).toBe(true)
      expect(report.faults.filter(({ code }) => code === "Unfinished")).toEqual([])
    },
    120_000 * Math.ceil(numRuns / 10_000),
  )

  test.prop([fc.uint8Array({ maxLength: 400 }), fc.constantFrom(...good.keys())], { numRuns: 200, seed })(
    "is answered when a file is replaced by any bytes",
    async (content, path) => {
      const report = await audit(new Map(good).set(path, content), { depth: "lists" })
      expect(report.sound).toBe(uncovered.includes(path))
    },
  )
})
