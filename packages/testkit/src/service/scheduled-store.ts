/** A store whose calls each wait for a fast-check scheduler, which releases them in any order. */
import type { Scheduler } from "fast-check"
import type { Events, EventStore } from "@shifan/event-store"

export const scheduledStore = (store: EventStore, scheduler: Scheduler): EventStore => {
  const turn = (what: string): Promise<void> => scheduler.schedule(Promise.resolve(), what)
  async function* inTurn(what: string, read: () => Events): Events {
    await turn(what)
    yield* read()
  }
  return {
    ...store,
    append: (stream, ...rest) => {
      const append = store.append(stream, ...rest)
      return async () => {
        await turn(`append to ${stream}`)
        return append()
      }
    },
    readStream: (stream, options) => inTurn(`read ${stream}`, () => store.readStream(stream, options)),
    readAll: (options) => inTurn("read all", () => store.readAll(options)),
  }
}
