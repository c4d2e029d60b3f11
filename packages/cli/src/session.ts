/** The composition root: an open store, its vault, and the application layer over them. */
import "reflect-metadata"
import * as E from "fp-ts/lib/Either.js"
import { container } from "tsyringe"
import { qinhuangdao2020, type Library, type Regulation } from "@shifan/core"
import type { Handle, Vault } from "@shifan/service"
import { register, tokens } from "@shifan/service/container"
import { parseAddress, vaultFileOf, type StoreAddress } from "./keep/store-address.js"
import { openVault } from "./keep/open-vault.js"
import { openStore, type OpenMode, type OpenedStore } from "./keep/open-store.js"
import type { Failure } from "./result.js"
import type { CommandContext } from "./command-context.js"

export interface Session extends OpenedStore {
  readonly address: StoreAddress
  /** Where the vault is, or would be; `undefined` in memory. */
  readonly vaultFile: string | undefined
  readonly handle: Handle
  /** Of a store that is only looked at, an empty one: nothing sealed is read by the way. */
  readonly vault: Vault
  readonly regulation: Regulation
  readonly library: Library
  readonly division: string
  readonly close: () => Promise<void>
}

export const library: Library = [qinhuangdao2020]
export const division = qinhuangdao2020.territory.bureau.code

const openSession = async (context: CommandContext, how: OpenMode): Promise<E.Either<Failure, Session>> => {
  const { settings, clock, random } = context
  const address = parseAddress(settings.store)
  if (E.isLeft(address)) return address
  const opened = await openStore(address.right, how)
  if (E.isLeft(opened)) return opened
  const { store } = opened.right
  const vaultFile = vaultFileOf(address.right, settings.vault)
  const vault = openVault(settings, address.right, vaultFile, how)
  if (E.isLeft(vault)) {
    await store.close()
    return vault
  }
  const parts = { store, vault: vault.right, division, library, clock, random }
  return E.right({
    ...opened.right,
    address: address.right,
    vaultFile,
    handle: register(container.createChildContainer(), parts).resolve(tokens.Handle),
    vault: vault.right,
    regulation: qinhuangdao2020,
    library,
    division,
    close: async () => {
      await store.close()
      await vault.right.close()
    },
  })
}

/** Opens, works, and closes whatever comes of it. */
export const inSession = async <A>(
  context: CommandContext,
  how: OpenMode,
  work: (session: Session) => Promise<E.Either<Failure, A>>,
): Promise<E.Either<Failure, A>> => {
  const session = await openSession(context, how)
  if (E.isLeft(session)) return session
  try {
    return await work(session.right)
  } finally {
    await session.right.close()
  }
}
