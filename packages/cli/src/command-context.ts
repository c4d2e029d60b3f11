/** What a command is given: settings, terminal, clock, randomness and ids. */
import { styleText } from "node:util"
import * as E from "fp-ts/lib/Either.js"
import { v7 } from "uuid"
import { bilingual, instantAt, type Bilingual, type FormIssue, type Instant, type Language } from "@shifan/core"
import { readJson } from "./input/json.js"
import type { Encoding, TextOptions } from "./input/text-encoding.js"
import { columnsOf, languageOf } from "./locale.js"
import type { Ask, OnInterrupt, Process } from "./process.js"
import { malformed, type Failure } from "./result.js"
import { escapeForTerminal } from "./terminal-text.js"

export interface Terminal {
  readonly out: (text: string) => void
  readonly err: (text: string) => void
  /** Bytes on standard output as they are; `undefined` where that is a terminal, which they could steer. */
  readonly bytes: ((bytes: Uint8Array) => void) | undefined
  /** Standard output is a terminal and colours are wanted. */
  readonly coloured: boolean
  /** Cells in a line; `undefined` where standard output is no terminal. */
  readonly columns?: number
  /** Standard error is a terminal, so that a progress line may overwrite itself. */
  readonly live: boolean
  /** `undefined` unless both ends are terminals. */
  readonly ask: Ask | undefined
  /** Standard input to its end, in parts as they come. */
  readonly input: () => AsyncIterable<Uint8Array> | Iterable<Uint8Array>
  readonly onInterrupt: OnInterrupt
}

export interface Settings {
  readonly store: string
  /** The file of the personal data, where it is not the default for such a store. */
  readonly vault?: string
  readonly language: Language
  /** `true`, or the names of the only fields wanted. */
  readonly json: boolean | ReadonlyArray<string>
  readonly asOf?: string
  readonly knownAt?: string
  /** Of the texts that are read. */
  readonly encoding?: Encoding
  readonly quiet: boolean
  readonly yes: boolean
}

export interface CommandContext {
  readonly terminal: Terminal
  readonly settings: Settings
  readonly clock: () => Instant
  readonly random: (size: number) => Uint8Array
  readonly newId: () => string
}

export const say = ({ settings }: Pick<CommandContext, "settings">, text: Bilingual): string => text[settings.language]

export type Style = "bold" | "dim" | "red" | "green" | "yellow" | "cyan"

export const paint = ({ terminal }: Pick<CommandContext, "terminal">, style: Style, text: string): string =>
  terminal.coloured ? styleText(style, text, { validateStream: false }) : text

/** A line on standard error that says what is waited for. */
export const tellSilence =
  (context: Pick<CommandContext, "settings" | "terminal">) =>
  (servers: string): void => {
    if (context.settings.quiet) return
    context.terminal.err(
      `${say(context, bilingual(`${servers}没有答复，仍在等待……`, `${servers} does not answer, waiting …`))}\n`,
    )
  }

/** The options before any command's own, as the parser gives them. */
export interface GlobalOptions {
  readonly store?: string
  readonly vault?: string
  readonly config?: string
  readonly asOf?: string
  readonly knownAt?: string
  readonly encoding?: Encoding
  readonly json?: string | boolean
  readonly lang?: Language
  readonly color: boolean
  readonly quiet?: boolean
  readonly yes?: boolean
}

export interface Prepared {
  readonly context: CommandContext
  /** Left where the config file is malformed. There is a context all the same, to report that in the right language. */
  readonly config: E.Either<Failure, Places>
}

/** For store and vault alike: the option wins over the environment, the environment over the config file. */
export const contextOf = (process: Process, options: GlobalOptions): Prepared => {
  const { env } = process
  const config: E.Either<Failure, Places> =
    options.config === undefined ? E.right({}) : readConfig(options.config, options)
  const places: Places = {
    ...(E.isRight(config) ? config.right : {}),
    ...placesNamed(env["SHIFAN_STORE"], env["SHIFAN_VAULT"]),
    ...placesNamed(options.store, options.vault),
  }
  const coloured = process.outIsTerminal && options.color && (env["NO_COLOR"] ?? "") === ""
  const columns = columnsOf(process)
  const context: CommandContext = {
    settings: settingsOf(env, options, places),
    clock: () => instantAt(process.now()),
    random: process.random,
    newId: () => v7(),
    terminal: {
      out: (text) => process.out(escapeForTerminal(text, coloured)),
      bytes: process.outIsTerminal ? undefined : process.bytes,
      err: (text) => process.err(escapeForTerminal(text, coloured || process.errIsTerminal)),
      coloured,
      ...(columns === undefined ? {} : { columns }),
      live: process.errIsTerminal,
      ask: process.ask,
      input: process.input,
      onInterrupt: process.onInterrupt,
    },
  }
  return { context, config }
}

const settingsOf = (
  env: Process["env"],
  { asOf, knownAt, encoding, json, lang, quiet, yes }: GlobalOptions,
  { store = "sqlite:./shifan.db", vault }: Places,
): Settings => ({
  store,
  ...(vault === undefined ? {} : { vault }),
  language: lang ?? languageOf(env, []),
  json: typeof json === "string" && json !== "" ? json.split(",") : json !== undefined,
  ...(asOf === undefined ? {} : { asOf }),
  ...(knownAt === undefined ? {} : { knownAt }),
  ...(encoding === undefined ? {} : { encoding }),
  quiet: quiet === true,
  yes: yes === true,
})

/** Where the store and the vault are. */
interface Places {
  readonly store?: string
  readonly vault?: string
}

const placesNamed = (store: string | undefined, vault: string | undefined): Places => ({
  ...(store === undefined ? {} : { store }),
  ...(vault === undefined ? {} : { vault }),
})

/** `store` is required, `vault` is not; every fault of them is named at once. Other fields are ignored. */
const readConfig = (file: string, options: TextOptions): E.Either<Failure, Places> => {
  const json = readJson(file, options)
  if (E.isLeft(json)) return json
  const field = (name: string): unknown =>
    typeof json.right === "object" && json.right !== null ? Reflect.get(json.right, name) : undefined
  const store = field("store")
  const vault = field("vault")
  if (typeof store === "string" && (vault === undefined || typeof vault === "string"))
    return E.right(placesNamed(store, vault))
  return E.left(
    malformed(file, [
      ...(typeof store === "string" ? [] : [notText("store", store)]),
      ...(vault === undefined || typeof vault === "string" ? [] : [notText("vault", vault)]),
    ]),
  )
}

const notText = (path: string, got: unknown): FormIssue => ({
  path,
  expected: bilingual("文本", "a text"),
  got: JSON.stringify(got) ?? "nothing",
})
