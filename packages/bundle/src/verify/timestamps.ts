/** Reads a bundle's timestamps (RFC 3161): of its own checkpoint, and of earlier ones that the log has to continue. */
import { bilingual, instantAt } from "@shifan/core"
import { sameBytes, type TreeHead } from "@shifan/tlog"
import * as E from "fp-ts/lib/Either.js"
import type { Folder } from "../folder.js"
import { fileLimits, fileNames, timestampPaths } from "../format.js"
import { answersNonce, formatTimestampFault, type TimestampFault, timestampOf } from "../timestamp/timestamp.js"
import { fileFault, fileRefused, type FindingsCollector, type TimestampFact } from "./findings.js"
import type { Head } from "./head.js"
import { parseHead } from "./kept.js"
import type { Tree } from "./tree.js"

export interface Stamped {
  /** Path of the response. */
  readonly path: string
  /** The stamped checkpoint. */
  readonly head: TreeHead
  /** In milliseconds since 1970. */
  readonly time: number
}

export interface Timestamps {
  /** Timestamps of a checkpoint of this log, which may turn out to belong to another history. */
  readonly stamped: ReadonlyArray<Stamped>
  /** Files that belong to a timestamp, valid or not. */
  readonly paths: ReadonlySet<string>
}

/** Limit on timestamps read. They show a bureau's diligence; nobody requires more. */
const mostTimestamps = 100

export const readTimestamps = async (folder: Folder, head: Head, findings: FindingsCollector): Promise<Timestamps> => {
  const stamped: Array<Stamped> = []
  const paths = new Set<string>()

  /** `undefined` if there is no such file. */
  const read = async (path: string): Promise<Uint8Array | undefined> => {
    const file = await folder.read(path, fileLimits.note)()
    if (E.isLeft(file) && file.left._tag === "FileMissing") return undefined
    paths.add(path)
    if (E.isRight(file)) return file.right
    findings.addFault(fileRefused(path, file.left))
    return undefined
  }

  /** Returns whether the timestamp exists. */
  const take = async (names: Partial<ReturnType<typeof timestampPaths>> & { readonly response: string }) => {
    const response = await read(names.response)
    if (response === undefined) return paths.has(names.response)
    const request = names.request === undefined ? undefined : await read(names.request)
    const checkpoint = names.checkpoint === undefined ? undefined : await read(names.checkpoint)
    const timestamp = stampedIn({ response, request, checkpoint }, head)
    if (E.isLeft(timestamp)) addFault(names.response, timestamp.left, findings)
    else stamped.push({ path: names.response, ...timestamp.right })
    return true
  }

  await take({ response: fileNames.timestamp, request: fileNames.timestampRequest })
  for (let number = 1; number < mostTimestamps && (await take(timestampPaths(number))); number++);
  return { stamped, paths }
}

interface StampedFiles {
  readonly response: Uint8Array
  readonly request: Uint8Array | undefined
  readonly checkpoint: Uint8Array | undefined
}

/** An earlier checkpoint need not be signed by anybody: only its content and the time stamped on it count. */
export const stampedIn = (
  { response, request, checkpoint }: StampedFiles,
  own: { readonly file: Uint8Array; readonly checkpoint: TreeHead },
): E.Either<TimestampFault, Omit<Stamped, "path">> => {
  const time = timestampOf({ response, request }, checkpoint ?? own.file)
  if (E.isLeft(time)) return time
  if (request === undefined && answersNonce(response)) return E.left({ part: "unasked" })
  const head = checkpoint === undefined ? own.checkpoint : parseHead(checkpoint)
  return head === undefined || head.origin !== own.checkpoint.origin || head.size > own.checkpoint.size
    ? E.left({ part: "checkpoint" })
    : E.right({ head, time: time.right })
}

/** Call it after all leaves: returns timestamps whose checkpoint the log continues. The others belong to another history. */
export const continuedTimestamps = (
  { stamped }: Timestamps,
  tree: Pick<Tree, "rootAt">,
  findings: FindingsCollector,
): ReadonlyArray<Stamped> =>
  stamped.filter(({ path, head, time }) => {
    const root = tree.rootAt(head.size)
    if (root === undefined) return false
    const isContinued = sameBytes(root, head.root)
    if (isContinued)
      findings.observe([{ code: "TimestampUnverified", time: new Date(time).toISOString(), size: head.size }])
    else addFault(path, { part: "history" }, findings)
    return isContinued
  })

export const timestampFacts = (continued: ReadonlyArray<Stamped>): ReadonlyArray<TimestampFact> =>
  continued.map(({ head, time }) => ({ size: head.size, time: instantAt(time) }))

const addFault = (path: string, fault: TimestampFault, findings: FindingsCollector): void =>
  findings.addFault(fileFault("TimestampFails", path, aTimestamp, formatTimestampFault(fault)))

const aTimestamp = bilingual(
  "本日志检查点文件的时间戳（RFC 3161）",
  "a timestamp of a checkpoint file of this log (RFC 3161)",
)
