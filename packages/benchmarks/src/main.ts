/**
 * `npm run bench [-- NAME…]`: measures everything, or the named work, and writes docs/benchmarks.json and .md.
 * `BENCH_EVENTS` is the length of the replayed history, by default 1000000.
 */
import { spawnSync } from "node:child_process"
import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { argv, env, execPath, stdout } from "node:process"
import { run } from "../../cli/dist/program.js"
import { inFolder, root, workFolder } from "./databases.js"
import type { Memory, Result } from "./measurement.js"
import { machineAt, markdown, type Report } from "./report.js"
import { measureAppends } from "./work/append.js"
import { onDisk, slowSyncs } from "./slow-sync.js"
import { measureBrowserSize } from "./work/browser-size.js"
import { bundleFile, measureVerification, type Bundle } from "./work/bundle.js"
import { measureCommands } from "./work/command.js"
import { measureDecisions } from "./work/decision.js"
import { memoryOfReplay, memoryOfVerify } from "./work/memory.js"
import { measureLongStore } from "./work/long-store.js"
import { measureProjection } from "./work/projection.js"
import { measureReplays, writeHistory } from "./work/replay.js"
import { measureStartup } from "./work/startup.js"
import { measureStatements } from "./work/statement.js"
import { measureSubmit } from "./work/submit.js"

const events = Number(env["BENCH_EVENTS"] ?? 1_000_000)
const units = 2000

const kinds: Readonly<Record<string, () => Promise<ReadonlyArray<Result>>>> = {
  append: measureAppends,
  command: measureCommands,
  submit: () => measureSubmit(run),
  longStore: () => measureLongStore(run),
  decision: measureDecisions,
  projection: measureProjection,
  startup: measureStartup,
  browserSize: measureBrowserSize,
  statement: measureStatements,
}

const childMode = "in-own-process"

/** Measures in a separate process, so that no measurement inherits another's heap. Returns JSON. */
const inOwnProcess = (...args: ReadonlyArray<string>): string => inProcessWith({}, ...args)

const inProcessWith = (more: Readonly<Record<string, string>>, ...args: ReadonlyArray<string>): string => {
  const child = spawnSync(execPath, ["--expose-gc", import.meta.filename, childMode, ...args], {
    encoding: "utf8",
    env: { ...env, ...more },
    stdio: ["ignore", "pipe", "inherit"],
  })
  if (child.status !== 0) throw new Error(`${args.join(" ")} failed`)
  return child.stdout
}

const measure = async ([kind = "", ...args]: ReadonlyArray<string>): Promise<unknown> => {
  const [first = "", second = ""] = args
  switch (kind) {
    case "replay":
      return measureReplays([first, events], [second, events / 10])
    case "exportBundle":
      return bundleFile(first, second)
    case "verify":
      return measureVerification(JSON.parse(first), JSON.parse(second))
    case "commandOnDisk":
      return measureCommands(7)
    case "memory":
      return memoryOfReplay(first, units)
    case "memoryOfVerify":
      return memoryOfVerify(JSON.parse(first), units)
    default:
      return kinds[kind]?.()
  }
}

/** Replays and verifications, which need long histories that take minutes to write. */
const measureOverHistories = async (): Promise<readonly [ReadonlyArray<Result>, ReadonlyArray<Memory>]> =>
  inFolder(async (folder) => {
    const longer = await writeHistory(folder, events, units)
    const shorter = await writeHistory(folder, events / 10, units)
    const bundleOf = (file: string): Bundle => JSON.parse(inOwnProcess("exportBundle", folder, file))
    const long = { file: longer, bundle: bundleOf(longer), events }
    const short = { file: shorter, bundle: bundleOf(shorter), events: events / 10 }
    const memory = [
      ...[short, long].map(({ file }): Memory => JSON.parse(inOwnProcess("memory", file))),
      ...[short, long].map(({ bundle }): Memory => JSON.parse(inOwnProcess("memoryOfVerify", JSON.stringify(bundle)))),
    ]
    const replays: ReadonlyArray<Result> = JSON.parse(inOwnProcess("replay", longer, shorter))
    const audits: ReadonlyArray<Result> = JSON.parse(
      inOwnProcess("verify", JSON.stringify(long), JSON.stringify(short)),
    )
    return [[...replays, ...audits], memory]
  })

/** Commands on disks that take longer to sync; none where such disks cannot be had. */
const measureOnSlowDisks = (): Promise<ReadonlyArray<Result>> =>
  inFolder(async (folder) => {
    const results = slowSyncs(folder).flatMap((disk) => {
      const measured: ReadonlyArray<Result> = JSON.parse(inProcessWith(disk.env, "commandOnDisk"))
      return measured.map(onDisk(disk))
    })
    if (results.length === 0) stdout.write("no C compiler, or not Linux: slower disks are not measured\n")
    return results
  })

const reportFile = join(root, "docs/benchmarks.json")

/** Results that are not measured this time are kept from the last report. */
const lastReport = (): Partial<Report> => {
  try {
    return JSON.parse(readFileSync(reportFile, "utf8"))
  } catch {
    return {}
  }
}

const isSameWork =
  (a: Result) =>
  (b: Result): boolean =>
    a.work === b.work && a.baseline === b.baseline

const report = async (asked: ReadonlyArray<string>): Promise<Report> => {
  const wanted = (name: string): boolean => asked.length === 0 || asked.includes(name)
  const fresh: Array<Result> = []
  for (const kind of Object.keys(kinds).filter(wanted)) {
    stdout.write(`${kind}…\n`)
    const results: ReadonlyArray<Result> = JSON.parse(inOwnProcess(kind))
    fresh.push(...results)
  }
  if (wanted("slowDisk")) {
    stdout.write("slowDisk…\n")
    fresh.push(...(await measureOnSlowDisks()))
  }
  let memory = lastReport().memory ?? []
  if (wanted("replay")) {
    stdout.write("replay…\n")
    const [results, sizes] = await measureOverHistories()
    fresh.push(...results)
    memory = sizes
  }
  const kept = asked.length === 0 ? [] : (lastReport().results ?? [])
  return {
    machine: machineAt(workFolder()),
    results: [
      ...kept.map((old) => fresh.find(isSameWork(old)) ?? old),
      ...fresh.filter((result) => !kept.some(isSameWork(result))),
    ],
    memory,
  }
}

const [mode, ...args] = argv.slice(2)
if (mode === childMode) stdout.write(JSON.stringify(await measure(args)))
else {
  const measured = await report(argv.slice(2))
  writeFileSync(reportFile, `${JSON.stringify(measured, undefined, 2)}\n`)
  const page = markdown(measured)
  writeFileSync(join(root, "docs/benchmarks.md"), page)
  stdout.write(page)
}
