/**
 * Draws the mutants that a run with `--sample` tests. To Stryker this is a checker, because a checker is asked about each mutant by
 * itself; what ignores code by its node leaves out everything inside the node as well, and would favour short expressions.
 */
import { createHash } from "node:crypto"
import { relative } from "node:path"
import { env } from "node:process"

/** The part of Stryker's mutant that tells it from the others. */
export interface Mutant {
  readonly id: string
  readonly fileName: string
  readonly location: { readonly start: Position; readonly end: Position }
  readonly mutatorName: string
  readonly replacement: string
}

interface Position {
  readonly line: number
  readonly column: number
}

/** A package with no more mutants than these is tested whole: a sample of it would save little and say less. */
const mostTestedWhole = 200

const lotOf = (seed: string, { fileName, location: { start, end }, mutatorName, replacement }: Mutant): string =>
  createHash("sha256")
    .update([seed, fileName, start.line, start.column, end.line, end.column, mutatorName, replacement].join("\0"))
    .digest("hex")

/** @returns the ids of a random sample; the same for the same seed, in whatever order the mutants come */
export const sampleOf = (mutants: readonly Mutant[], size: number, seed: string): ReadonlySet<string> =>
  new Set(
    mutants
      .map((mutant) => ({ id: mutant.id, lot: lotOf(seed, mutant) }))
      .toSorted((a, b) => (a.lot < b.lot ? -1 : 1))
      .slice(0, mutants.length <= mostTestedWhole ? mutants.length : size)
      .map(({ id }) => id),
  )

const checker = (size: number, seed: string) => ({
  init: async () => {},
  // One group, so that one call sees all mutants.
  group: async (mutants: readonly Mutant[]) => [mutants.map(({ id }) => id)],
  check: async (mutants: readonly Mutant[]) => {
    const chosen = sampleOf(
      mutants.map((mutant) => ({ ...mutant, fileName: relative(".", mutant.fileName) })),
      size,
      seed,
    )
    // A checker has no other word than an error for a mutant that is not to be run.
    return Object.fromEntries(
      mutants.map(({ id }) => [
        id,
        chosen.has(id) ? { status: "passed" } : { status: "compileError", reason: "not in the sample" },
      ]),
    )
  },
})

export const strykerPlugins = [
  {
    kind: "Checker",
    name: "sample",
    factory: () => checker(Number(env["MUTATION_SAMPLE"]), env["MUTATION_SEED"] ?? ""),
  },
]
