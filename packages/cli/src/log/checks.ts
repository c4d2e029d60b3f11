/** What `doctor` looks at of a log: its keys, and that its store is not behind what was signed of it. */
import { existsSync, statSync } from "node:fs"
import * as E from "fp-ts/lib/Either.js"
import { newestHead } from "@shifan/audit"
import { bilingual, type Bilingual } from "@shifan/core"
import type { LeafLog } from "@shifan/event-store"
import { fileHeadStore } from "@shifan/tlog/node"
import { storeFailure } from "../failures.js"
import { signingFailure } from "./log-failures.js"
import type { LogFiles } from "./log-files.js"
import { readKeys } from "./key-file.js"

export interface LogCheck {
  readonly name: "key" | "head"
  readonly ok: boolean
  readonly says: Bilingual
}

export const checksOf = async (log: LeafLog, files: LogFiles): Promise<ReadonlyArray<LogCheck>> => [
  await keyCheck(files.key),
  await headCheck(log, files.heads),
]

const keyCheck = async (file: string): Promise<LogCheck> => {
  const keys = await readKeys(file)
  if (E.isLeft(keys)) return { name: "key", ok: false, says: keys.left.message }
  return (statSync(file).mode & 0o077) === 0
    ? { name: "key", ok: true, says: bilingual(file, file) }
    : { name: "key", ok: false, says: bilingual(`${file}他人可读`, `${file} can be read by others`) }
}

const headCheck = async (log: LeafLog, folder: string): Promise<LogCheck> => {
  if (!existsSync(folder)) return { name: "head", ok: false, says: bilingual(`没有${folder}`, `there is no ${folder}`) }
  const [newest, size] = [await newestHead(fileHeadStore(folder))(), await log.size()]
  if (E.isLeft(newest)) return { name: "head", ok: false, says: signingFailure(newest.left).message }
  if (E.isLeft(size)) return { name: "head", ok: false, says: storeFailure(size.left).message }
  const { head } = newest.right
  if (head === undefined)
    return { name: "head", ok: true, says: bilingual("尚未签署检查点", "no checkpoint was signed yet") }
  return head.size > size.right
    ? {
        name: "head",
        ok: false,
        says: signingFailure({ _tag: "BehindKeptHead", kept: head.size, log: size.right }).message,
      }
    : {
        name: "head",
        ok: true,
        says: bilingual(`${size.right}条中已签${head.size}条`, `${head.size} of ${size.right} leaves signed`),
      }
}
