/** The public gets no sealed values; readers in scope get only values that open a commitment in a leaf. */
import { createHash } from "node:crypto"
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import * as E from "fp-ts/lib/Either.js"
import * as TE from "fp-ts/lib/TaskEither.js"
import { fc, test } from "@fast-check/vitest"
import type { Envelope } from "@shifan/event-store"
import { commitmentTo } from "@shifan/service"
import { right } from "@shifan/testkit/basics"
import { describe, expect, it } from "vitest"
import { type Audience, commitmentOf, type Folder, type LeafOpening, memoryFolder, verifyBundle } from "../src/index.js"
import { openingsFile, parseOpenings } from "../src/openings.js"
import {
  audit,
  bundleOf,
  faultCodes,
  leavesIn,
  policy,
  textIn,
  tryExport,
  verifyOptions,
  withEvent,
  withText,
} from "./sample-bundle.js"

const dossiers = join(import.meta.dirname, "../../../examples/dossiers")
const personal = /\.(legalRepresentative|contactPerson|phone|mobile|fax|email|investors\.\d+\.name)$/

/** All sealed values of the example applications. */
const sealedValues = (value: unknown, path = ""): ReadonlyArray<string> => {
  if (typeof value === "string") return personal.test(path) ? [value] : []
  if (typeof value !== "object" || value === null) return []
  return Object.entries(value).flatMap(([key, part]) => sealedValues(part, `${path}.${key}`))
}

const values = readdirSync(dossiers)
  .filter((name) => /^\d\d-/.test(name))
  .flatMap((name) => sealedValues(JSON.parse(readFileSync(join(dossiers, name, "application.json"), "utf8"))))

describe("a public bundle", () => {
  it("of the demo's history contains no personal data of its dossiers in any path or file", async () => {
    expect(values.length).toBeGreaterThan(100)
    const files = await bundleOf(leavesIn("history-1.ndjson"))
    const all = Buffer.concat([...files].flatMap(([path, content]) => [Buffer.from(path), content]))
    expect(values.filter((value) => all.includes(value))).toEqual([])
    expect(files.has("openings.json")).toBe(false)
  })
})

describe("a commitment", () => {
  test.prop([fc.uint8Array({ minLength: 32, maxLength: 32 }), fc.string({ unit: "binary" })])(
    "equals the commitment that sealing makes, though computed without Node's crypto",
    (salt, value) => {
      expect(commitmentOf({ salt: Buffer.from(salt).toString("hex"), value })).toBe(commitmentTo(salt, value).sealed)
    },
  )
})

const salt = createHash("sha256").update("salt").digest("hex")
const path = "form.basic.phone"
const opening: LeafOpening = { index: 2, path, salt, value: "0335-5550101" }

const withSealedPhone = (envelope: Envelope): Envelope => {
  const data = structuredClone(envelope.data) as { form: { basic: { phone: unknown } } }
  data.form.basic.phone = { sealed: commitmentOf(opening) }
  return { ...envelope, data }
}

/** The instrument, the call, and an application with a sealed telephone number whose salt is known here. */
const some = withEvent(opening.index, withSealedPhone).slice(0, 3)
const unit = "91130302MA00010187"
const otherUnit = "91130372MA00011062"

const auditor = (...openings: ReadonlyArray<LeafOpening>): Audience => ({ _tag: "auditor", paths: [path], openings })
const discipline = (...units: ReadonlyArray<string>): Audience => ({ _tag: "discipline", units, openings: [opening] })

describe("a bundle for readers in scope", () => {
  it("lists its openings in the order of leaf and path", () => {
    const at = (index: number, opened: string): LeafOpening => ({ ...opening, index, path: opened })
    const openings = [at(9, "a"), at(2, "c"), at(10, "a"), at(2, "b")]
    const parsed = right(parseOpenings(openingsFile({ audience: "auditor", openings })))
    expect(parsed.openings.map(({ index, path: opened }) => [index, opened])).toEqual([
      [2, "b"],
      [2, "c"],
      [9, "a"],
      [10, "a"],
    ])
  })

  it("is not sound when openings.json exists but cannot be read", async () => {
    const folder = memoryFolder(await bundleOf(some, { audience: auditor(opening) }))
    const unreadable: Folder = {
      ...folder,
      read: (file, limit) =>
        file === "openings.json"
          ? TE.left({ _tag: "FileUnreadable", path: file, reason: "EIO" })
          : folder.read(file, limit),
    }
    expect(faultCodes(await verifyBundle(unreadable, { ...verifyOptions, policy })())).toEqual(["FileRefused"])
  })

  it("contains openings that are verified against the leaves", async () => {
    for (const audience of [auditor(opening), discipline(unit)]) {
      const files = await bundleOf(some, { audience })
      expect(textIn(files, "openings.json")).toContain(opening.value)
      expect(await audit(files)).toMatchObject({ sound: true, openings: 1 })
    }
  })

  it("lists an opening once though it was given twice, and is not sound if it is listed twice", async () => {
    const files = await bundleOf(some, { audience: auditor(opening, opening) })
    expect(files).toEqual(await bundleOf(some, { audience: auditor(opening) }))
    const [listed = ""] = /\{"index":2[^}]*\}/.exec(textIn(files, "openings.json")) ?? []
    const twice = withText(files, "openings.json", listed, `${listed},${listed}`)
    expect(faultCodes(await audit(twice))).toEqual(["OpeningsMalformed"])
  })

  it.each([
    ["of another unit", discipline(otherUnit)],
    ["of another field", auditor({ ...opening, path: "form.basic.email" })],
  ])("is not exported with an opening %s, which is out of scope", async (_, audience) => {
    const { index, path: opened } = audience._tag === "public" ? opening : (audience.openings[0] ?? opening)
    expect((await tryExport(some, { audience })).result).toEqual(
      E.left({ _tag: "OutOfScope", openings: [{ index, path: opened }] }),
    )
  })

  it.each([
    ["another value", { ...opening, value: "0335-5550102" }],
    ["another leaf", { ...opening, index: 1 }],
    ["no leaf", { ...opening, index: 3 }],
  ])("is not exported with an opening of %s", async (_, wrong) => {
    expect((await tryExport(some, { audience: auditor(wrong) })).result).toEqual(
      E.left({ _tag: "OpeningsFail", openings: [{ index: wrong.index, path }] }),
    )
  })

  it.each([
    ["another value", '"value":"0335-5550101"', '"value":"0335-5550102"', "OpeningFails"],
    ["another leaf", '"index":2', '"index":0', "OpeningFails"],
    ["no leaf", '"index":2', '"index":7', "OpeningFails"],
    ["another field", "basic.phone", "basic.mobile", "OpeningFails"],
    ["a path into the prototype", "form.basic.phone", "constructor.name", "OpeningFails"],
    ["no salt", salt, "", "OpeningsMalformed"],
    ["other bytes", '"index":2', '"index": 2', "OpeningsMalformed"],
  ])("is not sound with %s", async (_, from, to, code) => {
    const files = await bundleOf(some, { audience: auditor(opening) })
    expect(faultCodes(await audit(withText(files, "openings.json", from, to)))).toEqual([code])
  })
})
