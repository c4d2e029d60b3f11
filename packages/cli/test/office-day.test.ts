import { existsSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { applying, freshFolder, opened, programIn, read, unit } from "./run.js"

describe("init", () => {
  it("makes store, vault, key and config, and will not do it twice", async () => {
    const folder = freshFolder()
    const shifan = programIn(folder)
    expect(await shifan("init")).toMatchObject({ exit: 0, err: "" })
    for (const name of ["shifan.db", "shifan.vault.db", "shifan.key", "shifan.heads", "policy", "shifan.json"])
      expect(existsSync(join(folder, name))).toBe(true)
    const again = await shifan("init")
    expect(again.exit).toBe(2)
    expect(again.err).toContain("StoreExists")
  })
})

describe("one unit's way through the office", () => {
  it("applies in the call, and is told what comes next", async () => {
    const shifan = await opened(freshFolder())
    const applied = await shifan(...applying("2020-12-01"))
    expect(applied).toMatchObject({ exit: 0, err: "" })
    expect(applied.out).toContain(`designation-130300-${unit}@0`)
    expect(applied.out).toContain("the county recommends")
  })

  it("previews with --dry-run and writes nothing", async () => {
    const shifan = await opened(freshFolder())
    expect((await shifan(...applying("2020-12-01"), "--dry-run")).exit).toBe(0)
    expect((await shifan("history", unit)).exit).toBe(6)
  })

  it("is accepted on the last day of the call and refused on the next, with exit 3, code and provision", async () => {
    const shifan = await opened(freshFolder())
    const late = await shifan("--json", ...applying("2020-12-21"))
    expect(late.exit).toBe(3)
    expect(read(late)).toMatchObject({ error: { code: "OutsideCall", provision: "art_13__para_1" } })
    expect((await shifan(...applying("2020-12-20"))).exit).toBe(0)
  })

  it("meets a conflict with exit 5 when it expects another revision", async () => {
    const shifan = await opened(freshFolder())
    const close = ["call", "close", "2020", "--by", "bureau:130300:SJ-01", "--on", "2020-12-18"]
    const other = await shifan(...close, "--expect-revision", "3")
    expect(other.exit).toBe(5)
    expect((await shifan(...close, "--expect-revision", "0")).exit).toBe(0)
  })

  it("carries the same command out once", async () => {
    const shifan = await opened(freshFolder())
    const same = [...applying("2020-12-01"), "--command-id", "0190163d-8694-7000-8000-000000000001"]
    await shifan(...same)
    expect(read(await shifan("--json", ...same))).toMatchObject({ repeated: true })
    expect(read(await shifan("--json", "history", unit))).toHaveLength(1)
  })

  it("writes nothing without --yes where nobody can be asked", async () => {
    const folder = freshFolder()
    const shifan = await opened(folder)
    const silent = programIn(folder, { yes: false })
    const asked = await silent(...applying("2020-12-01"))
    expect(asked.exit).toBe(2)
    expect(asked.err).toContain("--yes")
    expect((await shifan("history", unit)).exit).toBe(6)
  })

  it("speaks Chinese when asked to", async () => {
    const shifan = await opened(freshFolder())
    const refused = await shifan("--lang", "zh", ...applying("2020-12-21"))
    expect(refused.err).toContain("2020-12-21不在2020年度申报期内（2020-11-20至2020-12-20） [第十三条]")
  })
})

describe("usage", () => {
  it.each([
    [["apply", "--by", "mayor:130300:X"], "--by wants ROLE:CODE:OFFICER"],
    [["history", "12345"], "not a unified social credit code"],
    [["--as-of", "2021-02-29", "roster", "list"], "not a date"],
    [["due", "--within", "soon"], "--within wants days"],
    [["fly"], "unknown command 'fly'"],
  ])("%j ends with exit 2 and one clear line", async (argv, says) => {
    const shifan = await opened(freshFolder())
    const ran = await shifan(...argv)
    expect(ran.exit).toBe(2)
    expect(ran.err).toContain(says)
    expect(ran.err).not.toContain("    at ")
  })

  it("names a store that is not there with exit 6", async () => {
    const shifan = programIn(freshFolder())
    const ran = await shifan("roster", "list")
    expect(ran).toMatchObject({ exit: 6 })
    expect(ran.err).toContain("run shifan init first")
  })
})
