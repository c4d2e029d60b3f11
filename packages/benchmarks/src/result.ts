/** What a measurement gives, and when its target is met. */

export interface Target {
  /** `faster`: baseline time ÷ our time. `slower`: our time ÷ baseline time. `size`: what was measured, in `unit`. */
  readonly ratio: "faster" | "slower" | "size"
  readonly bound: "atLeast" | "atMost"
  readonly value: number
}

export interface Result {
  readonly work: string
  readonly baseline: string
  /** How often the work was done in each round. */
  readonly count: number
  readonly rounds: number
  /** In `unit`; the median over the rounds. */
  readonly ours: number
  readonly theirs: number | null
  readonly unit: "ms" | "kB"
  readonly ratio: number
  /** `null` for what is shown for comparison. */
  readonly target: Target | null
}

/** Bytes of one process that replayed or verified so many events. */
export interface Memory {
  readonly work: string
  readonly events: number
  readonly streams: number
  readonly milliseconds: number
  /** The largest resident set seen, and the heap in use after a collection at the end. */
  readonly peakRss: number
  readonly heapUsed: number
}

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

export const isMet = ({ ratio }: Pick<Result, "ratio">, { bound, value }: Target): boolean =>
  bound === "atLeast" ? ratio >= value : ratio <= value
