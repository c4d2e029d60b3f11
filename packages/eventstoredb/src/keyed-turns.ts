export interface KeyedTurns {
  /** Runs a task after all earlier tasks with the same key. */
  readonly take: <A>(key: string, task: () => Promise<A>) => Promise<A>
}

export const keyedTurns = (): KeyedTurns => {
  const last = new Map<string, Promise<unknown>>()
  return {
    take: (key, task) => {
      const before = last.get(key)
      const taken = before === undefined ? task() : before.then(task)
      const settled = taken.catch(() => undefined)
      last.set(key, settled)
      void settled.then(() => {
        if (last.get(key) === settled) last.delete(key)
      })
      return taken
    },
  }
}
