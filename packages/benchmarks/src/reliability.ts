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
    what: "A process that appends to a SQLite file is killed at a random instant; half of the processes start on a file left by a killed one",
    where: "sqlite/test/event-store/kill",
    counted: ({ kills, acknowledged, events }) =>
      `${n(kills)} kills, ${n(acknowledged)} answers, ${n(events)} events in the files`,
    held: "every answer was true; no append was stored in part, or twice when repeated; no earlier event was lost",
  },
  killedProcesses: {
    what: "The same in the conformance suite for adapters, run on SQLite",
    where: "testkit/src/conformance/store/processes.ts",
    counted: ({ kills, acknowledged }) => `${n(kills)} kills, ${n(acknowledged)} acknowledged appends`,
    held: "all acknowledged appends are stored, without gaps and in order",
  },
  racingProcesses: {
    what: "Four processes create the same streams at the same time",
    where: "testkit/src/conformance/store/processes.ts",
    counted: ({ attempts, streams, created }) =>
      `${n(attempts)} attempts on ${n(streams)} streams, ${n(created)} created`,
    held: "exactly one of the four succeeds; the others learn the current revision",
  },
  killedReadModels: {
    what: "A process that updates or rebuilds read models is killed",
    where: "sqlite/test/read-models",
    counted: ({ kills, events }) => `${n(kills)} kills, ${n(events)} events`,
    held: "the model contains each event up to its checkpoint once; during a rebuild, readers see the complete old or new model",
  },
  crashedCommands: {
    what: "The process of a command dies at each step between store and vault, and again when the command is repeated",
    where: "service/test/crash",
    counted: ({ commands, crashes }) => `${n(crashes)} crashes of ${n(commands)} commands`,
    held: "the command was carried out once, the answer is the usual one, and the vault is unchanged",
  },
  killedCopies: {
    what: "`shifan copy` is killed in the middle and run again",
    where: "cli/test/keep",
    counted: ({ kills, copiedBefore, copiedAfter }) =>
      `${n(kills)} kill, ${n(copiedBefore)} events copied before it, ${n(copiedAfter)} after`,
    held: "it continues where it stopped, and both stores are equal byte for byte",
  },
  fullDisks: {
    what: "The disk is full: SQLite's pages are limited, or the command line writes to a small file system",
    where: "sqlite/test/event-store/faults.test.ts, cli/test/files.test.ts",
    counted: ({ refused, kept, goneOn }) =>
      `${n(refused)} writes refused, ${n(kept)} events and files kept, ${n(goneOn)} appends continued`,
    held: "the error takes one line, nothing is lost or half-written, and the same append succeeds once there is room",
  },
  damagedBundles: {
    what: "A bundle has bytes changed, cut, added or moved, or is forged and signed",
    where: "bundle/test/spoilt-bundles.ts",
    counted: ({ bundles, noticed, whole }) =>
      `${n(bundles)} bundles, ${n(noticed)} found unsound, ${n(whole)} without a change`,
    held: "no bundle with a change in a covered byte is called sound, and nothing throws",
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

export const settingsText = (asked: Reliability["asked"]): string =>
  Object.entries(asked)
    .map(([name, value]) => `\`${name}=${value}\``)
    .join(", ")

/** How long a run took, and with which settings. */
export const timeOf = ({ seconds, asked }: Pick<Reliability, "seconds" | "asked">): string =>
  `${n(seconds)} s with ${settingsText(asked)}`

const row = (harness: Harness, figures: Reliability["figures"]): string => {
  const { what, where, counted, held } = rows[harness]
  return `| ${what} | ${counted(figures[harness])} | ${held} | \`${where}\` |`
}

/** `docs/reliability.md`, from the data of `docs/reliability.json` alone. */
export const reliabilityPage = ({ machine, ranOn, seconds, asked, figures }: Reliability): string =>
  `${[
    "# Reliability",
    "",
    "Written by `npm run reliability` from a run of the harnesses, never by hand. If an expectation of a harness does not hold, no page is",
    "written, so the third column was true of everything counted in the second.",
    "",
    `- run on ${ranOn} in ${timeOf({ seconds, asked })}`,
    `- ${machine.processor}, ${machine.cores} cores; Node ${machine.node}, SQLite ${machine.sqlite}, ${machine.system}, ${machine.fileSystem}`,
    "",
    "| what happens | counted | expected and found | harness |",
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
    "A kill is `SIGKILL`, which loses nothing that the operating system had accepted. Power failures are not simulated; the order of writes",
    "and syncs is tested instead (`sqlite/test/event-store/disk.isolated.test.ts`).",
  ].join("\n")}\n`
