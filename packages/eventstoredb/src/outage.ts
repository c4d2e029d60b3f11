/**
 * How long to wait out an outage. Patience counts from the first failure since the server last answered, not anew for each
 * operation: an operation that begins after it has run out is tried only once.
 */
export interface Patience {
  /** Deadline for an operation that begins now, in milliseconds of the clock. */
  readonly deadline: () => number
  readonly answered: () => void
  readonly failed: () => void
  /** Registers an operation that waits for the server. Call the returned function when it is over. */
  readonly beginWaiting: () => () => void
}

export interface PatienceOptions {
  readonly milliseconds: number
  /** Called after every two seconds that an operation has waited without an answer. */
  readonly onSilence?: () => void
  readonly clock?: () => number
}

/** Milliseconds of waiting after which `onSilence` is called. */
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
    beginWaiting: () => {
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
