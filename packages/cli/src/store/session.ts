/** Composition root: an open store, its vault, and the service over both. */
import { existsSync } from "node:fs"
import * as E from "fp-ts/lib/Either.js"
import { bilingual, type Library, type Regulation } from "@shifan/core"
import { qinhuangdao2020 } from "@shifan/core/regulations"
import { handler, memoryVault, type Handle, type Vault } from "@shifan/service"
import { openSqliteVault } from "@shifan/sqlite/vault"
import type { CommandContext, Settings } from "../command-context.js"
import { vaultFailure } from "../failures.js"
import { notFound, type Failure } from "../result.js"
import { openStore, type OpenedStore, type OpenMode } from "./open-store.js"
import { parseAddress, vaultFileOf, type StoreAddress } from "./store-address.js"

export interface Session extends OpenedStore {
  readonly address: StoreAddress
  /** Where the vault is, or would be; `undefined` in memory. */
  readonly vaultFile: string | undefined
  readonly handle: Handle
  /** An empty one in a read-only session, so that no query can read personal data. */
  readonly vault: Vault
  readonly regulation: Regulation
  readonly library: Library
  readonly division: string
}

export const library: Library = [qinhuangdao2020]
export const division = qinhuangdao2020.territory.bureau.code

/** Opens the store of the settings, works, and closes store and vault whether the work succeeds or not. */
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

const openSession = async (
  { settings, clock, random }: CommandContext,
  mode: OpenMode,
): Promise<E.Either<Failure, Session>> => {
  const address = parseAddress(settings.store)
  if (E.isLeft(address)) return address
  const opened = await openStore(address.right, mode)
  if (E.isLeft(opened)) return opened
  const { store } = opened.right
  const vaultFile = vaultFileOf(address.right, settings.vault)
  const vault = openVault(settings, address.right, vaultFile, mode)
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
    regulation: qinhuangdao2020,
    library,
    division,
  })
}

/**
 * A missing vault is made beside a store that is a file, and anywhere else only together with the store. In the wrong
 * directory, or under a misspelt name, a new and empty vault would take what is sealed from then on, and what was
 * sealed before could not be opened.
 */
const openVault = (
  { vault: named }: Settings,
  address: StoreAddress,
  file: string | undefined,
  { create = false, readOnly = false }: OpenMode,
): E.Either<Failure, Vault> => {
  if (file === undefined || readOnly) return E.right(memoryVault())
  const mayCreate = create || (named === undefined && address._tag === "Sqlite")
  if (!mayCreate && !existsSync(file))
    return E.left({
      ...notFound(`没有个人信息保管库${file}`, `there is no vault of personal data at ${file}`),
      hint: bilingual("用--vault或SHIFAN_VAULT指明", "name it with --vault or SHIFAN_VAULT"),
    })
  const opened = openSqliteVault({ file, create: mayCreate })
  return E.isLeft(opened) ? E.left(vaultFailure(opened.left)) : opened
}
