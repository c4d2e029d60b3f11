import type { Events } from "@shifan/event-store"
import type { PersistedState } from "./persisted-state.js"

export interface CrashingPorts extends PersistedState {
  /** Settles when the process dies. */
  readonly dead: Promise<"dead">
  /** Number of steps taken so far. */
  readonly steps: () => number
}

/**
 * The ports of a process that dies. Each call takes two steps: one before it takes effect, one before it returns. From step
 * `last` on, no call takes effect or returns.
 */
export const crashingPorts = ({ store, vault }: PersistedState, last = Infinity): CrashingPorts => {
  const death = Promise.withResolvers<"dead">()
  let steps = 0

  const step = (): Promise<void> => {
    if (++steps < last) return Promise.resolve()
    death.resolve("dead")
    return new Promise(() => {})
  }

  const task =
    <A>(call: () => Promise<A>): (() => Promise<A>) =>
    async () => {
      await step()
      const answer = await call()
      await step()
      return answer
    }

  async function* read(events: Events): Events {
    await step()
    yield* events
    await step()
  }

  return {
    store: {
      ...store,
      append: (stream, expected, events) => task(store.append(stream, expected, events)),
      readStream: (stream, options) => read(store.readStream(stream, options)),
      readAll: (options) => read(store.readAll(options)),
    },
    vault: {
      key: (name) => task(vault.key(name)),
      ensureKey: (name, fresh) => task(vault.ensureKey(name, fresh)),
      put: (values) => task(vault.put(values)),
      release: (values) => task(vault.release(values)),
      values: (unit) => task(vault.values(unit)),
      erase: (through) => task(vault.erase(through)),
      keys: () => task(vault.keys()),
      close: vault.close,
    },
    dead: death.promise,
    steps: () => steps,
  }
}
