/** Creates the store, enacts the instrument, makes the log's key, writes a config. */
import { createPublicKey, generateKeyPairSync } from "node:crypto"
import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import * as E from "fp-ts/lib/Either.js"
import { bilingual, civilDate } from "@shifan/core"
import { collect } from "@shifan/event-store"
import type { Request } from "@shifan/service"
import { addressOf, folderOf, shown, type StoreAddress } from "../address.js"
import { serviceFailure, storeFailure } from "../failures.js"
import { inOffice, type Office } from "../office.js"
import { openStore } from "../opening.js"
import { exits, usage, type Failure, type Output } from "../outcome.js"
import { say, type World } from "../surroundings.js"

export interface InitOptions {
  readonly officer: string
}

/** The day 秦工信规〔2020〕2号 was signed and printed; art. 18 has it in force from publication. */
export const enactedOn = civilDate("2020-11-12")

export const instrumentSlug = "qinhuangdao-2020-2"

export const enactment = ({ division, regulation }: Office, commandId: string, officer: string): Request => ({
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

export const init = async (world: World, { officer }: InitOptions): Promise<E.Either<Failure, Output>> => {
  const address = addressOf(world.settings.store)
  if (E.isLeft(address)) return address
  if (address.right._tag === "Memory") return E.left(usage("memory:不能初始化", "memory: cannot be initialised"))
  const taken = await isTaken(address.right)
  if (E.isLeft(taken)) return taken
  const store = shown(address.right)
  if (taken.right)
    return E.left({
      exit: exits.usage,
      code: "StoreExists",
      message: bilingual(`${store}已存在`, `${store} is there already`),
      hint: bilingual("换一个地址，或直接使用", "choose another, or use it"),
    })
  return inOffice(world, { create: true }, async (office) => {
    const done = await office.handle(enactment(office, world.newId(), officer))
    if (E.isLeft(done)) return E.left(serviceFailure(done.left, office.regulation))
    const config = foundAt(world, office)
    const { documentNumber } = office.regulation
    return E.right({
      json: { store, config, instrument: instrumentSlug, documentNumber },
      text: say(
        world,
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

/** Writes the log's key and the config where there are none; gives the config's path. */
const foundAt = ({ settings }: World, { address, vaultFile, division }: Office): string => {
  const folder = folderOf(address, vaultFile)
  const logKey = keyAt(join(folder, "shifan.key.pem"))
  const config = join(folder, "shifan.json")
  const store = address._tag === "EventStoreDb" ? shown(address) : settings.store
  const vault = address._tag === "EventStoreDb" ? vaultFile : settings.vault
  if (!existsSync(config))
    writeFileSync(
      config,
      `${JSON.stringify({ schemaVersion: 1, store, ...(vault === undefined ? {} : { vault }), division, logKey }, null, 2)}\n`,
    )
  return config
}

/** An Ed25519 key for the log's checkpoints, readable by its owner alone; gives the public half in base64. */
const keyAt = (file: string): string => {
  if (!existsSync(file)) {
    const { privateKey } = generateKeyPairSync("ed25519")
    writeFileSync(file, privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600, flag: "wx" })
  }
  return createPublicKey(readFileSync(file)).export({ type: "spki", format: "der" }).toString("base64")
}
