/** `audit cosigned`: adds returned cosignatures, whose checkpoint may be older than the log. */
import { existsSync } from "node:fs"
import * as E from "fp-ts/lib/Either.js"
import { bilingual } from "@shifan/core"
import { addCosignatures, parseNote, printNote, verifyNote, type CosignedCheckpoint, type Policy } from "@shifan/tlog"
import { fileHeadStore } from "@shifan/tlog/node"
import { say, type CommandContext } from "../command-context.js"
import { readBytes } from "../input/read-file.js"
import type { Failure, Output } from "../result.js"
import { placeOfCosigned, writeCosigned } from "./cosigned-files.js"
import { forgotten, headIn } from "./known-heads.js"
import { signatureFailure } from "./log-failures.js"
import { logFilesOf, type LogFiles } from "./log-files.js"
import { withPlan, type Plan, type WriteOptions } from "../writing.js"
import { readPolicy } from "./witness.js"

/** Uses the witnesses of the policy next to the store. Never replaces the newest cosigned checkpoint by an older one. */
export const auditCosigned = async (
  context: CommandContext,
  file: string,
  options: WriteOptions,
): Promise<E.Either<Failure, Output>> => {
  const files = logFilesOf(context.settings)
  if (E.isLeft(files)) return files
  const cosigned = readBytes(file)
  if (E.isLeft(cosigned)) return cosigned
  const policy = readPolicy(files.right.policy)
  if (E.isLeft(policy)) return policy
  const merged = await mergeCosignatures(files.right, policy.right, cosigned.right)
  if (E.isLeft(merged)) return merged
  const { note, by } = merged.right
  const unknown = await notKept(files.right, file, note)
  if (unknown !== undefined) return E.left(unknown)
  const kept = await placeOfCosigned(files.right, policy.right, file, note)
  if (E.isLeft(kept)) return kept
  const { file: checkpoint, size, wanting } = kept.right
  const names = by.map(({ name }) => name)
  const more = wanting === undefined ? bilingual("", "") : bilingual(`；${wanting.zh}`, `; ${wanting.en}`)
  const summary = bilingual(
    `${names.join("、")}已见证${size}条，写入${checkpoint}${more.zh}`,
    `${names.join(", ")} cosigned ${size} leaves, written to ${checkpoint}${more.en}`,
  )
  const plan: Plan = {
    says: bilingual(
      `将收下${names.join("、")}对${size}条的见证：`,
      `what ${names.join(", ")} cosigned at ${size} leaves:`,
    ),
    files: [checkpoint],
  }
  return withPlan(context, options, plan, () => {
    const written = writeCosigned(files.right, kept.right, note)
    if (E.isLeft(written)) return written
    const json = { checkpoint, size, by: names, accepted: wanting === undefined }
    return E.right({ json, text: say(context, summary) })
  })
}

/** A returned checkpoint was signed and stored here before; if it is not stored, the heads were rolled back. */
const notKept = async (
  { heads, headCount }: LogFiles,
  from: string,
  note: Uint8Array,
): Promise<Failure | undefined> => {
  const head = headIn(note)
  return head === undefined || !existsSync(heads)
    ? undefined
    : forgotten(fileHeadStore(heads, headCount), { from, head })
}

/**
 * Adds the cosignatures to the first match among the earlier cosigned checkpoints, the newest checkpoint, and the returned
 * file with only the log's own signatures.
 */
const mergeCosignatures = async (
  { pending, witnessed, checkpoint }: LogFiles,
  { logs, witnesses }: Policy,
  cosigned: Uint8Array,
): Promise<E.Either<Failure, CosignedCheckpoint>> => {
  const logKeys = logs.map(({ key }) => key)
  const witnessKeys = witnesses.map(({ key }) => key)
  const files = [pending, witnessed, checkpoint].filter((file) => existsSync(file)).map((file) => readBytes(file))
  const own = await signedByLog(logKeys, cosigned)
  for (const base of own === undefined ? files : [...files, E.right(own)]) {
    if (E.isLeft(base)) return base
    const merged = await addCosignatures(base.right, cosigned, witnessKeys)()
    if (E.isRight(merged)) return merged
    if (merged.left._tag !== "OtherCheckpoint") return E.left(signatureFailure(merged.left))
  }
  return E.left(signatureFailure({ _tag: "OtherCheckpoint" }))
}

/** A note with only the log's signatures; `undefined` if the log did not sign it. */
const signedByLog = async (
  keys: Parameters<typeof verifyNote>[0],
  file: Uint8Array,
): Promise<Uint8Array | undefined> => {
  const note = parseNote(file)
  if (E.isLeft(note)) return undefined
  const { text, signatures } = note.right
  const verified = await verifyNote(keys, note.right)()
  if (E.isLeft(verified)) return undefined
  const known = new Set(keys.map(({ name, id }) => `${name} ${id}`))
  const bytes = printNote({ text, signatures: signatures.filter(({ name, id }) => known.has(`${name} ${id}`)) })
  return new TextEncoder().encode(bytes)
}
