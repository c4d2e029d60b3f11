/** Starts a writer, kills it, and reads the answers to its appends. */
import { spawn } from "node:child_process"
import { once } from "node:events"
import { readFileSync } from "node:fs"
import { createInterface } from "node:readline"
import { setTimeout } from "node:timers/promises"
import type { Either } from "fp-ts/lib/Either.js"
import type { AppendError, Appended } from "@shifan/event-store"
import { nodeFlags } from "@shifan/testkit"
import type { Synchronous } from "../../../src/event-store/index.js"

export interface RecordedAnswer {
  readonly run: number
  readonly lane: number
  /** Index of the append in its lane. */
  readonly n: number
  readonly answer: Either<AppendError, Appended>
}

export interface KillSettings {
  readonly file: string
  readonly synchronous: Synchronous
  readonly seed: string
}

/** Progress reported by a writer: about to open the file, or received its first answer. */
export type Milestone = "started" | "answered"

export interface WriterProcess {
  /** Lets the writer begin, kills it `milliseconds` after a milestone, and returns the answers it had by then. */
  readonly killAfter: (milestone: Milestone, milliseconds: number) => Promise<ReadonlyArray<RecordedAnswer>>
  readonly kill: () => void
}

/** Starts a process that loads its modules and waits. This can run while another one is being checked. */
export const startWriter = ({ file, synchronous, seed }: KillSettings, run: number): WriterProcess => {
  const answers = `${file}.${run}`
  const script = new URL("writer.ts", import.meta.url).pathname
  const child = spawn(process.execPath, [...nodeFlags, script, file, synchronous, seed, String(run), answers], {
    stdio: ["pipe", "pipe", "inherit"],
  })
  const closed = once(child, "close")
  return {
    killAfter: async (milestone, milliseconds) => {
      const reached = Promise.withResolvers<void>()
      createInterface({ input: child.stdout }).on("line", (line) => line === milestone && reached.resolve())
      child.stdin.write("begin\n")
      await Promise.race([reached.promise, closed])
      await setTimeout(milliseconds)
      if (!child.kill("SIGKILL")) throw new Error("the writer ended before it was killed")
      await closed
      return readFileSync(answers, "utf8")
        .split("\n")
        .slice(0, -1)
        .map((line): RecordedAnswer => JSON.parse(line))
    },
    kill: () => void child.kill("SIGKILL"),
  }
}
