/**
 * Defines a sound store: every leaf has its recorded hash and position, no command occurs twice, the leaves give the root
 * of every signed head, and the vault holds what the log committed to. `audit verify`, `doctor`, `backup`, `restore`,
 * `audit checkpoint`, `roster publish` and `site build` all use it.
 */
import * as E from "fp-ts/lib/Either.js"
import { commandIds } from "@shifan/audit"
import { bilingual, type Bilingual } from "@shifan/core"
import {
  eventsInLog,
  isUuid,
  leafHash,
  readEnvelope,
  type Envelope,
  type EventStore,
  type LeafLog,
  type LoggedEvent,
  type LoggedEvents,
  type ReadError,
} from "@shifan/event-store"
import { leafHashes, type SqliteStore } from "@shifan/sqlite/event-store"
import { emptyRange, extendRange, rangeRoot, sameBytes, type TreeHead } from "@shifan/tlog"
import { nodeHasher } from "@shifan/tlog/node"
import { storeFailure } from "../failures.js"
import { exits, failure, type Failure } from "../result.js"
import { hasCommitments, unitsInDamaged, vaultFaults } from "./vault-soundness.js"

/** A tree head that somebody kept, and its location. */
export interface KnownHead {
  readonly from: string
  readonly head: TreeHead
}

export interface Unsound {
  /** Subject of the fault: the file, a leaf, a command's id, a signed head, the vault. */
  readonly about: "file" | "leaf" | "id" | "head" | "rollback" | "vault"
  readonly says: Bilingual
  /** Size of the signed head. */
  readonly size?: number
}

export interface SoundnessOptions {
  readonly store: EventStore
  readonly log: LeafLog
  /** The same store, if it is a file. */
  readonly file: SqliteStore | undefined
  readonly heads: ReadonlyArray<KnownHead>
  /** `undefined`: do not check the vault. */
  readonly vaultFile: string | undefined
  readonly progress?: (leaves: number) => void
}

/** Maximum number reported of each kind. */
const mostOfAKind = 5

export const soundness = async (options: SoundnessOptions): Promise<E.Either<Failure, ReadonlyArray<Unsound>>> => {
  const damage = options.file === undefined ? E.right([]) : await options.file.faults()
  if (E.isLeft(damage)) return E.left(storeFailure(damage.left))
  const ofFile = damage.right.map((line): Unsound => ({ about: "file", says: bilingual("存储文件已损坏", line) }))
  const leaves = await readLeaves(options)
  if (E.isLeft(leaves)) return leaves
  const { found, events, isWhole } = leaves.right
  const { vaultFile, store, file } = options
  const units = isWhole || vaultFile === undefined ? leaves.right.units : await unitsInDamaged(options)
  const ofVault =
    vaultFile === undefined ? E.right([]) : await vaultFaults({ store, file, units, events, isWhole }, vaultFile)
  if (E.isLeft(ofVault)) return ofVault
  const inVault = ofVault.right.map((says): Unsound => ({ about: "vault", says }))
  return E.right([...ofFile, ...found, ...inVault])
}

/** All faults of an unsound store as a single failure: exit 4. */
export const unsoundFailure = (found: ReadonlyArray<Unsound>): Failure | undefined => {
  const [first, ...others] = found
  if (first === undefined) return undefined
  return {
    ...failure(exits.verificationFailed, "Unsound", `存储有误：${first.says.zh}`, `not sound: ${first.says.en}`),
    details: others.map(({ says }) => says),
    figures: found.map(({ about, says }) => ({ about, says: says.en })),
  }
}

/** The first leaf that differs from the hash stored with it; `undefined` for stores without hashes. */
export const firstDamage = async (file: string, log: LeafLog): Promise<ReadError | undefined> => {
  const [first] = leafHashes(file)
  if (first === undefined) return undefined
  for await (const next of eventsInLog(log)) if (E.isLeft(next)) return next.left
  return undefined
}

interface ReadLeaves {
  readonly found: ReadonlyArray<Unsound>
  /** Streams of units with committed personal data. */
  readonly units: ReadonlySet<string>
  readonly events: number
  /** Whether the leaves were read to the end. */
  readonly isWhole: boolean
}

/**
 * Every event with its leaf hash. On a cluster, events get their index in the log some time after they are stored, so
 * there the whole store is read and compared with the log.
 */
async function* leavesOf({ store, log, file }: Pick<SoundnessOptions, "store" | "log" | "file">): LoggedEvents {
  if (file !== undefined) return yield* log.read(0, Number.MAX_SAFE_INTEGER)
  let index = 0
  for await (const next of store.readAll())
    yield E.isLeft(next) ? next : E.right({ index: index++, event: next.right, leafHash: leafHash(next.right.leaf) })
}

const readLeaves = async ({
  store,
  log,
  file,
  heads,
  progress = () => {},
}: SoundnessOptions): Promise<E.Either<Failure, ReadLeaves>> => {
  const collected = collector()
  const ids = commandIds()
  const units = new Set<string>()
  const compared = headComparison(heads)
  let before: Envelope | undefined

  for await (const next of leavesOf({ store, log, file })) {
    if (E.isLeft(next)) {
      if (next.left._tag !== "Corrupt") return E.left(storeFailure(next.left))
      collected.add("leaf", storeFailure(next.left).message)
      return E.right({ found: collected.all(), units, events: compared.size(), isWhole: false })
    }
    const { event } = next.right
    compared.add(next.right.leafHash)
    progress(compared.size())
    const envelope = readEnvelope(event.leaf)
    if (E.isLeft(envelope)) {
      collected.add(
        "leaf",
        bilingual(
          `第${next.right.index}号叶不是本程序所能识别的事件`,
          `leaf ${next.right.index}: ${envelope.left.reason}`,
        ),
      )
      continue
    }
    if (isElsewhere(next.right, envelope.right)) collected.add("leaf", movedText(next.right, envelope.right))
    if (
      isOtherCommand(envelope.right, before) &&
      isUuid(envelope.right.commandId) &&
      !ids.add(envelope.right.commandId)
    )
      collected.add("id", reusedIdText(envelope.right))
    if (hasCommitments(envelope.right)) units.add(event.stream)
    before = envelope.right
  }
  const size = await log.size()
  if (E.isLeft(size)) collected.add("leaf", storeFailure(size.left).message)
  return E.right({ found: [...collected.all(), ...compared.end()], units, events: compared.size(), isWhole: true })
}

/** Compares the leaf hashes, as they arrive, with the known heads. */
export interface HeadComparison {
  readonly add: (hash: Uint8Array) => void
  readonly size: () => number
  /** Call it after all leaves. */
  readonly end: () => ReadonlyArray<Unsound>
}

export const headComparison = (heads: ReadonlyArray<KnownHead>): HeadComparison => {
  const found: Array<Unsound> = []
  const bySize = Map.groupBy(heads, ({ head }) => head.size)
  let range = emptyRange

  const compare = (): void => {
    for (const { from, head } of bySize.get(range.size) ?? [])
      if (!sameBytes(head.root, rangeRoot(range, nodeHasher)))
        found.push({ about: "head", says: rewritten(from, head.size), size: head.size })
  }

  compare()
  return {
    add: (hash) => {
      range = extendRange(range, hash, nodeHasher)
      compare()
    },
    size: () => range.size,
    end: () => [
      ...found,
      ...[...Map.groupBy(heads, ({ from }) => from)].flatMap(([from, some]): ReadonlyArray<Unsound> => {
        const size = some.reduce((most, { head }) => Math.max(most, head.size), 0)
        return size > range.size ? [{ about: "rollback", says: rolledBack(from, size, range.size) }] : []
      }),
    ],
  }
}

const isElsewhere = ({ event }: LoggedEvent, { id, type, stream, revision }: Envelope): boolean =>
  event.id !== id || event.type !== type || event.stream !== stream || event.revision !== revision

const isOtherCommand = ({ commandId, stream }: Envelope, before: Envelope | undefined): boolean =>
  before === undefined || before.commandId !== commandId || before.stream !== stream

const collector = () => {
  const found: Array<Unsound> = []
  return {
    all: (): ReadonlyArray<Unsound> => found,
    add: (about: Unsound["about"], says: Bilingual): void => {
      if (found.filter((one) => one.about === about).length < mostOfAKind) found.push({ about, says })
    },
  }
}

const movedText = ({ index, event }: LoggedEvent, { stream, revision }: Envelope): Bilingual => {
  const places = [`${event.stream}@${event.revision}`, `${stream}@${revision}`] as const
  return bilingual(
    `第${index}号叶登记在${places[0]}，自述为${places[1]}`,
    `leaf ${index} is at ${places[0]} but says it is ${places[1]}`,
  )
}

const reusedIdText = ({ commandId, stream, revision }: Envelope): Bilingual =>
  bilingual(
    `命令编号${commandId}已用于另一命令（${stream}@${revision}）`,
    `the command id ${commandId} is already used by another command (${stream}@${revision})`,
  )

const rewritten = (from: string, size: number): Bilingual =>
  bilingual(
    `前${size}条与${from}不符：签署之后记录被改写`,
    `the first ${size} leaves differ from ${from}: they were rewritten after it was signed`,
  )

const rolledBack = (from: string, kept: number, size: number): Bilingual =>
  bilingual(
    `日志有${size}条，而${from}已至${kept}条：存储被退回到以前，或丢失了尾部`,
    `the log has ${size} leaves, but ${from} covers ${kept}: the store was rolled back or lost its tail`,
  )
