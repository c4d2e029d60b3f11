/** Where personal data lie, encrypted, outside the log; and the key of each unit, whose loss makes them unreadable. */
import type { TaskEither } from "fp-ts/lib/TaskEither.js"
import * as E from "fp-ts/lib/Either.js"

/** One value as the vault keeps it. */
export interface SealedValue {
  readonly unit: string
  readonly commandId: string
  /** Where it stands in the command's form. */
  readonly path: string
  /** Twelve bytes of nonce, the ciphertext, sixteen of tag: AES-256-GCM. */
  readonly box: Uint8Array
}

export type VaultError =
  | { readonly _tag: "KeyErased"; readonly unit: string }
  | { readonly _tag: "VaultUnavailable"; readonly reason: string }

export interface Vault {
  /** The key a unit has, or `undefined` before it has one. */
  readonly key: (unit: string) => TaskEither<VaultError, Uint8Array | undefined>
  /** Keeps `fresh` as the unit's key unless it has one, and gives the one it has. */
  readonly ensureKey: (unit: string, fresh: Uint8Array) => TaskEither<VaultError, Uint8Array>
  /** Durable when it settles. The same value again changes nothing. */
  readonly put: (values: ReadonlyArray<SealedValue>) => TaskEither<VaultError, void>
  readonly values: (unit: string) => TaskEither<VaultError, ReadonlyArray<SealedValue>>
  readonly close: () => Promise<void>
}

/** For tests and dry runs. */
export const memoryVault = (): Vault => {
  const keys = new Map<string, Uint8Array>()
  const boxes = new Map<string, SealedValue>()
  return {
    key: (unit) => () => Promise.resolve(E.right(keys.get(unit))),
    ensureKey: (unit, fresh) => () => {
      const key = keys.get(unit) ?? fresh
      keys.set(unit, key)
      return Promise.resolve(E.right(key))
    },
    put: (values) => () => {
      for (const one of values) boxes.set(JSON.stringify([one.unit, one.commandId, one.path]), one)
      return Promise.resolve(E.right(undefined))
    },
    values: (unit) => () => Promise.resolve(E.right([...boxes.values()].filter((one) => one.unit === unit))),
    close: () => Promise.resolve(),
  }
}
