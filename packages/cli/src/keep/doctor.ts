/** `doctor`: checks store, vault, keys, clock and versions. */
import { existsSync, statSync } from "node:fs"
import * as E from "fp-ts/lib/Either.js"
import { latestHead } from "@shifan/audit"
import { bilingual, ruleStatusOn, shanghaiDate, type Bilingual, type Instant } from "@shifan/core"
import { isInstant, shanghaiTime } from "@shifan/core/law"
import { losesWriteAheadLog, schemaVersion } from "@shifan/sqlite/event-store"
import { openSqliteVault } from "@shifan/sqlite/vault"
import { fileHeadStore } from "@shifan/tlog/node"
import { paint, say, type CommandContext } from "../command-context.js"
import { storeFailure } from "../failures.js"
import { headsOf } from "../log/known-heads.js"
import { signingFailure } from "../log/log-failures.js"
import { logFilesIn, readKeys, type LogFiles } from "../log/log-files.js"
import { cautionOf } from "../log/policy.js"
import { readPolicy } from "../log/witness.js"
import { exits, type Failure, type Output } from "../result.js"
import { summaryOf } from "./event-summary.js"
import { inSession, type Session } from "../store/session.js"
import { soundness, type Unsound } from "../store/soundness.js"
import { folderOf, type StoreAddress } from "../store/store-address.js"
import { keptKeys } from "../store/vault-soundness.js"

interface Check {
  readonly name: CheckName
  readonly ok: boolean
  readonly says: Bilingual
}

const checkNames = {
  store: bilingual("存储", "store"),
  vault: bilingual("保管库", "vault"),
  key: bilingual("密钥", "key"),
  head: bilingual("检查点", "head"),
  policy: bilingual("信任策略", "policy"),
  erasure: bilingual("删除", "erasure"),
  numbers: bilingual("编号", "numbers"),
  clock: bilingual("时钟", "clock"),
  rule: bilingual("现行办法", "rule"),
  versions: bilingual("版本", "versions"),
} as const

type CheckName = keyof typeof checkNames

const check = (name: CheckName, ok: boolean, zh: string, en: string): Check => ({ name, ok, says: bilingual(zh, en) })

export const doctor = (context: CommandContext): Promise<E.Either<Failure, Output>> =>
  inSession(context, { readOnly: true }, async (session) => {
    const checks = await checksOf(context, session)
    if (E.isLeft(checks)) return checks
    const lines = checks.right.map(
      ({ name, ok, says }) =>
        `${paint(context, ok ? "green" : "red", ok ? "✓" : "✗")} ${say(context, lineOf(checkNames[name], says))}`,
    )
    // A missing rule is the bureau's concern, not a fault of the store.
    const failed = checks.right.some(({ name, ok }) => !ok && name !== "rule")
    return E.right({
      json: { checks: checks.right.map(({ name, ok, says }) => ({ name, ok, says: say(context, says) })) },
      text: lines.join("\n"),
      exit: failed ? exits.failure : exits.done,
    })
  })

const lineOf = (name: Bilingual, says: Bilingual): Bilingual =>
  bilingual(`${name.zh}：${says.zh}`, `${name.en}: ${says.en}`)

const checksOf = async (
  context: CommandContext,
  session: Session,
): Promise<E.Either<Failure, ReadonlyArray<Check>>> => {
  const { address, vaultFile, file, store, log } = session
  const logFiles = vaultFile === undefined ? undefined : logFilesIn(folderOf(address, vaultFile))
  const heads = await headsOf(session, {})
  // Unreadable heads are reported by their own check.
  const found = await soundness({ store, log, file, vaultFile, heads: E.isRight(heads) ? heads.right.compared : [] })
  if (E.isLeft(found)) return found
  const about = (...kinds: ReadonlyArray<Unsound["about"]>): ReadonlyArray<Bilingual> =>
    found.right.filter((one) => kinds.includes(one.about)).map(({ says }) => says)
  const summary = await summaryOf(session)
  const lost = about("file", "leaf")
  const ofVault = vaultFile === undefined ? [] : [vaultCheck(vaultFile, about("vault"))]
  // Further checks need a store that was read to the end.
  if (E.isLeft(summary)) return lost.length === 0 ? summary : E.right([failed("store", lost), ...ofVault])
  const { law, events, lastRecordedAt, eras, numberTwice } = summary.right
  const size = await log.size()
  if (E.isLeft(size)) return E.left(storeFailure(size.left))
  const pending = Math.max(0, events - size.right)
  const now = context.clock()
  return E.right([
    storeCheck(address, about("file", "leaf", "id"), { events, pending }),
    ...ofVault,
    ...(logFiles === undefined
      ? []
      : [
          await keyCheck(logFiles.key),
          policyCheck(logFiles.policy),
          // On a cluster, signed events may have to be indexed again, for example after a move.
          await headCheck(size.right + pending, logFiles, {
            rewritten: about("head"),
            lost: about("rollback"),
            memory: E.isRight(heads) ? heads.right.memory : heads.left,
          }),
        ]),
    ...(vaultFile === undefined || !existsSync(vaultFile) ? [] : [await erasureCheck(vaultFile, eras)]),
    numberCheck(numberTwice),
    clockCheck(now, lastRecordedAt),
    ruleCheck(ruleStatusOn(law.applicable, shanghaiDate(now))),
    versionCheck(address),
  ])
}

const failed = (name: CheckName, faults: ReadonlyArray<Bilingual>): Check =>
  check(name, false, faults.map(({ zh }) => zh).join("；"), faults.map(({ en }) => en).join("; "))

/** `pending`: events of a cluster that are not yet in the log. */
const storeCheck = (
  { _tag }: StoreAddress,
  faults: ReadonlyArray<Bilingual>,
  { events, pending }: { readonly events: number; readonly pending: number },
): Check => {
  if (faults.length > 0) return failed("store", faults)
  const waiting =
    pending === 0
      ? bilingual("", "")
      : bilingual(`，其中${pending}条尚未编入日志`, `, ${pending} of them not in the log yet`)
  return check(
    "store",
    true,
    `${_tag === "Sqlite" ? "完整" : "可读"}，${events}条事件${waiting.zh}`,
    `${_tag === "Sqlite" ? "sound" : "answers"}, ${events} events${waiting.en}`,
  )
}

const vaultCheck = (vault: string, faults: ReadonlyArray<Bilingual>): Check => {
  if (!existsSync(vault)) return check("vault", false, `没有${vault}`, `there is no ${vault}`)
  return faults.length > 0 ? failed("vault", faults) : check("vault", true, vault, vault)
}

const keyCheck = async (file: string): Promise<Check> => {
  const keys = await readKeys(file)
  if (E.isLeft(keys)) return { name: "key", ok: false, says: keys.left.message }
  return (statSync(file).mode & 0o077) === 0
    ? check("key", true, file, file)
    : check("key", false, `${file}他人可读`, `${file} can be read by others`)
}

/** Having no witness, or only one, is reported but not a fault; having witnesses and requiring none is a fault. */
const policyCheck = (file: string): Check => {
  if (!existsSync(file)) return check("policy", false, `没有${file}`, `there is no ${file}`)
  const policy = readPolicy(file)
  if (E.isLeft(policy)) return { name: "policy", ok: false, says: policy.left.message }
  const { witnesses, quorum } = policy.right
  const ok = quorum._tag !== "None" || witnesses.length === 0
  return { name: "policy", ok, says: cautionOf(policy.right) ?? bilingual(file, file) }
}

interface HeadFaults {
  readonly rewritten: ReadonlyArray<Bilingual>
  readonly lost: ReadonlyArray<Bilingual>
  readonly memory: Failure | undefined
}

/** Fails if the leaves differ from the signed ones, are fewer, or if a signed head is no longer stored. */
const headCheck = async (
  size: number,
  { heads: folder, headCount }: LogFiles,
  { rewritten, lost, memory }: HeadFaults,
): Promise<Check> => {
  if (rewritten.length > 0) return failed("head", rewritten)
  if (!existsSync(folder)) return check("head", false, `没有${folder}`, `there is no ${folder}`)
  if (memory !== undefined) return headFailed(memory.message)
  const newest = await latestHead(fileHeadStore(folder, headCount))()
  if (E.isLeft(newest)) return headFailed(signingFailure(newest.left).message)
  const { head } = newest.right
  if (head === undefined) return check("head", true, "尚未签署检查点", "no checkpoint has been signed yet")
  if (head.size > size)
    return headFailed(signingFailure({ _tag: "BehindKeptHead", kept: head.size, log: size }).message)
  return lost.length > 0
    ? failed("head", lost)
    : check("head", true, `${size}条中已签${head.size}条`, `${head.size} of ${size} leaves signed`)
}

const headFailed = (says: Bilingual): Check => ({ name: "head", ok: false, says })

/** No two titles share a certificate number, whichever program wrote them. */
const numberCheck = (twice: ReadonlyArray<string>): Check => {
  const list = twice.join(", ")
  return twice.length === 0
    ? check("numbers", true, "证书编号无重复", "no certificate number is used twice")
    : check("numbers", false, `证书编号重复：${list}`, `certificate numbers used before: ${list}`)
}

/** A key left after its erasure: the command was interrupted between log and vault, and must be repeated. */
const erasureCheck = async (file: string, eras: ReadonlyMap<string, number>): Promise<Check> => {
  const unreadable = (reason: string): Check => check("erasure", false, "无法读取个人信息保管库", reason)
  const vault = await openSqliteVault({ file, readOnly: true })
  if (E.isLeft(vault)) return unreadable(vault.left.reason)
  const keys = await vault.right.keys()()
  await vault.right.close()
  if (E.isLeft(keys)) return unreadable(keys.left.reason)
  const units = keptKeys(keys.right, eras)
  return units.length === 0
    ? check("erasure", true, "已删除的个人信息，密钥均已销毁", "every erasure destroyed its key")
    : check(
        "erasure",
        false,
        `密钥尚未销毁，请再次执行erase：${units.join("、")}`,
        `keys that still exist, run erase again: ${units.join(", ")}`,
      )
}

const clockCheck = (now: Instant, lastRecordedAt: string): Check =>
  check(
    "clock",
    lastRecordedAt <= now,
    `现在${shanghaiTime(now)}，最近登记${isInstant(lastRecordedAt) ? shanghaiTime(lastRecordedAt) : "无"}`,
    `now ${now}, last recorded ${lastRecordedAt || "never"}`,
  )

const ruleCheck = (status: ReturnType<typeof ruleStatusOn>): Check => {
  if (status._tag !== "InForce") return check("rule", false, "今日没有生效的规定", "no rule is in force today")
  const { regulation, lastDay } = status.rule
  return check(
    "rule",
    true,
    `${regulation.documentNumber}有效至${lastDay}`,
    `${regulation.documentNumber} is in force until ${lastDay}`,
  )
}

/** The format of a cluster is the server's concern. */
const versionCheck = ({ _tag }: StoreAddress): Check => {
  const { node, sqlite = "" } = process.versions
  if (_tag === "EventStoreDb")
    return check("versions", true, `EventStoreDB，Node ${node}`, `EventStoreDB, Node ${node}`)
  const versions = bilingual(
    `存储格式${schemaVersion}，Node ${node}，SQLite ${sqlite}`,
    `store format ${schemaVersion}, Node ${node}, SQLite ${sqlite}`,
  )
  return losesWriteAheadLog(sqlite)
    ? check(
        "versions",
        false,
        `${versions.zh}：该版SQLite在多个程序同时写入时可能丢失已提交的内容，请换用随附的Node`,
        `${versions.en}: this SQLite can lose commits while several programs write; use the bundled Node`,
      )
    : { name: "versions", ok: true, says: versions }
}
