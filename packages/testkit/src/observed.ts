/** The one counting of the harnesses that kill, race, fill disks and damage, from which `docs/reliability.md` is made. */
import { appendFileSync } from "node:fs"
import { env } from "node:process"

/** What each harness counts. */
export interface HarnessFigures {
  /** Processes that append to a SQLite file and are killed. */
  readonly killedWriters: "kills" | "acknowledged" | "events"
  /** The same of the conformance suite, which every adapter has to pass. */
  readonly killedProcesses: "kills" | "acknowledged"
  /** Four processes create the same streams at the same time. */
  readonly racingProcesses: "processes" | "streams" | "attempts" | "created"
  /** Processes that keep read models and are killed. */
  readonly killedReadModels: "kills" | "events"
  /** Commands whose process dies at one of their steps, and at another when they are repeated. */
  readonly crashedCommands: "commands" | "crashes"
  /** `shifan copy`, killed and run again. */
  readonly killedCopies: "kills" | "copiedBefore" | "copiedAfter"
  readonly fullDisks: "refused" | "kept" | "goneOn"
  /** Bundles with bytes changed, cut, added or forged. */
  readonly damagedBundles: "bundles" | "noticed" | "whole"
}

/** A harness that counts what it did for `docs/reliability.md`. */
export type Harness = keyof HarnessFigures

/** A line of the file that `SHIFAN_OBSERVED` names. */
export interface Observed {
  readonly harness: Harness
  readonly figures: Readonly<Record<string, number>>
}

/** Call it where the expectations of a harness have held. Does nothing unless somebody collects. */
export const observed = <H extends Harness>(
  harness: H,
  figures: { readonly [F in HarnessFigures[H]]: number },
): void => {
  const file = env["SHIFAN_OBSERVED"]
  if (file === undefined || file === "") return
  const line: Observed = { harness, figures }
  appendFileSync(file, `${JSON.stringify(line)}\n`)
}
