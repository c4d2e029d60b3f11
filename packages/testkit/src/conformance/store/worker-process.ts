import { spawn, type ChildProcess } from "node:child_process"
import { once } from "node:events"
import { createInterface } from "node:readline"
import { nodeFlags } from "../../node-flags.js"
import type { WorkerModule } from "./adapter.js"

export interface WorkerProcess {
  /** Starts its task. Several workers can thus start at the same time. */
  readonly go: () => void
  /** With SIGKILL. */
  readonly kill: () => void
  /** The lines it wrote, parsed, once it has ended. Leaves out a line that was cut off by a kill. */
  readonly messages: Promise<ReadonlyArray<unknown>>
  /** The number of lines so far. */
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

/** Settles when all output has been read, which may be after the exit. */
const ended = (child: ChildProcess): Promise<unknown> => once(child, "close")
