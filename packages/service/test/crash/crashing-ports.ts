import type { Events } from "@shifan/event-store"
import type { PersistedState } from "./persisted-state.js"

export interface CrashingPorts extends PersistedState {
  /** Settles when the process dies. */
  readonly dead: Promise<"dead">
  /** How many steps it has taken. */
  readonly steps: () => number
}

/**
 * The ports of a process that dies. Each call of a port is two steps, one before it takes effect and one before it is
 * answered. From step `last` on nothing the process asks for takes effect, and nothing is answered.
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
