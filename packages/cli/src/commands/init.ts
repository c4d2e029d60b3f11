/** Creates the store, enacts the instrument, makes the log's key, writes a config. */
import { createPublicKey, generateKeyPairSync } from "node:crypto"
import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import * as E from "fp-ts/lib/Either.js"
import { bilingual, civilDate } from "@shifan/core"
import type { Request } from "@shifan/service"
import { serviceFailure } from "../failures.js"
import { fileOf, inOffice, type Office } from "../office.js"
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
  const file = fileOf(world.settings.store)
  if (E.isLeft(file)) return file
  if (file.right === undefined) return E.left(usage("memory:不能初始化", "memory: cannot be initialised"))
  if (existsSync(file.right))
    return E.left({
      exit: exits.usage,
      code: "StoreExists",
      message: bilingual(`${file.right}已存在`, `${file.right} is there already`),
      hint: bilingual("换一个路径，或直接使用", "choose another path, or use it"),
    })
  const path = file.right
  return inOffice(world, { create: true }, async (office) => {
    const done = await office.handle(enactment(office, world.newId(), officer))
    if (E.isLeft(done)) return E.left(serviceFailure(done.left, office.regulation))
    const beside = (name: string): string => join(dirname(path), name)
    const publicKey = keyAt(beside("shifan.key.pem"))
    const config = beside("shifan.json")
    if (!existsSync(config))
      writeFileSync(
        config,
        `${JSON.stringify({ schemaVersion: 1, store: world.settings.store, division: office.division, logKey: publicKey }, null, 2)}\n`,
      )
    const { documentNumber } = office.regulation
    return E.right({
      json: { store: path, config, instrument: instrumentSlug, documentNumber },
      text: say(
        world,
        bilingual(
          `已建立${path}，${documentNumber}自${enactedOn}施行。\n下一步：shifan call open 2020 …，shifan apply …`,
          `${path} is ready; ${documentNumber} is in force from ${enactedOn}.\nNext: shifan call open 2020 …, shifan apply …`,
        ),
      ),
    })
  })
}

/** An Ed25519 key for the log's checkpoints, readable by its owner alone; gives the public half in base64. */
const keyAt = (file: string): string => {
  if (!existsSync(file)) {
    const { privateKey } = generateKeyPairSync("ed25519")
    writeFileSync(file, privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600, flag: "wx" })
  }
  return createPublicKey(readFileSync(file)).export({ type: "spki", format: "der" }).toString("base64")
}
