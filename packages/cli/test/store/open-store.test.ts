import { createHash } from "node:crypto"
import { copyFileSync, mkdirSync, readFileSync, statSync, truncateSync } from "node:fs"
import { DatabaseSync } from "node:sqlite"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { asOrdinaryUser, setPermissions } from "@shifan/testkit/basics"
import { applyOn, emptyWorkplace, storeWithCall, unit, type Ran, type Workplace } from "../shifan.js"

const execute = (file: string, sql: string): void => {
  using db = new DatabaseSync(file)
  db.exec(sql)
}

/** The write-ahead log left by a process that worked on another file. */
const walOfAnother = (file: string): Buffer => {
  const copy = emptyWorkplace(afterAll).at("other.db")
  copyFileSync(file, copy)
  using db = new DatabaseSync(copy)
  db.exec("UPDATE event SET id = id || 'x'")
  return readFileSync(`${copy}-wal`)
}

interface BadStore {
  readonly what: string
  /** Puts it in the store's place; `good` starts from a good store. */
  readonly make: (workplace: Workplace) => void
  readonly good?: boolean
  readonly code: string
  readonly exit: number
  readonly en: string
  readonly zh: string
}

const notOurs = { code: "NotOurs", exit: 1, en: "is not a store of this program", zh: "不是本程序的存储" }

const badStores: ReadonlyArray<BadStore> = [
  { what: "a text", make: ({ save }) => save("shifan.db", "Dear reader, ".repeat(500)), ...notOurs },
  { what: "another program's database", make: ({ at }) => execute(at("shifan.db"), "CREATE TABLE t (a)"), ...notOurs },
  { what: "an empty file", make: ({ save }) => save("shifan.db", ""), ...notOurs },
  { what: "a folder", make: ({ at }) => mkdirSync(at("shifan.db")), ...notOurs },
  { what: "nothing", make: () => {}, code: "NotFound", exit: 6, en: "there is no store at", zh: "没有存储文件" },
  {
    what: "a store of a newer version",
    make: ({ at }) => execute(at("shifan.db"), "PRAGMA user_version = 99"),
    good: true,
    code: "OtherVersion",
    exit: 1,
    en: "has format version 99; this program reads 1",
    zh: "的格式版本为99，本程序所用为1",
  },
  {
    what: "a store cut off",
    make: ({ at }) => truncateSync(at("shifan.db"), 5000),
    good: true,
    code: "Corrupt",
    exit: 1,
    en: "shifan.db",
    zh: "shifan.db",
  },
  {
    what: "a store with another's write-ahead log",
    make: ({ at, save }) => save("shifan.db-wal", walOfAnother(at("shifan.db"))),
    good: true,
    code: "LogOfAnother",
    exit: 1,
    en: "shifan.db-wal does not belong to",
    zh: "的日志",
  },
]

/** Digest of a file, to see whether it was touched; an empty write-ahead log counts as none. */
const digestOf = (path: string): string => {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (stats?.isFile() !== true || (stats.size === 0 && path.endsWith("-wal"))) return "none"
  return createHash("sha256").update(readFileSync(path)).digest("hex")
}

const nameOf = (exit: number): string => (exit === 6 ? "未找到" : "未能办理")

describe.each(badStores)("a store's path at which there is $what", ({ make, good = false, code, exit, en, zh }) => {
  let workplace: Workplace

  beforeAll(async () => {
    workplace = good ? await storeWithCall(afterAll) : emptyWorkplace(afterAll)
    make(workplace)
  })

  const commands = [["history", unit], ["doctor"], applyOn("2020-12-01"), ["audit", "verify"]]

  it.each(commands)("is reported by %s in one line in each language, and nothing changes", async (...argv) => {
    const { shifan, at } = workplace
    const files = ["shifan.db", "shifan.db-wal", "shifan.vault.db"].map(at)
    const before = files.map(digestOf)
    const messages = { en, zh }
    for (const language of ["en", "zh"] as const) {
      const ran = await shifan("--lang", language, ...argv)
      const [line = "", ...others] = ran.err.trimEnd().split("\n")
      expect([ran.exit, ran.out, line.split(" ")[0]]).toEqual([exit, "", language === "en" ? code : nameOf(exit)])
      expect(line).toContain(messages[language])
      expect(others.filter((other) => !other.startsWith("  →"))).toEqual([])
    }
    expect(files.map(digestOf)).toEqual(before)
  })
})

describe("a store that cannot be used for now", () => {
  const failureOf = ({ exit, err }: Ran): readonly [number, string] => [exit, err.trimEnd()]

  it("is reported as locked by another process, and can be used afterwards", async () => {
    const { shifan, at } = await storeWithCall()
    const file = at("shifan.db")
    const other = new DatabaseSync(file)
    other.exec("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT")
    const answers = await Promise.all(["en", "zh"].map((language) => shifan("--lang", language, "history", unit)))
    other.close()
    expect(answers.map(failureOf)).toEqual([
      [1, `Unavailable ${file} is locked by another process: try again later`],
      [1, `未能办理 ${file}正被其他程序占用，请稍后再试`],
    ])
    expect((await shifan(...applyOn("2020-12-01"))).exit).toBe(0)
  })

  it("is reported as read-only, and can still be read", async () => {
    const { folder, shifan, at } = await storeWithCall()
    const file = at("shifan.db")
    const act = [...applyOn("2020-12-01"), "--dry-run"]
    // Loads the modules that the command needs while this user may still read them.
    await shifan(...act)
    setPermissions(folder, 0o700)
    setPermissions(file, 0o400)
    const before = digestOf(file)
    const answers = await asOrdinaryUser(async () => [
      await shifan("--lang", "en", ...act),
      await shifan("--lang", "zh", ...act),
      await shifan("replay"),
    ])
    expect(answers.slice(0, 2).map(failureOf)).toEqual([
      [1, `Unavailable ${file} is read-only`],
      [1, `未能办理 ${file}为只读文件，不能写入`],
    ])
    expect(answers[2]).toMatchObject({ exit: 0, err: "" })
    expect(digestOf(file)).toBe(before)
  })
})
