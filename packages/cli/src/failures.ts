/** The errors of the layers below, as failures of the command line. */
import { bilingual, enumerate, explain, type Bilingual, type Refusal, type Regulation } from "@shifan/core"
import type { FileObstacle, StoreError, Unavailable } from "@shifan/event-store"
import type { ServiceError, VaultError } from "@shifan/service"
import { exits, malformed, type Failure } from "./result.js"

const refused = (refusals: ReadonlyArray<Refusal>, regulation: Regulation): Failure => {
  const said = refusals.map((one) => ({ one, ...explain(one, regulation) }))
  const [first] = said
  return {
    exit: exits.refused,
    code: first?.one.code ?? "Refused",
    message: first?.sentence ?? bilingual("不予办理", "refused"),
    provisions: first?.one.provisions ?? [],
    figures: refusals,
    details: said
      .slice(1)
      .map(({ one, sentence }) => bilingual(`${one.code} ${sentence.zh}`, `${one.code} ${sentence.en}`)),
    hint: enumerate(said.map(({ remedy }) => remedy)),
  }
}

export const storeFailure = (error: StoreError): Failure => {
  switch (error._tag) {
    case "WrongExpectedRevision":
      return {
        exit: exits.conflict,
        code: error._tag,
        message: bilingual(
          `${error.stream}的修订号为${error.actual}，不是${error.expected}`,
          `${error.stream} is at ${error.actual}, not ${error.expected}`,
        ),
        hint: bilingual("重新读取后再办理", "read it again, then retry"),
      }
    case "StreamNotFound":
      return {
        exit: exits.notFound,
        code: error._tag,
        message: bilingual(`没有${error.stream}的记录`, `there is no ${error.stream}`),
      }
    case "TooLarge":
      return {
        exit: exits.failure,
        code: error._tag,
        message: bilingual(
          `事件${error.size}字节，上限${error.limit}字节`,
          `an event of ${error.size} bytes; the limit is ${error.limit}`,
        ),
        hint: bilingual(
          "精简文字，或将长文作为附件，只登记其摘要值",
          "shorten the texts, or attach the long ones as documents",
        ),
      }
    case "Closed":
      return { exit: exits.failure, code: error._tag, message: bilingual("存储已关闭", "the store is closed") }
    case "Corrupt":
      return {
        exit: exits.failure,
        code: error._tag,
        message: bilingual(`${error.where}：${error.reason}`, `${error.where}: ${error.reason}`),
      }
    case "Unavailable":
      return unavailable(error)
    default:
      return { exit: exits.failure, code: error._tag, message: bilingual(error.reason, error.reason) }
  }
}

const unavailable = ({ _tag: code, reason, obstacle }: Unavailable): Failure => ({
  exit: exits.failure,
  code,
  message: obstacle === undefined ? bilingual(reason, reason) : obstacles[obstacle.kind](obstacle.file),
})

const obstacles: { readonly [K in FileObstacle["kind"]]: (file: string) => Bilingual } = {
  locked: (file) =>
    bilingual(`${file}正被其他程序占用，请稍后再试`, `${file} is locked by another process: try again later`),
  readOnly: (file) => bilingual(`${file}为只读文件，不能写入`, `${file} is read-only`),
  folderReadOnly: (file) =>
    bilingual(
      `${file}所在目录不可写，无法在其中建立读取所需的锁`,
      `nothing can be written beside ${file}, where its readers share a lock`,
    ),
  full: (file) => bilingual(`磁盘空间不足，${file}无法写入`, `no room left for ${file}`),
  cannotOpen: (file) => bilingual(`${file}无法打开`, `${file} cannot be opened`),
}

export const vaultFailure = (error: VaultError): Failure => ({
  exit: exits.failure,
  code: error._tag,
  message: bilingual(error.reason, error.reason),
})

export const serviceFailure = (error: ServiceError, regulation: Regulation): Failure => {
  switch (error._tag) {
    case "Refused":
      return refused(error.refusals, regulation)
    case "Malformed":
      return malformed("command", error.issues)
    case "Conflict":
      return {
        exit: exits.conflict,
        code: "Conflict",
        message: bilingual(
          `${error.stream}的修订号为${error.actual}，不是${error.expected}`,
          `${error.stream} is at revision ${error.actual}, not ${error.expected}`,
        ),
        figures: { stream: error.stream, expected: error.expected, actual: error.actual },
      }
    case "StoreFailed":
      return storeFailure(error.error)
    case "VaultFailed":
      return vaultFailure(error.error)
  }
}
