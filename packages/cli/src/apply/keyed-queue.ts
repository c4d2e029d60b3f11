export type Task = () => Promise<void>

export interface KeyedQueue {
  /** Resolves once the task is started; waits only while `maxKeys` other keys are busy, or `maxTasks` tasks are unfinished. */
  readonly add: (key: string, task: Task) => Promise<void>
  /** Runs a task alone: after all tasks added before it, and before all tasks added later. */
  readonly addExclusive: (task: Task) => Promise<void>
  /** Resolves when all tasks are finished. */
  readonly drain: () => Promise<void>
}

/**
 * Runs tasks with equal keys in sequence and tasks with different keys concurrently, for at most `maxKeys` keys and
 * `maxTasks` held tasks. Once a task rejects, later tasks with its key are dropped, and everything that waits for it
 * rejects with the same reason.
 *
 * @example
 * const queue = keyedQueue(64, 1024)
 * for (const line of lines) await queue.add(line.stream, () => submit(line))
 * await queue.drain()
 */
export const keyedQueue = (maxKeys: number, maxTasks: number): KeyedQueue => {
  /** The last task of each busy key. Rejected tasks stay, so that they are reported. */
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
