/** Creates the store, enacts the instrument, makes the log's key, writes a config. */
import { existsSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import * as E from "fp-ts/lib/Either.js"
import { bilingual, civilDate } from "@shifan/core"
import { collect } from "@shifan/event-store"
import type { Request } from "@shifan/service"
import { parseAddress, folderOf, withoutPassword, type StoreAddress } from "./store-address.js"
import { serviceFailure, storeFailure } from "../failures.js"
import { logFilesOf, type LogFiles } from "../log/log-files.js"
import { createLog } from "../log/create-log.js"
import { defaultOrigin, originOf, readKeys } from "../log/key-file.js"
import { inSession, type Session } from "../session.js"
import { openStore } from "./open-store.js"
import { exits, usage, type Failure, type Output } from "../result.js"
import { say, type CommandContext } from "../command-context.js"
import { today } from "../apply/act.js"

export interface InitOptions {
  readonly officer: string
  /** The log's name; from the division unless told. */
  readonly origin?: string
}

/** The day 秦工信规〔2020〕2号 was signed and printed; art. 18 has it in force from publication. */
export const enactedOn = civilDate("2020-11-12")

export const instrumentSlug = "qinhuangdao-2020-2"

export const enactment = ({ division, regulation }: Session, commandId: string, officer: string): Request => ({
  commandId,
  actor: { role: "bureau", code: division, officer },
  effectiveOn: enactedOn,
  target: {
    aggregate: "instrument",
    slug: instrumentSlug,
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

export const init = async (
  context: CommandContext,
  { officer, origin: given }: InitOptions,
): Promise<E.Either<Failure, Output>> => {
  const origin = given === undefined ? E.right(undefined) : originOf(given)
  if (E.isLeft(origin)) return origin
  const address = parseAddress(context.settings.store)
  if (E.isLeft(address)) return address
  if (address.right._tag === "Memory") return E.left(usage("memory:不能初始化", "memory: cannot be initialised"))
  const taken = await isTaken(address.right)
  if (E.isLeft(taken)) return taken
  const store = withoutPassword(address.right)
  if (taken.right)
    return E.left({
      exit: exits.usage,
      code: "StoreExists",
      message: bilingual(`${store}已存在`, `${store} is there already`),
      hint: bilingual("换一个地址，或直接使用", "choose another, or use it"),
    })
  const files = logFilesOf(context.settings)
  if (E.isLeft(files)) return files
  const present = existsSync(files.right.key) ? await readKeys(files.right.key) : E.right(undefined)
  if (E.isLeft(present)) return present
  return inSession(context, { create: true }, async (session) => {
    const done = await session.handle(enactment(session, context.newId(), officer))
    if (E.isLeft(done)) return E.left(serviceFailure(done.left, session.regulation))
    const named = origin.right ?? defaultOrigin(session.division)
    const founded = await foundAt(context, session, files.right, named, officer)
    if (E.isLeft(founded)) return founded
    const config = founded.right
    const { documentNumber } = session.regulation
    return E.right({
      json: { store, config, instrument: instrumentSlug, documentNumber },
      text: say(
        context,
        bilingual(
          `已建立${store}，${documentNumber}自${enactedOn}施行。\n下一步：shifan call open 2020 …，shifan apply …`,
          `${store} is ready; ${documentNumber} is in force from ${enactedOn}.\nNext: shifan call open 2020 …, shifan apply …`,
        ),
      ),
    })
  })
}

/** A cluster is taken once it holds an event; looked at before a vault is made for it. */
const isTaken = async (address: StoreAddress): Promise<E.Either<Failure, boolean>> => {
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

/** Makes the log's keys and writes the config where there are none; gives the config's path. */
const foundAt = async (
  context: CommandContext,
  session: Session,
  files: LogFiles,
  origin: string,
  officer: string,
): Promise<E.Either<Failure, string>> => {
  const { settings } = context
  const { address, vaultFile, division } = session
  const keys = await createLog(context, session, files, origin, {
    actor: { role: "bureau", code: division, officer },
    effectiveOn: today(context),
  })
  if (E.isLeft(keys)) return keys
  const [{ verifier }] = keys.right
  const config = join(folderOf(address, vaultFile), "shifan.json")
  const store = address._tag === "EventStoreDb" ? withoutPassword(address) : settings.store
  const vault = address._tag === "EventStoreDb" ? vaultFile : settings.vault
  const content = {
    schemaVersion: 1,
    store,
    ...(vault === undefined ? {} : { vault }),
    division,
    origin: verifier.name,
  }
  if (!existsSync(config)) writeFileSync(config, `${JSON.stringify(content, null, 2)}\n`)
  return E.right(config)
}
