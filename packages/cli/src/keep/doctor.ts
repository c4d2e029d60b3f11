/** Whether store, keys, clock and versions are as they should be. */
import { existsSync } from "node:fs"
import * as E from "fp-ts/lib/Either.js"
import { bilingual, shanghaiDate, ruleStatusOn, type Bilingual } from "@shifan/core"
import { parseStream } from "@shifan/event-store"
import { schemaVersion } from "@shifan/sqlite/event-store"
import { eraOf } from "@shifan/service"
import { openSqliteVault } from "@shifan/sqlite/vault"
import { folderOf, type StoreAddress } from "./store-address.js"
import { readStats } from "./store-stats.js"
import { storeFailure } from "../failures.js"
import { checksOf } from "../log/checks.js"
import { logFilesIn } from "../log/log-files.js"
import { inSession, type Session } from "../session.js"
import { exits, type Failure, type Output } from "../result.js"
import { eachEnvelope, replayStore } from "../look/queries.js"
import { paint, say, type CommandContext } from "../command-context.js"

interface Check {
  readonly name: string
  readonly ok: boolean
  readonly says: Bilingual
}

export const doctor = (context: CommandContext): Promise<E.Either<Failure, Output>> =>
  inSession(context, { readOnly: true }, async (session) => {
    const { address, vaultFile } = session
    const faults = session.file === undefined ? E.right([]) : await session.file.faults()
    if (E.isLeft(faults)) return E.left(storeFailure(faults.left))
    const whole = await replayStore(session, {})
    if (E.isLeft(whole)) return whole
    const extent = await readStats(session.store)
    if (E.isLeft(extent)) return extent
    const newest = extent.right.lastRecordedAt ?? ""
    const now = context.clock()
    const standing = ruleStatusOn(whole.right.law.regime, shanghaiDate(now))
    const checks: ReadonlyArray<Check> = [
      check(
        "store",
        faults.right.length === 0,
        bilingual(
          faults.right.join("；") || `${session.file === undefined ? "可读" : "完整"}，${whole.right.events}条事件`,
          faults.right.join("; ") ||
            `${session.file === undefined ? "answers" : "sound"}, ${whole.right.events} events`,
        ),
      ),
      ...(vaultFile === undefined
        ? []
        : [vaultCheck(vaultFile), ...(await checksOf(session.log, logFilesIn(folderOf(address, vaultFile))))]),
      ...(vaultFile === undefined || !existsSync(vaultFile) ? [] : await erasures(session, vaultFile)),
      check(
        "clock",
        newest <= now,
        bilingual(`现在${now}，最近登记${newest || "无"}`, `now ${now}, last recorded ${newest || "never"}`),
      ),
      check(
        "rule",
        standing._tag === "InForce",
        standing._tag === "InForce"
          ? bilingual(
              `${standing.rule.regulation.documentNumber}有效至${standing.rule.lastDay}`,
              `${standing.rule.regulation.documentNumber} is in force until ${standing.rule.lastDay}`,
            )
          : bilingual("今日没有生效的规定", "no rule is in force today"),
      ),
      check("versions", true, versions(address)),
    ]
    const text = checks.map(
      ({ name, ok, says }) => `${paint(context, ok ? "green" : "red", ok ? "✓" : "✗")} ${name}: ${say(context, says)}`,
    )
    // A lapsed rule is news for the office, not an illness of the store.
    const ill = checks.some(({ name, ok }) => !ok && name !== "rule")
    return E.right({
      json: { checks: checks.map((one) => ({ ...one, says: say(context, one.says) })) },
      text: text.join("\n"),
      exit: ill ? exits.failure : exits.done,
    })
  })

/** A cluster has its format from the server, which sees to it. */
const versions = ({ _tag }: StoreAddress): Bilingual => {
  const node = `Node ${process.versions.node}`
  return _tag === "EventStoreDb"
    ? bilingual(`EventStoreDB，${node}`, `EventStoreDB, ${node}`)
    : bilingual(`存储格式${schemaVersion}，${node}`, `store format ${schemaVersion}, ${node}`)
}

const check = (name: string, ok: boolean, says: Bilingual): Check => ({ name, ok, says })

const vaultCheck = (vault: string): Check =>
  check(
    "vault",
    existsSync(vault),
    existsSync(vault) ? bilingual(vault, vault) : bilingual(`没有${vault}`, `there is no ${vault}`),
  )

/** A key that outlived its erasure: the command was cut off between the log and the vault, and is to be given again. */
const erasures = async (session: Session, file: string): Promise<ReadonlyArray<Check>> => {
  const vault = openSqliteVault({ file, readOnly: true })
  if (E.isLeft(vault)) return [check("erasure", false, bilingual(vault.left.reason, vault.left.reason))]
  const keys = await vault.right.keys()()
  await vault.right.close()
  if (E.isLeft(keys)) return [check("erasure", false, bilingual(keys.left.reason, keys.left.reason))]
  const eras = new Map<string, number>()
  await eachEnvelope(session, (envelope) => {
    const name = parseStream(envelope.stream)
    if (name?.aggregate === "designation") eras.set(name.key, (eras.get(name.key) ?? 0) + eraOf([envelope]))
  })
  const left = keys.right.filter(({ unit, era }) => era < (eras.get(unit) ?? 0))
  const units = left.map(({ unit }) => unit)
  return [
    check(
      "erasure",
      left.length === 0,
      left.length === 0
        ? bilingual("已删除的个人信息，密钥均已销毁", "every erasure has destroyed its key")
        : bilingual(
            `密钥尚未销毁，请再次执行erase：${units.join("、")}`,
            `keys still there, run erase again: ${units.join(", ")}`,
          ),
    ),
  ]
}
