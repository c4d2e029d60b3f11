/** What of a log needs Node: hashing by it, writes that survive a power cut, and head stores in folders. */
import { hash as digest, createHash, randomUUID } from "node:crypto"
import { link, mkdir, readdir, readFile, unlink, open } from "node:fs/promises"
import { basename, dirname, join, resolve } from "node:path"
import * as E from "fp-ts/lib/Either.js"
import * as TE from "fp-ts/lib/TaskEither.js"
import { treeHasher, type TreeHasher } from "../merkle-tree.js"
import type { HeadMoved, HeadStore, HeadsUnavailable, StoredHead } from "../head-store.js"

/** SHA-256 by Node itself, several times as fast as the portable one. */
export const nodeHasher: TreeHasher = treeHasher((bytes) => digest("sha256", bytes, "buffer"))

/** Whatever the umask allows, nobody else writes what was signed. */
const folderMode = 0o755

/**
 * Keeps heads in a folder, on a file system with hard links. A missing folder is `HeadsUnavailable`, never taken for an
 * empty one, so that nobody starts a second history by mistake: call `createHeadFolder` once.
 */
export const fileHeadStore = (folder: string): HeadStore => ({
  latest: attempt(() => readLatest(folder)),
  keep:
    ({ generation, content }) =>
    async () => {
      const stored = await attempt(() => storeNext(folder, generation, content))()
      if (E.isLeft(stored)) return stored
      return stored.right ? E.right(undefined) : E.left<HeadMoved>({ _tag: "HeadMoved", generation })
    },
})

/**
 * The stores of a witness: in `folder`, which must exist, a folder for each log, made when the log is first witnessed. It
 * is named by the origin hash of C2SP tlog-witness, SHA-256 in hex.
 */
export const fileHeadStoresByOrigin =
  (folder: string) =>
  (origin: string): HeadStore => {
    const logFolder = join(folder, createHash("sha256").update(origin).digest("hex"))
    const store = fileHeadStore(logFolder)
    return {
      latest: async () => {
        const names = await attempt(() => readdir(folder))()
        if (E.isLeft(names)) return names
        return names.right.includes(basename(logFolder)) ? store.latest() : E.right(undefined)
      },
      keep: (next) => async () => {
        const made = await attempt(() => makeLogFolder(logFolder))()
        return E.isLeft(made) ? made : store.keep(next)()
      },
    }
  }

/** Makes the folder and those above it, durably, unless they exist. */
export const createHeadFolder = (folder: string): TE.TaskEither<HeadsUnavailable, void> =>
  attempt(async () => {
    const path = resolve(folder)
    const firstMade = await mkdir(path, { recursive: true, mode: folderMode })
    if (firstMade === undefined) return
    for (let made = path; made.length >= firstMade.length; made = dirname(made)) await syncFolder(dirname(made))
  })

const attempt = <A>(work: () => Promise<A>): TE.TaskEither<HeadsUnavailable, A> =>
  TE.tryCatch(work, (thrown) => ({
    _tag: "HeadsUnavailable",
    reason: thrown instanceof Error ? thrown.message : String(thrown),
  }))

const fileName = (generation: number): string => String(generation).padStart(10, "0")

const generationsIn = async (folder: string): Promise<ReadonlyArray<string>> =>
  (await readdir(folder)).filter((name) => /^\d{10}$/.test(name)).toSorted()

const readLatest = async (folder: string): Promise<StoredHead | undefined> => {
  const last = (await generationsIn(folder)).at(-1)
  // The process that linked it may not have synced the folder yet.
  await syncFolder(folder)
  if (last === undefined) return undefined
  return { generation: Number(last), content: new Uint8Array(await readFile(join(folder, last))) }
}

/**
 * Whether the generation was stored; `false` if it exists already or is not the next. The file is written and synced
 * under a name of its own and then linked, so that it appears whole, and only if its name is not taken.
 */
const storeNext = async (folder: string, generation: number, content: Uint8Array): Promise<boolean> => {
  const latest = Number((await generationsIn(folder)).at(-1) ?? 0)
  if (generation !== latest + 1) return false
  const draft = join(folder, `${fileName(generation)}.${randomUUID()}`)
  await writeDurably(draft, content)
  try {
    await link(draft, join(folder, fileName(generation)))
  } catch (thrown) {
    if (alreadyExists(thrown)) return false
    throw thrown
  } finally {
    await unlink(draft)
  }
  await syncFolder(folder)
  return true
}

const makeLogFolder = async (folder: string): Promise<void> => {
  await mkdir(folder, { mode: folderMode }).catch((thrown: unknown) => {
    if (!alreadyExists(thrown)) throw thrown
  })
  await syncFolder(dirname(folder))
}

const alreadyExists = (thrown: unknown): boolean =>
  typeof thrown === "object" && thrown !== null && "code" in thrown && thrown.code === "EEXIST"

/** Creates a file and syncs it; fails if there is one already, and leaves none that it could not write whole. Its name is durable after `syncFolder` of its folder. */
export const writeDurably = async (file: string, content: Uint8Array): Promise<void> => {
  const handle = await open(file, "wx", 0o644)
  try {
    await handle.writeFile(content)
    await handle.sync()
  } catch (thrown) {
    await unlink(file)
    throw thrown
  } finally {
    await handle.close()
  }
}

/** Makes the names in a folder durable: creations, links and removals. */
export const syncFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder, "r")
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
