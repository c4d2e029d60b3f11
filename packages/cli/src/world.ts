/** Global options, config and process together make the world a command meets. */
import * as E from "fp-ts/lib/Either.js"
import { v7 } from "uuid"
import { instantAt, type Language } from "@shifan/core"
import { readJson } from "./dossier-folder.js"
import { usage, type Failure } from "./outcome.js"
import type { Process } from "./program.js"
import { languageOf } from "./locale.js"
import type { Settings, World } from "./surroundings.js"

/** Before any command's own. */
export interface GlobalOptions {
  readonly store?: string
  readonly config?: string
  readonly asOf?: string
  readonly knownAt?: string
  readonly json?: string | boolean
  readonly lang?: Language
  readonly color: boolean
  readonly quiet?: boolean
  readonly yes?: boolean
}

/** A world even where the config is at fault: the fault has to be said in some language. */
export const worldOf = (
  process: Process,
  options: GlobalOptions,
): E.Either<{ readonly world: World; readonly failure: Failure }, World> => {
  const { env } = process
  const config = storeIn(options.config)
  const settings: Settings = {
    store:
      options.store ?? env["SHIFAN_STORE"] ?? (E.isRight(config) ? config.right : undefined) ?? "sqlite:./shifan.db",
    language: options.lang ?? languageOf(env, []),
    json:
      typeof options.json === "string" && options.json !== "" ? options.json.split(",") : options.json !== undefined,
    ...(options.asOf === undefined ? {} : { asOf: options.asOf }),
    ...(options.knownAt === undefined ? {} : { knownAt: options.knownAt }),
    quiet: options.quiet === true,
    yes: options.yes === true,
  }
  const world: World = {
    settings,
    clock: () => instantAt(process.now()),
    random: process.random,
    newId: () => v7(),
    terminal: {
      out: process.out,
      err: process.err,
      coloured: process.outIsTerminal && options.color && (env["NO_COLOR"] ?? "") === "",
      live: process.errIsTerminal,
      ask: process.ask,
      input: process.input,
    },
  }
  return E.isLeft(config) ? E.left({ world, failure: config.left }) : E.right(world)
}

const storeIn = (file: string | undefined): E.Either<Failure, string | undefined> => {
  if (file === undefined) return E.right(undefined)
  const json = readJson(file)
  if (E.isLeft(json)) return json
  const store: unknown =
    typeof json.right === "object" && json.right !== null ? Reflect.get(json.right, "store") : undefined
  return typeof store === "string"
    ? E.right(store)
    : E.left(
        usage(`${file}：store应为文本`, `${file}: store: expected a text, got ${JSON.stringify(store) ?? "nothing"}`),
      )
}
