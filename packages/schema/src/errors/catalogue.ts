/** Catalogue of all error codes of core, service and stores, with their meaning, remedy and HTTP status. */
import type { RefusalCode } from "@shifan/core"
import { qinhuangdao2020 } from "@shifan/core/regulations"
import type { StoreError } from "@shifan/event-store"
import type { ServiceError, VaultError } from "@shifan/service"
import { refusalDetails } from "../refusals.js"
import { entry, type ErrorEntry } from "./entry.js"
import { refusalEntries } from "./refusals.js"

/** Leaves out wrappers: the error inside has a code of its own. */
type ServiceCode = Exclude<ServiceError["_tag"], "Refused" | "StoreFailed" | "VaultFailed">

export type StorageCode = StoreError["_tag"] | VaultError["_tag"]

/** The code of an error, as used in problems and by the command line. */
export type ErrorCode = RefusalCode | ServiceCode | StorageCode

type FailureOf<C extends ServiceCode | StorageCode> = Extract<
  ServiceError | StoreError | VaultError,
  { readonly _tag: C }
>

/** Typed so that a code without an entry does not compile. */
const serviceEntries: { readonly [C in ServiceCode | StorageCode]: ErrorEntry } = {
  Malformed: entry(
    400,
    "填写有误",
    "the input does not have the right shape",
    "逐项更正",
    "correct every place named; the schema says what is expected",
  ),
  Conflict: entry(
    412,
    "记录已有变动，与所称修订号不符",
    "the stream has moved on from the given revision",
    "重新读取后再办理",
    "read it again, then decide whether to repeat the act",
  ),
  CommandIdReused: entry(
    422,
    "命令编号已用于另一命令",
    "the command id is already used by another command",
    "换一个编号",
    "give the command an id of its own",
  ),
  ClockBehind: entry(
    503,
    "时钟早于最近一条记录",
    "the clock is behind the newest record",
    "校准时钟后再办理",
    "set the clock right, then repeat the command",
  ),
  WrongExpectedRevision: entry(
    409,
    "他人先行登记",
    "another command was recorded first",
    "重新读取后再办理",
    "read it again, then repeat the command",
  ),
  Overtaken: entry(
    503,
    "其他程序正在登记",
    "others are recording at the same time",
    "再办理一次",
    "repeat the command with the same id",
  ),
  StreamNotFound: entry(404, "没有该记录", "there is no such stream", "核对代码", "check the code"),
  Unavailable: entry(
    503,
    "存储暂不可用，未作任何登记",
    "the store does not answer, and nothing was done",
    "稍后再试",
    "try again later",
  ),
  OutcomeUnknown: entry(
    503,
    "登记结果不明",
    "the event may or may not be on record",
    "以同一命令编号再办理一次",
    "repeat the command with the same id: it is recorded once",
  ),
  Corrupt: entry(
    500,
    "存储内容已损坏或无法识别",
    "stored bytes differ from what was written",
    "停止使用，检查存储和备份",
    "stop, run doctor and audit verify, then restore a backup",
  ),
  TooLarge: entry(
    413,
    "事件过大",
    "the event is larger than a leaf of the log may be",
    "精简文字，或将长文作为附件",
    "shorten the texts, or attach the long ones as documents",
  ),
  NotAcceptable: entry(
    422,
    "存储不能接受该事件",
    "no store could accept the event",
    "核对命令编号和内容",
    "check the id and the contents",
  ),
  Closed: entry(503, "存储已关闭", "the store is closed", "重新启动后再试", "start it again"),
  VaultUnavailable: entry(
    503,
    "个人信息保管库不可用",
    "the vault of personal data does not answer",
    "核对保管库文件后再试",
    "check the vault's file, then try again",
  ),
}

/** Fields of a failure in addition to its code. Typed by the keys of the failure. */
const serviceFigures: { readonly [C in ServiceCode | StorageCode]: ReadonlyArray<keyof FailureOf<C> & string> } = {
  Malformed: ["issues"],
  Conflict: ["stream", "expected", "actual"],
  CommandIdReused: ["commandId", "event"],
  ClockBehind: ["now", "newest"],
  WrongExpectedRevision: ["stream", "expected", "actual"],
  Overtaken: [],
  StreamNotFound: ["stream"],
  Unavailable: ["reason", "obstacle"],
  OutcomeUnknown: ["reason"],
  Corrupt: ["where", "reason"],
  TooLarge: ["size", "limit"],
  NotAcceptable: ["reason", "heldBy"],
  Closed: [],
  VaultUnavailable: ["reason", "obstacle"],
}

const entries: { readonly [C in ErrorCode]: ErrorEntry } = { ...refusalEntries, ...serviceEntries }

/** A code with its entry in both languages, its provisions and its fields. */
export interface CataloguedError extends ErrorEntry {
  readonly code: ErrorCode
  /** Provisions of the Qinhuangdao text that a refusal cites. Other regulations cite their own. */
  readonly provisions: ReadonlyArray<string>
  /** Names of the fields in addition to the code. */
  readonly figures: ReadonlyArray<string>
}

const figuresOf = (code: ErrorCode): ReadonlyArray<string> => {
  if (!isRefusal(code)) return serviceFigures[code]
  const { required, optional = {} } = refusalDetails[code]
  return Object.keys({ ...required, ...optional })
}

const isRefusal = (code: ErrorCode): code is RefusalCode => Object.hasOwn(refusalEntries, code)

/** Looks up a code. Total: every code has an entry, or the package does not compile. */
export const entryOf = (code: ErrorCode): CataloguedError => {
  const citations: Readonly<Record<string, ReadonlyArray<string> | undefined>> = qinhuangdao2020.citations
  return { code, ...entries[code], provisions: citations[code] ?? [], figures: figuresOf(code) }
}

/** Refusals first, in the order of `refusal.ts`; then failures before or after a decision. */
export const errorCatalogue: ReadonlyArray<CataloguedError> = (Object.keys(entries) as ReadonlyArray<ErrorCode>).map(
  entryOf,
)
