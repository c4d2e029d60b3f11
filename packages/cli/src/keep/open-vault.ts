/** The vault that belongs to a store. */
import { existsSync } from "node:fs"
import * as E from "fp-ts/lib/Either.js"
import { bilingual } from "@shifan/core"
import { memoryVault, type Vault } from "@shifan/service"
import { openSqliteVault } from "@shifan/sqlite/vault"
import type { StoreAddress } from "./store-address.js"
import { vaultFailure } from "../failures.js"
import type { OpenMode } from "./open-store.js"
import { notFound, type Failure } from "../result.js"
import type { Settings } from "../command-context.js"

/**
 * Beside a store that is a file a missing one is made. Anywhere else only with the store itself: in the wrong directory,
 * or misspelt, an empty vault would take what is sealed from then on, and the rest could not be opened.
 */
export const openVault = (
  { vault: named }: Settings,
  address: StoreAddress,
  file: string | undefined,
  { create = false, readOnly = false }: OpenMode,
): E.Either<Failure, Vault> => {
  if (file === undefined || readOnly) return E.right(memoryVault())
  const made = create || (named === undefined && address._tag === "Sqlite")
  if (!made && !existsSync(file))
    return E.left({
      ...notFound(`没有个人信息保管库${file}`, `there is no vault of personal data at ${file}`),
      hint: bilingual("用--vault或SHIFAN_VAULT指明", "name it with --vault or SHIFAN_VAULT"),
    })
  const opened = openSqliteVault({ file, create: made })
  return E.isLeft(opened) ? E.left(vaultFailure(opened.left)) : opened
}
