import type { FileObstacle } from "@shifan/event-store"
import * as E from "fp-ts/lib/Either.js"
import type { TaskEither } from "fp-ts/lib/TaskEither.js"

/** Names a key. Eras count from 0: an erasure destroys the key and ends the unit's era; the next era has a new key. */
export interface KeyName {
  readonly unit: string
  readonly era: number
}

/** A personal datum as kept in the vault. */
export interface SealedValue extends KeyName {
  readonly commandId: string
  /** Its path in the command's data, such as `form.basic.phone`. */
  readonly path: string
  /** AES-256-GCM: 12 bytes of nonce, the ciphertext, 16 bytes of tag. */
  readonly box: Uint8Array
}

/** The vault cannot be used, so no command with personal data can be carried out. */
export interface VaultError {
  readonly _tag: "VaultUnavailable"
  readonly reason: string
  /** The file that caused it, if one did. */
  readonly obstacle?: VaultObstacle
}

/**
 * A problem with a vault file. `ofAnotherStore`: it belongs to the events of a different store. `heldByReader`: a key was
 * deleted, but is still in a write-ahead log that another process is reading.
 */
export type VaultObstacle =
  | FileObstacle
  | { readonly kind: "missing" | "notAVault" | "damaged" | "ofAnotherStore" | "heldByReader"; readonly file: string }

/** Port of a vault: keeps personal data encrypted outside the log, with a key per unit and era. */
export interface Vault {
  /** `undefined` before the key was created, and after it was erased. */
  readonly key: (name: KeyName) => TaskEither<VaultError, Uint8Array | undefined>
  /** Returns the key of that name; creates it from `fresh` if there is none. */
  readonly ensureKey: (name: KeyName, fresh: Uint8Array) => TaskEither<VaultError, Uint8Array>
  /** Durable when it settles. Putting a value again adds a claim to it. */
  readonly put: (values: ReadonlyArray<SealedValue>) => TaskEither<VaultError, void>
  /** Undoes one `put` of a command that was not carried out. Removes a value with its last claim. */
  readonly release: (values: ReadonlyArray<SealedValue>) => TaskEither<VaultError, void>
  readonly values: (unit: string) => TaskEither<VaultError, ReadonlyArray<SealedValue>>
  /** Destroys the unit's keys up to and including this era, and the values under them. Idempotent. */
  readonly erase: (through: KeyName) => TaskEither<VaultError, void>
  readonly keys: () => TaskEither<VaultError, ReadonlyArray<KeyName>>
  readonly close: () => Promise<void>
}

/** Makes a vault in memory, for tests and dry runs. */
export const memoryVault = (): Vault => {
  const keys = new Map<string, { readonly name: KeyName; readonly key: Uint8Array }>()
  const values = new Map<string, { readonly value: SealedValue; readonly claims: number }>()
  const idOf = ({ unit, era }: KeyName): string => JSON.stringify([unit, era])
  /** Includes the content, so that two commands with the same id do not share a value. */
  const idOfValue = ({ unit, commandId, path, box }: SealedValue): string =>
    JSON.stringify([unit, commandId, path, Buffer.from(box).toString("hex")])
  const claim = (value: SealedValue, claims: number): void => {
    const id = idOfValue(value)
    const sum = (values.get(id)?.claims ?? 0) + claims
    if (sum > 0) values.set(id, { value, claims: sum })
    else values.delete(id)
  }
  return {
    key: (name) => () => success(keys.get(idOf(name))?.key),
    ensureKey: (name, fresh) => () => {
      const { key } = keys.get(idOf(name)) ?? { key: fresh }
      keys.set(idOf(name), { name, key })
      return success(key)
    },
    put: (added) => () => {
      for (const value of added) claim(value, 1)
      return success(undefined)
    },
    release: (released) => () => {
      for (const value of released) claim(value, -1)
      return success(undefined)
    },
    values: (unit) => () => success([...values.values()].flatMap(({ value }) => (value.unit === unit ? [value] : []))),
    erase: (through) => () => {
      for (const [id, { name }] of keys) if (isErased(through, name)) keys.delete(id)
      for (const [id, { value }] of values) if (isErased(through, value)) values.delete(id)
      return success(undefined)
    },
    keys: () => () => success([...keys.values()].map(({ name }) => name)),
    close: () => Promise.resolve(),
  }
}

const success = <A>(value: A): Promise<E.Either<VaultError, A>> => Promise.resolve(E.right(value))

const isErased = (through: KeyName, { unit, era }: KeyName): boolean => unit === through.unit && era <= through.era
