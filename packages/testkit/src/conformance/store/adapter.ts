import { it } from "vitest"
import type { EventStore } from "@shifan/event-store"

/** What the suite of stores asks of an adapter. What is left out skips cases, and the report names them. */
export interface StoreAdapter {
  /** Opens a store on new, empty data. Called before each case. */
  readonly open: () => Promise<EventStore>
  /**
   * Opens another store on the data of the last `open`. Without it the cases that need two are skipped, and say so. `false`
   * for a store whose data end with it, of which nothing lasting is asked.
   */
  readonly reopen?: (() => Promise<EventStore>) | false
  /** How another process opens that data; as `reopen`. Only another process shows that something was written at all. */
  readonly workers?: (() => WorkerModule) | false
  /** Removes the data of the last `open`. Called after each case, when its stores are closed. */
  readonly destroy: () => Promise<void>
  /** `false` for an engine that cannot see whether another stream has an id. */
  readonly idsAreGlobal?: boolean
}

/** Where another process finds how to open the store. */
export interface WorkerModule {
  /** Exports `open`, of type `OpenInWorker`. */
  readonly module: URL
  /** Passed to `open`: a path or a connection string. */
  readonly argument: string
}

/** Opens a store on data that another process has open: the suite kills this one, and looks what is left. */
export type OpenInWorker = (argument: string) => Promise<EventStore>

/** The stores of one case. */
export interface StoreCase {
  readonly adapter: StoreAdapter
  readonly store: () => EventStore
  /** Opens another store on the same data. */
  readonly another: () => Promise<EventStore>
}

/** Milliseconds to wait for what ought to be delivered. `SHIFAN_PATIENCE` shortens it for stores that are known to be broken. */
export const patience = Number(process.env["SHIFAN_PATIENCE"] ?? 5000)

type Body = () => Promise<void>

/** A case that takes something the adapter may not have passed in. Where it has not, it is skipped and says what to pass. */
export const itGiven =
  (given: unknown, option: string) =>
  (title: string, body: Body, options: { readonly timeout?: number } = {}): void => {
    if (given === false) return
    if (given === undefined)
      it(`${title} (pass in \`${option}\`)`, ({ skip }) => skip(`without \`${option}\` it cannot be tried`))
    else it(title, options, body)
  }
