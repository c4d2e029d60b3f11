/** Says in our own words why a server cannot be used. Messages of the libraries are not repeated. */
import { bilingual, type Bilingual } from "@shifan/core"
import type { EventPlace, OutcomeUnknown, Unavailable } from "@shifan/event-store"
import type { Failure } from "./driver.js"

export const unavailableFor = (says: Bilingual): Unavailable => ({ _tag: "Unavailable", reason: says.en, says })

export const unavailable = (failure: Failure, server: string): Unavailable => unavailableFor(reasonOf(failure, server))

/** The append may have been made. `says` explains the failure after which its outcome could not be read. */
export const outcomeUnknown = (says: Bilingual): OutcomeUnknown => ({ _tag: "OutcomeUnknown", reason: says.en, says })

export const reasonOf = (failure: Failure, server: string): Bilingual => {
  switch (failure._tag) {
    case "NotLeader":
      return bilingual(`${server}尚无主节点，正在选举`, `${server} has no leader yet: the nodes are electing one`)
    case "Unreached":
      return bilingual(
        `连接不到${server}${codeIn(failure.reason, "（", "）")}`,
        `${server} cannot be reached${codeIn(failure.reason, " (", ")")}`,
      )
    case "Unclear":
      return failure.silentFor === undefined
        ? bilingual(
            `${server}没有答复，连接中断${codeIn(failure.reason, "（", "）")}`,
            `the connection to ${server} broke before the answer${codeIn(failure.reason, " (", ")")}`,
          )
        : bilingual(
            `${server}在${failure.silentFor}毫秒内没有答复`,
            `${server} did not answer within ${failure.silentFor} ms`,
          )
    case "NotServed":
      return notEventStoreDb(server)
    default:
      return bilingual(`${server}的答复无法理解`, `${server} answered what makes no sense here`)
  }
}

/** Something else listens there. */
export const notEventStoreDb = (target: string): Bilingual =>
  bilingual(
    `${target}不是EventStoreDB服务器（20.6以上版本），请核对主机和端口`,
    `${target} is not an EventStoreDB of version 20.6 or newer: check host and port`,
  )

/** The system's code for a connection failure, such as ECONNREFUSED. */
const codeIn = (reason: string, before: string, after: string): string => {
  const [code] = /\b(?:E[A-Z]{4,}|CERT_[A-Z_]+|DEPTH_[A-Z_]+|SELF_[A-Z_]+|UNABLE_[A-Z_]+)\b/.exec(reason) ?? []
  return code === undefined ? "" : `${before}${code}${after}`
}

/** The user lacks the right to read or append to a stream. */
export const denied = (act: "read" | "append", stream: string): Unavailable =>
  unavailableFor(
    act === "read"
      ? bilingual(
          `该用户无权读取${stream}，或用户名、密码有误（所需权限见docs/eventstoredb.md）`,
          `this user has no right to read ${stream}, or user and password are wrong (the rights: docs/eventstoredb.md)`,
        )
      : bilingual(
          `该用户无权写入${stream}（所需权限见docs/eventstoredb.md）`,
          `this user has no right to append to ${stream} (the rights: docs/eventstoredb.md)`,
        ),
  )

export const othersAreFaster = (stream: string): Unavailable =>
  unavailableFor(bilingual(`其他程序不断写入${stream}，请稍后再试`, `others append to ${stream} faster`))

/** A log entry exceeds the server's limit for an append. Sizes in bytes. */
export const entryTooLarge = (size: number, limit: number, { stream, revision }: EventPlace): Unavailable =>
  unavailableFor(
    bilingual(
      `${stream}@${revision}的日志条目有${size}字节，服务器每次最多写入${limit}字节（MaxAppendSize），请调高`,
      `the log entry of ${stream}@${revision} has ${size} bytes, and the server takes ${limit} at a time (MaxAppendSize): raise it`,
    ),
  )

/** For a server that sends no positions with the events of a stream: the log could not be continued. */
export const noPositions: Bilingual = bilingual(
  "服务器读流时不给出位置，须使用21.10或更新版本",
  "the server does not find the last logged event by its position: it has to be 21.10 or newer",
)
