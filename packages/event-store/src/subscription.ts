/** The subscription of every store that gives pages and notifies of new events. */
import * as E from "fp-ts/lib/Either.js"
import * as RA from "fp-ts/lib/ReadonlyArray.js"
import type { ChangeNotifier } from "./change-notifier.js"
import type { ReadError, Unavailable } from "./errors.js"
import { matchesFilter } from "./filter.js"
import { pageSize, type PageReader } from "./paging.js"
import type { EventBatch, BatchHandler, SubscribeOptions, Subscription } from "./port.js"

export interface SubscriptionSource {
  readonly pages: PageReader
  readonly notifier: ChangeNotifier
  /** Says that the store was closed. */
  readonly closed: AbortSignal
}

type Ended = E.Either<ReadError, void>

/** Reads a page, handles it, moves on; waits when there is nothing. The checkpoint moves only behind a handled batch. */
export const subscribeTo = (
  source: SubscriptionSource,
  options: SubscribeOptions,
  handler: BatchHandler,
): Subscription => {
  const asked = new AbortController()
  const finished = run(source, options, handler, asked.signal)
  return {
    ended: firstOf(finished, source.closed),
    close: async () => {
      asked.abort()
      await finished
    },
  }
}

const run = async (
  { pages, notifier, closed }: SubscriptionSource,
  { after, filter = {} }: SubscribeOptions,
  handler: BatchHandler,
  asked: AbortSignal,
): Promise<Ended> => {
  const stop = AbortSignal.any([asked, closed])
  let checkpoint = after
  for (;;) {
    const mark = notifier.mark()
    const page = await pages.all(checkpoint, pageSize)
    if (asked.aborted) return E.right(undefined)
    if (E.isLeft(page)) return page
    const last = page.right.at(-1)
    if (last === undefined) {
      await notifier.waitForChange(mark, stop)
      continue
    }
    const events = page.right.filter(matchesFilter(filter))
    if (RA.isNonEmpty(events)) {
      const failure = await handle(handler, { events, checkpoint: last.position })
      if (failure !== undefined) return E.left(failure)
    }
    checkpoint = last.position
  }
}

const handle = async (handler: BatchHandler, batch: EventBatch): Promise<Unavailable | undefined> => {
  try {
    await handler(batch)
    return undefined
  } catch (thrown) {
    return { _tag: "Unavailable", reason: `the handler failed: ${String(thrown)}` }
  }
}

/** A handler that never settles does not keep a closed store's subscription open. */
const firstOf = (finished: Promise<Ended>, closed: AbortSignal): Promise<Ended> =>
  new Promise((resolve) => {
    const end = (): void => resolve(E.left({ _tag: "Closed" }))
    closed.addEventListener("abort", end)
    void finished.then((how) => {
      closed.removeEventListener("abort", end)
      resolve(how)
    })
  })
