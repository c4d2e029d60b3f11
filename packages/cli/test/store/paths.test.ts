import { existsSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { applyOn, emptyWorkplace, listIn, programIn, storeWithApplication, storeWithCall, unit } from "../shifan.js"

const opening = { openedTo: "市审计局", purpose: "年度审计", paths: ["form.basic.phone"] }
const open = (file: string) => ["open", unit, "--file", file, "--by", "bureau:130300:SJ-01", "--on", "2020-12-02"]

describe("a vault", () => {
  it("is not created anew once something was sealed, but an empty file counts as a known loss", async () => {
    const { shifan, at, save } = await storeWithApplication()
    for (const suffix of ["", "-wal", "-shm"]) rmSync(`${at("shifan.vault.db")}${suffix}`, { force: true })
    const file = save("open.json", JSON.stringify(opening))
    expect(await shifan(...open(file))).toMatchObject({ exit: 6, err: expect.stringContaining("shifan.vault.db") })
    expect(existsSync(at("shifan.vault.db"))).toBe(false)
    writeFileSync(at("shifan.vault.db"), "")
    expect(await shifan(...open(file))).toMatchObject({
      exit: 2,
      err: expect.stringContaining("no personal data to open"),
    })
    expect(listIn(await shifan("--json", "history", unit), "events")).toHaveLength(1)
  })

  it("of another store is refused, in both languages, and nothing is written", async () => {
    const [{ shifan }, other] = [await storeWithCall(), emptyWorkplace()]
    await other.shifan("init")
    await other.shifan(
      "call",
      "open",
      "2021",
      "--from",
      "2021-11-20",
      "--to",
      "2021-12-20",
      "--document",
      "示例",
      "--by",
      "bureau:130300:SJ-01",
      "--on",
      "2021-11-20",
    )
    const vault = ["--vault", other.at("shifan.vault.db")]
    expect(await shifan(...vault, ...applyOn("2020-12-01"))).toMatchObject({
      exit: 1,
      err: expect.stringMatching(/^VaultUnavailable .* is the vault of another store/),
    })
    expect((await shifan("--lang", "zh", ...vault, ...applyOn("2020-12-01"))).err).toContain(
      "是另一存储的保管库，未予使用",
    )
    expect((await shifan("history", unit)).exit).toBe(6)
  })

  it("of `office.db` is not used for `office`, although it has the same name", async () => {
    const { folder } = emptyWorkplace()
    const [one, two] = ["office.db", "office"].map((name) =>
      programIn(folder, { store: `sqlite:${join(folder, name)}` }),
    )
    expect(await one?.("init")).toMatchObject({ exit: 0 })
    await one?.(
      "call",
      "open",
      "2020",
      "--from",
      "2020-11-20",
      "--to",
      "2020-12-20",
      "--document",
      "示例",
      "--by",
      "bureau:130300:SJ-01",
      "--on",
      "2020-11-20",
    )
    expect(await two?.("init")).toMatchObject({ exit: 1, err: expect.stringContaining("the vault of another store") })
  })
})

describe("the path of a store", () => {
  it("through a link leads to the same vault", async () => {
    const { shifan, folder, at } = await storeWithApplication()
    mkdirSync(at("elsewhere"))
    symlinkSync(at("shifan.db"), join(folder, "elsewhere", "shifan.db"))
    const linked = programIn(folder, { store: `sqlite:${join(folder, "elsewhere", "shifan.db")}` })
    const file = join(folder, "open.json")
    writeFileSync(file, JSON.stringify(opening))
    expect(await linked(...open(file))).toMatchObject({ exit: 0, out: expect.stringContaining("holds") })
    expect(existsSync(join(folder, "elsewhere", "shifan.vault.db"))).toBe(false)
    expect(listIn(await shifan("--json", "history", unit), "events")).toHaveLength(2)
  })

  it("is only the name of a file", async () => {
    const { folder } = emptyWorkplace()
    const named = programIn(folder, { store: `sqlite:${join(folder, "file:pd.db?mode=memory")}` })
    expect(await named("init")).toMatchObject({ exit: 0 })
    expect(existsSync(join(folder, "file:pd.db?mode=memory"))).toBe(true)
    expect(await programIn(folder, { store: "sqlite::memory:" })("roster", "list")).toMatchObject({
      exit: 2,
      err: expect.stringContaining("a store in memory is written memory:"),
    })
  })

  it("is reported if the store was moved away", async () => {
    const { shifan, at } = await storeWithCall()
    renameSync(at("shifan.db"), at("moved.db"))
    expect(await shifan("roster", "list")).toMatchObject({
      exit: 6,
      err: expect.stringContaining("run shifan init first"),
    })
  })
})
