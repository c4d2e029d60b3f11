/** Where personal data lie, encrypted, outside the log; and the key of each unit, whose loss makes them unreadable. */
import type { TaskEither } from "fp-ts/lib/TaskEither.js"
import * as E from "fp-ts/lib/Either.js"

/** A unit's key serves until its personal data are erased; then its next era begins, with another key. The first is 0. */
export interface KeyName {
  readonly unit: string
  readonly era: number
}

/** One value as the vault keeps it. */
export interface SealedValue extends KeyName {
  readonly commandId: string
  /** Where it stands in the command's form. */
  readonly path: string
  /** Twelve bytes of nonce, the ciphertext, sixteen of tag: AES-256-GCM. */
  readonly box: Uint8Array
}

export interface VaultError {
  readonly _tag: "VaultUnavailable"
  readonly reason: string
}

export interface Vault {
  /** The key of that name, or `undefined` before there is one, and after it was erased. */
  readonly key: (name: KeyName) => TaskEither<VaultError, Uint8Array | undefined>
  /** Keeps `fresh` as the key of that name unless there is one, and gives the one there is. */
  readonly ensureKey: (name: KeyName, fresh: Uint8Array) => TaskEither<VaultError, Uint8Array>
  /** Durable when it settles. The same value again changes nothing. */
  readonly put: (values: ReadonlyArray<SealedValue>) => TaskEither<VaultError, void>
  readonly values: (unit: string) => TaskEither<VaultError, ReadonlyArray<SealedValue>>
  /** Destroys the unit's keys of this era and of those before, and what they seal. Once more changes nothing. */
  readonly erase: (through: KeyName) => TaskEither<VaultError, void>
  readonly keys: () => TaskEither<VaultError, ReadonlyArray<KeyName>>
  readonly close: () => Promise<void>
}

/** For tests and dry runs. */
export const memoryVault = (): Vault => {
  const keys = new Map<string, { readonly name: KeyName; readonly key: Uint8Array }>()
  const boxes = new Map<string, SealedValue>()
  const nameOf = ({ unit, era }: KeyName): string => JSON.stringify([unit, era])
  return {
    key: (name) => () => answer(keys.get(nameOf(name))?.key),
    ensureKey: (name, fresh) => () => {
      const { key } = keys.get(nameOf(name)) ?? { key: fresh }
      keys.set(nameOf(name), { name, key })
      return answer(key)
    },
    put: (values) => () => {
      for (const one of values) boxes.set(JSON.stringify([one.unit, one.commandId, one.path]), one)
      return answer(undefined)
    },
    values: (unit) => () => answer([...boxes.values()].filter((one) => one.unit === unit)),
    erase: (through) => () => {
      for (const [id, { name }] of keys) if (isUpTo(through, name)) keys.delete(id)
      for (const [id, value] of boxes) if (isUpTo(through, value)) boxes.delete(id)
      return answer(undefined)
    },
    keys: () => () => answer([...keys.values()].map(({ name }) => name)),
    close: () => Promise.resolve(),
  }
}

const answer = <A>(value: A): Promise<E.Either<VaultError, A>> => Promise.resolve(E.right(value))

const isUpTo = (through: KeyName, { unit, era }: KeyName): boolean => unit === through.unit && era <= through.era
