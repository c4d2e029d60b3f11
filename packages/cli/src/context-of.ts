/** Global options, config and process together make the world a command meets. */
import * as E from "fp-ts/lib/Either.js"
import { v7 } from "uuid"
import { bilingual, instantAt, type FormIssue, type Language } from "@shifan/core"
import { readJson } from "./apply/dossier-folder.js"
import { malformed, type Failure } from "./result.js"
import type { Process } from "./program.js"
import { languageOf } from "./locale.js"
import type { Settings, CommandContext } from "./command-context.js"

/** Before any command's own. */
export interface GlobalOptions {
  readonly store?: string
  readonly vault?: string
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
export const contextOf = (
  process: Process,
  options: GlobalOptions,
): E.Either<{ readonly context: CommandContext; readonly failure: Failure }, CommandContext> => {
  const { env } = process
  const config = configured(options.config)
  const { store = "sqlite:./shifan.db", vault }: Configured = {
    ...(E.isRight(config) ? config.right : {}),
    ...given(env["SHIFAN_STORE"], env["SHIFAN_VAULT"]),
    ...given(options.store, options.vault),
  }
  const settings: Settings = {
    store,
    ...(vault === undefined ? {} : { vault }),
    language: options.lang ?? languageOf(env, []),
    json:
      typeof options.json === "string" && options.json !== "" ? options.json.split(",") : options.json !== undefined,
    ...(options.asOf === undefined ? {} : { asOf: options.asOf }),
    ...(options.knownAt === undefined ? {} : { knownAt: options.knownAt }),
    quiet: options.quiet === true,
    yes: options.yes === true,
  }
  const context: CommandContext = {
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
  return E.isLeft(config) ? E.left({ context, failure: config.left }) : E.right(context)
}

/** What a config file says; `store` is the one thing it must. */
interface Configured {
  readonly store?: string
  readonly vault?: string
}

const given = (store: string | undefined, vault: string | undefined): Configured => ({
  ...(store === undefined ? {} : { store }),
  ...(vault === undefined ? {} : { vault }),
})

const configured = (file: string | undefined): E.Either<Failure, Configured> => {
  if (file === undefined) return E.right({})
  const json = readJson(file)
  if (E.isLeft(json)) return json
  const says = (name: string): unknown =>
    typeof json.right === "object" && json.right !== null ? Reflect.get(json.right, name) : undefined
  const [store, vault] = [says("store"), says("vault")]
  const issues = [
    ...(typeof store === "string" ? [] : [notText("store", store)]),
    ...(vault === undefined || typeof vault === "string" ? [] : [notText("vault", vault)]),
  ]
  return typeof store === "string" && (vault === undefined || typeof vault === "string")
    ? E.right(given(store, vault))
    : E.left(malformed(file, issues))
}

const notText = (path: string, got: unknown): FormIssue => ({
  path,
  expected: bilingual("文本", "a text"),
  got: JSON.stringify(got) ?? "nothing",
})
