/** Checks that a vault belongs to the log: all commitments open, and all its values are committed to. */
import { existsSync } from "node:fs"
import * as E from "fp-ts/lib/Either.js"
import { bilingual, Sealed, type Bilingual } from "@shifan/core"
import { readEnvelopes } from "@shifan/casework"
import { parseStream, readEnvelope, type Envelope, type Events, type EventStore } from "@shifan/event-store"
import { commitmentTo, decrypt, eraOf, saltOf, type KeyName, type SealedValue, type Vault } from "@shifan/service"
import type { SqliteStore } from "@shifan/sqlite/event-store"
import { examineVault, openSqliteVault } from "@shifan/sqlite/vault"
import { storeFailure, vaultFailure } from "../failures.js"
import type { Failure } from "../result.js"

/** The log that a vault is compared with. */
export interface SealingLog {
  readonly store: EventStore
  /** The same store, if it is a file: its damaged leaves can still be read. */
  readonly file: SqliteStore | undefined
  /** Streams of the units with committed personal data. */
  readonly units: ReadonlySet<string>
  /** Number of events in the store. An empty store needs no vault. */
  readonly events: number
  /** Number of erasures of each unit's data, by code; if given, their keys must be gone. */
  readonly erasures?: ReadonlyMap<string, number>
  /** Whether every leaf is as it was recorded. If not, `units` may lack some. */
  readonly isWhole: boolean
}

/** The events of a store in order, in a file also those that no longer match their hash. */
export const readDamaged = ({ store, file }: Pick<SealingLog, "store" | "file">): Events =>
  file?.readUnchecked() ?? store.readAll()

/** Streams of the units with committed personal data, of a store that cannot be read to the end otherwise. */
export const unitsInDamaged = async (log: Pick<SealingLog, "store" | "file">): Promise<ReadonlySet<string>> => {
  const units = new Set<string>()
  for await (const next of readDamaged(log)) {
    const envelope = E.isRight(next) ? readEnvelope(next.right.leaf) : next
    if (E.isRight(envelope) && hasCommitments(envelope.right)) units.add(envelope.right.stream)
  }
  return units
}

interface Commitment {
  readonly commandId: string
  readonly path: string
  readonly sealed: string
  readonly era: number
}

export const hasCommitments = ({ data }: Envelope): boolean => commitmentsIn(data, "").next().done !== true

/** Maximum number of units reported. */
const mostUnits = 5

/**
 * Faults of the vault. Streams with a damaged leaf are left out: the leaf is a fault itself, and what it committed to is no
 * longer known.
 */
export const vaultFaults = async (
  log: SealingLog,
  vaultFile: string,
): Promise<E.Either<Failure, ReadonlyArray<Bilingual>>> => {
  const { units, events } = log
  if (!existsSync(vaultFile)) return E.right(events === 0 || units.size === 0 ? [] : [noVault(vaultFile)])
  const examined = await examineVault(vaultFile)
  if (E.isLeft(examined)) return E.right([vaultFailure(examined.left).message])
  const first = await firstId(log)
  if (E.isLeft(first)) return first
  const vault = await openSqliteVault({ file: vaultFile, readOnly: true, store: first.right })
  if (E.isLeft(vault)) return E.right([vaultFailure(vault.left).message])
  try {
    return await compare(log, vault.right)
  } finally {
    await vault.right.close()
  }
}

/** The id of the first event, which names the store in its vault; `null` for an empty store. */
const firstId = async (log: SealingLog): Promise<E.Either<Failure, string | null>> => {
  for await (const first of readDamaged(log))
    return E.isLeft(first) ? E.left(storeFailure(first.left)) : E.right(first.right.id)
  return E.right(null)
}

const compare = async (
  { store, units, isWhole, erasures = new Map() }: SealingLog,
  vault: Vault,
): Promise<E.Either<Failure, ReadonlyArray<Bilingual>>> => {
  const found: Array<Bilingual> = []
  const keys = await vault.keys()()
  if (E.isLeft(keys)) return E.left(vaultFailure(keys.left))
  const known = new Set([...units].map((stream) => parseStream(stream)?.key))
  const strangers = [...new Set(keys.right.map(({ unit }) => unit))].filter((unit) => !known.has(unit))
  if (isWhole && strangers.length > 0 && units.size === 0) found.push(foreignVault(strangers.length))
  for (const unit of keptKeys(keys.right, erasures)) found.push(notErased(unit))
  for (const stream of units) {
    if (found.length >= mostUnits) break
    const history = await readEnvelopes(store, stream)
    if (E.isLeft(history) && history.left._tag === "Corrupt") continue
    if (E.isLeft(history)) return E.left(storeFailure(history.left))
    const fault = await unitFault(vault, stream, history.right)
    if (E.isLeft(fault)) return fault
    if (fault.right !== undefined) found.push(fault.right)
  }
  return E.right(found)
}

/** Units of which the vault still has a key that an erasure should have destroyed. */
export const keptKeys = (
  keys: ReadonlyArray<KeyName>,
  erasures: ReadonlyMap<string, number>,
): ReadonlyArray<string> => [
  ...new Set(keys.filter(({ unit, era }) => era < (erasures.get(unit) ?? 0)).map(({ unit }) => unit)),
]

const unitFault = async (
  vault: Vault,
  stream: string,
  history: ReadonlyArray<Envelope>,
): Promise<E.Either<Failure, Bilingual | undefined>> => {
  const unit = parseStream(stream)?.key ?? ""
  const present = eraOf(history)
  const commitments = history.flatMap((event) => commitmentsOf(event, history))
  const values = await vault.values(unit)()
  if (E.isLeft(values)) return E.left(vaultFailure(values.left))
  // Two commands given the same id may each have left a value.
  const byPlace = Map.groupBy(values.right, placeOf)
  const eras = [...new Set(values.right.map(({ era }) => era))]
  const keys = new Map<number, Uint8Array | undefined>()
  for (const era of eras) {
    const key = await vault.key({ unit, era })()
    if (E.isLeft(key)) return E.left(vaultFailure(key.left))
    keys.set(era, key.right)
  }
  // Erased data is no longer in the vault, as it should be.
  const open = commitments.filter(({ era }) => era === present)
  const isOpened = (commitment: Commitment): boolean =>
    byPlace.get(placeOf(commitment))?.some((value) => opens(commitment, value, keys)) ?? false
  const missing = open.find((commitment) => !isOpened(commitment))
  if (missing !== undefined) return E.right(unopened(unit, missing.path))
  const committed = new Set(commitments.map(placeOf))
  const commands = new Set(history.map(({ commandId }) => commandId))
  // An interrupted command may leave values without an event; repeating it uses them.
  const stray = values.right.find((value) => commands.has(value.commandId) && !committed.has(placeOf(value)))
  return E.right(stray === undefined ? undefined : uncommitted(unit, stray.path))
}

const placeOf = ({ commandId, path }: Pick<SealedValue, "commandId" | "path">): string => `${commandId} ${path}`

const opens = (
  { commandId, path, sealed }: Commitment,
  value: SealedValue,
  keys: ReadonlyMap<number, Uint8Array | undefined>,
): boolean => {
  const key = keys.get(value.era)
  const text = key && decrypt(key, value)
  return key !== undefined && text !== undefined && commitmentTo(saltOf(key, commandId, path), text).sealed === sealed
}

const commitmentsOf = (event: Envelope, history: ReadonlyArray<Envelope>): ReadonlyArray<Commitment> => {
  const era = eraOf(history.filter(({ revision }) => revision < event.revision))
  return [...commitmentsIn(event.data, "")].map(({ path, sealed }) => ({
    commandId: event.commandId,
    path,
    sealed,
    era,
  }))
}

function* commitmentsIn(value: unknown, path: string): Generator<Pick<Commitment, "path" | "sealed">> {
  if (typeof value !== "object" || value === null) return
  const sealed = Sealed.decode(value)
  if (E.isRight(sealed)) return yield { path, sealed: sealed.right.sealed }
  for (const [key, inner] of Object.entries(value)) yield* commitmentsIn(inner, path === "" ? key : `${path}.${key}`)
}

const noVault = (file: string): Bilingual =>
  bilingual(
    `没有个人信息保管库${file}，已封存的内容无法开示`,
    `there is no vault at ${file}, so sealed data cannot be opened`,
  )

const foreignVault = (units: number): Bilingual =>
  bilingual(
    `保管库是另一存储的：其中${units}家单位，日志没有记载`,
    `the vault belongs to another store: the log does not know ${units} of its units`,
  )

const notErased = (unit: string): Bilingual =>
  bilingual(
    `日志记载${unit}的个人信息已删除，保管库却仍有密钥，请再次执行erase`,
    `the log says that personal data of ${unit} were erased, but the vault still has their key: run erase again`,
  )

const unopened = (unit: string, path: string): Bilingual =>
  bilingual(`保管库中没有能打开${unit}的${path}的内容`, `the vault cannot open ${path} of ${unit}`)

const uncommitted = (unit: string, path: string): Bilingual =>
  bilingual(`保管库中${unit}的${path}，日志没有封存`, `the vault holds ${path} of ${unit}, which the log never sealed`)
