import { spawnSync } from "node:child_process"
import { existsSync } from "node:fs"
import { join } from "node:path"
import { execPath } from "node:process"
import { nodeFlags } from "@shifan/testkit/basics"
import { describe, expect, it } from "vitest"
import { allCommands as commands, helpOf } from "./command-tree.js"
import { byBureau, json, published, runProgram, storeWithCall, unit } from "./shifan.js"

describe("every command", () => {
  it("is found by these tests", () => {
    expect(commands.length).toBeGreaterThan(50)
    expect(commands).toContainEqual(["roster", "publish"])
    expect(commands).toContainEqual(["audit", "key", "add"])
  })

  it.each(commands)("refuses an unknown option with JSON that has a schema version: %s %s %s", async (...path) => {
    const words = path.filter((word) => word !== undefined)
    const ran = await runProgram(["--json", ...words, "--no-such-option"])
    expect(ran.exit).toBe(2)
    expect(json(ran)).toMatchObject({ schemaVersion: 1, error: { code: "Usage" } })
    expect(ran.err).not.toContain("    at ")
  })

  it.each(commands)(
    "with --json prints only objects with a schema version, and refuses unknown fields: %s %s %s",
    async (...path) => {
      const words = path.filter((word) => word !== undefined)
      const [usage = ""] = (await helpOf(words)).split("\n")
      const [, values = ""] = usage.split("[options]")
      const { shifan, at } = await published()
      const { events } = Object(json(await shifan("--json", "replay")))
      const valueOf = (name: string): string =>
        ({ uscc: unit, year: "2021", revision: "0", shell: "bash", kind: "titles" })[name] ?? at(`no-${name}`)
      const operands = [...values.matchAll(/<(\w+)>/g)].map(([, name = ""]) => valueOf(name))
      const required = requiredIn(await helpOf(words), at)
      const refused = await shifan("--json=no-such,version", ...words, ...operands, ...required)
      expect(refused.exit).toBe(2)
      expect(json(refused)).toMatchObject({ error: { figures: { unknown: ["no-such", "version"] } } })
      expect(json(await shifan("--json", "replay"))).toMatchObject({ events })
      const ran = await shifan("--json", ...words, ...operands, ...required)
      const lines = ran.out.split("\n").slice(0, -1)
      expect(lines.length).toBeGreaterThan(0)
      for (const line of lines) {
        const printed: unknown = JSON.parse(line)
        expect(printed).toMatchObject({ schemaVersion: 1 })
        expect(Object.keys(Object(printed)).length).toBeGreaterThan(1)
      }
    },
  )

  it.each(commands)("describes itself in both languages: %s %s %s", async (...path) => {
    const words = path.filter((word) => word !== undefined)
    const [, , description = ""] = (await helpOf(words, "zh")).split("\n")
    expect(description).toMatch(/\p{Script=Han}/u)
    expect((await helpOf(words, "en")).split("\n")[2]).not.toMatch(/\p{Script=Han}/u)
  })

  it.each(commands)("has --dry-run if it records an act: %s %s %s", async (...path) => {
    const help = await helpOf(path.filter((word) => word !== undefined))
    expect(help.includes("--by <actor>") && !help.includes("--dry-run")).toBe(false)
  })
})

/** Values for the options without which the commands do not run. */
const requiredIn = (help: string, at: (name: string) => string): ReadonlyArray<string> =>
  Object.entries({
    "--by <actor>": [...byBureau("2021-01-04"), "--dry-run"],
    "--medium <text>": ["--medium", "示例"],
    "--out <dir>": ["--out", at("out")],
    "--from <date>": ["--from", "2021-09-01", "--to", "2021-10-01", "--document", "示例2号"],
    "--key <file>": ["--key", at("no-key")],
    "--event <n>": ["--event", "0"],
    "--out <file>": ["--out", at("out-file")],
    // An invalid port: otherwise the desk would run until stopped.
    "--port <number>": ["--port", "no-port"],
  }).flatMap(([option, values]) => (help.includes(option) ? values : []))

describe("JSON output", () => {
  it.each([
    [["roster"], "entries"],
    [["roster", "list"], "entries"],
    [["roster", "publications"], "publications"],
    [["due", "--within", "9999d"], "duties"],
    [["worklist"], "waiting"],
    [["history", unit], "events"],
    [["regulation"], "provisions"],
    [["call", "show"], "calls"],
    [["instrument", "check"], "findings"],
    [["audit", "key"], "keys"],
    [["replay"], "units"],
    [["doctor"], "checks"],
  ])("of %j has its list in the field %s of an object", async (argv, field) => {
    const { shifan } = await published()
    expect(json(await shifan("--json", ...argv))).toMatchObject({ schemaVersion: 1, [field]: expect.any(Array) })
  })

  it("with an unknown field is refused before anything is recorded, and with known fields has only these", async () => {
    const { shifan } = await storeWithCall()
    const window = ["--from", "2021-11-20", "--to", "2021-12-20", "--document", "示例2号", ...byBureau("2021-11-20")]
    const ran = await shifan("--json=stream,event", "call", "open", "2021", ...window)
    expect(ran).toMatchObject({
      exit: 2,
      err: "Usage --json has no field event; known fields: schemaVersion, stream, repeated, dryRun, events\n",
    })
    expect((await shifan("call", "show")).out).not.toContain("2021")
    const picked = json(await shifan("--json=events,schemaVersion", "call", "open", "2021", ...window))
    expect(Object.keys(Object(picked))).toEqual(["schemaVersion", "events"])
  })

  it("is the same with --format json, and can be checked against the published list", async () => {
    const { shifan, save } = await published()
    const list = ["roster", "list", "--as-of", "2020-12-01"]
    const { out } = await shifan(...list, "--format", "json")
    expect(out).toBe((await shifan("--json", ...list)).out)
    expect(await shifan("audit", "published", save("list.json", out))).toMatchObject({ exit: 0 })
  })
})

describe("the locale", () => {
  it.each([
    [{ LC_ALL: "", LANG: "zh_CN.UTF-8" }, true],
    [{ LC_ALL: "", LC_MESSAGES: "", LANG: "zh_CN.UTF-8" }, true],
    [{ LC_ALL: "C", LANG: "zh_CN.UTF-8" }, false],
    [{ LC_MESSAGES: "zh_CN", LANG: "en_US" }, true],
    [{}, false],
  ])("%j gives Chinese output: %s", async (env, isChinese) => {
    const { out } = await runProgram(["--help"], { env })
    expect(/\p{Script=Han}/u.test(out)).toBe(isChinese)
  })
})

describe("standard output that cannot be written", () => {
  const main = join(import.meta.dirname, "../src/main.ts")
  const shell = (redirected: string, ...argv: ReadonlyArray<string>) =>
    spawnSync("sh", ["-c", `"$@" ${redirected}`, "sh", execPath, ...nodeFlags, main, ...argv], { encoding: "utf8" })
  const toFullDisk = (...argv: ReadonlyArray<string>) => shell("> /dev/full", ...argv)

  it.each([
    ["en", "NotWritten standard output: it is not open for writing\n"],
    ["zh", "未能办理 标准输出无法写入：没有打开供写入\n"],
  ])("for any other reason is reported in words, in %s", (language, line) => {
    expect(shell("1< /dev/null", "--lang", language, "regulation")).toMatchObject({ status: 1, stderr: line })
  })

  it.runIf(existsSync("/dev/full")).each([
    ["en", "NotWritten standard output: the disk is full\n"],
    ["zh", "未能办理 标准输出无法写入：磁盘空间不足\n"],
  ])(
    "since the disk is full is reported in one line with exit 1, in %s, and the command is carried out",
    async (language, line) => {
      expect(toFullDisk("--lang", language, "regulation")).toMatchObject({ status: 1, stderr: line })
      const { shifan, save, at } = await storeWithCall()
      const actor = { role: "bureau", code: "130300", officer: "SJ-01" }
      const data = { year: 2021, opensOn: "2021-09-01", closesOn: "2021-10-01", document: "示例" }
      const file = save("call.jsonl", JSON.stringify({ type: "OpenCall", actor, effectiveOn: "2021-09-01", data }))
      const ran = toFullDisk("--lang", language, "--yes", "--store", `sqlite:${at("shifan.db")}`, "submit", file)
      expect(ran).toMatchObject({ status: 1, stderr: expect.stringContaining(line) })
      expect((await shifan("call", "show")).out).toContain("2021")
    },
  )
})

describe("a pipe whose reader stops reading", () => {
  it("stops no command, and causes no message", async () => {
    const { shifan, save, at } = await storeWithCall()
    const calls = [2021, 2022].map((year) => ({
      type: "OpenCall",
      actor: { role: "bureau", code: "130300", officer: "SJ-01" },
      effectiveOn: `${year}-09-01`,
      data: { year, opensOn: `${year}-09-01`, closesOn: `${year}-10-01`, document: "示例" },
    }))
    const file = save("calls.jsonl", calls.map((call) => JSON.stringify(call)).join("\n"))
    const main = join(import.meta.dirname, "../src/main.ts")
    const argv = [execPath, ...nodeFlags, main, "--quiet", "--store", `sqlite:${at("shifan.db")}`, "--yes"]
    const piped = (...more: ReadonlyArray<string>) =>
      spawnSync("sh", ["-c", '"$@" | true', "sh", ...argv, ...more], { encoding: "utf8" })
    expect(piped("regulation").stderr).toBe("")
    expect(piped("--lang", "en", "submit", file).stderr).toBe("2 done, 0 done before, 0 refused\n")
    expect((await shifan("replay", "--stats", "--json")).exit).toBe(0)
    expect((await shifan("call", "show")).out).toContain("2022")
  })
})
