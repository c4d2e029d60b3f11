/** Head stores in folders: a file per generation, chained by hashes, and a count of them in a separate file. */
import { createHash, randomUUID } from "node:crypto"
import { link, mkdir, readdir, readFile, unlink } from "node:fs/promises"
import { basename, dirname, join } from "node:path"
import * as E from "fp-ts/lib/Either.js"
import { identity, pipe } from "fp-ts/lib/function.js"
import * as TE from "fp-ts/lib/TaskEither.js"
import { sameBytes } from "../encoding.js"
import type { HeadMemoryFault, HeadMoved, HeadStore, HeadsUnavailable, StoredHead } from "../head-store.js"
import { alreadyExists, isMissing, makeFolders, replaceDurably, syncFolder, writeDurably } from "./durable-files.js"
import { folderMode } from "./create-folders.js"
import { hashOfFile, parseCount, parseKeptFile, printCount, printKeptFile, type HeadCount } from "./kept-file.js"

/**
 * Stores heads in a folder, on a file system with hard links. A missing folder is reported as `HeadsUnavailable`, never
 * treated as empty, so that nobody starts a second history by mistake: call `createHeadFolder` once.
 *
 * @param count file with the number of heads and the hash of the newest, best on another disk than the folder. If either
 *   loses data that the other holds, the fault is `HeadsLost`, `HeadReplaced` or `CountLost`. Without it a loss of the
 *   newest head goes unnoticed.
 */
export const fileHeadStore = (folder: string, count?: string): HeadStore => ({
  latest: attemptEither(() => readLatest(folder, count)),
  read: (generation) => attemptEither(() => readGeneration(folder, generation)),
  keep:
    ({ generation, content }) =>
    async () => {
      const stored = await attempt(() => storeNext(folder, count, generation, content))()
      if (E.isLeft(stored)) return stored
      return stored.right ? E.right(undefined) : E.left<HeadMoved>({ _tag: "HeadMoved", generation })
    },
})

/**
 * The head stores of a witness: a subfolder of `folder` (which must exist) per log, created on first use. Its name is the
 * origin hash of C2SP tlog-witness: SHA-256 in hex.
 *
 * @param counts folder (which must exist) for the count file of each log, under the same name
 */
export const fileHeadStoresByOrigin =
  (folder: string, counts?: string) =>
  (origin: string): HeadStore => {
    const name = originHash(origin)
    const logFolder = join(folder, name)
    const count = counts === undefined ? undefined : join(counts, name)
    const store = fileHeadStore(logFolder, count)
    const isKnown = attempt(async () => {
      if (counts !== undefined) await readdir(counts)
      return (await readdir(folder)).includes(basename(logFolder))
    })
    return {
      latest: pipe(
        isKnown,
        TE.chainW((known) => (known ? store.latest : attemptEither(() => mustBeUncounted(count)))),
      ),
      read: (generation) =>
        pipe(
          isKnown,
          TE.chainW((known) => (known ? store.read(generation) : TE.right(undefined))),
        ),
      keep: (next) => async () => {
        const made = await attempt(() => makeLogFolder(logFolder))()
        return E.isLeft(made) ? made : store.keep(next)()
      },
    }
  }

/**
 * Durably makes the folder and its parents unless they exist.
 *
 * @param count the file with the count of heads, created if neither it nor any head exists
 */
export const createHeadFolder = (folder: string, count?: string): TE.TaskEither<HeadsUnavailable, void> =>
  attempt(async () => {
    await makeFolders(folder)
    if (count === undefined || (await readCount(count)) !== undefined) return
    if ((await generationsIn(folder)).length > 0) return
    await makeFolders(dirname(count))
    await replaceDurably(count, printCount({ generation: 0, newest: undefined }))
  })

/** SHA-256 of the origin in hex (C2SP tlog-witness). */
export const originHash = (origin: string): string => createHash("sha256").update(origin).digest("hex")

const attempt = <A>(work: () => Promise<A>): TE.TaskEither<HeadsUnavailable, A> =>
  TE.tryCatch(work, (thrown) => ({
    _tag: "HeadsUnavailable",
    reason: thrown instanceof Error ? thrown.message : String(thrown),
    ...systemErrorOf(thrown),
  }))

const systemErrorOf = (thrown: unknown): Pick<HeadsUnavailable, "system"> => {
  const field = (name: string): unknown => (thrown instanceof Error ? Reflect.get(thrown, name) : undefined)
  const [code, path] = [field("code"), field("path")]
  return typeof code === "string" && typeof path === "string" ? { system: { code, path } } : {}
}

const attemptEither = <L, A>(work: () => Promise<E.Either<L, A>>): TE.TaskEither<HeadsUnavailable | L, A> =>
  pipe(attempt(work), TE.chainEitherKW(identity))

const fileName = (generation: number): string => String(generation).padStart(10, "0")

const generationsIn = async (folder: string): Promise<ReadonlyArray<number>> =>
  (await readdir(folder))
    .filter((name) => /^\d{10}$/.test(name))
    .map(Number)
    .toSorted((a, b) => a - b)

const readKept = async (folder: string, generation: number): Promise<Uint8Array> =>
  new Uint8Array(await readFile(join(folder, fileName(generation))))

const readIfKept = (folder: string, generation: number): Promise<Uint8Array | undefined> =>
  readKept(folder, generation).catch((thrown: unknown) => {
    if (isMissing(thrown)) return undefined
    throw thrown
  })

type Read<A> = Promise<E.Either<HeadMemoryFault, A>>

/** Reads the count first, because writers link a head before they count it. */
const readLatest = async (folder: string, count: string | undefined): Read<StoredHead | undefined> => {
  const counted = count === undefined ? undefined : await readCount(count)
  const generations = await generationsIn(folder)
  // The process that linked it may not have synced the folder yet.
  await syncFolder(folder)
  const last = generations.at(-1) ?? 0
  if (generations.length < last) return lost(generations.length, last)
  if (counted !== undefined && counted.generation > last) return lost(last, counted.generation)
  if (last === 0) return E.right(undefined)
  const newest = await chainedFrom(folder, Math.max(1, counted?.generation ?? last - 1), last, counted)
  if (E.isLeft(newest)) return newest
  const kept = parseKeptFile(newest.right)
  if (count !== undefined && counted === undefined && kept?.isCounted === true)
    return E.left({ _tag: "CountLost", kept: last })
  return E.right({ generation: last, content: kept?.content ?? newest.right })
}

const lost = (kept: number, counted: number): E.Either<HeadMemoryFault, never> =>
  E.left({ _tag: "HeadsLost", kept, counted })

const replaced = (generation: number): E.Either<HeadMemoryFault, never> => E.left({ _tag: "HeadReplaced", generation })

/** Checks that every generation hashes to the value its successor names, and the counted one to the value in the count. */
const chainedFrom = async (
  folder: string,
  first: number,
  last: number,
  counted: HeadCount | undefined,
): Read<Uint8Array> => {
  let file = await readKept(folder, first)
  if (counted?.newest !== undefined && !sameBytes(hashOfFile(file), counted.newest)) return replaced(first)
  if (!isOfGeneration(file, first)) return replaced(first)
  for (let generation = first + 1; generation <= last; generation++) {
    const next = await readKept(folder, generation)
    if (!isOfGeneration(next, generation)) return replaced(generation)
    if (!follows(next, file)) return replaced(generation - 1)
    file = next
  }
  return E.right(file)
}

/** Files from before heads were chained have no heading. */
const isOfGeneration = (file: Uint8Array, generation: number): boolean =>
  (parseKeptFile(file)?.generation ?? generation) === generation

const follows = (file: Uint8Array, before: Uint8Array): boolean => {
  const kept = parseKeptFile(file)
  if (kept === undefined) return parseKeptFile(before) === undefined
  return kept.before !== undefined && sameBytes(kept.before, hashOfFile(before))
}

/** Lists no folder, so that reading every generation takes no longer than their number. */
const readGeneration = async (folder: string, generation: number): Read<StoredHead | undefined> => {
  const file = await readIfKept(folder, generation)
  if (file === undefined) return E.right(undefined)
  if (!isOfGeneration(file, generation)) return replaced(generation)
  const next = await readIfKept(folder, generation + 1)
  if (next !== undefined && !follows(next, file)) return replaced(generation)
  return E.right({ generation, content: parseKeptFile(file)?.content ?? file })
}

/**
 * Returns `false` if the generation already exists or is not the next. The file is written and synced under a temporary
 * name and then linked, so it appears complete, and only if its name is free.
 */
const storeNext = async (
  folder: string,
  count: string | undefined,
  generation: number,
  content: Uint8Array,
): Promise<boolean> => {
  const last = (await generationsIn(folder)).at(-1) ?? 0
  if (generation !== last + 1) return false
  const before = last === 0 ? undefined : hashOfFile(await readKept(folder, last))
  const file = printKeptFile({ generation, before, isCounted: count !== undefined, content })
  const draft = join(folder, `${fileName(generation)}.${randomUUID()}`)
  await writeDurably(draft, file)
  try {
    await link(draft, join(folder, fileName(generation)))
  } catch (thrown) {
    if (alreadyExists(thrown)) return false
    throw thrown
  } finally {
    await unlink(draft)
  }
  await syncFolder(folder)
  if (count !== undefined) await countUp(count, { generation, newest: hashOfFile(file) })
  return true
}

/** Of two concurrent writers, the later may count first. */
const countUp = async (count: string, next: HeadCount): Promise<void> => {
  const counted = await readCount(count)
  if (counted === undefined || counted.generation < next.generation) await replaceDurably(count, printCount(next))
}

/** `undefined` if there is no count file. */
const readCount = async (count: string): Promise<HeadCount | undefined> => {
  const file = await readFile(count).catch((thrown: unknown) => {
    if (isMissing(thrown)) return undefined
    throw thrown
  })
  if (file === undefined) return undefined
  const counted = parseCount(file)
  if (counted === undefined) throw new Error(`${count} is no count of heads`)
  return counted
}

const mustBeUncounted = async (count: string | undefined): Read<undefined> => {
  const counted = count === undefined ? undefined : await readCount(count)
  return counted === undefined || counted.generation === 0 ? E.right(undefined) : lost(0, counted.generation)
}

const makeLogFolder = async (folder: string): Promise<void> => {
  await mkdir(folder, { mode: folderMode }).catch((thrown: unknown) => {
    if (!alreadyExists(thrown)) throw thrown
  })
  await syncFolder(dirname(folder))
}
