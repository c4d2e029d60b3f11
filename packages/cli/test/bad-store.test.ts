import { createHash } from "node:crypto"
import { copyFileSync, mkdirSync, readFileSync, statSync, truncateSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { describe, expect, it } from "vitest"
import { asOrdinaryUser, setPermissions } from "@shifan/testkit/basics"
import { applying, freshFolder, opened, programIn, unit, type Ran } from "./run.js"

const execute = (file: string, sql: string): void => {
  using db = new DatabaseSync(file)
  db.exec(sql)
}

/** The bytes at a path, to be compared; an empty log is none. */
const seal = (path: string): string => {
  const there = statSync(path, { throwIfNoEntry: false })
  if (there?.isFile() !== true || (there.size === 0 && path.endsWith("-wal"))) return "none"
  return createHash("sha256").update(readFileSync(path)).digest("hex")
}

/** A folder with a store of an enactment and a call. */
const kept = async (): Promise<string> => {
  const folder = freshFolder()
  await opened(folder)
  return folder
}

/** A folder in whose place of a store lies something else. */
const instead = async (put: (file: string) => void): Promise<string> => {
  const folder = freshFolder()
  put(join(folder, "shifan.db"))
  return folder
}

/** What a process that worked on another file leaves of its log. */
const logOf = (file: string): Buffer => {
  const copy = join(freshFolder(), "other.db")
  copyFileSync(file, copy)
  using db = new DatabaseSync(copy)
  db.exec("UPDATE event SET id = id || 'x'")
  return readFileSync(`${copy}-wal`)
}

const spoilt = async (spoil: (file: string) => void): Promise<string> => {
  const folder = await kept()
  spoil(join(folder, "shifan.db"))
  return folder
}

const cases: ReadonlyArray<readonly [string, () => Promise<string>, string, number, string, string]> = [
  [
    "a text",
    () => instead((file) => writeFileSync(file, "Dear reader, ".repeat(500))),
    "NotOurs",
    1,
    "is not a store of this program",
    "不是本程序的存储",
  ],
  [
    "another program's database",
    () => instead((file) => execute(file, "CREATE TABLE t (a)")),
    "NotOurs",
    1,
    "is not a store of this program",
    "不是本程序的存储",
  ],
  [
    "an empty file",
    () => instead((file) => writeFileSync(file, "")),
    "NotOurs",
    1,
    "is not a store",
    "不是本程序的存储",
  ],
  ["a folder", () => instead((file) => mkdirSync(file)), "NotOurs", 1, "is not a store", "不是本程序的存储"],
  ["nothing", () => Promise.resolve(freshFolder()), "NotFound", 6, "there is no store at", "没有存储文件"],
  [
    "a store of a newer version",
    () => spoilt((file) => execute(file, "PRAGMA user_version = 99")),
    "OtherVersion",
    1,
    "is of version 99; this program knows 1",
    "的格式版本为99，本程序所用为1",
  ],
  ["a store cut off", () => spoilt((file) => truncateSync(file, 5000)), "Corrupt", 1, "shifan.db", "shifan.db"],
  [
    "a store with another's log",
    () => spoilt((file) => writeFileSync(`${file}-wal`, logOf(file))),
    "LogOfAnother",
    1,
    "shifan.db-wal is not the log of",
    "的日志",
  ],
]

describe("where the store should be lies", () => {
  describe.each(cases)("%s:", (_, make, code, exit, en, zh) => {
    const commands = [["history", unit], ["doctor"], applying("2020-12-01"), ["audit", "verify"]]
    it.each(commands.map((argv) => [argv[0] ?? "", argv] as const))(
      "%s says so in one line of either language, and touches nothing",
      async (__, argv) => {
        const folder = await make()
        const shifan = programIn(folder)
        const paths = ["shifan.db", "shifan.db-wal", "shifan.vault.db"].map((name) => join(folder, name))
        const before = paths.map(seal)
        for (const [language, text] of [
          ["en", en],
          ["zh", zh],
        ] as const) {
          const ran = await shifan("--lang", language, ...argv)
          const [line = "", ...rest] = ran.err.trimEnd().split("\n")
          expect([ran.exit, ran.out, line.split(" ")[0]]).toEqual([exit, "", code])
          expect(line).toContain(text)
          expect(rest.filter((one) => !one.startsWith("  →"))).toEqual([])
        }
        expect(paths.map(seal)).toEqual(before)
      },
    )
  })
})

describe("a store that cannot be used for now", () => {
  const lineOf = ({ exit, err }: Ran): readonly [number, string] => [exit, err.trimEnd()]

  it("since another process keeps it to itself, is said to be locked, and is used when that is over", async () => {
    const folder = await kept()
    const [shifan, file] = [programIn(folder), join(folder, "shifan.db")]
    const other = new DatabaseSync(file)
    other.exec("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT")
    const answers = await Promise.all(["en", "zh"].map((language) => shifan("--lang", language, "history", unit)))
    other.close()
    expect(answers.map(lineOf)).toEqual([
      [1, `Unavailable ${file} is locked by another process: try again later`],
      [1, `Unavailable ${file}正被其他程序占用，请稍后再试`],
    ])
    expect((await shifan(...applying("2020-12-01"))).exit).toBe(0)
  }, 30_000)

  it("since its file is read-only, is said to be, and can be read", async () => {
    const folder = await kept()
    const [shifan, file] = [programIn(folder), join(folder, "shifan.db")]
    const act = [...applying("2020-12-01"), "--dry-run"]
    await shifan(...act)
    setPermissions(folder, 0o700)
    setPermissions(file, 0o400)
    const before = seal(file)
    const answers = await asOrdinaryUser(async () => [
      await shifan("--lang", "en", ...act),
      await shifan("--lang", "zh", ...act),
      await shifan("replay"),
    ])
    expect(answers.slice(0, 2).map(lineOf)).toEqual([
      [1, `Unavailable ${file} is read-only`],
      [1, `Unavailable ${file}为只读文件，不能写入`],
    ])
    expect(answers[2]).toMatchObject({ exit: 0, err: "" })
    expect(seal(file)).toBe(before)
  })
})
