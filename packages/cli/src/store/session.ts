/** Composition root: an open store, its vault, and the service over both. */
import { existsSync } from "node:fs"
import * as E from "fp-ts/lib/Either.js"
import { bilingual, type Library, type Regulation } from "@shifan/core"
import { qinhuangdao2020 } from "@shifan/core/regulations"
import { collect, type EventStore } from "@shifan/event-store"
import { handler, memoryVault, type Handle, type Vault } from "@shifan/service"
import { openSqliteVault } from "@shifan/sqlite/vault"
import { tellSilence, type CommandContext, type Settings } from "../command-context.js"
import { storeFailure, vaultFailure } from "../failures.js"
import { exits, failure, notFound, type Failure } from "../result.js"
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
    regulation: qinhuangdao2020,
    library,
    division,
  })
}

/**
 * A missing vault is made beside a store that is a file, and anywhere else only together with the store; and nowhere once
 * something was sealed. In the wrong directory, or under a misspelt name, a new and empty vault would take what is sealed from
 * then on, and what was sealed before could not be opened.
 */
const openVault = async (
  { vault: named }: Settings,
  address: StoreAddress,
  store: EventStore,
  file: string | undefined,
  { create = false, readOnly = false }: OpenMode,
): Promise<E.Either<Failure, Vault>> => {
  if (file === undefined || readOnly) return E.right(memoryVault())
  const mayCreate = create || (named === undefined && address._tag === "Sqlite")
  if (!existsSync(file)) {
    const wanted = mayCreate ? await hasSealed(store) : E.right(true)
    if (E.isLeft(wanted)) return wanted
    if (wanted.right) return E.left(noVault(file))
  }
  const first = await collect(store.readAll({ maxCount: 1 }))
  if (E.isLeft(first)) return E.left(storeFailure(first.left))
  const owner = first.right[0]?.id ?? null
  if (address._tag === "EventStoreDb" && !create && owner !== null) return openVaultOfCluster(store, file, owner)
  const opened = await openSqliteVault({ file, create: mayCreate, store: owner })
  return E.isLeft(opened) ? E.left(vaultFailure(opened.left)) : opened
}

/**
 * Several machines reach a cluster, and one has its vault. A new one is taken into use only while nothing is sealed: a second
 * would take what is sealed on this machine, and neither could open what the other has.
 */
const openVaultOfCluster = async (
  store: EventStore,
  file: string,
  owner: string,
): Promise<E.Either<Failure, Vault>> => {
  const own = await openSqliteVault({ file, store: owner, adopt: false })
  if (E.isRight(own)) return own
  const opened = await openSqliteVault({ file, store: owner, readOnly: true })
  if (E.isLeft(opened)) return E.left(vaultFailure(own.left))
  await opened.right.close()
  const sealed = await hasSealed(store)
  if (E.isLeft(sealed)) return sealed
  if (sealed.right) return E.left(secondVault(file))
  const adopted = await openSqliteVault({ file, store: owner })
  return E.isLeft(adopted) ? E.left(vaultFailure(adopted.left)) : adopted
}

const secondVault = (file: string): Failure => ({
  ...failure(
    exits.usage,
    "SecondVault",
    `${file}是新的保管库，而该存储的个人信息已封存在另一个保管库中，未予使用`,
    `${file} is a new vault, and personal data of this store are sealed into another: it was not used`,
  ),
  hint: bilingual(
    "在存有原保管库的机器上办理，或由备份恢复；确已丢失的，见docs/eventstoredb.md",
    "work on the machine that has the vault, or restore it; if it is lost for good, see docs/eventstoredb.md",
  ),
})

/** Whether the store has commitments, to which a vault has the values. Reads all of it, and only where the vault is missing. */
const hasSealed = async (store: EventStore): Promise<E.Either<Failure, boolean>> => {
  for await (const next of store.readAll()) {
    if (E.isLeft(next)) return E.left(storeFailure(next.left))
    if (Buffer.from(next.right.leaf).includes('{"sealed":"')) return E.right(true)
  }
  return E.right(false)
}

const noVault = (file: string): Failure => ({
  ...notFound(`没有个人信息保管库${file}`, `there is no vault of personal data at ${file}`),
  hint: bilingual(
    "用--vault或SHIFAN_VAULT指明，或由备份恢复；确已丢失的，建一个同名的空文件，此前的个人信息不能再调阅",
    "name it with --vault or SHIFAN_VAULT, or restore it; if it is lost for good, make an empty file of that name: what was sealed so far cannot be opened any more",
  ),
})
