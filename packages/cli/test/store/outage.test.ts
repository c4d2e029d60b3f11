/** The servers of a cluster become unavailable during `submit`. */
import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it, onTestFinished } from "vitest"
import { FakeLog } from "../../../eventstoredb/test/fake/log.js"
import { startNode } from "../../../eventstoredb/test/fake/server.js"
import { dossiers, emptyWorkplace, listIn, openCall, programIn, runProgram, unit } from "../shifan.js"

const actor = { role: "unit", code: unit, officer: "U-01" }
const data: unknown = JSON.parse(readFileSync(join(dossiers, "01-exactly-met", "application.json"), "utf8"))

/** The unit alternately applies and withdraws. */
const lines = ["01", "02", "03", "04", "05", "06", "07", "08"].map((day, i) =>
  i % 2 === 0
    ? { type: "Apply", unit, actor, effectiveOn: `2020-12-${day}`, data }
    : { type: "Withdraw", unit, actor, effectiveOn: `2020-12-${day}`, data: { reason: "资金安排有变。" } },
)

describe("submit to a cluster that becomes unavailable", () => {
  it("stops, counts what is done, names the servers, and continues from there when run again", async () => {
    const log = new FakeLog()
    const node = await startNode({ log })
    onTestFinished(() => node.stop())
    const { folder, at } = emptyWorkplace()
    const store = `eventstoredb://127.0.0.1:${node.port}?tls=false&patience=300&timeout=300`
    const shifan = programIn(folder, { store, global: ["--vault", at("personal.db")] })
    await openCall(shifan)
    writeFileSync(at("lines.jsonl"), lines.map((line) => JSON.stringify(line)).join("\n"))
    const leave = log.listen(({ stream, revision }) => {
      if (stream.startsWith("designation-") && revision === 2) void node.shut()
    })
    const ran = await shifan("submit", at("lines.jsonl"))
    leave()
    const verdicts = ran.out.trim().split("\n")
    expect(ran.exit).toBe(1)
    expect(verdicts.length).toBeLessThanOrEqual(3)
    for (const verdict of verdicts) expect(JSON.parse(verdict)).toMatchObject({ verdict: "done" })
    expect(ran.err).toContain(`127.0.0.1:${node.port}`)
    expect(ran.err).toContain(`stopped: ${verdicts.length} done, 0 done before, 0 refused`)
    expect(ran.err).toContain(`${lines.length - verdicts.length} lines not carried out`)
    expect(ran.err).toMatch(/nothing is recorded twice|nothing twice/)
    await node.reopen()
    expect(await shifan("submit", at("lines.jsonl"))).toMatchObject({ exit: 0 })
    expect(listIn(await shifan("--json", "history", unit), "events")).toHaveLength(lines.length)
  })

  it("says, if interrupted then, that it waits for what is under way", async () => {
    const log = new FakeLog()
    const node = await startNode({ log })
    onTestFinished(() => node.stop())
    const { folder, at } = emptyWorkplace()
    const store = `eventstoredb://127.0.0.1:${node.port}?tls=false&patience=3000&timeout=300`
    await openCall(programIn(folder, { store, global: ["--vault", at("personal.db")] }))
    writeFileSync(at("lines.jsonl"), lines.map((line) => JSON.stringify(line)).join("\n"))
    let interrupt = (): void => {}
    const leave = log.listen(({ stream, revision }) => {
      if (!stream.startsWith("designation-") || revision !== 2) return
      void node.shut()
      interrupt()
    })
    const argv = ["--store", store, "--vault", at("personal.db"), "--yes", "submit", at("lines.jsonl")]
    const ran = await runProgram(argv, {
      onInterrupt: (listener) => {
        interrupt = listener
        return { stop: () => {} }
      },
    })
    leave()
    expect(ran.exit).toBe(1)
    expect(ran.err).toMatch(/interrupted; waiting for what is under way\. Ctrl-C again ends at once/)
    expect(ran.err).toMatch(/stopped: \d done/)
  })
})
