/** A copy of a vault while it is in use, and whether one is sound. */
import * as E from "fp-ts/lib/Either.js"
import type { VaultError } from "@shifan/service"
import { copyDatabase, type FileExists } from "../engine/backup.js"
import { faultsIn } from "../engine/integrity.js"
import { connectionTo, messageOf, unavailable } from "./connection.js"

export type VaultBackupError = VaultError | FileExists

/**
 * A new file, never over another, with the permissions of the vault's. It holds what the vault holds: an erasure must be
 * carried out in each copy that was made before it.
 */
export const backUpVault = async (file: string, to: string): Promise<E.Either<VaultBackupError, void>> => {
  const db = connectionTo({ file, readOnly: true })
  if (E.isLeft(db)) return db
  try {
    const copied = await copyDatabase(db.right, to)
    if (E.isRight(copied)) return copied
    return copied.left._tag === "FileExists" ? E.left(copied.left) : unavailable(copied.left.reason)
  } finally {
    db.right.close()
  }
}

/** `Left` where there is none, one of another program or version, or a damaged one. */
export const examineVault = (file: string): E.Either<VaultError, void> => {
  const db = connectionTo({ file, readOnly: true })
  if (E.isLeft(db)) return db
  try {
    const [fault] = faultsIn(db.right)
    return fault === undefined ? E.right(undefined) : unavailable(`${file}: ${fault}`)
  } catch (thrown) {
    return unavailable(`${file}: ${messageOf(thrown)}`)
  } finally {
    db.right.close()
  }
}
