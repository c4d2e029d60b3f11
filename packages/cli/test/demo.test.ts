import { readdirSync } from "node:fs"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { beforeAll, describe, expect, it } from "vitest"
import { freshFolder, programIn, read, type Ran, type Shifan } from "./run.js"

const folder = freshFolder()
const out = join(folder, "demo")
let told: Ran
let shifan: Shifan

beforeAll(async () => {
  told = await programIn(folder)("demo", "--out", out)
  shifan = programIn(out)
})

describe("the demo", () => {
  it("ends well, and with what to try next", () => {
    expect(told).toMatchObject({ exit: 0, err: "" })
    expect(told.out).toContain("Try next")
    expect(told.out).not.toContain("undefined")
  })

  it.each([
    "ConditionsNotMet",
    "WaiverNotAllowed",
    "DossierIncomplete",
    "NotLegalPerson",
    "NoRuleInForce",
    "ReviewNotDue",
    "NothingFound",
  ])("shows a refusal with its reason: %s", (code) => {
    expect(told.out).toContain(code)
  })

  it("certifies with a waiver, fails two reviews and revokes for one falsification", async () => {
    const states = await shifan("--json", "replay")
    const text = JSON.stringify(read(states))
    expect(text.match(/"phase":"revoked"/g)).toHaveLength(3)
    expect(text.match(/"phase":"certified"/g)).toHaveLength(8)
  })

  it("gives another list on another day, and the same events know nothing of the future", async () => {
    const count = async (...view: ReadonlyArray<string>): Promise<number> => {
      const list = read(await shifan("--json", ...view, "roster", "list"))
      return Array.isArray(list) ? list.length : -1
    }
    expect(await count("--as-of", "2020-12-28")).toBe(0)
    expect(await count("--as-of", "2020-12-29")).toBe(6)
    expect(await count("--as-of", "2023-06-30")).toBe(9)
    expect(await count("--as-of", "2024-12-31")).toBe(8)
    expect(await count("--as-of", "2024-12-31", "--known-at", "2021-06-30T00:00:00.000Z")).toBe(6)
  })

  it("publishes the list, and leaves a signed bundle that is verified without the store", async () => {
    expect(told.out).toContain("The bundle, verified without the store")
    const policy = ["--policy", join(out, "policy")]
    expect(await programIn(folder)("audit", "verify", join(out, "bundle"), ...policy)).toMatchObject({ exit: 0 })
    const [list] = readdirSync(join(out, "published"))
    expect(await shifan("audit", "published", join(out, "published", list ?? ""))).toMatchObject({ exit: 0 })
  })

  it("explains each of the decisions it took without a gap", async () => {
    const why = await shifan("why", "91130372MA00011062")
    expect(why.out).toContain("statutory 10, actual 8, relaxed to 8")
    expect(why.out).toContain("Art. 5(7)")
  })

  it("names the reviews and summaries that are due", async () => {
    const due = read(await shifan("--json", "--as-of", "2025-06-30", "due", "--within", "365d"))
    expect(due).toContainEqual(
      expect.objectContaining({ unit: "91130321MA00015360", duty: "review", dueOn: "2025-12-31", overdue: false }),
    )
    expect(due).toContainEqual(expect.objectContaining({ duty: "annualSummary", overdue: true }))
  })

  it("is verified in full: exit 0", async () => {
    expect(await shifan("audit", "verify")).toMatchObject({ exit: 0 })
  })

  it("will not clear a folder that is not a demo's", async () => {
    expect((await programIn(folder)("demo", "--out", join(out, ".."))).exit).toBe(2)
  })
})

describe("one byte of one event changed", () => {
  /** Every event in turn is too slow for each run; a few far apart, the last of a stream among them. */
  it.each([1, 17, 40, 95])(
    "the event at position %i is named with its stream and revision, exit 4",
    async (position) => {
      const file = join(out, "shifan.db")
      const change = (from: number): void => {
        const db = new DatabaseSync(file)
        const row = db.prepare("SELECT leaf FROM event WHERE position = ?").get(position)
        const leaf = row?.["leaf"]
        if (!(leaf instanceof Uint8Array)) throw new TypeError("no such event")
        const bytes = new Uint8Array(leaf)
        const at = bytes.length - from
        bytes[at] = (bytes[at] ?? 0) ^ 1
        db.prepare("UPDATE event SET leaf = ? WHERE position = ?").run(bytes, position)
        db.close()
      }
      const place = (): string => {
        const db = new DatabaseSync(file, { readOnly: true })
        const row = db.prepare("SELECT stream, revision FROM event WHERE position = ?").get(position)
        db.close()
        return `${String(row?.["stream"])}@${String(row?.["revision"])}`
      }
      change(60)
      const verdict = await shifan("audit", "verify")
      change(60)
      expect(verdict.exit).toBe(4)
      expect(verdict.out.split("\n")[0]).toContain(`#${position - 1} ${place()} HashDiffers`)
      expect((await shifan("audit", "verify")).exit).toBe(0)
    },
  )
})
