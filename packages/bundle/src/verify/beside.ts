/** What lies beside the log for its readers: the README, which is written anew and compared, and a timestamp of the checkpoint. */
import { bilingual, type CivilDate } from "@shifan/core"
import { sameBytes } from "@shifan/tlog"
import * as E from "fp-ts/lib/Either.js"
import type { Folder } from "../folder.js"
import { fileLimits, fileNames } from "../format.js"
import { readme, type ReadmeFacts } from "../readme.js"
import { formatTimestampFault, timestampOf } from "../timestamp/timestamp.js"
import { fileFault, fileRefused, type FindingsCollector, somethingElse } from "./findings.js"
import type { Head } from "./head.js"

/** A reader follows the README to check everything else, so that no other text may stand in its place. */
export const checkReadme = async (
  folder: Folder,
  { checkpoint: { origin, size } }: Head,
  { asOf, audience }: { readonly asOf: CivilDate; readonly audience: ReadmeFacts["audience"] },
  findings: FindingsCollector,
): Promise<void> => {
  const path = fileNames.readme
  const file = await folder.read(path, fileLimits.note)()
  if (E.isLeft(file)) return findings.addFault(fileRefused(path, file.left))
  const expected = new TextEncoder().encode(readme({ origin, size, asOf, audience }))
  if (!sameBytes(file.right, expected)) findings.addFault(fileFault("ReadmeDiffers", path, theReadme, somethingElse))
}

const theReadme = bilingual("按日志、条数、名单日期和读者写成的说明", "the text for this log, size, day and reader")

/** The time of the timestamp, in milliseconds since 1970; `undefined` where there is none, or it is of something else. */
export const readTimestamp = async (
  folder: Folder,
  head: Head,
  findings: FindingsCollector,
): Promise<number | undefined> => {
  const path = fileNames.timestamp
  const response = await folder.read(path, fileLimits.note)()
  if (E.isLeft(response)) {
    if (response.left._tag !== "FileMissing") findings.addFault(fileRefused(path, response.left))
    return undefined
  }
  const request = await folder.read(fileNames.timestampRequest, fileLimits.note)()
  if (E.isLeft(request) && request.left._tag !== "FileMissing")
    findings.addFault(fileRefused(fileNames.timestampRequest, request.left))
  const asked = E.isRight(request) ? request.right : undefined
  const time = timestampOf({ response: response.right, request: asked }, head.file)
  if (E.isLeft(time)) {
    findings.addFault(fileFault("TimestampFails", path, aTimestamp, formatTimestampFault(time.left)))
    return undefined
  }
  findings.observe([{ code: "TimestampUnverified", time: new Date(time.right).toISOString() }])
  return time.right
}

const aTimestamp = bilingual("检查点文件的时间戳（RFC 3161）", "a timestamp of the checkpoint file (RFC 3161)")
