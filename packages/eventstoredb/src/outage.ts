/**
 * How long an outage is waited out. Patience is counted from the first failure since the server last answered, and not anew
 * by each operation: what begins when it has run out is tried once.
 */
export interface Patience {
  /** When to give up what begins now, as the clock has it. */
  readonly deadline: () => number
  readonly answered: () => void
  readonly failed: () => void
  /** Counts an operation that waits for the server, until the result is called. */
  readonly wait: () => () => void
}

export interface PatienceOptions {
  readonly milliseconds: number
  /** Called where somebody has waited for an answer so long, and again after as long. */
  readonly onSilence?: () => void
  readonly clock?: () => number
}

/** Milliseconds after which a wait is told. */
const silence = 2000

export const patienceOf = ({
  milliseconds,
  onSilence = () => {},
  clock = () => performance.now(),
}: PatienceOptions): Patience => {
  let failingSince: number | undefined
  let waiting = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  const watch = (): void => {
    clearTimeout(timer)
    timer = waiting === 0 ? undefined : setTimeout(tell, silence)
  }
  const tell = (): void => {
    onSilence()
    watch()
  }

  return {
    deadline: () => (failingSince ?? clock()) + milliseconds,
    answered: () => {
      failingSince = undefined
      watch()
    },
    failed: () => {
      failingSince ??= clock()
    },
    wait: () => {
      waiting++
      if (waiting === 1) watch()
      let isOver = false
      return () => {
        if (isOver) return
        isOver = true
        waiting--
        if (waiting === 0) watch()
      }
    },
  }
}
