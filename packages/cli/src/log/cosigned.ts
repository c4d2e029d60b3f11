/** Cosignatures that came back from witnesses, who may have had an older checkpoint than the log has by now. */
import { existsSync } from "node:fs"
import * as E from "fp-ts/lib/Either.js"
import { bilingual } from "@shifan/core"
import {
  addCosignatures,
  type CosignedCheckpoint,
  type Note,
  parseCheckpoint,
  parseNote,
  type Policy,
  printNote,
  verifyNote,
} from "@shifan/tlog"
import { logFilesOf, replaceFile, type LogFiles } from "./log-files.js"
import { signatureFailure } from "./witness-failures.js"
import { exits, type Failure, type Output } from "../result.js"
import { say, type CommandContext } from "../command-context.js"
import { readPolicy } from "./witness.js"
import { readBytes } from "../files.js"

/** Witnesses are those of the policy beside the store. The newest checkpoint they cosigned never gives way to an older. */
export const auditCosigned = async (context: CommandContext, file: string): Promise<E.Either<Failure, Output>> => {
  const files = logFilesOf(context.settings)
  if (E.isLeft(files)) return files
  const [cosigned, policy] = [readBytes(file), readPolicy(files.right.policy)]
  if (E.isLeft(cosigned)) return cosigned
  if (E.isLeft(policy)) return policy
  const merged = await mergedOf(files.right, policy.right, cosigned.right)
  if (E.isLeft(merged)) return merged
  const { note, by } = merged.right
  const { witnessed } = files.right
  const [size, before] = [sizeOf(note), existsSync(witnessed) ? E.map(sizeOf)(readBytes(witnessed)) : E.right(0)]
  if (E.isLeft(before)) return before
  if (size < before.right)
    return E.left({
      exit: exits.conflict,
      code: "OlderCheckpoint",
      message: bilingual(
        `${file}仅至${size}条，${witnessed}已至${before.right}条`,
        `${file} is of ${size} leaves, and ${witnessed} of ${before.right} already`,
      ),
    })
  const written = replaceFile(witnessed, note)
  if (E.isLeft(written)) return written
  const names = by.map(({ name }) => name)
  return E.right({
    json: { checkpoint: witnessed, size, by: names },
    text: say(
      context,
      bilingual(
        `${names.join("、")}已见证${size}条，写入${witnessed}`,
        `${names.join(", ")} cosigned ${size} leaves, written to ${witnessed}`,
      ),
    ),
  })
}

/** To what was cosigned before, to the newest checkpoint, or to the log's own signature in the file that came back. */
const mergedOf = async (
  { witnessed, checkpoint }: LogFiles,
  { logs, witnesses }: Policy,
  cosigned: Uint8Array,
): Promise<E.Either<Failure, CosignedCheckpoint>> => {
  const own = await signedByLog(
    logs.map(({ key }) => key),
    cosigned,
  )
  const there = [witnessed, checkpoint].filter((file) => existsSync(file)).map(readBytes)
  for (const base of own === undefined ? there : [...there, E.right(own)]) {
    if (E.isLeft(base)) return base
    const keys = witnesses.map(({ key }) => key)
    const merged = await addCosignatures(base.right, cosigned, keys)()
    if (E.isRight(merged)) return merged
    if (merged.left._tag !== "OtherCheckpoint") return E.left(signatureFailure(merged.left))
  }
  return E.left(signatureFailure({ _tag: "OtherCheckpoint" }))
}

/** The checkpoint that came back with the log's signatures alone; `undefined` where the log did not sign it. */
const signedByLog = async (
  keys: Parameters<typeof verifyNote>[0],
  file: Uint8Array,
): Promise<Uint8Array | undefined> => {
  const note = parseNote(file)
  if (E.isLeft(note)) return undefined
  const { text, signatures } = note.right
  const verified = await verifyNote(keys, note.right)()
  if (E.isLeft(verified)) return undefined
  const ids = new Set(keys.map(({ name, id }) => `${name} ${id}`))
  const bytes = printNote({ text, signatures: signatures.filter(({ name, id }) => ids.has(`${name} ${id}`)) })
  return new TextEncoder().encode(bytes)
}

const sizeOf = (note: Uint8Array): number => {
  const checkpoint = E.chainW(({ text }: Note) => parseCheckpoint(text))(parseNote(note))
  return E.isLeft(checkpoint) ? 0 : checkpoint.right.size
}
