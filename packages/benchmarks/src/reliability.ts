import type { Harness, Observed } from "@shifan/testkit/basics"
import type { Machine } from "./report.js"

export interface Reliability {
  readonly machine: Machine
  /** Day and duration of the run. */
  readonly ranOn: string
  readonly seconds: number
  /** Settings of the harnesses. */
  readonly asked: Readonly<Record<string, string>>
  readonly figures: { readonly [H in Harness]: Readonly<Record<string, number>> }
}

interface Row {
  readonly what: string
  readonly where: string
  /** Text for the figures of its harness. */
  readonly counted: (figures: Readonly<Record<string, number>>) => string
  readonly held: string
}

const n = (value: number | undefined): string => (value ?? 0).toLocaleString("en")

const rows: { readonly [H in Harness]: Row } = {
  killedWriters: {
    what: "A process that appends to a SQLite file is killed (SIGKILL) at a random instant, half of them on a file that another killed one left",
    where: "sqlite/test/event-store/kill",
    counted: ({ kills, acknowledged, events }) =>
      `${n(kills)} kills, ${n(acknowledged)} answers, ${n(events)} events in the files`,
    held: "every answer was true, no append in part, none twice when repeated, nothing lost that had been there before",
  },
  killedProcesses: {
    what: "The same in the suite that every adapter has to pass, here on SQLite",
    where: "testkit/src/conformance/store/processes.ts",
    counted: ({ kills, acknowledged }) => `${n(kills)} kills, ${n(acknowledged)} acknowledged appends`,
    held: "all acknowledged appends are there, dense and in order",
  },
  racingProcesses: {
    what: "Four processes create the same streams at the same time",
    where: "testkit/src/conformance/store/processes.ts",
    counted: ({ attempts, streams, created }) =>
      `${n(attempts)} attempts on ${n(streams)} streams, ${n(created)} created`,
    held: "exactly one of four succeeds; the others are told the revision there is",
  },
  killedReadModels: {
    what: "A process that keeps read models, or makes them anew, is killed",
    where: "sqlite/test/read-models",
    counted: ({ kills, events }) => `${n(kills)} kills, ${n(events)} events`,
    held: "each event up to the checkpoint is in the model once; of a rebuild one sees the old model or the new, whole",
  },
  crashedCommands: {
    what: "A command's process dies at each of its steps between store and vault, and again when it is repeated",
    where: "service/test/crash",
    counted: ({ commands, crashes }) => `${n(crashes)} crashes of ${n(commands)} commands`,
    held: "carried out once, answered as if nothing had happened, the vault the same",
  },
  killedCopies: {
    what: "`shifan copy` is killed in the middle and run again",
    where: "cli/test/keep",
    counted: ({ kills, copiedBefore, copiedAfter }) =>
      `${n(kills)} kill, ${n(copiedBefore)} events before it, ${n(copiedAfter)} after`,
    held: "it goes on where it was, and both are the same byte for byte",
  },
  fullDisks: {
    what: "The disk is full: a limit on SQLite's pages, and a small file system for the files of the command line",
    where: "sqlite/test/event-store/faults.test.ts, cli/test/files.test.ts",
    counted: ({ refused, kept, goneOn }) =>
      `${n(refused)} writes refused, ${n(kept)} events and files kept, ${n(goneOn)} appends gone on`,
    held: "refused in one line, nothing lost, nothing left in part; the same append goes once there is room",
  },
  damagedBundles: {
    what: "A bundle with bytes changed, cut, added, moved, or forged with a signature",
    where: "bundle/test/spoilt-bundles.ts",
    counted: ({ bundles, noticed, whole }) =>
      `${n(bundles)} bundles, ${n(noticed)} found unsound, ${n(whole)} with nothing changed`,
    held: "never sound where a byte that counts differs, and nothing is ever thrown",
  },
}

/** The sums over all runs of each harness. A harness that did not run is an error, since the page would not mention it. */
export const sumsOf = (lines: ReadonlyArray<Observed>): Reliability["figures"] => {
  const sumOf = (harness: Harness): Readonly<Record<string, number>> => {
    const runs = lines.filter((line) => line.harness === harness)
    if (runs.length === 0) throw new Error(`${harness} did not run`)
    const sum: Record<string, number> = {}
    for (const [name, value] of runs.flatMap(({ figures }) => Object.entries(figures)))
      sum[name] = (sum[name] ?? 0) + value
    return sum
  }
  return {
    killedWriters: sumOf("killedWriters"),
    killedProcesses: sumOf("killedProcesses"),
    racingProcesses: sumOf("racingProcesses"),
    killedReadModels: sumOf("killedReadModels"),
    crashedCommands: sumOf("crashedCommands"),
    killedCopies: sumOf("killedCopies"),
    fullDisks: sumOf("fullDisks"),
    damagedBundles: sumOf("damagedBundles"),
  }
}

const row = (harness: Harness, figures: Reliability["figures"]): string => {
  const { what, where, counted, held } = rows[harness]
  return `| ${what} | ${counted(figures[harness])} | ${held} | \`${where}\` |`
}

/** `docs/reliability.md`, from the data of `docs/reliability.json` alone. */
export const reliabilityPage = ({ machine, ranOn, seconds, asked, figures }: Reliability): string =>
  `${[
    "# Reliability",
    "",
    "Written by `npm run reliability` from a run of the harnesses, never by hand. A harness whose expectations do not hold fails, and",
    "then no page is written: what the last column says held of everything that is counted.",
    "",
    `- run on ${ranOn} in ${n(seconds)} s, with ${Object.entries(asked)
      .map(([name, value]) => `\`${name}=${value}\``)
      .join(", ")}`,
    `- ${machine.processor}, ${machine.cores} cores; Node ${machine.node}, SQLite ${machine.sqlite}, ${machine.system}, ${machine.fileSystem}`,
    "",
    "| what is done | counted | what held | harness |",
    "|---|---|---|---|",
    row("killedWriters", figures),
    row("killedProcesses", figures),
    row("racingProcesses", figures),
    row("killedReadModels", figures),
    row("crashedCommands", figures),
    row("killedCopies", figures),
    row("fullDisks", figures),
    row("damagedBundles", figures),
    "",
    "A kill is `SIGKILL`: what the operating system had taken survives it. What a loss of power does to a disk is not tried here; the",
    "order of syncs is (`sqlite/test/event-store/disk.isolated.test.ts`).",
  ].join("\n")}\n`
