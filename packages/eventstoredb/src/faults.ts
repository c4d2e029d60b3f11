/** Faults of a store on a cluster, in our own words, with the stream and the revision if known. */
import { bilingual } from "@shifan/core"
import type { Corrupt } from "@shifan/event-store"
import type { Recorded } from "./driver.js"

export const corrupt = (where: string, zh: string, en: string): Corrupt => ({
  _tag: "Corrupt",
  where,
  reason: en,
  says: bilingual(zh, en),
})

/** The server no longer has this revision, although it has later ones or the log has an entry for it. */
export const removed = (stream: string, revision: number): Corrupt =>
  corrupt(
    `${stream}@${revision}`,
    "服务器上已没有这一条：被删除、截断或清理",
    "the server no longer has this event: it was deleted, cut off or scavenged",
  )

/** The stream was deleted, softly or for good. */
export const deletedStream = (stream: string): Corrupt =>
  corrupt(`${stream}@0`, "该流已在服务器上删除", "the stream was deleted on the server")

/** @param settings as on the server, such as `$maxCount 3`. */
export const cutStream = (stream: string, settings: string): Corrupt =>
  settings === "$tb 9223372036854776000"
    ? deletedStream(stream)
    : corrupt(
        `${stream}@0`,
        `服务器上该流设有${settings}，事件会被隐藏、清理；请撤销该设置`,
        `the stream's settings on the server, ${settings}, hide its events and let them be scavenged: take them back`,
      )

/** The position does not belong to this store, or no longer does. */
export const badCheckpoint = (zh: string, en: string): Corrupt => corrupt("checkpoint", zh, en)

/** The store has fewer events than before: it was restored from an older backup, or is a different store. */
export const wentBack = (stream: string, known: number, actual: number | "noStream"): Corrupt => {
  const now =
    actual === "noStream"
      ? bilingual("没有该流", "does not have it")
      : bilingual(`止于${actual}`, `ends it at ${actual}`)
  return corrupt(
    `${stream}@${known}`,
    `此前已读到这一条，服务器现在${now.zh}：存储被退回到以前`,
    `this was there before, and the server ${now.en} now: the store went back`,
  )
}

/** An event of another program. A store must not be shared: foreign events have no meaning here and take up revisions. */
export const ofAnotherProgram = ({ stream, revision, type, leaf }: Recorded): Corrupt => {
  const kind = type === "$>" ? bilingual("链接（$>）", "a link ($>)") : bilingual(`“${type}”类`, `of type ${type}`)
  const json = leaf === undefined && !type.startsWith("$") ? bilingual("，内容为JSON", ", as JSON") : bilingual("", "")
  return corrupt(
    `${stream}@${revision}`,
    `${kind.zh}事件不是本程序所写${json.zh}；服务器须由本程序专用：停用写入的程序或投影，另用一台服务器，以copy迁入`,
    `${kind.en}, was not written by this program${json.en}; the server has to be its alone: stop the program or projection that writes there, and move to another server with copy`,
  )
}
