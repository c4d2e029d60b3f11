import * as E from "fp-ts/lib/Either.js"
import type { TaskEither } from "fp-ts/lib/TaskEither.js"

/** Eras count from 0. An erasure destroys the key and ends the unit's era; the next one has another key. */
export interface KeyName {
  readonly unit: string
  readonly era: number
}

/** A personal datum as the vault keeps it. */
export interface SealedValue extends KeyName {
  readonly commandId: string
  /** Where it was in the command's data, such as `form.basic.phone`. */
  readonly path: string
  /** AES-256-GCM: 12 bytes of nonce, the ciphertext, 16 bytes of tag. */
  readonly box: Uint8Array
}

export interface VaultError {
  readonly _tag: "VaultUnavailable"
  readonly reason: string
}

/** The port of whatever keeps personal data, encrypted, outside the log, with a key per unit and era. */
export interface Vault {
  /** `undefined` before the key was created, and after it was erased. */
  readonly key: (name: KeyName) => TaskEither<VaultError, Uint8Array | undefined>
  /** Gives the key of that name, and creates it from `fresh` if there is none. */
  readonly ensureKey: (name: KeyName, fresh: Uint8Array) => TaskEither<VaultError, Uint8Array>
  /** Durable when it settles. Idempotent. */
  readonly put: (values: ReadonlyArray<SealedValue>) => TaskEither<VaultError, void>
  readonly values: (unit: string) => TaskEither<VaultError, ReadonlyArray<SealedValue>>
  /** Destroys the unit's keys up to and including this era, and the values under them. Idempotent. */
  readonly erase: (through: KeyName) => TaskEither<VaultError, void>
  readonly keys: () => TaskEither<VaultError, ReadonlyArray<KeyName>>
  readonly close: () => Promise<void>
}

/** For tests and dry runs. */
export const memoryVault = (): Vault => {
  const keys = new Map<string, { readonly name: KeyName; readonly key: Uint8Array }>()
  const values = new Map<string, SealedValue>()
  const idOf = ({ unit, era }: KeyName): string => JSON.stringify([unit, era])
  return {
    key: (name) => () => success(keys.get(idOf(name))?.key),
    ensureKey: (name, fresh) => () => {
      const { key } = keys.get(idOf(name)) ?? { key: fresh }
      keys.set(idOf(name), { name, key })
      return success(key)
    },
    put: (added) => () => {
      for (const value of added) values.set(JSON.stringify([value.unit, value.commandId, value.path]), value)
      return success(undefined)
    },
    values: (unit) => () => success([...values.values()].filter((value) => value.unit === unit)),
    erase: (through) => () => {
      for (const [id, { name }] of keys) if (isErased(through, name)) keys.delete(id)
      for (const [id, value] of values) if (isErased(through, value)) values.delete(id)
      return success(undefined)
    },
    keys: () => () => success([...keys.values()].map(({ name }) => name)),
    close: () => Promise.resolve(),
  }
}

const success = <A>(value: A): Promise<E.Either<VaultError, A>> => Promise.resolve(E.right(value))

const isErased = (through: KeyName, { unit, era }: KeyName): boolean => unit === through.unit && era <= through.era
