/** Composition root: an open store, its vault, and the service over both. */
import * as E from "fp-ts/lib/Either.js"
import type { Library, Regulation } from "@shifan/core"
import { ownText } from "../own-text.js"
import { handler, type Handle, type Vault } from "@shifan/service"
import { tellSilence, type CommandContext } from "../command-context.js"
import type { Failure } from "../result.js"
import { openStore, type OpenedStore, type OpenMode } from "./open-store.js"
import { openVault } from "./open-vault.js"
import { parseAddress, vaultFileOf, type StoreAddress } from "./store-address.js"

export interface Session extends OpenedStore {
  readonly address: StoreAddress
  /** Path of the vault, whether or not it exists; `undefined` in memory. */
  readonly vaultFile: string | undefined
  readonly handle: Handle
  /** Empty in a read-only session, so that no query can read personal data. */
  readonly vault: Vault
  readonly regulation: Regulation
  readonly library: Library
  readonly division: string
}

export const library: Library = [ownText]
export const division = ownText.territory.bureau.code

/** Opens the configured store, works, and closes store and vault whether the work succeeds or not. */
export const inSession = async <A>(
  context: CommandContext,
  mode: OpenMode,
  work: (session: Session) => Promise<E.Either<Failure, A>>,
): Promise<E.Either<Failure, A>> => {
  const session = await openSession(context, mode)
  if (E.isLeft(session)) return session
  const { store, vault } = session.right
  try {
    return await work(session.right)
  } finally {
    await store.close()
    await vault.close()
  }
}

const openSession = async (context: CommandContext, mode: OpenMode): Promise<E.Either<Failure, Session>> => {
  const { settings, clock, random } = context
  const address = parseAddress(settings.store)
  if (E.isLeft(address)) return address
  const opened = await openStore(address.right, { ...mode, onSilence: tellSilence(context) })
  if (E.isLeft(opened)) return opened
  const { store } = opened.right
  const vaultFile = vaultFileOf(address.right, settings.vault)
  const vault = await openVault(settings, address.right, store, vaultFile, mode)
  if (E.isLeft(vault)) {
    await store.close()
    return vault
  }
  return E.right({
    ...opened.right,
    address: address.right,
    vaultFile,
    handle: handler({ store, vault: vault.right, division, library, clock, random }),
    vault: vault.right,
    regulation: ownText,
    library,
    division,
  })
}
