/** Every command on a cluster that fails or was spoilt: none hangs, succeeds or leaves something half made. */
import { cpSync, readdirSync } from "node:fs"
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest"
import { FakeLog } from "../../../eventstoredb/test/fake/log.js"
import { startNode, type FakeNode } from "../../../eventstoredb/test/fake/server.js"
import { writeVerifier } from "../../../verifier/src/build/verifier.js"
import { allCommands, helpOf, type Words } from "../command-tree.js"
import { hasOperands, newOffice, type Office } from "../operands.js"
import { emptyWorkplace, programIn, unit, workplaceIn } from "../shifan.js"

let office: Office
let whole: FakeLog

/** In milliseconds. */
const patience = 600
const timeout = 300

// `audit verifier` writes this page.
beforeAll(writeVerifier)

beforeAll(async () => {
  office = await newOffice(afterAll)
  whole = new FakeLog()
  const node = await startNode({ log: whole })
  const copied = await office.shifan("copy", "-", `eventstoredb://127.0.0.1:${node.port}?tls=false`)
  expect(copied).toMatchObject({ exit: 0 })
  await node.stop()
})

/** The command in a copy of the office whose store is a cluster with a copy of the events. */
const onCluster = async (words: Words, operands?: Words, spoil: (log: FakeLog) => void = () => {}) => {
  const log = whole.copy()
  spoil(log)
  const node = await startNode({ log })
  onTestFinished(() => node.stop())
  const { folder } = emptyWorkplace()
  cpSync(office.folder, folder, { recursive: true })
  const { at } = workplaceIn(folder)
  const store = `eventstoredb://127.0.0.1:${node.port}?tls=false&patience=${patience}&timeout=${timeout}`
  const shifan = programIn(folder, { store, global: ["--vault", at("shifan.vault.db")] })
  const files = (): ReadonlyArray<string> => readdirSync(folder, { recursive: true, encoding: "utf8" }).toSorted()
  const run = async () => {
    const [before, began, { length }] = [files(), performance.now(), log.records]
    const ran = await shifan(...words, ...(operands ?? office.operandsOf(words, at)))
    const made = files().filter((file) => !before.includes(file))
    const milliseconds = performance.now() - began
    return { ...ran, said: ran.out + ran.err, made, milliseconds, written: log.records.length - length }
  }
  return { node, log, run }
}

/** `roster publications` reads only the publications, which the server selects. Their stream is lost for it. */
const deletedFor = (name: string): string =>
  name === "roster publications" ? "roster-130300" : `designation-130300-${unit}`

/** Commands that do not read the store they are given: their operands are files, or a store in a file. */
const withoutStore: ReadonlySet<string> = new Set([
  "demo",
  "completion",
  "assess",
  "form fill",
  "form read",
  "form check",
  "regulation",
  "coverage",
  "schema",
  "audit verify",
  "audit view",
  "audit verifier",
  "audit witness",
  "audit cosigned",
  "audit key list",
  "audit key new",
  "audit key retire",
  "audit key witness",
  "audit policy show",
  "audit policy witness",
  "audit receipt verify",
  "audit timestamp",
  "backup",
  "restore",
])

/** Acts that need a file with their data before anything is read; they share the code of the acts with operands. */
const isAct = async (words: Words): Promise<boolean> =>
  !hasOperands(words) && (await helpOf(words)).includes("--expect-revision")

/** Without `serve`, which runs until interrupted and has its own tests of outages. */
const ending = allCommands.filter(([first]) => first !== "serve")
const rows = await Promise.all(ending.map(async (words) => ({ words, name: words.join(" "), act: await isAct(words) })))
const titled = (of: typeof rows) => of.map(({ name, words }) => [name, words] as const)
const reading = rows.filter(({ name, act }) => !act && !withoutStore.has(name))
/** The operands of `audit verify` are a bundle; without them it reads the store. */
const onTheStore: ReadonlyArray<readonly [string, Words, Words | undefined]> = [
  ...titled(reading).map(([name, words]) => [name, words, undefined] as const),
  ["audit verify", ["audit", "verify"], []],
]

describe("a command that is not given a store to read", () => {
  it.each(titled(rows.filter(({ name }) => withoutStore.has(name))))("calls no server: %s", async (_, words) => {
    const { node, run } = await onCluster(words)
    await run()
    expect(node.faults.calls).toEqual([])
  })
})

describe("a command on a cluster", () => {
  it.each(onTheStore)(
    "that is away, silent or lost half-way says so in time and makes nothing: %s",
    async (name, words, operands) => {
      const healthy = await onCluster(words, operands)
      await healthy.run()
      const reads = healthy.node.faults.count("read")
      expect(healthy.node.faults.calls).not.toEqual([])

      const outages: Readonly<Record<string, (node: FakeNode) => unknown>> = {
        away: (node) => node.shut(),
        silent: (node) => node.pause(),
        lost: ({ faults }) => {
          faults.plan("read", { kind: "none" }, Math.floor(reads / 2))
          faults.plan("read", { kind: "status", code: 14, details: "Server Is Not Ready" }, Infinity)
        },
      }
      for (const [outage, begin] of Object.entries(outages)) {
        const { node, run } = await onCluster(words, operands)
        await begin(node)
        const { exit, said, made, milliseconds, written } = await run()
        node.resume()
        // An interrupted copy is completed by the next one.
        const left = name === "copy" ? made.filter((file) => !file.startsWith("copy.db")) : made
        expect([outage, exit, left, written]).toEqual([outage, 1, [], 0])
        expect(said).toContain(`127.0.0.1:${node.port}`)
        // Patience is for the whole of a read or write, however many calls it takes, on a busy machine too.
        expect(milliseconds).toBeLessThan(10_000)
      }
    },
  )

  it.each(onTheStore)("reports a deleted stream, and writes nothing: %s", async (name, words, operands) => {
    const { run } = await onCluster(words, operands, (log) => void log.deleteSoftly(deletedFor(name)))
    const { exit, said, written } = await run()
    expect(exit).not.toBe(0)
    expect(said).toContain(`${deletedFor(name)}@`)
    expect(written).toBe(0)
  })
})
