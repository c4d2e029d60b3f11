/** From which store to which a history moves, and what becomes of the vault. */
import { existsSync } from "node:fs"
import { resolve } from "node:path"
import * as E from "fp-ts/lib/Either.js"
import { parseAddress, withoutPassword, vaultFileOf, type StoreAddress } from "./store-address.js"
import { notFound, usage, type Failure } from "../result.js"
import { fileExists } from "./backup-files.js"
import type { Settings } from "../command-context.js"

export interface CopyPlan {
  readonly source: StoreAddress
  readonly target: StoreAddress
  /** Of the source; `undefined` where there is none yet. */
  readonly vault: string | undefined
  /** Where it is copied as well, if that is wanted. */
  readonly toVault: string | undefined
}

/** `-` stands for the store in use, whose address may hold a password that is better not written as an argument. */
export const planCopy = (
  settings: Settings,
  from: string,
  to: string,
  toVault: string | undefined,
): E.Either<Failure, CopyPlan> => {
  const named = (store: string): string => (store === "-" ? settings.store : store)
  const [source, target] = [parseAddress(named(from)), parseAddress(named(to))]
  if (E.isLeft(source)) return source
  if (E.isLeft(target)) return target
  if (source.right._tag === "Memory" || target.right._tag === "Memory")
    return E.left(usage("memory:在程序之外没有内容", "memory: holds nothing beyond the program"))
  if (placeOf(source.right) === placeOf(target.right))
    return E.left(usage("来源与目标相同", "from and to are the same store"))
  const kept = vaultFileOf(source.right, settings.vault)
  const vault = kept !== undefined && existsSync(kept) ? kept : undefined
  if (toVault !== undefined && vault === undefined)
    return E.left(notFound(`没有个人信息保管库${kept}`, `there is no vault of personal data at ${kept}`))
  if (toVault !== undefined && existsSync(toVault)) return E.left(fileExists(toVault))
  return E.right({ source: source.right, target: target.right, vault, toVault })
}

const placeOf = (address: StoreAddress): string =>
  address._tag === "Sqlite" ? resolve(address.file) : withoutPassword(address)
