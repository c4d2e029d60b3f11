import type { FileObstacle } from "@shifan/event-store"
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

/** The vault cannot be used. A command that seals personal data is not carried out then. */
export interface VaultError {
  readonly _tag: "VaultUnavailable"
  readonly reason: string
  /** Set where a file is in the way. */
  readonly obstacle?: VaultObstacle
}

/**
 * `ofAnotherStore`: it keeps what was sealed for the events of another store than this one. `heldByReader`: a key is deleted,
 * and still stands in a log that another process reads.
 */
export type VaultObstacle =
  | FileObstacle
  | { readonly kind: "missing" | "notAVault" | "damaged" | "ofAnotherStore" | "heldByReader"; readonly file: string }

/** The port of whatever keeps personal data, encrypted, outside the log, with a key per unit and era. */
export interface Vault {
  /** `undefined` before the key was created, and after it was erased. */
  readonly key: (name: KeyName) => TaskEither<VaultError, Uint8Array | undefined>
  /** Gives the key of that name, and creates it from `fresh` if there is none. */
  readonly ensureKey: (name: KeyName, fresh: Uint8Array) => TaskEither<VaultError, Uint8Array>
  /** Durable when it settles. A value that is there already has one more claim on it. */
  readonly put: (values: ReadonlyArray<SealedValue>) => TaskEither<VaultError, void>
  /** Takes back one `put` of these, whose command was not carried out. A value goes with the last claim on it. */
  readonly release: (values: ReadonlyArray<SealedValue>) => TaskEither<VaultError, void>
  readonly values: (unit: string) => TaskEither<VaultError, ReadonlyArray<SealedValue>>
  /** Destroys the unit's keys up to and including this era, and the values under them. Idempotent. */
  readonly erase: (through: KeyName) => TaskEither<VaultError, void>
  readonly keys: () => TaskEither<VaultError, ReadonlyArray<KeyName>>
  readonly close: () => Promise<void>
}

/** For tests and dry runs. */
export const memoryVault = (): Vault => {
  const keys = new Map<string, { readonly name: KeyName; readonly key: Uint8Array }>()
  const values = new Map<string, { readonly value: SealedValue; readonly claims: number }>()
  const idOf = ({ unit, era }: KeyName): string => JSON.stringify([unit, era])
  /** With what it holds: two commands that were given one id do not take each other's value for their own. */
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
