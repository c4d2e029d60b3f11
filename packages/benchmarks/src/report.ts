import { readFileSync, statfsSync } from "node:fs"
import { cpus, totalmem, type } from "node:os"
import { versions } from "node:process"
import { isMet, type Memory, type Result } from "./measurement.js"

export interface Machine {
  readonly processor: string
  readonly cores: number
  readonly memoryGiB: number
  readonly node: string
  readonly sqlite: string
  readonly system: string
  readonly fileSystem: string
}

export interface Report {
  readonly machine: Machine
  readonly results: ReadonlyArray<Result>
  readonly memory: ReadonlyArray<Memory>
}

/** From the mount table if the system has one; otherwise the magic number of the file system's type. */
const fileSystemOf = (folder: string): string => {
  try {
    const mounts = readFileSync("/proc/mounts", "utf8")
      .split("\n")
      .map((line) => line.split(" "))
      .filter(([, point = "/none"]) => `${folder}/`.startsWith(point === "/" ? point : `${point}/`))
    const [, , kind = ""] = mounts.toSorted(([, a = ""], [, b = ""]) => b.length - a.length)[0] ?? []
    if (kind !== "") return kind
  } catch {
    // Not Linux.
  }
  return `type 0x${statfsSync(folder).type.toString(16)}`
}

export const machineAt = (folder: string): Machine => ({
  processor: cpus()[0]?.model ?? "unknown",
  cores: cpus().length,
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  node: versions.node,
  sqlite: versions["sqlite"] ?? "unknown",
  system: type(),
  fileSystem: fileSystemOf(folder),
})

const number = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString("en") : value.toPrecision(3).replace(/\.0+$/, "")

const timeOfOne = (milliseconds: number, count: number): string => {
  const micro = (milliseconds * 1000) / count
  return micro >= 1000 ? `${number(micro / 1000)} ms` : `${number(micro)} µs`
}

const figureText = (value: number | null, { unit, count }: Result): string => {
  if (value === null) return ""
  if (unit === "ms") return timeOfOne(value, count)
  return unit === "kB" ? `${number(value)} kB` : `${number(value)} a second`
}

const targetText = (result: Result): string => {
  if (result.target === null) return ""
  const { bound, value, ratio } = result.target
  const sign = bound === "atLeast" ? "≥" : "≤"
  const unit = ratio === "size" ? result.unit : "×"
  return `${sign} ${value} ${unit} ${isMet(result, result.target) ? "✓" : "✗"}`
}

const ratioOf = (result: Result): string =>
  result.ratio === null || result.unit === "kB" || result.target?.ratio === "size"
    ? ""
    : `${number(result.ratio)} × ${result.target?.ratio === "slower" ? "its time" : "its speed"}`

const cells = (texts: ReadonlyArray<string>): string => `| ${texts.join(" | ")} |`

const row = (result: Result): string =>
  cells([
    result.work,
    result.baseline,
    result.unit === "kB" ? "" : number(result.count),
    figureText(result.ours, result),
    figureText(result.theirs, result),
    ratioOf(result),
    targetText(result),
  ])

const mebibytes = (bytes: number): string => `${number(bytes / 2 ** 20)} MiB`

const memoryRow = ({ work, events, streams, milliseconds, peakRss, heapUsed }: Memory): string =>
  cells([
    work,
    number(events),
    number(streams),
    `${number(milliseconds / 1000)} s`,
    mebibytes(peakRss),
    mebibytes(heapUsed),
  ])

const machineLines = (machine: Machine): ReadonlyArray<string> => [
  `- processor: ${machine.processor}, ${machine.cores} cores; memory: ${machine.memoryGiB} GiB`,
  `- Node ${machine.node}, SQLite ${machine.sqlite}, ${machine.system}`,
  `- file system: ${machine.fileSystem}`,
]

/** `docs/benchmarks.md`, from the data of `docs/benchmarks.json` alone. */
export const markdown = ({ machine, results, memory }: Report): string =>
  `${[
    "# Benchmarks",
    "",
    "Written by `npm run bench` from `benchmarks.json`, never by hand. Ours and the baseline take turns in one process, with the",
    "same durability; medians of the rounds. Times are of one piece of work. Compare the ratios, not the times.",
    "",
    ...machineLines(machine),
    "",
    "| work | baseline | in a round | ours | baseline | ratio | target |",
    "|---|---|---|---|---|---|---|",
    ...results.map(row),
    "",
    "## Memory",
    "",
    "Each in a process of its own; the same number of streams. The heap is what is in use after a collection at the end, the",
    "states and the roster among it.",
    "",
    "| work | events | streams | time | largest resident set | heap at the end |",
    "|---|---|---|---|---|---|",
    ...memory.map(memoryRow),
  ].join("\n")}\n`
