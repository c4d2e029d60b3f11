/** A timestamp that came back for a checkpoint file. */
import * as E from "fp-ts/lib/Either.js"
import { bilingual } from "@shifan/core"
import { logFilesOf } from "./log-files.js"
import { exits, usage, type Failure, type Output } from "../result.js"
import { say, type CommandContext } from "../command-context.js"
import { readBytes } from "../files.js"

/** `checkpoint`: the file that was stamped, byte for byte, unless it is still the one beside the store. */
export const auditTimestamp = async (
  context: CommandContext,
  file: string,
  { checkpoint: named }: { readonly checkpoint?: string },
): Promise<E.Either<Failure, Output>> => {
  const { matchTimestamp, readTimestampResponse } = await import("@shifan/tlog/timestamp")
  const files = named === undefined ? logFilesOf(context.settings) : E.right({ checkpoint: named })
  if (E.isLeft(files)) return files
  const [response, checkpoint] = [readBytes(file), readBytes(files.right.checkpoint)]
  if (E.isLeft(response)) return response
  if (E.isLeft(checkpoint)) return checkpoint
  const timestamp = readTimestampResponse(response.right)
  if (E.isLeft(timestamp))
    return timestamp.left._tag === "MalformedTimestamp"
      ? E.left(usage(`${file}不是时间戳应答`, `${file} is no timestamp response`))
      : E.left({
          exit: exits.refused,
          code: timestamp.left._tag,
          message: bilingual(
            `时间戳机构未予签发：${[timestamp.left.status, ...timestamp.left.statusString].join("；")}`,
            `the authority gave no timestamp: ${[timestamp.left.status, ...timestamp.left.statusString].join("; ")}`,
          ),
        })
  const matched = matchTimestamp(timestamp.right, checkpoint.right)
  if (E.isLeft(matched))
    return E.left({
      exit: exits.verificationFailed,
      code: matched.left._tag,
      message: bilingual(
        `该时间戳不是${files.right.checkpoint}的：${matched.left.part}`,
        `the timestamp is not of ${files.right.checkpoint}: ${matched.left.part}`,
      ),
    })
  const { genTime, policy, serial } = timestamp.right
  return E.right({
    json: { checkpoint: files.right.checkpoint, genTime, policy, serial },
    text: say(
      context,
      bilingual(
        `${genTime}：${files.right.checkpoint}当时已存在。签发者请以openssl ts -verify核验`,
        `${genTime}: ${files.right.checkpoint} was there by then. Who says so: check with openssl ts -verify`,
      ),
    ),
  })
}
