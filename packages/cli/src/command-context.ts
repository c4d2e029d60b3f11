/** What a command receives: settings, terminal, clock, randomness and ids. */
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
  /** Writes raw bytes to standard output; `undefined` if that is a terminal, which they could steer. */
  readonly bytes: ((bytes: Uint8Array) => void) | undefined
  /** Whether standard output is a terminal and colours are wanted. */
  readonly coloured: boolean
  /** Width of the terminal in cells; `undefined` if standard output is not a terminal. */
  readonly columns?: number
  /** Whether standard error is a terminal, so that a progress line may overwrite itself. */
  readonly live: boolean
  /** `undefined` unless both ends are terminals. */
  readonly ask: Ask | undefined
  /** Reads standard input to its end, in parts as they arrive. */
  readonly input: () => AsyncIterable<Uint8Array> | Iterable<Uint8Array>
  readonly onInterrupt: OnInterrupt
}

export interface Settings {
  readonly store: string
  /** Vault file, if not the default for the store. */
  readonly vault?: string
  readonly language: Language
  /** `true`, or the names of the requested fields. */
  readonly json: boolean | ReadonlyArray<string>
  readonly asOf?: string
  readonly knownAt?: string
  /** Encoding of input texts. */
  readonly encoding?: Encoding
  readonly quiet: boolean
  readonly yes: boolean
  /** Whether to print unexpected errors with their stack: `SHIFAN_DEBUG=1`. */
  readonly traces?: boolean
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

/** Reports on standard error which server a command is waiting for. */
export const tellSilence =
  (context: Pick<CommandContext, "settings" | "terminal">) =>
  (servers: string): void => {
    if (context.settings.quiet) return
    context.terminal.err(
      `${say(context, bilingual(`${servers}没有答复，仍在等待……`, `${servers} does not answer, waiting …`))}\n`,
    )
  }

/** The global options, as parsed. */
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
  /** Left if the config file is malformed. The context exists even then, to report that in the right language. */
  readonly config: E.Either<Failure, Places>
}

/** For store and vault alike, an option overrides the environment, and the environment overrides the config file. */
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
  traces: env["SHIFAN_DEBUG"] === "1",
})

/** Locations of the store and the vault. */
interface Places {
  readonly store?: string
  readonly vault?: string
}

const placesNamed = (store: string | undefined, vault: string | undefined): Places => ({
  ...(store === undefined ? {} : { store }),
  ...(vault === undefined ? {} : { vault }),
})

/** `store` is required, `vault` optional; reports all faults of both. Ignores other fields. */
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
