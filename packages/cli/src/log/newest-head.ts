/** The signed head that an export or a proof ends in, and whom its readers may trust: those named, or those beside the store. */
import { existsSync } from "node:fs"
import * as E from "fp-ts/lib/Either.js"
import { bilingual } from "@shifan/core"
import { acceptCheckpoint, parsePolicy } from "@shifan/tlog"
import { readBytes } from "../files.js"
import { exits, usage, type Failure } from "../result.js"
import type { Settings } from "../command-context.js"
import { logFilesOf, type LogFiles } from "./log-files.js"

export interface HeadFlags {
  readonly checkpoint?: string
  readonly policy?: string
}

/** The policy as it will stand beside what is made. */
export const policyFor = (settings: Settings, { policy }: HeadFlags): E.Either<Failure, Uint8Array> => {
  if (policy !== undefined) return readBytes(policy)
  return E.chain((files: LogFiles) => readBytes(files.policy))(logFilesOf(settings))
}

/** The largest that the policy accepts: where it asks for witnesses, that is the one they have cosigned. */
export const headFor = async (settings: Settings, flags: HeadFlags): Promise<E.Either<Failure, Uint8Array>> => {
  if (flags.checkpoint !== undefined) return readBytes(flags.checkpoint)
  const [files, text] = [logFilesOf(settings), policyFor(settings, flags)]
  if (E.isLeft(files)) return files
  if (E.isLeft(text)) return text
  const policy = parsePolicy(text.right)
  if (E.isLeft(policy)) return E.left(usage("信任策略不合格式", "the policy is malformed: it names nobody to trust"))
  let newest: { readonly size: number; readonly note: Uint8Array } | undefined
  for (const file of [files.right.checkpoint, files.right.witnessed].filter((one) => existsSync(one))) {
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
  exit: exits.notFound,
  code: "NoCheckpoint",
  message: bilingual(
    `${checkpoint}旁没有信任策略认可的检查点`,
    `there is no checkpoint at ${checkpoint} that the policy accepts`,
  ),
  hint: bilingual(
    "先运行shifan audit checkpoint；策略要求见证的，再取得见证（audit cosigned）",
    "run shifan audit checkpoint; where the policy asks for witnesses, bring their cosignatures (audit cosigned)",
  ),
})
