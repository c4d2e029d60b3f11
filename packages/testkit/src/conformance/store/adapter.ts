import { it } from "vitest"
import type { EventStore } from "@shifan/event-store"

/** The interface that an adapter provides to the suite of stores. Omitted parts skip cases, and the report names them. */
export interface StoreAdapter {
  /** Opens a store on new, empty data. Called before each case. */
  readonly open: () => Promise<EventStore>
  /**
   * Opens another store on the data of the last `open`. If omitted, the cases that need two stores are skipped and say so.
   * `false` for a store whose data ends with it; then nothing durable is required.
   */
  readonly reopen?: (() => Promise<EventStore>) | false
  /** How another process opens that data; optional like `reopen`. Only another process shows that data was written. */
  readonly workers?: (() => WorkerModule) | false
  /** Removes the data of the last `open`. Called after each case, when its stores are closed. */
  readonly destroy: () => Promise<void>
  /** `false` for an engine that cannot detect an id in another stream. */
  readonly idsAreGlobal?: boolean
}

/** The module with which another process opens the store. */
export interface WorkerModule {
  /** Exports `open`, of type `OpenInWorker`. */
  readonly module: URL
  /** Passed to `open`: a path or a connection string. */
  readonly argument: string
}

/** Opens a store on data that another process has open. The suite kills this process and checks the remaining data. */
export type OpenInWorker = (argument: string) => Promise<EventStore>

/** The stores of one case. */
export interface StoreCase {
  readonly adapter: StoreAdapter
  readonly store: () => EventStore
  /** Opens another store on the same data. */
  readonly another: () => Promise<EventStore>
}

/** In milliseconds: how long to wait for a delivery. `SHIFAN_PATIENCE` shortens it for stores known to be broken. */
export const patience = Number(process.env["SHIFAN_PATIENCE"] ?? 5000)

type Body = () => Promise<void>

/** A case that needs an option of the adapter. If the adapter omits it, the case is skipped and names the option. */
export const itGiven =
  (given: unknown, option: string) =>
  (title: string, body: Body, options: { readonly timeout?: number } = {}): void => {
    if (given === false) return
    if (given === undefined)
      it(`${title} (pass in \`${option}\`)`, ({ skip }) => skip(`without \`${option}\` it cannot be tried`))
    else it(title, options, body)
  }
