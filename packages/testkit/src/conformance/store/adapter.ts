/** What the suite needs of an adapter to run against it. */
import type { EventStore } from "@shifan/event-store"

export interface StoreAdapter {
  /** A store on new, empty data. Called before each case. */
  readonly open: () => Promise<EventStore>
  /** One more store on the data of the last `open`. Without it the cases of two stores on the same data are left out. */
  readonly reopen?: () => Promise<EventStore>
  /** How another process opens the data of the last `open`. Without it the cases of several processes are left out. */
  readonly workers?: () => WorkerModule
  /** Called after each case, its stores closed: removes the data of the last `open`. */
  readonly destroy: () => Promise<void>
  /** `false` for an engine that knows ids in their stream only, not whether another stream has them. */
  readonly idsAreGlobal?: boolean
}

export interface WorkerModule {
  /** A module that exports `open`, of type `OpenInWorker`. */
  readonly module: URL
  /** Passed to it: a path, a connection string. */
  readonly argument: string
}

export type OpenInWorker = (argument: string) => Promise<EventStore>

/** One case's stores. */
export interface StoreCase {
  readonly adapter: StoreAdapter
  readonly store: () => EventStore
  /** Another store on the same data. */
  readonly another: () => Promise<EventStore>
}
