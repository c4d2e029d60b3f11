import { spawn } from "node:child_process"
import { once } from "node:events"
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { execPath } from "node:process"
import { nodeFlags } from "@shifan/testkit/basics"
import { describe, expect, it } from "vitest"
import { inGb18030 } from "../input/encoders.js"
import {
  dossiers,
  eventsWithApplication,
  json,
  listIn,
  programIn,
  type Ran,
  runProgram,
  storeWithApplication,
  storeWithCall,
  unit,
} from "../shifan.js"

const actor = { role: "unit", code: unit, officer: "U-01" }
const bureau = { role: "bureau", code: "130300", officer: "SJ-01" }
const data: { readonly dossier: Record<string, { readonly documents?: ReadonlyArray<object> }> } = JSON.parse(
  readFileSync(join(dossiers, "01-exactly-met", "application.json"), "utf8"),
)

const apply = { type: "Apply", unit, actor, effectiveOn: "2020-12-01", data }
const withdraw = { type: "Withdraw", unit, actor, effectiveOn: "2020-12-03", data: { reason: "资金安排有变。" } }
const applyAgain = { ...apply, effectiveOn: "2020-12-05" }

/** A store with the call open, and a function that submits a file of these lines. */
const submitting = async () => {
  const { shifan, save } = await storeWithCall()
  const submit = (...lines: ReadonlyArray<unknown>): Promise<Ran> => {
    const texts = lines.map((line) => (typeof line === "string" ? line : JSON.stringify(line)))
    return shifan("submit", save("commands.jsonl", texts.join("\n")))
  }
  return { shifan, submit }
}

const verdicts = ({ out }: Ran): ReadonlyArray<unknown> =>
  out
    .trim()
    .split("\n")
    .map((line): unknown => JSON.parse(line))

describe("submit", () => {
  it("carries out the commands of one unit in their order", async () => {
    const { submit } = await submitting()
    const ran = await submit(apply, withdraw, applyAgain)
    expect(ran.exit).toBe(0)
    expect(verdicts(ran)).toMatchObject([
      { line: 1, verdict: "done" },
      { line: 2, verdict: "done" },
      { line: 3, verdict: "done" },
    ])
  })

  it("decides the commands after a change of the law under the changed law", async () => {
    const { submit } = await submitting()
    const closing = {
      type: "CloseCall",
      actor: bureau,
      effectiveOn: "2020-12-04",
      data: { year: 2020, closedOn: "2020-12-04" },
    }
    const ran = await submit(apply, withdraw, closing, applyAgain)
    expect(verdicts(ran)).toMatchObject([
      { line: 1, verdict: "done" },
      { line: 2, verdict: "done" },
      { line: 3, verdict: "done" },
      { line: 4, verdict: "refused", code: "OutsideCall" },
    ])
  })

  it("adds nothing when run again, and continues in a file that has grown", async () => {
    const { shifan, submit } = await submitting()
    await submit(apply)
    const ran = await submit(apply, withdraw)
    expect(verdicts(ran)).toMatchObject([{ verdict: "repeated" }, { verdict: "done" }])
    expect(listIn(await shifan("--json", "history", unit), "events")).toHaveLength(2)
  })

  it("recognises a command in any encoding and on any line, and carries out twice a command that the file has twice", async () => {
    const { shifan, save } = await storeWithApplication()
    const opening = {
      type: "OpenPersonalData",
      unit,
      actor: bureau,
      effectiveOn: "2020-12-03",
      data: { openedTo: "市审计局", purpose: "年度审计", paths: ["form.basic.phone"] },
    }
    const line = JSON.stringify(opening)
    const laidOut = JSON.stringify(Object.fromEntries(Object.entries(opening).toReversed())).replaceAll(":", ": ")
    const verdictsOn = async (
      content: Uint8Array | string,
      ...options: ReadonlyArray<string>
    ): Promise<ReadonlyArray<unknown>> =>
      verdicts(await shifan(...options, "submit", save("commands.jsonl", content))).map((verdict) =>
        Reflect.get(Object(verdict), "verdict"),
      )
    expect(await verdictsOn(`${line}\n${line}\n`)).toEqual(["done", "done"])
    expect(await verdictsOn(`\n\n${line}\r\n${laidOut}`)).toEqual(["repeated", "repeated"])
    expect(await verdictsOn(`\u{feff}${line}`)).toEqual(["repeated"])
    expect(await verdictsOn(inGb18030(`${line}\n`), "--encoding", "gb18030")).toEqual(["repeated"])
    expect(await verdictsOn(`${line}\n${line}\n${line}`)).toEqual(["repeated", "repeated", "done"])
  })

  it("continues after a refusal and ends with exit 3", async () => {
    const { submit } = await submitting()
    const ran = await submit(withdraw, apply)
    expect(ran.exit).toBe(3)
    expect(verdicts(ran)).toMatchObject([{ verdict: "refused", code: "WrongState" }, { verdict: "done" }])
  })

  it("continues after a command whose event is too large, and after one that opens data that do not exist", async () => {
    const { submit } = await submitting()
    const ran = await submit(tooLarge, openingOfNothing, apply)
    expect(ran.exit).toBe(3)
    expect(verdicts(ran)).toMatchObject([
      {
        line: 1,
        verdict: "refused",
        code: "TooLarge",
        message: expect.stringMatching(/^the event has \d{6} bytes; the limit is 65535$/),
      },
      { line: 2, verdict: "refused", code: "Malformed" },
      { line: 3, verdict: "done" },
    ])
  })

  it("refuses a different command under a used id, and continues with the next line", async () => {
    const { submit } = await submitting()
    const commandId = "0193a5b0-0000-7000-8000-00000000000A"
    const call = (year: number) => ({
      type: "OpenCall",
      actor: bureau,
      effectiveOn: `${year}-09-01`,
      data: { year, opensOn: `${year}-09-01`, closesOn: `${year}-10-01`, document: "示例" },
    })
    const other = { ...apply, effectiveOn: "2020-12-02" }
    const reused = { verdict: "refused", code: "CommandIdReused", message: expect.stringContaining(`${unit}@0`) }
    const ran = await submit(
      { ...apply, commandId },
      { ...apply, commandId: commandId.toLowerCase() },
      { ...other, commandId },
      { ...withdraw, commandId },
      { ...call(2021), commandId },
      call(2022),
    )
    expect(verdicts(ran)).toMatchObject([
      { verdict: "done", commandId: commandId.toLowerCase() },
      { verdict: "repeated" },
      reused,
      reused,
      reused,
      { verdict: "done" },
    ])
    expect(ran.exit).toBe(5)
  })

  it("reports every malformed line and writes nothing", async () => {
    const { shifan, submit } = await submitting()
    const ran = await submit(apply, "{", { ...apply, effectiveOn: "1.12.2020" }, { ...apply, typ: "x" })
    expect(ran.exit).toBe(2)
    expect(ran.err).toContain("commands.jsonl:2: column 2: it ends too early")
    expect(ran.err).toContain("commands.jsonl:3 day of effect [effectiveOn]: expected an existing date")
    expect(ran.err).toContain("commands.jsonl:4 typ: there is no field typ")
    expect((await shifan("history", unit)).exit).toBe(6)
  })

  it("says the form's label of a field beside its path, which alone is in JSON", async () => {
    const { shifan, save } = await storeWithCall()
    const { actor: _, ...nobodys } = withdraw
    const lines = [{ ...withdraw, data: {} }, nobodys, { ...withdraw, data: { reason: "a", b: 1 } }]
    const file = save("commands.jsonl", lines.map((line) => JSON.stringify(line)).join("\n"))
    const { err } = await shifan("submit", file)
    expect(err).toContain("commands.jsonl:1 reason [data.reason]: expected")
    expect(err).toContain("commands.jsonl:2 actor: expected")
    expect(err).toContain("commands.jsonl:3 data.b: there is no field b")
    const { out } = await shifan("--json", "submit", file)
    expect(JSON.parse(out).error.figures).toMatchObject([
      { path: `${file}:1 data.reason` },
      { path: `${file}:2 actor` },
      { path: `${file}:3 data.b` },
    ])
  })
})

describe("submit before it writes", () => {
  /** Every file in a folder, with its bytes. */
  const bytesIn = (folder: string): ReadonlyArray<unknown> =>
    readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile() && !/-(shm|wal)$/.test(entry.name))
      .map(({ name }) => [name, readFileSync(join(folder, name)).toString("base64")])

  it("decides every line with --dry-run as if the lines before it were done, and writes nothing", async () => {
    const { folder, shifan, save } = await storeWithApplication()
    const opening = {
      type: "OpenPersonalData",
      unit,
      actor: bureau,
      effectiveOn: "2020-12-02",
      data: { openedTo: "市审计局", purpose: "年度审计", paths: ["form.basic.phone"] },
    }
    const lines = [opening, withdraw, withdraw, { ...withdraw, effectiveOn: "2020-12-04" }, applyAgain]
    const file = save("commands.jsonl", lines.map((line) => JSON.stringify(line)).join("\n"))
    const before = bytesIn(folder)
    const rehearsed = await programIn(folder, { yes: false })("submit", file, "--dry-run")
    expect(bytesIn(folder)).toEqual(before)
    expect(verdicts(rehearsed)[0]).toMatchObject({ schemaVersion: 1, verdict: "done", dryRun: true })
    expect(rehearsed.err).toBe("preview, nothing written: 3 to be done, 0 done before, 2 refused\n")
    const done = await shifan("submit", file)
    const parts = (ran: Ran) =>
      verdicts(ran).map((verdict) =>
        ["line", "verdict", "code", "stream"].map((key) => Reflect.get(Object(verdict), key)),
      )
    expect(parts(rehearsed)).toEqual(parts(done))
    expect(rehearsed.exit).toBe(done.exit)
  })

  it("says how many commands of each kind there are, and asks", async () => {
    const { folder, save } = await storeWithCall()
    const file = save("commands.jsonl", [apply, withdraw, applyAgain].map((line) => JSON.stringify(line)).join("\n"))
    const argv = ["--store", `sqlite:${join(folder, "shifan.db")}`, "submit", file]
    const refused = await runProgram(argv, { ask: () => Promise.resolve(false) })
    expect(refused).toMatchObject({ exit: 2, out: "", err: expect.stringContaining("3 commands from ") })
    expect(refused.err).toMatch(/^ {2}2 {2}\S.*\n {2}1 {2}\S/m)
    expect(await runProgram(["--lang", "zh", ...argv], { ask: () => Promise.resolve("interrupted") })).toMatchObject({
      exit: 130,
      out: "",
      err: expect.stringMatching(/\n中断 已中断，未写入\n$/),
    })
    expect(await runProgram(argv)).toMatchObject({ exit: 2, err: expect.stringContaining("--yes") })
    expect((await runProgram([...argv.slice(0, 2), "history", unit])).exit).toBe(6)
    expect(await runProgram(argv, { ask: () => Promise.resolve(true) })).toMatchObject({ exit: 0 })
  })
})

describe("submit that is interrupted", () => {
  const opening = {
    type: "OpenPersonalData",
    unit,
    actor: bureau,
    effectiveOn: "2020-12-02",
    data: { openedTo: "市审计局", purpose: "年度审计", paths: ["form.basic.phone"] },
  }
  const openings = (count: number): string => `${JSON.stringify(opening)}\n`.repeat(count)

  /** Interrupts after this many lines have been answered. */
  const interruptedAfter = async (count: number, ...more: ReadonlyArray<string>) => {
    const { shifan, folder, save } = await storeWithApplication()
    const file = save("openings.jsonl", openings(40))
    let interrupt = (): void => {}
    let listeners = 0
    let out = ""
    const argv = ["--store", `sqlite:${join(folder, "shifan.db")}`, "--yes", ...more, "submit", file]
    const ran = await runProgram(argv, {
      out: (text) => {
        out += text
        if (out.split("\n").length > count) interrupt()
      },
      onInterrupt: (listener) => {
        interrupt = listener
        listeners++
        return { stop: () => listeners-- }
      },
    })
    return { shifan, file, ran: { ...ran, out }, listeners: () => listeners }
  }

  it.each([1, 7, 39])(
    "after %i lines says what is done and what is not, and continues when run again",
    async (count) => {
      const { shifan, file, ran, listeners } = await interruptedAfter(count)
      const left = 40 - count
      expect(ran.exit).toBe(130)
      expect(verdicts(ran)).toHaveLength(count)
      expect(ran.err).toContain(`Interrupted interrupted: ${count} done, 0 done before, 0 refused; ${left} lines not`)
      expect(ran.err).toContain(`starting at line ${count + 1}`)
      expect(listeners()).toBe(0)
      const again = await shifan("submit", file)
      expect(again).toMatchObject({
        exit: 0,
        err: expect.stringContaining(`${left} done, ${count} done before, 0 refused\n`),
      })
    },
  )

  it("says so in Chinese, and in JSON with the numbers of the remaining lines", async () => {
    expect((await interruptedAfter(1, "--lang", "zh")).ran.err).toContain(
      "已中断：办理1，此前已办0，不予办理0，尚有39行未办",
    )
    const { ran } = await interruptedAfter(38, "--json")
    expect(verdicts(ran).at(-1)).toMatchObject({
      schemaVersion: 1,
      error: { code: "Interrupted", figures: { done: 38, left: [39, 40] } },
    })
  })

  it("after the last line ends as usual", async () => {
    expect((await interruptedAfter(40)).ran.exit).toBe(0)
  })

  it("by a signal ends with exit 130, and the store contains what was reported as done", async () => {
    const { shifan, folder, save } = await storeWithApplication()
    const file = save("openings.jsonl", openings(2000))
    const main = join(import.meta.dirname, "../../src/main.ts")
    const argv = [
      ...nodeFlags,
      main,
      "--lang",
      "en",
      "--store",
      `sqlite:${join(folder, "shifan.db")}`,
      "--yes",
      "submit",
      file,
    ]
    const child = spawn(execPath, argv)
    let out = ""
    let err = ""
    child.stdout.on("data", (chunk) => {
      if (out === "") child.kill("SIGINT")
      out += String(chunk)
    })
    child.stderr.on("data", (chunk) => {
      err += String(chunk)
    })
    const [exit] = await once(child, "close")
    expect([exit, err]).toEqual([130, expect.stringContaining("Interrupted interrupted: ")])
    const answered = verdicts({ exit, out, err })
    expect(answered.length).toBeLessThan(2000)
    const done = answered.filter((verdict) => Reflect.get(Object(verdict), "verdict") === "done")
    expect(json(await shifan("--json", "replay"))).toMatchObject({ events: eventsWithApplication + done.length })
  })
})

/** The maximum number of documents for each material, with titles of maximum length. */
const longDossier = Object.fromEntries(
  Object.entries(data.dossier).map(([item, material]) => {
    const documents = material.documents ?? []
    const many = Array.from({ length: 20 }, (_, i) => ({ ...documents[i % documents.length], title: "示".repeat(120) }))
    return [item, documents.length === 0 ? material : { ...material, documents: many }]
  }),
)

const tooLarge = { ...apply, data: { ...data, dossier: longDossier } }

const openingOfNothing = {
  type: "OpenPersonalData",
  unit,
  actor: bureau,
  effectiveOn: "2020-12-02",
  data: { openedTo: "示例", purpose: "示例", paths: ["form.basic.nothing"] },
}

describe("commands that read each other's streams", () => {
  it("are carried out in the order of their lines", async () => {
    const { shifan, save } = await storeWithCall()
    const successor = "91110108551385082Q"
    const document = { title: "示例", digest: `sha256:${"a".repeat(64)}`, mediaType: "application/pdf", size: 1 }
    const names = { operatingUnitName: "示例有限公司", countyOrDistrict: "130302" }
    const lines = [
      {
        type: "ImportTitle",
        unit,
        data: { ...names, platformName: "示例平台", grantedOn: "2018-12-10", grantingDocument: "示例〔2018〕1号" },
      },
      { type: "SucceedTitle", unit, data: { successor, cause: "conversion", document } },
      { type: "InheritTitle", unit: successor, data: { predecessor: unit, ...names, document } },
    ].map((line) => JSON.stringify({ ...line, actor: bureau, effectiveOn: "2020-12-01" }))
    expect(await shifan("submit", save("succession.jsonl", lines.join("\n")))).toMatchObject({ exit: 0 })
    const { out } = await shifan("roster", "list", "--json")
    expect([out.includes(successor), out.includes(unit)]).toEqual([true, false])
  })
})
