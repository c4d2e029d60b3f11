/** Converts errors of store, vault and service to failures of the command line. */
import { bilingual, type Bilingual, type Refusal, type Regulation } from "@shifan/core"
import { enumerate, explain, type Explanation } from "@shifan/core/messages"
import type { FileObstacle, StoreError, Unavailable } from "@shifan/event-store"
import type { CommandIdReused, ServiceError, VaultError, VaultObstacle } from "@shifan/service"
import { fieldNamesOf, namedIn, type FieldNames } from "./field-names.js"
import { exits, failure, malformed, type Failure } from "./result.js"

/** `act`: the type of the command, whose form has labels for the fields that the error names. */
export const serviceFailure = (error: ServiceError, regulation: Regulation, act = ""): Failure => {
  const names = fieldNamesOf(act)
  switch (error._tag) {
    case "Refused":
      return refusedFailure(error.refusals, regulation, names)
    case "Malformed":
      return malformed(bilingual("命令", "command"), error.issues, ({ path }) => names(path))
    case "Conflict": {
      const { stream, expected, actual } = error
      return {
        ...failure(
          exits.conflict,
          "Conflict",
          `${stream}的修订号为${actual}，不是${expected}`,
          `${stream} is at revision ${actual}, not ${expected}`,
        ),
        figures: { stream, expected, actual },
      }
    }
    case "CommandIdReused":
      return reusedFailure(error)
    case "ClockBehind": {
      const { now, newest } = error
      return {
        ...failure(
          exits.failure,
          error._tag,
          `时钟为${now}，早于最近一条记录的登记时间${newest}，不能登记`,
          `the clock says ${now}, which is before the newest record, ${newest}: nothing can be recorded before it`,
        ),
        hint: bilingual("校准时钟后再办理", "correct the clock, then repeat the command"),
      }
    }
    case "StoreFailed":
      return storeFailure(error.error)
    case "VaultFailed":
      return vaultFailure(error.error)
  }
}

const reusedFailure = ({ _tag, commandId, event }: CommandIdReused): Failure => {
  const place = `${event.stream}@${event.revision}`
  return {
    ...failure(
      exits.conflict,
      _tag,
      `命令编号${commandId}已用于另一命令（${place}），本命令未办理`,
      `the command id ${commandId} is already used by another command (${place}); nothing was done`,
      { commandId, event },
    ),
    hint: bilingual("换一个编号再办理", "use a fresh command id"),
  }
}

/** The first refusal gives code and provisions; the others follow one per line, and the hint names all remedies. */
const refusedFailure = (refusals: ReadonlyArray<Refusal>, regulation: Regulation, names: FieldNames): Failure => {
  const explained = refusals.map((refusal) => ({ refusal, ...explainNamed(refusal, regulation, names) }))
  const [first, ...others] = explained
  return {
    exit: exits.refused,
    code: first?.refusal.code ?? "Refused",
    message: first?.sentence ?? bilingual("不予办理", "refused"),
    provisions: first?.refusal.provisions ?? [],
    figures: refusals,
    details: others.map(({ refusal: { code }, sentence }) => bilingual(sentence.zh, `${code} ${sentence.en}`)),
    hint: enumerate(explained.map(({ remedy }) => remedy)),
  }
}

/** With the fields of contradictory particulars by the labels of the form. */
const explainNamed = (refusal: Refusal, regulation: Regulation, names: FieldNames): Explanation => {
  if (refusal.code !== "InvalidParticulars") return explain(refusal, regulation)
  const issues = refusal.issues.map((issue) => namedIn(issue, names))
  const zh = explain({ ...refusal, issues: issues.map((issue) => issue.zh) }, regulation)
  const en = explain({ ...refusal, issues: issues.map((issue) => issue.en) }, regulation)
  return { ...zh, sentence: bilingual(zh.sentence.zh, en.sentence.en) }
}

export const storeFailure = (error: StoreError): Failure => {
  switch (error._tag) {
    case "WrongExpectedRevision": {
      const { stream, expected, actual } = error
      return {
        ...failure(
          exits.conflict,
          error._tag,
          `${stream}的修订号为${actual}，不是${expected}`,
          `${stream} is at ${actual}, not ${expected}`,
        ),
        hint: bilingual("重新读取后再办理", "read it again, then retry"),
      }
    }
    case "Overtaken":
      return {
        ...failure(
          exits.conflict,
          error._tag,
          "其他程序正在登记，请再办理一次",
          "other programs are recording at the same time",
        ),
        hint: bilingual("再办理一次", "repeat the command"),
      }
    case "StreamNotFound":
      return failure(exits.notFound, error._tag, `没有${error.stream}的记录`, `there is no ${error.stream}`)
    case "TooLarge": {
      const { size, limit } = error
      return {
        ...failure(
          exits.failure,
          error._tag,
          `事件${size}字节，上限${limit}字节`,
          `the event has ${size} bytes; the limit is ${limit}`,
        ),
        hint: bilingual(
          "精简文字，或将长文作为附件，只登记其摘要值",
          "shorten the texts, or attach long ones as documents",
        ),
      }
    }
    case "Closed":
      return failure(exits.failure, error._tag, "存储已关闭", "the store is closed")
    case "Corrupt":
      return failure(
        exits.failure,
        error._tag,
        error.says === undefined ? `${error.where}的内容已损坏或被改动` : `${error.where}：${error.says.zh}`,
        `${error.where}: ${error.reason}`,
        error,
      )
    case "Unavailable":
      return unavailable(error)
    case "OutcomeUnknown":
      return {
        ...failure(
          exits.failure,
          error._tag,
          error.says === undefined ? "未收到存储的答复，不知是否已登记" : `${error.says.zh}，不知是否已登记`,
          error.reason,
          error,
        ),
        hint: bilingual(
          "以同一命令编号再办理一次，不会重复登记",
          "repeat it under the same command id: nothing is recorded twice",
        ),
      }
    case "NotAcceptable":
      return failure(exits.failure, error._tag, "存储不接受这一内容", error.reason, error)
  }
}

const unavailable = ({ _tag: code, reason, says, obstacle }: Unavailable): Failure => ({
  exit: exits.failure,
  code,
  message:
    obstacle === undefined ? (says ?? bilingual("存储目前不能使用", reason)) : obstacles[obstacle.kind](obstacle.file),
  figures: { reason },
})

const obstacles: { readonly [K in FileObstacle["kind"]]: (file: string) => Bilingual } = {
  locked: (file) =>
    bilingual(`${file}正被其他程序占用，请稍后再试`, `${file} is locked by another process: try again later`),
  readOnly: (file) => bilingual(`${file}为只读文件，不能写入`, `${file} is read-only`),
  folderReadOnly: (file) =>
    bilingual(
      `${file}所在目录不可写，无法在其中建立读取所需的锁`,
      `the folder of ${file} is not writable; readers need a lock file there`,
    ),
  full: (file) => bilingual(`磁盘空间不足，${file}无法写入`, `the disk is full: ${file} cannot be written`),
  cannotOpen: (file) => bilingual(`${file}无法打开`, `${file} cannot be opened`),
  replaced: (file) =>
    bilingual(
      `${file}在使用中被移走、删除或替换，未予办理；将原文件放回后再试`,
      `${file} was moved, deleted or replaced while it was open: put the file back, then try again`,
    ),
  hardLinked: (file) =>
    bilingual(
      `${file}另有名称（硬链接），以各名称打开的程序互不知情，未予办理；只留一个名称，或另行复制一份，再试`,
      `${file} has a second name (a hard link), and programs that open the two know nothing of each other: leave one name, or make a copy of the file, then try again`,
    ),
}

export const vaultFailure = ({ _tag, reason, obstacle }: VaultError): Failure => ({
  exit: exits.failure,
  code: _tag,
  message:
    obstacle === undefined
      ? bilingual("个人信息保管库目前不能使用", reason)
      : vaultObstacles[obstacle.kind](obstacle.file),
  ...(obstacle === undefined ? {} : { figures: { obstacle: obstacle.kind, file: obstacle.file } }),
  ...(obstacle?.kind === "ofAnotherStore"
    ? { hint: bilingual("用--vault指明本存储的保管库", "name this store's vault with --vault") }
    : {}),
})

const vaultObstacles: { readonly [K in VaultObstacle["kind"]]: (file: string) => Bilingual } = {
  ...obstacles,
  missing: (file) => bilingual(`没有个人信息保管库${file}`, `there is no vault of personal data at ${file}`),
  notAVault: (file) => bilingual(`${file}不是本程序所能识别的保管库`, `${file} is not a vault of this program`),
  damaged: (file) => bilingual(`保管库文件${file}已损坏`, `the vault ${file} is damaged`),
  ofAnotherStore: (file) =>
    bilingual(`${file}是另一存储的保管库，未予使用`, `${file} is the vault of another store, and was not used`),
  heldByReader: (file) =>
    bilingual(
      `密钥已删除，但${file}的日志仍被其他程序读取，请再次执行erase`,
      `the key is deleted, but another process is still reading the log of ${file}: run erase again`,
    ),
}
