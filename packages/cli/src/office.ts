/** The composition root: a store URL becomes an open store, its vault and the application layer over them. */
import "reflect-metadata"
import * as E from "fp-ts/lib/Either.js"
import { container } from "tsyringe"
import { bilingual, qinhuangdao2020, type Library, type Regulation } from "@shifan/core"
import { memoryStore, type EventStore } from "@shifan/event-store"
import { leafLog, openSqliteStore, type OpenError, type SqliteStore } from "@shifan/event-store-sqlite"
import { memoryVault, type Handle, type Vault } from "@shifan/service"
import { register, tokens } from "@shifan/service/container"
import { openSqliteVault } from "@shifan/vault-sqlite"
import { vaultFailure } from "./failures.js"
import { exits, notFound, usage, type Failure } from "./outcome.js"
import type { World } from "./surroundings.js"

export interface Office {
  readonly store: EventStore
  /** The same store, where it is a file. */
  readonly file: SqliteStore | undefined
  readonly path: string | undefined
  readonly handle: Handle
  /** Of a store that is only looked at, an empty one: nothing sealed is read by the way. */
  readonly vault: Vault
  readonly regulation: Regulation
  readonly library: Library
  readonly division: string
  readonly close: () => Promise<void>
}

const library: Library = [qinhuangdao2020]
const division = qinhuangdao2020.territory.bureau.code

/** `sqlite:PATH` or `memory:`. */
export const fileOf = (url: string): E.Either<Failure, string | undefined> => {
  if (url === "memory:") return E.right(undefined)
  const [, path] = /^sqlite:(.+)$/.exec(url) ?? []
  return path === undefined
    ? E.left(
        usage(
          `无法识别的存储地址：${url}`,
          `not a store: ${url}`,
          bilingual("应为sqlite:路径或memory:", "sqlite:PATH or memory:"),
        ),
      )
    : E.right(path)
}

/** Personal data lie in a file of their own beside the store. */
export const vaultFileOf = (file: string): string => `${file.replace(/\.db$/, "")}.vault.db`

const openOffice = async (
  world: World,
  { create = false, readOnly = false }: { readonly create?: boolean; readonly readOnly?: boolean } = {},
): Promise<E.Either<Failure, Office>> => {
  const file = fileOf(world.settings.store)
  if (E.isLeft(file)) return file
  if (file.right === undefined) return E.right(officeOver(world, memoryStore(), undefined, undefined, memoryVault()))
  const opened = await openSqliteStore({ file: file.right, create, readOnly, alongside: leafLog })()
  if (E.isLeft(opened)) return E.left(openFailure(opened.left, file.right))
  const vault = readOnly ? E.right(memoryVault()) : openSqliteVault({ file: vaultFileOf(file.right), create: true })
  if (E.isLeft(vault)) {
    await opened.right.close()
    return E.left(vaultFailure(vault.left))
  }
  return E.right(officeOver(world, opened.right, opened.right, file.right, vault.right))
}

const officeOver = (
  { clock, random }: World,
  store: EventStore,
  file: SqliteStore | undefined,
  path: string | undefined,
  vault: Vault,
): Office => {
  const wired = register(container.createChildContainer(), { store, vault, division, library, clock, random })
  return {
    store,
    file,
    path,
    handle: wired.resolve(tokens.Handle),
    vault,
    regulation: qinhuangdao2020,
    library,
    division,
    close: async () => {
      await store.close()
      await vault.close()
    },
  }
}

const openFailure = (error: OpenError, file: string): Failure => {
  switch (error._tag) {
    case "FileMissing":
      return {
        ...notFound(`没有存储文件${file}`, `there is no store at ${file}`),
        hint: bilingual("先运行shifan init", "run shifan init first"),
      }
    case "NotOurs":
      return {
        exit: exits.failure,
        code: error._tag,
        message: bilingual(`${file}不是本程序的存储`, `${file} is not a store of this program`),
      }
    case "OtherVersion":
      return {
        exit: exits.failure,
        code: error._tag,
        message: bilingual(`${file}的版本与本程序不符`, `${file} is of another version than this program knows`),
        figures: error,
      }
    default:
      return { exit: exits.failure, code: error._tag, message: bilingual(error.reason, error.reason) }
  }
}

/** Opens, works, and closes whatever comes of it. */
export const inOffice = async <A>(
  world: World,
  how: { readonly create?: boolean; readonly readOnly?: boolean },
  work: (office: Office) => Promise<E.Either<Failure, A>>,
): Promise<E.Either<Failure, A>> => {
  const office = await openOffice(world, how)
  if (E.isLeft(office)) return office
  try {
    return await work(office.right)
  } finally {
    await office.right.close()
  }
}
