/** The log's checkpoint, signed now; and what carries it to a time-stamping authority and to a witness. */
import * as E from "fp-ts/lib/Either.js"
import { signCheckpoint, type SignedCheckpoint } from "@shifan/audit"
import { bilingual } from "@shifan/core"
import { fileHeadStore, nodeHasher } from "@shifan/tlog/node"
import { storeFailure } from "../failures.js"
import { signingFailure } from "./log-failures.js"
import { logFilesOf, replaceFile, type LogFiles } from "./log-files.js"
import { readKeys, vkeyOf } from "./key-file.js"
import { writeRequests, type RequestFlags } from "./requests.js"
import { inSession } from "../session.js"
import type { Failure, Output } from "../result.js"
import { progress, type Progress } from "../progress.js"
import { say, type CommandContext } from "../command-context.js"

export interface CheckpointFlags extends RequestFlags {
  /** The folder of heads. */
  readonly kept?: string
  readonly whole?: boolean
}

export const auditCheckpoint = async (
  context: CommandContext,
  flags: CheckpointFlags,
): Promise<E.Either<Failure, Output>> => {
  const files = logFilesOf(context.settings)
  if (E.isLeft(files)) return files
  const keys = await readKeys(files.right.key)
  if (E.isLeft(keys)) return keys
  const [{ verifier }] = keys.right
  return inSession(context, { readOnly: true }, async (session) => {
    const placed = await session.placed()
    if (E.isLeft(placed)) return E.left(storeFailure(placed.left))
    let shown: Progress | undefined
    const signed = await signCheckpoint({
      log: session.log,
      heads: fileHeadStore(flags.kept ?? files.right.heads),
      keys: keys.right,
      origin: verifier.name,
      whole: flags.whole === true,
      hasher: nodeHasher,
      progress: (leaves, size) => {
        shown ??= progress(context, () => performance.now(), size)
        shown.at(leaves)
      },
    })()
    shown?.done()
    if (E.isLeft(signed)) return E.left(signingFailure(signed.left))
    const { note } = signed.right
    const written = replaceFile(files.right.checkpoint, note)
    if (E.isLeft(written)) return written
    const asked = await writeRequests(context, session, flags, note)
    if (E.isLeft(asked)) return asked
    return E.right(told(context, files.right, signed.right, keys.right.map(vkeyOf)))
  })
}

/** The checkpoint itself is what is put out, so that it can be piped. */
const told = (
  context: CommandContext,
  { checkpoint: file }: LogFiles,
  { checkpoint: { origin, size, root }, note, before }: SignedCheckpoint,
  keys: ReadonlyArray<string>,
): Output => {
  if (!context.settings.quiet && context.settings.json === false)
    context.terminal.err(
      `${say(
        context,
        bilingual(
          `已签署${size}条（此前${before}条），写入${file}`,
          `signed at ${size} leaves (${before} before), written to ${file}`,
        ),
      )}\n`,
    )
  return {
    json: {
      checkpoint: file,
      origin,
      size,
      before,
      root: Buffer.from(root).toString("base64"),
      keys,
    },
    text: new TextDecoder().decode(note),
  }
}
