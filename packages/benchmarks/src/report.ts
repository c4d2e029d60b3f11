/** The page, from the data alone. */
import { isMet, type Machine, type Memory, type Report, type Result } from "./result.js"

const number = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString("en") : value.toPrecision(3).replace(/\.0+$/, "")

const timeOfOne = (milliseconds: number, count: number): string => {
  const micro = (milliseconds * 1000) / count
  return micro >= 1000 ? `${number(micro / 1000)} ms` : `${number(micro)} µs`
}

const figureText = (value: number | null, { unit, count }: Result): string =>
  value === null ? "" : unit === "kB" ? `${number(value)} kB` : timeOfOne(value, count)

const targetText = (result: Result): string => {
  if (result.target === null) return ""
  const { bound, value, ratio } = result.target
  return `${bound === "atLeast" ? "≥" : "≤"} ${value}${ratio === "size" ? " kB" : " ×"} ${isMet(result, result.target) ? "✓" : "✗"}`
}

const ratioOf = (result: Result): string =>
  result.unit === "kB"
    ? ""
    : `${number(result.ratio)} × ${result.target?.ratio === "slower" ? "its time" : "its speed"}`

const row = (result: Result): string =>
  `| ${[result.work, result.baseline, result.unit === "kB" ? "" : number(result.count), figureText(result.ours, result), figureText(result.theirs, result), ratioOf(result), targetText(result)].join(" | ")} |`

const mebibytes = (bytes: number): string => `${number(bytes / 2 ** 20)} MiB`

const memoryRow = ({ work, events, streams, milliseconds, peakRss, heapUsed }: Memory): string =>
  `| ${work} | ${number(events)} | ${number(streams)} | ${number(milliseconds / 1000)} s | ${mebibytes(peakRss)} | ${mebibytes(heapUsed)} |`

const machineLines = (machine: Machine): ReadonlyArray<string> => [
  `- processor: ${machine.processor}, ${machine.cores} cores; memory: ${machine.memoryGiB} GiB`,
  `- Node ${machine.node}, SQLite ${machine.sqlite}, ${machine.system}`,
  `- file system: ${machine.fileSystem}`,
]

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
