import { bilingual, Sealed, type Bilingual, type FormIssue, type Registry, type Uscc } from "@shifan/core"
import { aggregates } from "@shifan/core/registry"
import type { Envelope } from "@shifan/event-store"
import * as E from "fp-ts/lib/Either.js"
import { isErasure } from "./stream-states.js"
import type { Target } from "./request.js"
import { commitmentTo, decrypt, saltOf } from "./sealing.js"
import type { SealedValue, Vault, VaultError } from "./vault.js"

/** A personal datum in clear, with the proof that the log commits to it (art. 16). */
export interface Disclosure {
  /** Revision of the event with the commitment, in the unit's stream. */
  readonly revision: number
  /** Path of the commitment in the event's data, such as `form.basic.phone`. */
  readonly path: string
  readonly value: string
  /** The salt of the commitment, in hex. */
  readonly salt: string
  /** The commitment, in hex. */
  readonly sealed: string
}

/** Whether the commitment was made from this value and salt. */
export const matchesCommitment = ({ salt, value, sealed }: Disclosure): boolean =>
  commitmentTo(Buffer.from(salt, "hex"), value).sealed === sealed

export const opensPersonalData = ({ command }: Target<Registry>): boolean => command.type === "OpenPersonalData"

/**
 * Checks a command that opens personal data before it is recorded. Lists the paths where the vault holds nothing (never
 * filed, or erased), and those where the value does not match the commitment in the log.
 */
export const undisclosable = async (
  vault: Vault,
  { command, key }: Target<Registry>,
  history: ReadonlyArray<Envelope>,
): Promise<E.Either<VaultError, ReadonlyArray<FormIssue>>> => {
  const opening = aggregates.designation.commandCodecs.filled.OpenPersonalData.decode(command.data)
  const paths = E.isRight(opening) ? opening.right.paths : []
  const kept = await vault.values(key)()
  if (E.isLeft(kept)) return kept
  const opened = await disclose(vault, kept.right, history, paths)
  if (E.isLeft(opened)) return opened
  const known = [...new Set(kept.right.map(({ path }) => path))]
  return E.right(
    paths.flatMap((path, i) => {
      const disclosures = opened.right.filter((disclosure) => disclosure.path === path)
      if (disclosures.length > 0 && disclosures.every(matchesCommitment)) return []
      const expected = known.includes(path) ? openable : pathsExpected(known)
      const sentence = known.length === 0 ? nothingToOpen(history.some(isErasure)) : undefined
      return [{ path: `paths.${i}`, expected, got: path, ...(sentence === undefined ? {} : { sentence }) }]
    }),
  )
}

const openable = bilingual(
  "能够解密且与记录相符的内容（保管库中的内容已损坏或不属于本记录）",
  "a value that opens and is the one in the log: what the vault has there is damaged, or another's",
)

const pathsExpected = (known: ReadonlyArray<string>): Bilingual =>
  known.length === 0
    ? bilingual("不填", "nothing")
    : bilingual(`下列之一：${known.join("、")}`, `one of ${known.join(", ")}`)

const nothingToOpen = (erased: boolean): Bilingual =>
  erased
    ? bilingual("该单位个人信息已删除，不能调阅", "this unit's personal data were erased; nothing is left to open")
    : bilingual("该单位没有可调阅的个人信息", "this unit has no personal data to open")

/** Opens all values of a unit at these paths. Leaves out values that can no longer be decrypted or belong to no event. */
export const disclosuresOf = async (
  vault: Vault,
  unit: Uscc,
  history: ReadonlyArray<Envelope>,
  paths: ReadonlyArray<string>,
): Promise<E.Either<VaultError, ReadonlyArray<Disclosure>>> => {
  const kept = await vault.values(unit)()
  return E.isLeft(kept) ? kept : disclose(vault, kept.right, history, paths)
}

const disclose = async (
  vault: Vault,
  kept: ReadonlyArray<SealedValue>,
  history: ReadonlyArray<Envelope>,
  paths: ReadonlyArray<string>,
): Promise<E.Either<VaultError, ReadonlyArray<Disclosure>>> => {
  const disclosures: Array<Disclosure> = []
  for (const sealedValue of kept.filter(({ path }) => paths.includes(path))) {
    const key = await vault.key(sealedValue)()
    if (E.isLeft(key)) return key
    const disclosure = key.right && disclosureOf(sealedValue, key.right, history)
    if (disclosure !== undefined) disclosures.push(disclosure)
  }
  // A crash between vault and log can leave a second value at the same path. Prefer the one that matches the commitment.
  const counts = (disclosure: Disclosure): boolean =>
    matchesCommitment(disclosure) ||
    !disclosures.some(
      (other) => other.revision === disclosure.revision && other.path === disclosure.path && matchesCommitment(other),
    )
  return E.right(disclosures.filter(counts).toSorted((a, b) => a.revision - b.revision || (a.path < b.path ? -1 : 1)))
}

const disclosureOf = (
  sealedValue: SealedValue,
  key: Uint8Array,
  history: ReadonlyArray<Envelope>,
): Disclosure | undefined => {
  const { commandId, path } = sealedValue
  const event = history.find((envelope) => envelope.commandId === commandId)
  const value = decrypt(key, sealedValue)
  const commitment = event && commitmentAt(event.data, path)
  if (event === undefined || value === undefined || commitment === undefined) return undefined
  const salt = Buffer.from(saltOf(key, commandId, path)).toString("hex")
  return { revision: event.revision, path, value, salt, sealed: commitment.sealed }
}

/** The commitment at a path of a command's or an event's data, if there is one. */
export const commitmentAt = (data: unknown, path: string): Sealed | undefined => {
  const value = valueAt(data, path)
  return Sealed.is(value) ? value : undefined
}

/** Follows a path such as `form.basic.investors.0.name` into an event's data. */
const valueAt = (data: unknown, path: string): unknown =>
  path
    .split(".")
    .reduce((at: unknown, key) => (typeof at === "object" && at !== null ? Reflect.get(at, key) : undefined), data)
