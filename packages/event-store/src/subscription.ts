import * as E from "fp-ts/lib/Either.js"
import * as RA from "fp-ts/lib/ReadonlyArray.js"
import type { ChangeNotifier } from "./change-notifier.js"
import { checkedPages, type PageReader } from "./page-reader.js"
import { matchesFilter, pageSize } from "./paging.js"
import type { BatchHandler, EventBatch, ReadError, SubscribeOptions, Subscription, Unavailable } from "./port.js"

/** What an adapter provides to support subscriptions. */
export interface SubscriptionSource {
  readonly pages: PageReader
  readonly notifier: ChangeNotifier
  /** Aborts when the store is closed. */
  readonly closed: AbortSignal
}

type Ended = E.Either<ReadError, void>

/** `EventStore.subscribe`: reads and handles page after page, and waits for new events at the end of the store. */
export const subscribeTo = (
  source: SubscriptionSource,
  options: SubscribeOptions,
  handler: BatchHandler,
): Subscription => {
  const closing = new AbortController()
  const finished = deliver(source, options, handler, closing.signal)
  return {
    ended: unlessClosed(finished, source.closed),
    close: async () => {
      closing.abort()
      await finished
    },
  }
}

const deliver = async (
  { pages, notifier, closed }: SubscriptionSource,
  { after, filter = {} }: SubscribeOptions,
  handler: BatchHandler,
  closing: AbortSignal,
): Promise<Ended> => {
  const isWanted = matchesFilter(filter)
  const { all } = checkedPages(pages)
  const stop = AbortSignal.any([closing, closed])
  let checkpoint = after
  for (;;) {
    const mark = notifier.mark()
    const page = await all(checkpoint, pageSize)
    if (closing.aborted) return E.right(undefined)
    if (E.isLeft(page)) return page
    const last = page.right.at(-1)
    if (last === undefined) {
      await notifier.waitForChange(mark, stop)
      // A reader that does not report `Closed` itself would be polled forever.
      if (closed.aborted) return E.left({ _tag: "Closed" })
      continue
    }
    const events = page.right.filter(isWanted)
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

/** Settles when the store is closed, even if a handler never settles. */
const unlessClosed = (finished: Promise<Ended>, closed: AbortSignal): Promise<Ended> =>
  new Promise((resolve) => {
    const onClosed = (): void => resolve(E.left({ _tag: "Closed" }))
    closed.addEventListener("abort", onClosed)
    void finished.then((ended) => {
      closed.removeEventListener("abort", onClosed)
      resolve(ended)
    })
  })
