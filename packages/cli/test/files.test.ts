import { spawnSync } from "node:child_process"
import { copyFileSync, existsSync, readdirSync, readFileSync, statSync } from "node:fs"
import { join } from "node:path"
import * as E from "fp-ts/lib/Either.js"
import { temporaryFolder, observed } from "@shifan/testkit/basics"
import { describe, expect, it } from "vitest"
import { replaceFile, writeNew } from "../src/files.js"
import { smallDisk } from "./small-disk.js"
import {
  byBureau,
  emptyWorkplace,
  json,
  openCall,
  programIn,
  runProgram,
  storeWithApplication,
  unit,
} from "./shifan.js"

describe("writing a file", () => {
  it("creates a new file or replaces an existing one, and leaves no other file", () => {
    const folder = temporaryFolder()
    const file = join(folder, "a")
    expect(writeNew(file, "one")).toEqual(E.right(undefined))
    expect(writeNew(file, "two")).toMatchObject({ left: { message: { en: `${file} already exists` } } })
    expect(replaceFile(file, "three")).toEqual(E.right(undefined))
    expect([readFileSync(file, "utf8"), readdirSync(folder)]).toEqual(["three", ["a"]])
  })

  it("leaves the old file and no part of the new one if the disk is full", ({ skip }) => {
    const disk = smallDisk("64k") ?? skip()
    const file = join(disk, "a")
    expect(replaceFile(file, "before")).toEqual(E.right(undefined))
    const large = new Uint8Array(1_000_000)
    const noRoom = {
      left: {
        message: { en: expect.stringContaining("the disk is full") },
        hint: { zh: expect.stringContaining("腾出空间") },
      },
    }
    expect(replaceFile(file, large)).toMatchObject(noRoom)
    expect(writeNew(join(disk, "b"), large)).toMatchObject(noRoom)
    expect([readFileSync(file, "utf8"), readdirSync(disk)]).toEqual(["before", ["a"]])
    observed("fullDisks", { refused: 2, kept: 1, goneOn: 0 })
  })

  it("reports a missing folder", () => {
    const file = join(temporaryFolder(), "none", "a")
    expect(writeNew(file, "a")).toMatchObject({ left: { message: { zh: `无法写入${file}：文件夹不存在` } } })
  })
})

/** Everything below a folder, with permissions. */
const permissionsIn = (folder: string): ReadonlyArray<readonly [string, number]> =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).map((entry) => {
    const path = join(entry.parentPath, entry.name)
    return [path, statSync(path).mode & 0o777]
  })

describe("the files of an office", () => {
  it.each([0o000, 0o022, 0o077])(
    "cannot be written by others, nor keys and personal data read by them, with umask %o",
    async (umask) => {
      const { folder, at } = emptyWorkplace()
      const before = process.umask(umask)
      try {
        const shifan = programIn(folder)
        await openCall(shifan)
        await shifan("audit", "checkpoint")
        await shifan("audit", "key", "witness", "示例.example/w".replace("示例", "a"), at("witness.key"))
        await shifan("roster", "publish", "--medium", "市局官方网站", "--out", at("web"), ...byBureau("2020-12-01"))
        await shifan("audit", "export", at("bundle"))
        await shifan("backup", at("backup.db"))
      } finally {
        process.umask(before)
      }
      const permissions = permissionsIn(folder)
      expect(permissions.length).toBeGreaterThan(15)
      expect(existsSync(at("web"))).toBe(true)
      expect(permissions.filter(([, mode]) => (mode & 0o022) !== 0)).toEqual([])
      const secret = permissions.filter(([path]) => /\.key$|vault\.db/.test(path))
      expect(secret.length).toBeGreaterThanOrEqual(3)
      expect(secret.filter(([, mode]) => (mode & 0o077) !== 0)).toEqual([])
    },
  )
})

describe("a store on a read-only disk", () => {
  it("can be read, verified and backed up with its vault, but not written to", async ({ skip }) => {
    const disk = smallDisk("8m") ?? skip()
    const office = await storeWithApplication()
    for (const name of ["shifan.db", "shifan.vault.db"]) copyFileSync(office.at(name), join(disk, name))
    if (spawnSync("mount", ["-o", "remount,ro", disk]).status !== 0) skip()
    const shifan = programIn(disk)
    expect(await shifan("history", unit)).toMatchObject({ exit: 0, err: "" })
    expect(await shifan("audit", "verify")).toMatchObject({ exit: 0, err: "" })
    const backup = office.at("backup.db")
    expect(await shifan("backup", backup)).toMatchObject({ exit: 0, out: expect.stringContaining("backup.vault.db") })
    expect(await programIn(office.folder, { store: `sqlite:${backup}` })("history", unit)).toMatchObject({ exit: 0 })
    const call = ["call", "open", "2021", "--from", "2021-11-20", "--to", "2021-12-20", "--document", "示例"]
    expect(await shifan(...call, ...byBureau("2021-11-20"))).toMatchObject({
      exit: 1,
      err: expect.stringContaining("is read-only"),
    })
  })
})

describe("an error with --json", () => {
  it.each([
    [["fly"], "unknown command 'fly'"],
    [["roster", "list", "--format", "pdf"], "Allowed choices are table, json, csv."],
    [["withdraw", "91130302MA00010187"], "required option '--by <actor>' not specified"],
  ])("of the command line %j is printed as JSON", async (argv, message) => {
    const ran = await runProgram([...argv, "--json"])
    expect(ran.exit).toBe(2)
    expect(json(ran)).toMatchObject({
      schemaVersion: 1,
      error: { code: "Usage", message: expect.stringContaining(message) },
    })
  })

  it("that is unexpected is printed as JSON", async () => {
    const failing = () => {
      throw new Error("示例\u001b[31m")
    }
    const ran = await runProgram(["--store", "memory:", "--json", "roster", "list"], { now: failing })
    expect(ran).toMatchObject({ exit: 1, err: "shifan: 示例\\u{1B}[31m\n" })
    expect(json(ran)).toEqual({ schemaVersion: 1, error: { code: "Defect", message: "示例\u001b[31m" } })
  })
})

describe("init", () => {
  it("says after the end of the regulation's term that it has ended, and not before", async () => {
    const { shifan } = emptyWorkplace()
    expect((await shifan("init")).out).toContain(
      "Its validity ended on 2022-11-12; extend it before recording anything later",
    )
    const { at } = emptyWorkplace()
    const early = await runProgram(["--store", `sqlite:${at("shifan.db")}`, "--json", "--yes", "init"], {
      now: () => Date.parse("2020-11-20T02:00:00.000Z"),
    })
    expect(json(early)).toMatchObject({ termEndedOn: null })
  })
})
