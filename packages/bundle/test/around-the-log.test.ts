/** A forger with the log's key and the file system alters what surrounds the log in a bundle. */
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { fc, test } from "@fast-check/vitest"
import { describe, expect, it } from "vitest"
import { alterations, isTold, reasonFor, reportOf, rowOf, rowOfWhole, wholeReplacements } from "./around-the-log.js"
import { fullBundle, fullLeaves, newestHead, otherBundle } from "./full-bundle.js"
import { audit, faultCodes, observationCodes } from "./sample-bundle.js"

const document = readFileSync(join(import.meta.dirname, "../../../docs/audit.md"), "utf8")

describe("art_16__para_1: a forger around the log", () => {
  it("begins with two sound bundles, one of them with every optional part", async () => {
    const report = await reportOf(fullBundle)
    expect(report).toMatchObject({ sound: true, openings: 1, keptSize: 5, handedOut: { asOf: "2021-06-01" } })
    expect(report.witnessedBy).toHaveLength(2)
    expect(report.timestamps).toHaveLength(3)
    expect(fullLeaves.filter((leaf) => new TextDecoder().decode(leaf).includes("RosterPublished"))).toHaveLength(2)
    expect(await reportOf(otherBundle)).toMatchObject({ sound: true, size: fullLeaves.length - 1 })
  })

  it("alters every file", () => {
    expect(new Set(alterations.map(({ path }) => path))).toEqual(new Set(fullBundle.keys()))
  })

  const seed = Number(process.env["SHIFAN_SEED"] ?? 20201112)

  // around-the-log.long.test.ts tries all of them.
  test.prop([fc.constantFrom(...alterations)], { numRuns: 50, seed })(
    "is told of by a fault or an observation, or docs/audit.md says why nobody can know",
    async (alteration) => {
      const reason = reasonFor(alteration)
      const isListed = reason !== undefined && document.includes(rowOf(reason))
      const what = `${alteration.path}: ${alteration.how}`
      expect([what, isListed || (await isTold(alteration))]).toEqual([what, true])
    },
  )

  it.each(wholeReplacements)("is told of only by a newer head that was kept: $what", async ({ files, ...row }) => {
    const report = await reportOf(files)
    expect(report.sound).toBe(true)
    const known = new Set(observationCodes(await reportOf(fullBundle)))
    expect(observationCodes(report).filter((code) => !known.has(code))).toEqual([])
    expect(document).toContain(rowOfWhole(row))
    expect(faultCodes(await audit(files, { kept: newestHead }))).toContain("WentBack")
  })
})
