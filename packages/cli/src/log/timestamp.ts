/**
 * `audit timestamp`: checks the response of a time-stamping authority (RFC 3161) against the stamped file and the request
 * and, if there is a store, against the times of its records.
 */
import { existsSync } from "node:fs"
import * as E from "fp-ts/lib/Either.js"
import {
  auditFaultNames,
  formatObservation,
  formatTimestampFault,
  holdTimestamp,
  timestampOf,
  type HeldTimestamp,
} from "@shifan/bundle"
import { bilingual, type Bilingual } from "@shifan/core"
import type { MalformedTimestamp, TimestampRefused } from "@shifan/tlog/timestamp"
import { nodeHasher } from "@shifan/tlog/node"
import { paint, say, type CommandContext } from "../command-context.js"
import { readBytes, readIfNamed } from "../input/read-file.js"
import { exits, failure, usage, type Failure, type Output } from "../result.js"
import { inSession } from "../store/session.js"
import { parseAddress } from "../store/store-address.js"
import { headIn } from "./known-heads.js"
import { leavesOfLog } from "./leaves.js"
import { logFilesOf } from "./log-files.js"
import { besideResponse } from "./timestamp-files.js"

export interface TimestampOptions {
  /** The stamped file, byte for byte; by default the response's name without .tsr, or else the checkpoint next to the store. */
  readonly checkpoint?: string
  /** By default the response's name with .tsq. */
  readonly request?: string
}

/** Exit 4 if it is for another file, request or history, or if its time contradicts the records. */
export const auditTimestamp = async (
  context: CommandContext,
  responseFile: string,
  options: TimestampOptions,
): Promise<E.Either<Failure, Output>> => {
  const { readTimestampResponse } = await import("@shifan/tlog/timestamp")
  const beside = besideResponse(responseFile)
  const stampedFile = stampedFileOf(context, options.checkpoint ?? beside.checkpoint)
  if (E.isLeft(stampedFile)) return stampedFile
  const response = readBytes(responseFile)
  if (E.isLeft(response)) return response
  const stamped = readBytes(stampedFile.right)
  if (E.isLeft(stamped)) return stamped
  const request = readIfNamed(options.request ?? beside.request)
  if (E.isLeft(request)) return request
  const timestamp = readTimestampResponse(response.right)
  if (E.isLeft(timestamp)) return E.left(responseFailure(responseFile, timestamp.left))
  const time = timestampOf({ response: response.right, request: request.right }, stamped.right)
  if (E.isLeft(time)) return E.left(mismatch(stampedFile.right, formatTimestampFault(time.left)))
  const held = await againstRecords(context, stamped.right, time.right)
  if (E.isLeft(held)) return held
  const { genTime, policy, serial } = timestamp.right
  const facts = { checkpoint: stampedFile.right, genTime, policy, serial }
  return E.right(timestampOutput(context, facts, request.right !== undefined, held.right))
}

const stampedFileOf = ({ settings }: CommandContext, named: string | undefined): E.Either<Failure, string> => {
  if (named !== undefined) return E.right(named)
  const files = logFilesOf(settings)
  return E.isLeft(files) ? files : E.right(files.right.checkpoint)
}

/** `undefined`: there is no store, or the file is not a checkpoint. */
const againstRecords = async (
  context: CommandContext,
  stamped: Uint8Array,
  time: number,
): Promise<E.Either<Failure, HeldTimestamp | undefined>> => {
  const head = headIn(stamped)
  const address = parseAddress(context.settings.store)
  if (E.isLeft(address)) return address
  const { right: store } = address
  if (head === undefined || store._tag === "Memory" || (store._tag === "Sqlite" && !existsSync(store.file)))
    return E.right(undefined)
  return inSession(context, { readOnly: true }, ({ log }) =>
    holdTimestamp({ leaves: () => leavesOfLog(log), head, time, now: context.clock(), hasher: nodeHasher })(),
  )
}

interface TimestampFacts {
  readonly checkpoint: string
  readonly genTime: string
  readonly policy: string
  readonly serial: string
}

const timestampOutput = (
  context: CommandContext,
  facts: TimestampFacts,
  isAsked: boolean,
  held: HeldTimestamp | undefined,
): Output => {
  const { faults = [], observations = [] } = held ?? {}
  const holds = faults.length === 0
  const words = (text: Bilingual): string => say(context, text)
  return {
    json: { holds, ...facts, nonce: isAsked, records: held === undefined ? null : { faults, observations } },
    text: [
      ...faults.map((fault) => `${paint(context, "red", "✗")} ${words(sentenceOf(fault))}`),
      ...observations.map((one) => `${paint(context, "yellow", "!")} ${words(formatObservation(one))}`),
      ...(holds ? [words(existedBy(facts))] : []),
      ...(isAsked ? [] : [paint(context, "dim", words(noRequest))]),
      ...(held === undefined ? [paint(context, "dim", words(noRecords))] : []),
    ].join("\n"),
    exit: holds ? exits.done : exits.verificationFailed,
  }
}

const sentenceOf = ({ code, expected, found }: HeldTimestamp["faults"][number]): Bilingual => {
  const { zh, en } = auditFaultNames[code]
  return bilingual(`${zh}：${found.zh}，应为${expected.zh}`, `${code}: ${en}: ${found.en}, expected ${expected.en}`)
}

const existedBy = ({ checkpoint, genTime }: TimestampFacts): Bilingual =>
  bilingual(
    `${genTime}：${checkpoint}当时已存在。签发者请以openssl ts -verify核验`,
    `${genTime}: ${checkpoint} existed by then. Check who says so with openssl ts -verify`,
  )

const noRequest = bilingual(
  "没有当时的申请（.tsq），随机数未核对",
  "without the request (.tsq), its nonce was not checked",
)

const noRecords = bilingual(
  "没有存储，或所盖的不是检查点，未与各条记录的时间比较",
  "without a store, or if it is not of a checkpoint, it was not compared with the times of the records",
)

const mismatch = (stamped: string, { zh, en }: Bilingual): Failure =>
  failure(
    exits.verificationFailed,
    "TimestampMismatch",
    `该时间戳不是${stamped}的：${zh}`,
    `the timestamp is not of ${stamped}: ${en}`,
  )

const responseFailure = (file: string, fault: MalformedTimestamp | TimestampRefused): Failure => {
  if (fault._tag === "MalformedTimestamp") return usage(`${file}不是时间戳应答`, `${file} is not a timestamp response`)
  const reasons = [fault.status, ...fault.statusString]
  return failure(
    exits.refused,
    fault._tag,
    `时间戳机构未予签发：${reasons.join("；")}`,
    `the authority issued no timestamp: ${reasons.join("; ")}`,
  )
}
