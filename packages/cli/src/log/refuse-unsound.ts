/** Refuses to derive anything that others rely on from an unsound store. */
import { existsSync } from "node:fs"
import * as E from "fp-ts/lib/Either.js"
import type { Failure } from "../result.js"
import type { Session } from "../store/session.js"
import { soundness, unsoundFailure } from "../store/soundness.js"
import { headsOf } from "./known-heads.js"

/** Compares the store with the heads and the vault next to it. */
export const refuseUnsound = async (session: Session): Promise<E.Either<Failure, void>> => {
  const { store, log, file } = session
  const heads = await headsOf(session, {})
  if (E.isLeft(heads)) return heads
  const vaultFile = session.vaultFile !== undefined && existsSync(session.vaultFile) ? session.vaultFile : undefined
  const found = await soundness({ store, log, file, heads: heads.right.compared, vaultFile })
  if (E.isLeft(found)) return found
  const unsound = unsoundFailure(found.right)
  return unsound === undefined ? E.right(undefined) : E.left(unsound)
}
