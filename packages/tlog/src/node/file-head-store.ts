/**
 * Heads in a folder: a file for each generation, named by its number. A file appears whole and under its name at once,
 * since it is written, synced, and only then linked there; a link that finds the name taken fails.
 */
import { createHash, randomUUID } from "node:crypto"
import { link, mkdir, readdir, readFile, unlink } from "node:fs/promises"
import { basename, dirname, join, resolve } from "node:path"
import * as E from "fp-ts/lib/Either.js"
import * as TE from "fp-ts/lib/TaskEither.js"
import type { HeadMoved, HeadStore, HeadsUnavailable } from "../head-store.js"
import { syncFolder, writeDurably } from "./durable-file.js"

const digits = 10

const nameOf = (generation: number): string => String(generation).padStart(digits, "0")

const isName = (name: string): boolean => /^\d{10}$/.test(name)

/** A folder that is missing is `HeadsUnavailable`, never an empty one: to begin anew has to be meant. See `createHeadFolder`. */
export const fileHeadStore = (folder: string): HeadStore => ({
  latest: attempt(async () => {
    const last = (await generationsIn(folder)).at(-1)
    // Whoever linked it may not have come so far yet.
    await syncFolder(folder)
    return last === undefined
      ? undefined
      : { generation: Number(last), content: new Uint8Array(await readFile(join(folder, last))) }
  }),
  keep:
    ({ generation, content }) =>
    async () => {
      const kept = await attempt(() => keep(folder, generation, content))()
      return E.chainW((first: boolean): E.Either<HeadMoved, void> =>
        first ? E.right(undefined) : E.left({ _tag: "HeadMoved", generation }),
      )(kept)
    },
})

/** What a witness keeps: a folder for each log, named by the SHA-256 of its origin in hex and made when it is first met. */
export const fileHeadStoresByOrigin =
  (folder: string) =>
  (origin: string): HeadStore => {
    const own = join(folder, createHash("sha256").update(origin).digest("hex"))
    const { latest: newest, keep: keepThere } = fileHeadStore(own)
    return {
      latest: async () => {
        const known = await attempt(() => readdir(folder))()
        if (E.isLeft(known)) return known
        return known.right.includes(basename(own)) ? newest() : E.right(undefined)
      },
      keep: (next) =>
        TE.chainW(() => keepThere(next))(
          attempt(async () => {
            await mkdir(own).catch((thrown: unknown) => {
              if (!isTaken(thrown)) throw thrown
            })
            await syncFolder(folder)
          }),
        ),
    }
  }

/** Makes the folder, and those above it, unless it is there. */
export const createHeadFolder = (folder: string): TE.TaskEither<HeadsUnavailable, void> =>
  attempt(async () => {
    const whole = resolve(folder)
    const first = await mkdir(whole, { recursive: true })
    if (first === undefined) return
    for (let made = whole; made.length >= first.length; made = dirname(made)) await syncFolder(dirname(made))
  })

const attempt = <A>(work: () => Promise<A>): TE.TaskEither<HeadsUnavailable, A> =>
  TE.tryCatch(work, (thrown) => ({
    _tag: "HeadsUnavailable",
    reason: thrown instanceof Error ? thrown.message : String(thrown),
  }))

const generationsIn = async (folder: string): Promise<ReadonlyArray<string>> =>
  (await readdir(folder)).filter(isName).toSorted()

/** `false` where the generation is there already, or is not the next. */
const keep = async (folder: string, generation: number, content: Uint8Array): Promise<boolean> => {
  const newest = Number((await generationsIn(folder)).at(-1) ?? 0)
  if (generation !== newest + 1) return false
  const draft = join(folder, `${nameOf(generation)}.${randomUUID()}`)
  await writeDurably(draft, content)
  try {
    await link(draft, join(folder, nameOf(generation)))
  } catch (thrown) {
    if (isTaken(thrown)) return false
    throw thrown
  } finally {
    await unlink(draft)
  }
  await syncFolder(folder)
  return true
}

const isTaken = (thrown: unknown): boolean =>
  typeof thrown === "object" && thrown !== null && "code" in thrown && thrown.code === "EEXIST"
