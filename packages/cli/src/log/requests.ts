/** What is carried from the bureau for a checkpoint: a request to a time-stamping authority, one to a witness. */
import * as E from "fp-ts/lib/Either.js"
import { witnessRequest } from "@shifan/audit"
import { bilingual } from "@shifan/core"
import { nodeHasher } from "@shifan/tlog/node"
import { writeNew } from "../files.js"
import type { Session } from "../session.js"
import { exits, usage, type Failure } from "../result.js"
import type { CommandContext } from "../command-context.js"
import { leafFailure } from "./log-failures.js"

export interface RequestFlags {
  readonly requestTimestamp?: string
  readonly requestWitness?: string
  readonly since: string
}

/** Writes the files that were asked for; none over another. */
export const writeRequests = async (
  { random }: CommandContext,
  { log }: Session,
  { requestTimestamp, requestWitness, since }: RequestFlags,
  note: Uint8Array,
): Promise<E.Either<Failure, void>> => {
  if (requestTimestamp !== undefined) {
    const { timestampRequest } = await import("@shifan/tlog/timestamp")
    const written = writeNew(requestTimestamp, timestampRequest(note, random(8)))
    if (E.isLeft(written)) return written
  }
  if (requestWitness === undefined) return E.right(undefined)
  const old = /^\d{1,15}$/.test(since) ? Number(since) : undefined
  if (old === undefined)
    return E.left(usage(`--since应为条数：${since}`, `--since wants a number of leaves, got ${since}`))
  const request = await witnessRequest({ log, note, old, hasher: nodeHasher })()
  if (E.isRight(request)) return writeNew(requestWitness, request.right)
  const fault = request.left
  switch (fault._tag) {
    case "SizesReversed":
      return E.left(
        usage(`--since大于日志的${fault.second}条`, `--since is beyond the log, which has ${fault.second} leaves`),
      )
    case "StreamNotFound":
    case "Unavailable":
    case "Corrupt":
    case "Closed":
    case "LeafDiffers":
    case "LogBroken":
      return E.left(leafFailure(fault))
    default:
      return E.left({
        exit: exits.failure,
        code: fault._tag,
        message: bilingual("无法生成见证申请", "no request to a witness could be made"),
      })
  }
}
