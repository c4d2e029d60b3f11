/** Ports on which a process dies: from its last step on nothing it asks takes place, and nothing it is owed is told. */
import type { EventStore, Events } from "@shifan/event-store"
import type { Vault } from "../../src/index.js"

export interface CrashingPorts {
  readonly store: EventStore
  readonly vault: Vault
  /** Settles when it dies. */
  readonly dead: Promise<"dead">
  /** How many steps it has made. */
  readonly steps: () => number
}

type Task<A> = () => Promise<A>

/** Each call of a port is two steps: one before it takes effect, one before it is answered. Dies at step `last`. */
export const crashingPorts = (store: EventStore, vault: Vault, last = Infinity): CrashingPorts => {
  const death = Promise.withResolvers<"dead">()
  let steps = 0

  const step = (): Promise<void> => {
    if (++steps < last) return Promise.resolve()
    death.resolve("dead")
    return new Promise(() => {})
  }

  const task =
    <A>(real: Task<A>): Task<A> =>
    async () => {
      await step()
      const answer = await real()
      await step()
      return answer
    }

  async function* read(real: Events): Events {
    await step()
    yield* real
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
      values: (unit) => task(vault.values(unit)),
      erase: (through) => task(vault.erase(through)),
      keys: () => task(vault.keys()),
      close: vault.close,
    },
    dead: death.promise,
    steps: () => steps,
  }
}
