/** Starts a writer, kills it, and reads the answers it got to its appends. */
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
  /** Which of the lane's appends. */
  readonly n: number
  readonly answer: Either<AppendError, Appended>
}

export interface KillSettings {
  readonly file: string
  readonly synchronous: Synchronous
  readonly seed: string
}

/** What a writer reports of itself: that it is about to open the file, and that it has its first answer. */
export type Milestone = "started" | "answered"

export interface WriterProcess {
  /** Lets it begin, kills it so many milliseconds after a milestone, and gives the answers it had by then. */
  readonly killAfter: (milestone: Milestone, milliseconds: number) => Promise<ReadonlyArray<RecordedAnswer>>
  readonly kill: () => void
}

/** The process loads its modules and waits, which may be while another is checked. */
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
