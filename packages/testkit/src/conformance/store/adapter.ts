import type { EventStore } from "@shifan/event-store"

export interface StoreAdapter {
  /** Opens a store on new, empty data. Called before each case. */
  readonly open: () => Promise<EventStore>
  /** Opens another store on the data of the last `open`. Without it, the cases that need two are left out. */
  readonly reopen?: () => Promise<EventStore>
  /** How another process opens that data. Without it, the cases of several processes are left out. */
  readonly workers?: () => WorkerModule
  /** Removes the data of the last `open`. Called after each case, when its stores are closed. */
  readonly destroy: () => Promise<void>
  /** `false` for an engine that cannot see whether another stream has an id. */
  readonly idsAreGlobal?: boolean
}

export interface WorkerModule {
  /** Exports `open`, of type `OpenInWorker`. */
  readonly module: URL
  /** Passed to `open`: a path or a connection string. */
  readonly argument: string
}

export type OpenInWorker = (argument: string) => Promise<EventStore>

/** The stores of one case. */
export interface StoreCase {
  readonly adapter: StoreAdapter
  readonly store: () => EventStore
  /** Opens another store on the same data. */
  readonly another: () => Promise<EventStore>
}
