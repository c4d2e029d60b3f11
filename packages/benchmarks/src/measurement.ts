export interface Target {
  /** `faster`: baseline time ÷ our time. `slower`: our time ÷ baseline time. `size`: the measured value, in `unit`. */
  readonly ratio: "faster" | "slower" | "size"
  readonly bound: "atLeast" | "atMost"
  readonly value: number
}

export interface Result {
  readonly work: string
  readonly baseline: string
  /** Number of repetitions per round. */
  readonly count: number
  readonly rounds: number
  /** In `unit`; the median over the rounds. */
  readonly ours: number
  readonly theirs: number | null
  /** `/s`: how many in a second. */
  readonly unit: "ms" | "kB" | "/s"
  /** `null` where the two figures are only shown. */
  readonly ratio: number | null
  /** `null` for a value shown for comparison. */
  readonly target: Target | null
}

/** Memory of a process that replayed or verified this many events; sizes in bytes. */
export interface Memory {
  readonly work: string
  readonly events: number
  readonly streams: number
  readonly milliseconds: number
  /** The largest resident set seen, and the heap in use after a collection at the end. */
  readonly peakRss: number
  readonly heapUsed: number
}

export const isMet = ({ ratio }: Pick<Result, "ratio">, { bound, value }: Target): boolean =>
  ratio !== null && (bound === "atLeast" ? ratio >= value : ratio <= value)

type Work = () => Promise<void> | void

export interface Race {
  readonly work: string
  readonly baseline: string
  /** Number of repetitions per side and round; the report divides by it. */
  readonly count: number
  readonly target: Target | null
  readonly rounds?: number
  /** Rounds before the first that counts. */
  readonly warmUp?: number
  readonly ours: Work
  readonly theirs: Work
}

export const median = (values: ReadonlyArray<number>): number => {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const [low, high] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]]
  return ((low ?? Number.NaN) + (high ?? Number.NaN)) / 2
}

/** The smallest of the values that this many of a hundred do not exceed. */
export const centile = (hundredths: number, values: ReadonlyArray<number>): number =>
  values.toSorted((a, b) => a - b)[Math.ceil((values.length * hundredths) / 100) - 1] ?? Number.NaN

const millisecondsOf = async (work: Work): Promise<number> => {
  const since = performance.now()
  await work()
  return performance.now() - since
}

/** The sides take turns, and start alternately, so that other load on the machine affects both. */
export const race = async (options: Race): Promise<Result> => {
  const { work, baseline, count, target, rounds = 7, warmUp = 1 } = options
  const times = { ours: new Array<number>(), theirs: new Array<number>() }
  for (let round = 0; round < warmUp + rounds; round++)
    for (const side of round % 2 === 0 ? (["ours", "theirs"] as const) : (["theirs", "ours"] as const)) {
      const milliseconds = await millisecondsOf(options[side])
      if (round >= warmUp) times[side].push(milliseconds)
    }
  const ours = median(times.ours)
  const theirs = median(times.theirs)
  const ratio = target?.ratio === "slower" ? ours / theirs : theirs / ours
  return { work, baseline, count, rounds, ours, theirs, unit: "ms", ratio, target }
}
