/** `audit timestamp`: checks the response of a time-stamping authority (RFC 3161) against the file that was stamped. */
import * as E from "fp-ts/lib/Either.js"
import { bilingual } from "@shifan/core"
import type { MalformedTimestamp, TimestampRefused } from "@shifan/tlog/timestamp"
import { say, type CommandContext } from "../command-context.js"
import { readBytes } from "../input/read-file.js"
import { exits, failure, usage, type Failure, type Output } from "../result.js"
import { logFilesOf } from "./log-files.js"

/** `checkpoint`: the stamped file, byte for byte; by default the one beside the store. */
export const auditTimestamp = async (
  context: CommandContext,
  responseFile: string,
  checkpoint: string | undefined,
): Promise<E.Either<Failure, Output>> => {
  const { matchTimestamp, readTimestampResponse } = await import("@shifan/tlog/timestamp")
  const files = checkpoint === undefined ? logFilesOf(context.settings) : E.right({ checkpoint })
  if (E.isLeft(files)) return files
  const stampedFile = files.right.checkpoint
  const response = readBytes(responseFile)
  if (E.isLeft(response)) return response
  const stamped = readBytes(stampedFile)
  if (E.isLeft(stamped)) return stamped
  const timestamp = readTimestampResponse(response.right)
  if (E.isLeft(timestamp)) return E.left(responseFailure(responseFile, timestamp.left))
  const matched = matchTimestamp(timestamp.right, stamped.right)
  if (E.isLeft(matched)) {
    const { _tag, part } = matched.left
    return E.left(
      failure(
        exits.verificationFailed,
        _tag,
        `该时间戳不是${stampedFile}的：${part}`,
        `the timestamp is not of ${stampedFile}: ${part}`,
      ),
    )
  }
  const { genTime, policy, serial } = timestamp.right
  const summary = bilingual(
    `${genTime}：${stampedFile}当时已存在。签发者请以openssl ts -verify核验`,
    `${genTime}: ${stampedFile} was there by then. Who says so: check with openssl ts -verify`,
  )
  return E.right({ json: { checkpoint: stampedFile, genTime, policy, serial }, text: say(context, summary) })
}

const responseFailure = (file: string, fault: MalformedTimestamp | TimestampRefused): Failure => {
  if (fault._tag === "MalformedTimestamp") return usage(`${file}不是时间戳应答`, `${file} is no timestamp response`)
  const reasons = [fault.status, ...fault.statusString]
  return failure(
    exits.refused,
    fault._tag,
    `时间戳机构未予签发：${reasons.join("；")}`,
    `the authority gave no timestamp: ${reasons.join("; ")}`,
  )
}
