/** `init`: creates the store, enacts the instrument, makes the log's key, and writes a config. */
import { existsSync } from "node:fs"
import { join } from "node:path"
import * as E from "fp-ts/lib/Either.js"
import { bilingual, civilDate, ruleStatusOn, type CivilDate } from "@shifan/core"
import { collect } from "@shifan/event-store"
import type { Request } from "@shifan/service"
import { today } from "../apply/act.js"
import { say, type CommandContext } from "../command-context.js"
import { serviceFailure, storeFailure } from "../failures.js"
import { writeNew } from "../files.js"
import { createLog } from "../log/create-log.js"
import { defaultOrigin, logFilesOf, parseOrigin, readKeys, type LogFiles } from "../log/log-files.js"
import { exits, failure, usage, type Failure, type Output } from "../result.js"
import { openStore } from "../store/open-store.js"
import { replayStore } from "../store/queries.js"
import { inSession, type Session } from "../store/session.js"
import { withPlan, type Plan, type WriteOptions } from "../writing.js"
import { folderOf, parseAddress, vaultFileOf, withoutPassword, type StoreAddress } from "../store/store-address.js"

export interface InitOptions extends WriteOptions {
  readonly officer: string
  /** Name of the log; derived from the division by default. */
  readonly origin?: string
}

/** Date on which 秦工信规〔2020〕2号 was signed and printed; under art. 18 it is in force from publication. */
const enactedOn = civilDate("2020-11-12")

export const instrumentSlug = "qinhuangdao-2020-2"

export const init = async (context: CommandContext, options: InitOptions): Promise<E.Either<Failure, Output>> => {
  const { officer, origin: name } = options
  const origin = name === undefined ? E.right(undefined) : parseOrigin(name)
  if (E.isLeft(origin)) return origin
  const address = parseAddress(context.settings.store)
  if (E.isLeft(address)) return address
  if (address.right._tag === "Memory") return E.left(usage("memory:不能初始化", "memory: cannot be initialised"))
  const unused = await mustBeUnused(address.right)
  if (E.isLeft(unused)) return unused
  const files = logFilesOf(context.settings)
  if (E.isLeft(files)) return files
  // Detect a damaged key file before the store is made.
  const keys = existsSync(files.right.key) ? await readKeys(files.right.key) : E.right(undefined)
  if (E.isLeft(keys)) return keys
  const plan = planOf(address.right, vaultFileOf(address.right, context.settings.vault), files.right)
  return withPlan(context, options, plan, () =>
    initIn(context, address.right, files.right, { officer, origin: origin.right }),
  )
}

/** Existing files stay unchanged. */
const planOf = (address: StoreAddress, vault: string | undefined, files: LogFiles): Plan => {
  const store = address._tag === "Sqlite" ? [address.file] : []
  const made = [
    ...store,
    ...(vault === undefined ? [] : [vault]),
    files.key,
    files.policy,
    files.heads,
    files.headCount,
    configFile(address, vault),
  ]
  return {
    says: bilingual(
      `将建立${withoutPassword(address)}，施行办法，并生成日志的密钥和配置`,
      `${withoutPassword(address)} will be created, the instrument enacted, and the log's key and a config created`,
    ),
    files: made.filter((file) => !existsSync(file)),
  }
}

const configFile = (address: StoreAddress, vault: string | undefined): string =>
  join(folderOf(address, vault), "shifan.json")

const initIn = (
  context: CommandContext,
  address: StoreAddress,
  files: LogFiles,
  { officer, origin }: Pick<InitOptions, "officer"> & { readonly origin: string | undefined },
): Promise<E.Either<Failure, Output>> =>
  inSession(context, { create: true }, async (session) => {
    const { regulation } = session
    const enacted = await session.handle(enactment(session, context.newId(), officer))
    if (E.isLeft(enacted)) return E.left(serviceFailure(enacted.left, regulation))
    const logName = origin ?? defaultOrigin(session.division)
    const config = await createLogAndConfig(context, session, files, logName, officer)
    if (E.isLeft(config)) return config
    const { documentNumber } = regulation
    const store = withoutPassword(address)
    const replayed = await replayStore(session, {})
    if (E.isLeft(replayed)) return replayed
    const ended = endOfTerm(ruleStatusOn(replayed.right.law.applicable, today(context)))
    const next =
      ended === null
        ? bilingual("下一步：shifan call open 2020 …，shifan apply …", "Next: shifan call open 2020 …, shifan apply …")
        : bilingual(
            `该办法有效期已于${ended}届满，此后的事项须先延长有效期或印发新办法：shifan instrument extend ${instrumentSlug} …`,
            `Its validity ended on ${ended}; extend it before recording anything later: shifan instrument extend ${instrumentSlug} …`,
          )
    return E.right({
      json: { store, config: config.right, instrument: instrumentSlug, documentNumber, termEndedOn: ended },
      text: say(
        context,
        bilingual(
          `已建立${store}，${documentNumber}自${enactedOn}施行。\n${next.zh}`,
          `${store} is ready; ${documentNumber} is in force from ${enactedOn}.\n${next.en}`,
        ),
      ),
    })
  })

/** Last day of the most recent instrument; `null` while an instrument is in force. */
const endOfTerm = (status: ReturnType<typeof ruleStatusOn>): CivilDate | null =>
  status._tag === "NotInForce" ? status.rule.lastDay : null

const enactment = ({ division, regulation }: Session, commandId: string, officer: string): Request => ({
  commandId,
  actor: { role: "bureau", code: division, officer },
  effectiveOn: enactedOn,
  target: {
    aggregate: "instrument",
    key: instrumentSlug,
    command: {
      type: "Enact",
      data: {
        regulation: regulation.id,
        documentNumber: regulation.documentNumber,
        effectiveFrom: enactedOn,
        validityYears: regulation.validityYears,
      },
    },
  },
})

const mustBeUnused = async (address: StoreAddress): Promise<E.Either<Failure, void>> => {
  const used = await isUsed(address)
  if (E.isLeft(used)) return used
  const store = withoutPassword(address)
  return used.right
    ? E.left({
        ...failure(exits.usage, "StoreExists", `${store}已存在`, `${store} already exists`),
        hint: bilingual("换一个地址，或直接使用", "choose another, or use it"),
      })
    : E.right(undefined)
}

/** A cluster is in use if it contains an event. Checked before the session opens, because that would make a vault. */
const isUsed = async (address: StoreAddress): Promise<E.Either<Failure, boolean>> => {
  if (address._tag === "Sqlite") return E.right(existsSync(address.file))
  const opened = await openStore(address, { readOnly: true })
  if (E.isLeft(opened)) return opened
  const { store } = opened.right
  try {
    const first = await collect(store.readAll({ maxCount: 1 }))
    return E.isLeft(first) ? E.left(storeFailure(first.left)) : E.right(first.right.length > 0)
  } finally {
    await store.close()
  }
}

/** Leaves existing keys and config unchanged. Returns the config's path. */
const createLogAndConfig = async (
  context: CommandContext,
  session: Session,
  files: LogFiles,
  origin: string,
  officer: string,
): Promise<E.Either<Failure, string>> => {
  const { address, vaultFile, division } = session
  const keys = await createLog(context, session, files, origin, {
    actor: { role: "bureau", code: division, officer },
    effectiveOn: today(context),
  })
  if (E.isLeft(keys)) return keys
  const [{ verifier }] = keys.right
  const config = configFile(address, vaultFile)
  const isCluster = address._tag === "EventStoreDb"
  const vault = isCluster ? vaultFile : context.settings.vault
  const content = {
    schemaVersion: 1,
    store: isCluster ? withoutPassword(address) : context.settings.store,
    ...(vault === undefined ? {} : { vault }),
    division,
    origin: verifier.name,
  }
  if (existsSync(config)) return E.right(config)
  const written = writeNew(config, `${JSON.stringify(content, null, 2)}\n`)
  return E.isLeft(written) ? written : E.right(config)
}
