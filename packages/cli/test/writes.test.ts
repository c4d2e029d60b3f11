import { createHash } from "node:crypto"
import { cpSync, lstatSync, readdirSync, readFileSync } from "node:fs"
import { join, relative } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { writeVerifier } from "../../verifier/src/build/verifier.js"
import { allCommands, helpOf, type Words } from "./command-tree.js"
import {
  byBureau,
  dossiers,
  emptyWorkplace,
  json,
  leavesBeforePublication,
  published,
  runProgram,
  unit,
  workplaceIn,
  type Published,
} from "./shifan.js"

let office: Published
let thirdKey: string

/** The publication is the last leaf. */
const logSize = leavesBeforePublication + 1

beforeAll(async () => {
  office = await published(afterAll)
  const { shifan, at, save } = office
  const must = async (...argv: Words): Promise<void> => {
    const ran = await shifan(...argv)
    if (ran.exit !== 0) throw new Error(`${argv.join(" ")}: ${ran.err}`)
  }
  await must("audit", "checkpoint", "--request-witness", at("request"))
  await must("audit", "key", "witness", "witness.example", at("witness.key"))
  save("seen.jsonl", "")
  await must("audit", "export", at("bundle"))
  await must("backup", at("backup.db"))
  await must("form", "fill", "apply", filled, "--out", at("form.docx"))
  thirdKey = String(
    Object(json(await shifan("--json", "audit", "key", "witness", "fourth.example", at("fourth.key")))).vkey,
  )
  const { vkey } = Object(json(await shifan("--json", "audit", "key", "witness", "other.example", at("other.key"))))
  save("policy", `${readFileSync(at("policy"), "utf8")}witness other ${vkey}\n`)
  await must("audit", "witness", at("request"), at("cosigned"), "--key", at("other.key"), "--policy", at("policy"))
  await must("audit", "checkpoint", "--request-witness", at("later-request"), "--since", String(logSize))
  save("titles.csv", "单位名称,统一社会信用代码,认定文件,认定日期\n示例,91130324MA00010776,示例1号,2018-12-13\n")
  const call = { year: 2022, opensOn: "2022-09-01", closesOn: "2022-10-01", document: "示例" }
  const actor = { role: "bureau", code: "130300", officer: "SJ-01" }
  save("commands.jsonl", JSON.stringify({ type: "OpenCall", actor, effectiveOn: "2022-09-01", data: call }))
  save("extension.json", JSON.stringify({ document: "示例3号", from: "2022-11-13", until: "2026-11-12" }))
})

type Files = (name: string) => string

const window = ["--from", "2021-09-01", "--to", "2021-10-01", "--document", "示例2号"]
const extension = (at: Files): Words => [
  "qinhuangdao-2020-2",
  "--file",
  at("extension.json"),
  ...byBureau("2022-11-01"),
]

const filled = join(dossiers, "01-exactly-met", "application.json")

/** Operands with which a command does its work. An act on a unit without a row here gets the unit, and is refused. */
const operands: Readonly<Record<string, (at: Files) => Words>> = {
  init: () => [],
  assess: () => [join(dossiers, "02-nine-staff")],
  apply: () => [
    "--file",
    join(dossiers, "02-nine-staff"),
    "--by",
    "unit:91130303MA0001026G:U-01",
    "--on",
    "2020-12-02",
  ],
  import: (at) => [at("titles.csv"), ...byBureau("2020-12-02")],
  submit: (at) => [at("commands.jsonl")],
  "call open": () => ["2021", ...window, ...byBureau("2021-09-01")],
  "call close": () => ["2020", ...byBureau("2020-12-02")],
  "call show": () => [],
  "instrument show": () => [],
  "instrument check": () => [],
  "instrument extend": extension,
  "form blank": (at) => ["recommend", "--unit", unit, "--out", at("blank.docx")],
  "form fill": (at) => ["apply", filled, "--out", at("second-form.xlsx")],
  "form draft": (at) => ["summary", "--year", "2020", "--out", at("summary.docx")],
  "form read": (at) => [at("form.docx"), "--out", at("form.json")],
  "form check": (at) => [at("form.docx")],
  "roster list": () => [],
  "roster show": () => [unit],
  "roster diff": () => ["2020-01-01", "2021-01-01"],
  "roster publish": (at) => ["--medium", "示例", "--out", at("web"), ...byBureau("2021-01-04")],
  "roster publications": () => [],
  "roster write": (at) => ["0", "--out", at("web")],
  "site build": (at) => ["--out", at("site")],
  due: () => [],
  worklist: () => [],
  history: () => [unit],
  why: () => [unit],
  replay: () => [],
  regulation: () => [],
  schema: () => [],
  coverage: () => [],
  doctor: () => [],
  completion: () => ["bash"],
  demo: (at) => ["--out", at("demo")],
  "audit verify": (at) => [at("bundle"), "--report", at("report.html")],
  "audit view": (at) => [at("bundle"), "--out", at("pages")],
  "audit export": (at) => [at("second-bundle")],
  "audit prove": (at) => [unit, "--event", "0", "--out", at("proof")],
  "audit record": (at) => [unit, "--event", "0", "--out", at("record")],
  "audit receipt issue": (at) => [unit, "--event", "0", "--out", at("receipt"), "--within", "9999d"],
  "audit receipt verify": (at) => [at("seen.jsonl")],
  "audit policy show": () => [],
  "audit policy witness": () => ["third", thirdKey],
  "audit statement": (at) => [unit, "--out", at("statement")],
  "audit published": (at) => [at("out/roster-2020-12-01.csv")],
  "audit verifier": (at) => ["--out", at("page.html")],
  "audit checkpoint": (at) => ["--request-timestamp", at("new.tsq")],
  "audit witness": (at) => [
    at("later-request"),
    at("new-cosigned"),
    "--key",
    at("witness.key"),
    "--policy",
    at("policy"),
  ],
  "audit cosigned": (at) => [at("cosigned")],
  "audit timestamp": (at) => [at("seen.jsonl")],
  "audit key list": () => [],
  "audit key new": () => byBureau("2021-01-04"),
  "audit key add": () => byBureau("2024-12-31"),
  "audit key retire": () => ["00000000", ...byBureau("2021-01-04")],
  "audit key witness": (at) => ["third.example", at("third.key")],
  "audit what-if": () => ["--reading", "staff.qualified=both"],
  copy: (at) => ["-", `sqlite:${at("copy.db")}`],
  backup: (at) => [at("second.db")],
  restore: (at) => [at("backup.db")],
  serve: () => ["--port", "0"],
}

/** Ctrl-C at once, for commands that otherwise keep running. */
const interrupted = {
  onInterrupt: (listener: () => void) => {
    listener()
    return { stop: () => undefined }
  },
}

/**
 * Files that SQLite makes next to an open file and may leave: an index, and an empty log. Also caches, which are made again
 * if missing.
 */
const isPassing = (name: string, size: number): boolean =>
  name.endsWith("-shm") || (name.endsWith("-wal") && size === 0) || name.includes("shifan.units/")

/** Every file below a folder, with its bytes and mode. */
const stateOf = (folder: string): ReadonlyMap<string, string> =>
  new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((file) => !isPassing(file, lstatSync(file).size))
      .toSorted()
      .map((file) => {
        const stats = lstatSync(file)
        const content = stats.isFile() ? createHash("sha256").update(readFileSync(file)).digest("hex") : "folder"
        return [relative(folder, file), `${stats.mode.toString(8)} ${content}`]
      }),
  )

/** A copy of the office in which nothing has been written yet. */
const newOffice = (words: Words) => {
  const { folder } = emptyWorkplace()
  cpSync(office.folder, folder, { recursive: true })
  const name = words.join(" ")
  // Commands that make a store need a place without one.
  const store = name === "init" || name === "restore" ? "new.db" : "shifan.db"
  const { at } = workplaceIn(folder)
  const argv = [...words, ...(operands[name]?.(at) ?? [unit, ...byBureau("2021-01-04")])]
  return { folder, global: ["--store", `sqlite:${at(store)}`], argv }
}

/** Without `serve`, which runs until interrupted and has its own test. */
const ending = allCommands.filter(([first]) => first !== "serve")
const helps = await Promise.all(ending.map(async (words) => ({ words, help: await helpOf(words) })))
const writing = helps.filter(({ help }) => help.includes("--dry-run"))
const looking = helps.filter(({ help }) => !help.includes("--dry-run"))

/** Commands whose writes are visible here. Acts without a row are refused; they share the code of the others. */
const shown = writing.filter(
  ({ words }) =>
    !["key retire", "key new", "receipt verify"].includes(words.slice(1).join(" ")) && words.join(" ") in operands,
)

const titled = (commands: typeof helps) => commands.map(({ words }) => [words.join(" "), words] as const)

// `audit verifier` writes this page.
beforeAll(writeVerifier)

describe("every command", () => {
  it("has its operands here unless it is an act, so that it does not fail for want of them", () => {
    const without = helps.filter(
      ({ words, help }) => !(words.join(" ") in operands) && !help.includes("--expect-revision"),
    )
    expect(without).toEqual([])
  })

  it.each(titled(looking))("that has no --dry-run leaves every byte unchanged: %s", async (_, words) => {
    const { folder, global, argv } = newOffice(words)
    const before = stateOf(folder)
    await runProgram([...global, "--yes", ...argv], words.join(" ") === "serve" ? interrupted : {})
    expect(stateOf(folder)).toEqual(before)
  })

  it.each(titled(writing))(
    "that writes leaves every byte unchanged with --dry-run, without --yes, and when declined: %s",
    async (_, words) => {
      const { folder, global, argv } = newOffice(words)
      const before = stateOf(folder)
      await runProgram([...global, "--yes", ...argv, "--dry-run"])
      expect(stateOf(folder)).toEqual(before)
      await runProgram([...global, ...argv])
      expect(stateOf(folder)).toEqual(before)
      await runProgram([...global, ...argv], { ask: () => Promise.resolve(false) })
      expect(stateOf(folder)).toEqual(before)
    },
  )

  it.each(titled(shown))("that writes shows a preview, asks, and writes after consent: %s", async (_, words) => {
    const { folder, global, argv } = newOffice(words)
    const before = stateOf(folder)
    const previewed = await runProgram([...global, "--json", ...argv, "--dry-run"])
    expect(JSON.parse(previewed.out.trimEnd().split("\n").at(-1) ?? "")).toMatchObject({ dryRun: true })
    const unasked = await runProgram([...global, ...argv])
    expect(unasked).toMatchObject({ exit: 2, err: expect.stringContaining("a write needs --yes") })
    const declined = await runProgram([...global, ...argv], { ask: () => Promise.resolve(false) })
    expect(declined).toMatchObject({ exit: 2, err: expect.stringContaining("not confirmed; nothing was written") })
    expect(declined.err.split("\n").length).toBeGreaterThan(2)
    expect(await runProgram([...global, "--yes", ...argv])).toMatchObject({ exit: 0 })
    expect(stateOf(folder)).not.toEqual(before)
  })
})
