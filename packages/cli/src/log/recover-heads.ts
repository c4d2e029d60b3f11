/** `audit checkpoint --recover`: replaces stored heads that are lost for good. */
import { existsSync, readdirSync, renameSync, rmSync } from "node:fs"
import { join } from "node:path"
import * as E from "fp-ts/lib/Either.js"
import { printResumableHead } from "@shifan/tlog"
import { createHeadFolder, fileHeadStore } from "@shifan/tlog/node"
import { bilingual } from "@shifan/core"
import { confirm } from "../confirm.js"
import { say, type CommandContext } from "../command-context.js"
import { notWrittenFor } from "../files.js"
import { usage, type Failure } from "../result.js"
import { errorCode, errorPath } from "../system-errors.js"
import type { HeadsBeside } from "./known-heads.js"
import { signingFailure } from "./log-failures.js"
import type { LogFiles } from "./log-files.js"

/**
 * Begins again with the newest known head; the caller has checked that the leaves give its root. The remaining old heads
 * are moved aside in the same folder, since they may be evidence.
 */
export const recoverHeads = async (
  context: CommandContext,
  { heads: folder, headCount }: LogFiles,
  { known, memory }: HeadsBeside,
): Promise<Failure | undefined> => {
  if (memory === undefined)
    return usage("留存的检查点完好，不需要--recover", "the kept heads are complete: there is nothing to recover")
  const newest = known.toSorted((a, b) => b.head.size - a.head.size)[0]
  if (newest === undefined)
    return {
      ...memory,
      hint: bilingual(
        "没有任何已签的检查点可据以续起；请取回公布过的checkpoint文件，或更名另立日志",
        "no signed head is known; bring back a published checkpoint, or start a log under another name",
      ),
    }
  const { from, head } = newest
  const question = bilingual(
    `将从${from}（${head.size}条）续起；此后签署过的检查点如有丢失，再签即成分叉`,
    `it will resume from ${from} (${head.size} leaves); if a later signed head was lost, the next one forks the log`,
  )
  const agreed = await confirm(context, say(context, question))
  if (E.isLeft(agreed)) return agreed.left
  const content = printResumableHead({ ...head, rangeBeforeLast: undefined })
  if (E.isLeft(content)) return signingFailure(content.left)
  return beginAgain(context, { folder, count: headCount }, content.right)
}

/** Makes a head the first in a folder, and starts its count. */
export const beginAgain = async (
  { clock }: Pick<CommandContext, "clock">,
  { folder, count }: { readonly folder: string; readonly count: string },
  content: Uint8Array,
): Promise<Failure | undefined> => {
  const aside = moveAside(folder, count, clock().replaceAll(/\D/g, ""))
  if (E.isLeft(aside)) return aside.left
  const made = await createHeadFolder(folder, count)()
  if (E.isLeft(made)) return signingFailure(made.left)
  const kept = await fileHeadStore(folder, count).keep({ generation: 1, content })()
  return E.isLeft(kept) ? signingFailure(kept.left) : undefined
}

/** Moves the count last: until then the folder has fewer heads than counted, and nothing is signed. */
const moveAside = (folder: string, count: string, stamp: string): E.Either<Failure, void> =>
  E.tryCatch(
    () => {
      const names = existsSync(folder) ? readdirSync(folder) : []
      for (const name of names.filter((one) => /^\d{10}$/.test(one)))
        renameSync(join(folder, name), join(folder, `lost-${stamp}-${name}`))
      rmSync(count, { force: true })
    },
    (thrown) => notWrittenFor(errorPath(thrown) ?? folder, errorCode(thrown)),
  )
