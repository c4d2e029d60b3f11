/** Reproducible random numbers, for tests whose cases are too many or too large to generate individually. */
export interface SeededRandom {
  /** An integer from 0 to `n` - 1. */
  readonly below: (n: number) => number
  /** An integer from `from` to `to`, inclusive. */
  readonly between: (from: number, to: number) => number
  readonly oneOf: <A>(all: ReadonlyArray<A>) => A
  /** True with this probability in percent. */
  readonly chance: (percent: number) => boolean
}

/** The mulberry32 generator. */
export const seededRandom = (seed: number): SeededRandom => {
  let state = seed | 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    const mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    const again = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return (again ^ (again >>> 14)) >>> 0
  }
  const below = (n: number): number => next() % n
  return {
    below,
    between: (from, to) => from + below(to - from + 1),
    oneOf: (all) => {
      if (all.length === 0) throw new RangeError("one of none")
      return all[below(all.length)] as (typeof all)[number]
    },
    chance: (percent) => below(100) < percent,
  }
}
