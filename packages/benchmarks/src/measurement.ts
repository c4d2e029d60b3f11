/** Two ways of doing the same, in turns, so that whatever else the machine does befalls both. */
import type { Result, Target } from "./result.js"

type Work = () => Promise<void> | void

export interface Race {
  readonly work: string
  readonly baseline: string
  /** How often each does its work in a round: told with the result. */
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

/** In milliseconds. */
export const millisecondsOf = async (work: Work): Promise<number> => {
  const since = performance.now()
  await work()
  return performance.now() - since
}

export const race = async ({ ours, theirs, rounds = 7, warmUp = 1, ...about }: Race): Promise<Result> => {
  const [mine, others]: [Array<number>, Array<number>] = [[], []]
  for (let round = 0; round < warmUp + rounds; round++) {
    const first = round % 2 === 0 ? ours : theirs
    const taken = [await millisecondsOf(first), await millisecondsOf(first === ours ? theirs : ours)] as const
    const [a, b] = first === ours ? taken : [taken[1], taken[0]]
    if (round < warmUp) continue
    mine.push(a)
    others.push(b)
  }
  const [a, b] = [median(mine), median(others)]
  const { work, baseline, count, target } = about
  const ratio = target?.ratio === "slower" ? a / b : b / a
  return { work, baseline, count, rounds, ours: a, theirs: b, unit: "ms", ratio, target }
}
