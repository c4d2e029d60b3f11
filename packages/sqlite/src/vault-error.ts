/** Maps errors of the file to errors of the vault port. */
import * as E from "fp-ts/lib/Either.js"
import type { AppendError } from "@shifan/event-store"
import type { VaultError, VaultObstacle } from "@shifan/service"
import type { OpenError } from "./engine/open-file.js"
import { failureOf, obstacleReasons } from "./engine/transaction.js"

export const vaultErrorOf = (thrown: unknown, file: string): VaultError => vaultErrorFrom(failureOf(thrown, file), file)

export const vaultErrorFrom = (error: OpenError, file: string): VaultError => {
  switch (error._tag) {
    case "FileMissing":
      return vaultError("missing", file)
    case "NotOurs":
    case "OtherVersion":
      return vaultError("notAVault", file)
    case "Corrupt":
      return vaultError("damaged", file, error.reason)
    case "Unavailable": {
      const { reason, obstacle } = error
      return { _tag: "VaultUnavailable", reason, ...(obstacle === undefined ? {} : { obstacle }) }
    }
  }
}

/** Maps the failure of a write in a shared transaction. Only failures occur here, since a vault write refuses nothing. */
export const vaultErrorOfWrite = (error: AppendError, file: string): VaultError =>
  error._tag === "Unavailable" || error._tag === "Corrupt"
    ? vaultErrorFrom(error, file)
    : { _tag: "VaultUnavailable", reason: "reason" in error ? error.reason : `${file} is closed` }

const vaultError = (kind: VaultObstacle["kind"], file: string, detail?: string): VaultError => ({
  _tag: "VaultUnavailable",
  reason: detail === undefined ? reasons[kind](file) : `${reasons[kind](file)}: ${detail}`,
  obstacle: { kind, file },
})

export const obstructed = (kind: VaultObstacle["kind"], file: string, detail?: string): E.Either<VaultError, never> =>
  E.left(vaultError(kind, file, detail))

const reasons: { readonly [K in VaultObstacle["kind"]]: (file: string) => string } = {
  ...obstacleReasons,
  heldByReader: (file) => `a reader holds on to the log of ${file}`,
  missing: (file) => `there is no vault at ${file}`,
  notAVault: (file) => `${file} is not a vault of this program`,
  damaged: (file) => `${file} is damaged`,
  ofAnotherStore: (file) => `${file} is the vault of another store`,
}
