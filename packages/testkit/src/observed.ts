/** Counts what the harnesses do that kill, race, fill disks and damage files; `docs/reliability.md` is generated from it. */
import { appendFileSync } from "node:fs"
import { env } from "node:process"

/** The figures of each harness. */
export interface HarnessFigures {
  /** Processes that append to a SQLite file and are killed. */
  readonly killedWriters: "kills" | "acknowledged" | "events"
  /** The same in the conformance suite, which every adapter has to pass. */
  readonly killedProcesses: "kills" | "acknowledged"
  /** Four processes create the same streams concurrently. */
  readonly racingProcesses: "processes" | "streams" | "attempts" | "created"
  /** Processes that keep read models and are killed. */
  readonly killedReadModels: "kills" | "events"
  /** Commands whose process dies at one step, and at another one when repeated. */
  readonly crashedCommands: "commands" | "crashes"
  /** `shifan copy`, killed and run again. */
  readonly killedCopies: "kills" | "copiedBefore" | "copiedAfter"
  readonly fullDisks: "refused" | "kept" | "goneOn"
  /** Bundles with bytes changed, removed, added or forged. */
  readonly damagedBundles: "bundles" | "noticed" | "whole"
}

/** A harness that reports figures for `docs/reliability.md`. */
export type Harness = keyof HarnessFigures

/** A line of the file named by `SHIFAN_OBSERVED`. */
export interface Observed {
  readonly harness: Harness
  readonly figures: Readonly<Record<string, number>>
}

/** Call it after the expectations of a harness have held. Does nothing unless `SHIFAN_OBSERVED` is set. */
export const observed = <H extends Harness>(
  harness: H,
  figures: { readonly [F in HarnessFigures[H]]: number },
): void => {
  const file = env["SHIFAN_OBSERVED"]
  if (file === undefined || file === "") return
  const line: Observed = { harness, figures }
  appendFileSync(file, `${JSON.stringify(line)}\n`)
}
