/** Runs the program as a user would, but in this process: arguments in, text and exit code out. */
import { mkdtempSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { run } from "../src/program.js"

export interface Ran {
  readonly exit: number
  readonly out: string
  readonly err: string
}

export const freshFolder = (): string => mkdtempSync(join(tmpdir(), "shifan-"))

export const dossiers = join(import.meta.dirname, "../../../examples/dossiers")

/** The applicant of the first example dossier. */
export const unit = "91130302MA00010187"

export type Shifan = (...argv: ReadonlyArray<string>) => Promise<Ran>

export interface Started {
  readonly yes?: boolean
  readonly store?: string
  /** As options before the verb. */
  readonly global?: ReadonlyArray<string>
  readonly env?: Readonly<Record<string, string>>
}

export const programIn = (
  folder: string,
  { yes = true, store = `sqlite:${join(folder, "shifan.db")}`, global = [], env = {} }: Started = {},
): Shifan => {
  let ticks = 0
  let draws = 7
  return async (...argv) => {
    let [out, err] = ["", ""]
    const exit = await run(["--store", store, ...(yes ? ["--yes"] : []), ...global, ...argv], {
      env: { LANG: "en_GB.UTF-8", ...env },
      out: (text) => (out += text),
      err: (text) => (err += text),
      outIsTerminal: false,
      errIsTerminal: false,
      ask: undefined,
      input: () => Promise.resolve(""),
      now: () => Date.parse("2024-12-31T02:00:00.000Z") + ticks++,
      random: (size) => new Uint8Array(size).fill(draws++ % 256),
    })
    return { exit, out, err }
  }
}

/** A store with the instrument enacted, the log's first key on record and the call of 2020 open. */
export const opened = (folder: string): Promise<Shifan> => openedBy(programIn(folder))

/** The events such a store holds. */
export const atOpening = 3

export const openedBy = async (shifan: Shifan): Promise<Shifan> => {
  await shifan("init")
  const window = ["--from", "2020-11-20", "--to", "2020-12-20", "--document", "示例1号"]
  await shifan("call", "open", "2020", ...window, "--by", "bureau:130300:SJ-01", "--on", "2020-11-20")
  return shifan
}

export const applying = (on: string): ReadonlyArray<string> => [
  "apply",
  "--file",
  join(dossiers, "01-exactly-met"),
  "--by",
  `unit:${unit}:U-01`,
  "--on",
  on,
]

export const read = ({ out }: Ran): unknown => JSON.parse(out)
