/**
 * Runs the command line in this process, so that a measurement does not include the start of a program. Its clock is fixed, and
 * what it prints is formatted and dropped.
 */
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import type { Actor, CommandType, Uscc } from "@shifan/core"
import type { EventStore } from "@shifan/event-store"
import { leafLog, type SqliteOptions } from "@shifan/sqlite/event-store"
import { openSqliteVault } from "@shifan/sqlite/vault"
import type { Process } from "../../cli/dist/process.js"
import { storeIn } from "./databases.js"
import { orThrow } from "./history.js"

/** Runs the program with these arguments, and returns its exit code. */
export type Run = (argv: ReadonlyArray<string>, process: Process) => Promise<number>

/** A line of a file that `submit` reads. */
export interface Line {
  readonly type: CommandType
  readonly unit: Uscc
  readonly actor: Actor
  readonly effectiveOn: string
  readonly data: unknown
}

/** The store and the vault of an office, each in a file. */
export interface Office {
  readonly store: string
  readonly vault: string
}

/** Makes an office's files in an empty folder. `fill` writes the store, which waits for the disk only if `synchronous` is `FULL`. */
export const officeIn = async (
  folder: string,
  fill: (store: EventStore) => Promise<unknown>,
  options: Pick<SqliteOptions, "synchronous"> = { synchronous: "NORMAL" },
): Promise<Office> => {
  const store = await storeIn(folder, { ...options, alongside: leafLog })
  await fill(store)
  const office = { store: join(folder, "ours.db"), vault: join(folder, "vault.db") }
  for await (const first of store.readAll({ maxCount: 1 })) {
    const vault = orThrow(await openSqliteVault({ file: office.vault, create: true, store: orThrow(first).id }))
    await vault.close()
  }
  await store.close()
  return office
}

/** Submits a file with these lines. Throws unless all of them are carried out. */
export const submitLines = async (run: Run, { store, vault }: Office, lines: ReadonlyArray<Line>): Promise<void> => {
  const file = `${store}.jsonl`
  writeFileSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(""))
  let [printed, messages] = [0, ""]
  const exit = await run(["--yes", "--lang", "en", "--store", `sqlite:${store}`, "--vault", vault, "submit", file], {
    ...silent,
    out: (text) => {
      printed += text.length
    },
    err: (text) => {
      messages += text
    },
  })
  const allDone = `${lines.length} done, 0 done before, 0 refused`
  if (exit !== 0 || printed === 0 || !messages.split("\n").includes(allDone)) throw new Error(messages)
}

const silent: Omit<Process, "out" | "err"> = {
  env: {},
  bytes: () => {},
  outIsTerminal: false,
  errIsTerminal: false,
  ask: undefined,
  input: () => [],
  onInterrupt: () => ({ stop: () => {} }),
  now: () => Date.parse("2020-12-01T01:00:00.000Z"),
  random: (size) => crypto.getRandomValues(new Uint8Array(size)),
}
