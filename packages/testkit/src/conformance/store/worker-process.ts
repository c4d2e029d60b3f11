/** Starts worker processes, lets them begin at once, and kills them. */
import { spawn, type ChildProcess } from "node:child_process"
import { once } from "node:events"
import { createInterface } from "node:readline"
import { nodeFlags } from "../../node-flags.js"
import type { WorkerModule } from "./adapter.js"

export interface WorkerProcess {
  /** Lets it begin its task. */
  readonly go: () => void
  /** Without a chance to tidy up. */
  readonly kill: () => void
  /** The lines it wrote, parsed, once it is over; a line that the kill cut off is left out. */
  readonly messages: Promise<ReadonlyArray<unknown>>
  /** How many lines it has written so far. */
  readonly lines: () => number
}

const inSources = import.meta.url.endsWith(".ts")
const beside = (name: string): string => new URL(`${name}.${inSources ? "ts" : "js"}`, import.meta.url).href

/** Settles when its store is open. */
export const startWorker = async (
  task: "race" | "load",
  times: number,
  { module, argument }: WorkerModule,
): Promise<WorkerProcess> => {
  const script = new URL(beside("worker")).pathname
  const child = spawn(process.execPath, [...nodeFlags, script, task, module.href, argument, String(times)], {
    stdio: ["pipe", "pipe", "inherit"],
  })
  const messages: Array<unknown> = []
  const ready = Promise.withResolvers<void>()
  createInterface({ input: child.stdout }).on("line", (line) => {
    if (line === '"ready"') ready.resolve()
    else if (line.endsWith("}")) messages.push(JSON.parse(line))
  })
  const over = ended(child)
  void over.then(() => ready.reject(new Error("the worker ended before it was ready")))
  await ready.promise
  return {
    go: () => child.stdin.write("go\n"),
    kill: () => void child.kill("SIGKILL"),
    messages: over.then(() => messages),
    lines: () => messages.length,
  }
}

/** When its output is read to the end, which may be after its exit. */
const ended = (child: ChildProcess): Promise<unknown> => once(child, "close")
