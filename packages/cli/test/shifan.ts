/** Runs the program in this process, on prepared stores. */
import { createHash } from "node:crypto"
import { cpSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import * as E from "fp-ts/lib/Either.js"
import { temporaryFolder } from "@shifan/testkit/basics"
import { acceptCheckpoint, parsePolicy } from "@shifan/tlog"
import type { Process } from "../src/process.js"
import { run } from "../src/program.js"
import { calledBy } from "./called-command.js"
import { outputFault } from "./output-schemas.js"

export interface Ran {
  readonly exit: number
  readonly out: string
  readonly err: string
}

/** Runs the program with these arguments. */
export type Shifan = (...argv: ReadonlyArray<string>) => Promise<Ran>

// All programs in a worker share a clock and a source of randomness: on a copy of a store prepared earlier, time must not go
// back, and no key may be generated twice.
let ticks = 0
let draws = 0

/** In English and without a terminal, unless `process` overrides it. Output of `--json` must match its schema. */
export const runProgram = async (argv: ReadonlyArray<string>, process: Partial<Process> = {}): Promise<Ran> => {
  const ran = await runOnce(argv, process)
  if (!argv.includes("--json") || !ran.out.startsWith("{")) return ran
  const lines = ran.out
    .trimEnd()
    .split("\n")
    .map((line): unknown => JSON.parse(line))
  const command = await calledBy(argv)
  const faults = lines.map((line) => outputFault(command, line)).filter((fault) => fault !== undefined)
  if (faults.length > 0) throw new Error(`${argv.join(" ")} prints what its schema does not say: ${faults.join("; ")}`)
  return ran
}

const runOnce = async (argv: ReadonlyArray<string>, process: Partial<Process>): Promise<Ran> => {
  let out = ""
  let err = ""
  const exit = await run(argv, {
    env: {},
    out: (text) => {
      out += text
    },
    err: (text) => {
      err += text
    },
    bytes: (bytes) => {
      out += Buffer.from(bytes).toString()
    },
    outIsTerminal: false,
    errIsTerminal: false,
    ask: undefined,
    onInterrupt: () => ({ stop: () => undefined }),
    input: () => [],
    now: () => Date.parse("2024-12-31T02:00:00.000Z") + ticks++,
    random: (size) => createHash("shake256", { outputLength: size }).update(String(draws++)).digest(),
    ...process,
  })
  return { exit, out, err }
}

export interface ProgramOptions {
  /** Whether `--yes` is given. */
  readonly yes?: boolean
  readonly store?: string
  /** Options before the verb. */
  readonly global?: ReadonlyArray<string>
  readonly env?: Readonly<Record<string, string>>
}

export const programIn =
  (
    folder: string,
    { yes = true, store = `sqlite:${join(folder, "shifan.db")}`, global = [], env = {} }: ProgramOptions = {},
  ): Shifan =>
  (...argv) =>
    runProgram(["--store", store, ...(yes ? ["--yes"] : []), ...global, ...argv], { env })

/** The output of `--json`. */
export const json = ({ out }: Ran): unknown => JSON.parse(out)

/** A list in that output, by field name. */
export const listIn = (ran: Ran, field: string): ReadonlyArray<unknown> => {
  const list: unknown = Reflect.get(Object(json(ran)), field)
  if (!Array.isArray(list)) throw new TypeError(`no list ${field} in ${ran.out}${ran.err}`)
  return list
}

export const dossiers = join(import.meta.dirname, "../../../examples/dossiers")

/** The applicant of the first example dossier. */
export const unit = "91130302MA00010187"

/** The arguments of that unit's application. */
export const applyOn = (day: string): ReadonlyArray<string> => [
  "apply",
  "--file",
  join(dossiers, "01-exactly-met"),
  "--by",
  `unit:${unit}:U-01`,
  "--on",
  day,
]

export const byBureau = (on: string): ReadonlyArray<string> => ["--by", "bureau:130300:SJ-01", "--on", on]

/** A test's own folder, with the program set up for the store in it. */
export interface Workplace {
  readonly folder: string
  readonly shifan: Shifan
  readonly at: (name: string) => string
  /** Writes a file into the folder and returns its path. */
  readonly save: (name: string, content: string | Uint8Array) => string
}

export const workplaceIn = (folder: string): Workplace => {
  const at = (name: string): string => join(folder, name)
  const save = (name: string, content: string | Uint8Array): string => {
    writeFileSync(at(name), content)
    return at(name)
  }
  return { folder, shifan: programIn(folder), at, save }
}

/** Registers clean-up after a test or a file: `afterAll` for a folder shared by a whole file. */
export type WhenOver = Parameters<typeof temporaryFolder>[0]

export const emptyWorkplace = (whenOver?: WhenOver): Workplace => workplaceIn(temporaryFolder(whenOver))

const succeeding =
  (shifan: Shifan): Shifan =>
  async (...argv) => {
    const ran = await shifan(...argv)
    if (ran.exit !== 0 || ran.err !== "") throw new Error(`${argv.join(" ")}: exit ${ran.exit}, ${ran.err}`)
    return ran
  }

/** Prepared once per worker and copied for each test: making a store takes longer than most tests. */
const prepared = (prepare: (workplace: Workplace) => Promise<void>) => {
  let template: Promise<Workplace> | undefined
  const make = async (): Promise<Workplace> => {
    const workplace = emptyWorkplace((remove) => process.once("exit", remove))
    await prepare({ ...workplace, shifan: succeeding(workplace.shifan) })
    return workplace
  }
  return async (whenOver?: WhenOver): Promise<Workplace> => {
    template ??= make()
    const { folder } = await template
    const copy = emptyWorkplace(whenOver)
    cpSync(folder, copy.folder, { recursive: true })
    return copy
  }
}

/** Initialises a store and opens the call of 2020. */
export const openCall = async (shifan: Shifan): Promise<void> => {
  await shifan("init")
  const window = ["--from", "2020-11-20", "--to", "2020-12-20", "--document", "示例1号"]
  await shifan("call", "open", "2020", ...window, ...byBureau("2020-11-20"))
}

/** A store with the instrument enacted, the log's first key on record and the call of 2020 open. */
export const storeWithCall = prepared(({ shifan }) => openCall(shifan))

/** Number of events in such a store. */
export const eventsWithCall = 3

/** The same, with the unit's application of 2020-12-01. */
export const storeWithApplication = prepared(async ({ shifan }) => {
  await openCall(shifan)
  await shifan(...applyOn("2020-12-01"))
})

export const eventsWithApplication = eventsWithCall + 1

/** Names from an attack or an accident: a formula, quotes with a comma, a guarded formula. */
const names = ["=HYPERLINK(1)", '示例“乙”,"B" 公司', "'+示例丙"]
const codes = ["91130302MA00010187", "91130306MA0001042H", "91110108551385082Q"]

const titleList = [
  "单位名称,统一社会信用代码,认定文件,认定日期,所在县区",
  ...names.map((name, i) => `"${name.replaceAll('"', '""')}",${codes[i]},示例〔2018〕1号,2018-12-1${i},海港区`),
  "",
].join("\r\n")

const publishIn = ({ shifan, at }: Workplace, on: string, more: ReadonlyArray<string> = []): Promise<Ran> =>
  shifan("roster", "publish", "--medium", "市局官方网站", "--out", at("out"), ...byBureau(on), ...more)

/** Three titles with such names, and their list published on 2020-12-01, with its files in `out/`. */
const storeWithPublication = prepared(async (workplace) => {
  const { shifan, save } = workplace
  await openCall(shifan)
  await shifan("import", save("titles.csv", titleList), ...byBureau("2020-11-20"))
  await publishIn(workplace, "2020-12-01")
})

/** Number of leaves that list was computed from, which is also the index of its record. */
export const leavesBeforePublication = eventsWithCall + codes.length

export interface Published extends Workplace {
  readonly file: (type: "json" | "csv", asOf?: string) => string
  readonly publish: (on: string, ...more: ReadonlyArray<string>) => Promise<Ran>
}

export const published = async (whenOver?: WhenOver): Promise<Published> => {
  const workplace = await storeWithPublication(whenOver)
  return {
    ...workplace,
    file: (type, asOf = "2020-12-01") => workplace.at(join("out", `roster-${asOf}.${type}`)),
    publish: (on, ...more) => publishIn(workplace, on, more),
  }
}

export const textIn = (file: string): string => readFileSync(file, "utf8")

/** An auditor's result for a checkpoint under the policy: its size and signers, or why it is not accepted. */
export const acceptance = async (folder: string, policy = join(folder, "policy"), checkpoint = "checkpoint") => {
  const parsed = parsePolicy(readFileSync(policy))
  if (E.isLeft(parsed)) throw new Error(JSON.stringify(parsed.left))
  const accepted = await acceptCheckpoint(parsed.right, readFileSync(join(folder, checkpoint)))()
  if (E.isLeft(accepted)) return accepted.left._tag
  const { checkpoint: head, logs, cosignatures } = accepted.right
  return { size: head.size, keys: logs.length, witnesses: cosignatures.map(({ witness }) => witness.name) }
}
