export type Task = () => Promise<void>

export interface KeyedQueue {
  /** Resolves once the task is on its way; waits only where `maxKeys` other keys are busy, or `maxTasks` tasks not over. */
  readonly add: (key: string, task: Task) => Promise<void>
  /** Runs a task alone: after everything added before it, and before everything added later. */
  readonly addExclusive: (task: Task) => Promise<void>
  /** Resolves when every task is over. */
  readonly drain: () => Promise<void>
}

/**
 * Runs tasks of one key one after the other, in the order they were added, and tasks of different keys at the same
 * time, of at most `maxKeys` keys; no more than `maxTasks` are held. Once a task rejects, the tasks of its key that wait behind it are dropped, and
 * whatever waits for it rejects with its reason.
 *
 * @example
 * const queue = keyedQueue(64, 1024)
 * for (const line of lines) await queue.add(line.stream, () => submit(line))
 * await queue.drain()
 */
export const keyedQueue = (maxKeys: number, maxTasks: number): KeyedQueue => {
  /** The last task of each busy key; a rejected one stays, to be reported. */
  const tails = new Map<string, Promise<void>>()
  let held = 0
  const drain = async (): Promise<void> => {
    await Promise.all(tails.values())
  }
  return {
    drain,
    add: async (key, task) => {
      if ((tails.size >= maxKeys && !tails.has(key)) || held >= maxTasks) await Promise.race(tails.values())
      held++
      const tail = (tails.get(key) ?? Promise.resolve()).then(task)
      tails.set(key, tail)
      void tail.then(
        () => {
          held--
          if (tails.get(key) === tail) tails.delete(key)
        },
        () => held--,
      )
    },
    addExclusive: async (task) => {
      await drain()
      await task()
    },
  }
}
