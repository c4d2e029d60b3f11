/** The signed checkpoint that an export or a proof ends in, and the policy for its readers; by default those beside the store. */
import { existsSync } from "node:fs"
import * as E from "fp-ts/lib/Either.js"
import { bilingual } from "@shifan/core"
import { acceptCheckpoint, parsePolicy } from "@shifan/tlog"
import type { Settings } from "../command-context.js"
import { readBytes } from "../files.js"
import { exits, failure, usage, type Failure } from "../result.js"
import { logFilesOf, type LogFiles } from "./log-files.js"

export interface HeadOptions {
  readonly checkpoint?: string
  readonly policy?: string
}

export const readPolicyFile = (settings: Settings, { policy }: HeadOptions): E.Either<Failure, Uint8Array> => {
  if (policy !== undefined) return readBytes(policy)
  const files = logFilesOf(settings)
  return E.isLeft(files) ? files : readBytes(files.right.policy)
}

/** The largest that the policy accepts. Where it demands witnesses, that may be behind the newest signed one. */
export const readHead = async (settings: Settings, options: HeadOptions): Promise<E.Either<Failure, Uint8Array>> => {
  if (options.checkpoint !== undefined) return readBytes(options.checkpoint)
  const files = logFilesOf(settings)
  if (E.isLeft(files)) return files
  const policyFile = readPolicyFile(settings, options)
  if (E.isLeft(policyFile)) return policyFile
  const policy = parsePolicy(policyFile.right)
  if (E.isLeft(policy)) return E.left(usage("信任策略不合格式", "the policy is malformed: it names nobody to trust"))
  let newest: { readonly size: number; readonly note: Uint8Array } | undefined
  for (const file of [files.right.checkpoint, files.right.witnessed]) {
    if (!existsSync(file)) continue
    const note = readBytes(file)
    if (E.isLeft(note)) return note
    const accepted = await acceptCheckpoint(policy.right, note.right)()
    if (E.isLeft(accepted)) continue
    const { size } = accepted.right.checkpoint
    if (newest === undefined || size >= newest.size) newest = { size, note: note.right }
  }
  return newest === undefined ? E.left(noHead(files.right)) : E.right(newest.note)
}

const noHead = ({ checkpoint }: LogFiles): Failure => ({
  ...failure(
    exits.notFound,
    "NoCheckpoint",
    `${checkpoint}旁没有信任策略认可的检查点`,
    `there is no checkpoint at ${checkpoint} that the policy accepts`,
  ),
  hint: bilingual(
    "先运行shifan audit checkpoint；策略要求见证的，再取得见证（audit cosigned）",
    "run shifan audit checkpoint; where the policy asks for witnesses, bring their cosignatures (audit cosigned)",
  ),
})
