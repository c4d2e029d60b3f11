/** Opens the vault of a store: chooses the file, and decides whether a new vault may be made or used. */
import { existsSync } from "node:fs"
import * as E from "fp-ts/lib/Either.js"
import { readEnvelopes } from "@shifan/casework"
import { bilingual } from "@shifan/core"
import { collect, parseStream, type EventStore, type StoredEvent } from "@shifan/event-store"
import { eraOf, memoryVault, type Vault } from "@shifan/service"
import { openSqliteVault } from "@shifan/sqlite/vault"
import type { Settings } from "../command-context.js"
import { storeFailure, vaultFailure } from "../failures.js"
import { exits, failure, notFound, type Failure } from "../result.js"
import type { OpenMode } from "./open-store.js"
import type { StoreAddress } from "./store-address.js"

/**
 * A missing vault is made next to a store that is a file, elsewhere only together with the store, and never once anything
 * is sealed. In the wrong directory, or under a misspelt name, a new empty vault would take later sealed data, and earlier
 * data could not be opened.
 */
export const openVault = async (
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
 * Several machines use a cluster, but only one has its vault. A new vault is accepted only while nothing is sealed: a second
 * vault would take this machine's data, and neither could open what the other holds. If several were accepted before that,
 * the first one used for sealing stays.
 */
const openVaultOfCluster = async (
  store: EventStore,
  file: string,
  owner: string,
): Promise<E.Either<Failure, Vault>> => {
  const own = await openSqliteVault({ file, store: owner, adopt: false })
  if (E.isRight(own)) return refuseSecondVault(store, file, own.right)
  const opened = await openSqliteVault({ file, store: owner, readOnly: true })
  if (E.isLeft(opened)) return E.left(vaultFailure(own.left))
  await opened.right.close()
  const sealed = await hasSealed(store)
  if (E.isLeft(sealed)) return sealed
  if (sealed.right) return E.left(secondVault(file))
  const adopted = await openSqliteVault({ file, store: owner })
  return E.isLeft(adopted) ? E.left(vaultFailure(adopted.left)) : adopted
}

const refuseSecondVault = async (store: EventStore, file: string, vault: Vault): Promise<E.Either<Failure, Vault>> => {
  const lacks = await lacksFirst(store, vault)
  if (E.isRight(lacks) && !lacks.right) return E.right(vault)
  await vault.close()
  return E.isLeft(lacks) ? lacks : E.left(secondVault(file))
}

/** Whether the vault lacks the key of the first unit with sealed and unerased data. */
const lacksFirst = async (store: EventStore, vault: Vault): Promise<E.Either<Failure, boolean>> => {
  const keys = await vault.keys()()
  if (E.isLeft(keys)) return E.left(vaultFailure(keys.left))
  const units = new Set(keys.right.map(({ unit }) => unit))
  for await (const next of store.readAll()) {
    if (E.isLeft(next)) return E.left(storeFailure(next.left))
    if (!isSealedIn(next.right)) continue
    if (units.has(parseStream(next.right.stream)?.key ?? "")) return E.right(false)
    const history = await readEnvelopes(store, next.right.stream)
    if (E.isLeft(history)) return E.left(storeFailure(history.left))
    if (eraOf(history.right) === 0) return E.right(true)
  }
  return E.right(false)
}

const secondVault = (file: string): Failure => ({
  ...failure(
    exits.usage,
    "SecondVault",
    `该存储的个人信息已封存在另一个保管库中，${file}未予使用`,
    `this store's personal data are sealed in another vault: ${file} was not used`,
  ),
  hint: bilingual(
    "在存有原保管库的机器上办理，或由备份恢复；确已丢失的，见docs/eventstoredb.md",
    "work on the machine that has the vault, or restore it; if it is lost for good, see docs/eventstoredb.md",
  ),
})

/** Whether the store has commitments, whose values a vault holds. Reads the whole store; used only if the vault is missing. */
const hasSealed = async (store: EventStore): Promise<E.Either<Failure, boolean>> => {
  for await (const next of store.readAll()) {
    if (E.isLeft(next)) return E.left(storeFailure(next.left))
    if (isSealedIn(next.right)) return E.right(true)
  }
  return E.right(false)
}

const isSealedIn = ({ leaf }: StoredEvent): boolean => Buffer.from(leaf).includes('{"sealed":"')

const noVault = (file: string): Failure => ({
  ...notFound(`没有个人信息保管库${file}`, `there is no vault of personal data at ${file}`),
  hint: bilingual(
    "用--vault或SHIFAN_VAULT指明，或由备份恢复；确已丢失的，建一个同名的空文件，此前的个人信息不能再调阅",
    "name it with --vault or SHIFAN_VAULT, or restore it; if it is lost for good, create an empty file of that name: data sealed so far can no longer be opened",
  ),
})
