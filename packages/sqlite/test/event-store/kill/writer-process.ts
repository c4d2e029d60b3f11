/** The verdicts a writer wrote down, and how one is started and killed. */
import { spawn } from "node:child_process"
import { once } from "node:events"
import { readFileSync } from "node:fs"
import { createInterface } from "node:readline"
import { setTimeout } from "node:timers/promises"
import type { Either } from "fp-ts/lib/Either.js"
import type { AppendError, Appended } from "@shifan/event-store"
import { nodeFlags } from "@shifan/testkit"
import type { Synchronous } from "../../../src/event-store/index.js"

export interface Told {
  readonly run: number
  readonly lane: number
  /** Which of the lane's appends. */
  readonly n: number
  readonly answer: Either<AppendError, Appended>
}

export interface Stage {
  readonly file: string
  readonly synchronous: Synchronous
  readonly seed: string
}

const writer = new URL("writer.ts", import.meta.url).pathname

/** When a writer's time begins to run: before it opens the file, or when it has told its first verdict. */
export type Since = "begun" | "told"

export interface Writer {
  /** Lets it begin, and kills it so many milliseconds later; what it was told by then. */
  readonly live: (since: Since, after: number) => Promise<ReadonlyArray<Told>>
  readonly kill: () => void
}

/** A process that loads what it needs, which may be while another is looked after, and waits. */
export const writerOf = ({ file, synchronous, seed }: Stage, run: number): Writer => {
  const verdicts = `${file}.${run}`
  const child = spawn(process.execPath, [...nodeFlags, writer, file, synchronous, seed, String(run), verdicts], {
    stdio: ["pipe", "pipe", "inherit"],
  })
  const over = once(child, "close")
  const live = async (since: Since, after: number): Promise<ReadonlyArray<Told>> => {
    const reached = Promise.withResolvers<void>()
    createInterface({ input: child.stdout }).on("line", (line) => line === since && reached.resolve())
    child.stdin.write("begin\n")
    await Promise.race([reached.promise, over])
    await setTimeout(after)
    if (!child.kill("SIGKILL")) throw new Error("the writer ended before it was killed")
    await over
    return readFileSync(verdicts, "utf8")
      .split("\n")
      .slice(0, -1)
      .map((line): Told => JSON.parse(line))
  }
  return { live, kill: () => void child.kill("SIGKILL") }
}
