/** Opens a store by URL: reads the address and the certificate, and waits for the server. */
import { readFile } from "node:fs/promises"
import * as E from "fp-ts/lib/Either.js"
import type { TaskEither } from "fp-ts/lib/TaskEither.js"
import { bilingual, type Bilingual } from "@shifan/core"
import type { Unavailable } from "@shifan/event-store"
import { parseAddress, type Address, type BadAddress } from "./address.js"
import { clientDriver } from "./client-driver.js"
import type { Connection } from "./client-pool.js"
import type { Driver } from "./driver.js"
import { misconfiguration } from "./misconfiguration.js"
import {
  checkReachable,
  defaultTiming,
  storeOver,
  type EventStoreDbStore,
  type OnSilence,
  type Timing,
} from "./store.js"
import { unavailableFor } from "./unavailable.js"

/** The file with the authority's certificate is missing or not PEM. */
export interface CaUnreadable {
  readonly _tag: "CaUnreadable"
  readonly file: string
  readonly message: Bilingual
}

/** Why a store cannot be opened: the address, the CA certificate, or no reachable leader. */
export type OpenError = BadAddress | CaUnreadable | Unavailable

/**
 * Opens a store by its URL. `Unavailable` if no server answers, if the address does not fit the server, or if this user may
 * not read.
 *
 * @param onSilence called when an operation has waited for the server for two seconds.
 * @example
 * const opened = await openEventStoreDb("eventstoredb://ops:secret@a.example,b.example?tlsCaFile=ca.crt")()
 */
export const openEventStoreDb =
  (url: string, onSilence: OnSilence = () => {}): TaskEither<OpenError, EventStoreDbStore> =>
  async () => {
    const address = parseAddress(url)
    if (E.isLeft(address)) return address
    const { timeout = defaultTiming.timeout, patience = defaultTiming.patience } = address.right
    const connection = await connectionOf(address.right, timeout)
    if (E.isLeft(connection)) return connection
    const driver = clientDriver(connection.right)
    const timing = { ...defaultTiming, timeout, patience }
    const reachable = await reach(driver, connection.right, timing, onSilence)
    if (E.isRight(reachable)) return E.right(storeOver(driver, timing, onSilence))
    await driver.close()
    return reachable
  }

/** Waits for the server to answer. Checks the address at the same time; a fault found there ends the wait. */
const reach = async (
  driver: Driver,
  connection: Connection,
  timing: Timing,
  onSilence: OnSilence,
): Promise<E.Either<Unavailable, void>> => {
  const ending = new AbortController()
  const refused = new Promise<E.Either<Unavailable, void>>((resolve) => {
    void misconfiguration(connection, ending.signal).then((fault) => {
      if (fault !== undefined) resolve(E.left(unavailableFor(fault)))
    })
  })
  const answer = await Promise.race([checkReachable(driver, timing, ending.signal, onSilence)(), refused])
  ending.abort()
  return answer
}

export const connectionOf = async (address: Address, timeout: number): Promise<E.Either<CaUnreadable, Connection>> => {
  const { endpoints, credentials, tls, tlsCaFile, connectionName = "shifan" } = address
  const common = { endpoints, credentials, name: connectionName, timeout }
  if (!tls) return E.right({ ...common, tls: { insecure: true } })
  if (tlsCaFile === undefined) return E.right({ ...common, tls: { insecure: false, authority: undefined } })
  try {
    return E.right({ ...common, tls: { insecure: false, authority: await readFile(tlsCaFile) } })
  } catch (thrown) {
    const code = thrown instanceof Error && "code" in thrown ? String(thrown.code) : String(thrown)
    const message = bilingual(
      `不能读取证书文件${tlsCaFile}（${code}）`,
      `cannot read the certificate ${tlsCaFile} (${code})`,
    )
    return E.left({ _tag: "CaUnreadable", file: tlsCaFile, message })
  }
}
