/** What a command meets outside the program: streams, language, clock, chance. Given by `main.ts`, and by tests. */
import { styleText } from "node:util"
import type { Bilingual, Instant, Language } from "@shifan/core"

export interface Terminal {
  readonly out: (text: string) => void
  readonly err: (text: string) => void
  /** Standard output is a terminal and colours are wanted. */
  readonly coloured: boolean
  /** Progress lines may overwrite themselves: standard error is a terminal. */
  readonly live: boolean
  /** Asks; only where both ends are terminals. */
  readonly ask: ((question: string) => Promise<boolean>) | undefined
  readonly input: () => Promise<string>
}

export interface Settings {
  readonly store: string
  /** Where the personal data lie, if not at the usual place for such a store. */
  readonly vault?: string
  readonly language: Language
  /** `true`, or the names of the only fields wanted. */
  readonly json: boolean | ReadonlyArray<string>
  readonly asOf?: string
  readonly knownAt?: string
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

export type Style = "bold" | "dim" | "red" | "green" | "yellow" | "cyan"

export const say = ({ settings }: Pick<CommandContext, "settings">, text: Bilingual): string => text[settings.language]

export const paint = ({ terminal }: Pick<CommandContext, "terminal">, style: Style, text: string): string =>
  terminal.coloured ? styleText(style, text, { validateStream: false }) : text
