/** The process as the program sees it: `main.ts` passes the real one, tests pass their own. */
import { randomBytes } from "node:crypto"
import { languageOf } from "./locale.js"

/** Asks a yes-or-no question. The end of the input is a no, Ctrl-C is neither. */
export type Ask = (question: string) => Promise<boolean | "interrupted">

/** Calls back at the first Ctrl-C, until `stop`. The next one ends the process, as every one does when nobody listens. */
export type OnInterrupt = (listener: () => void) => { readonly stop: () => void }

export interface Process {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly out: (text: string) => void
  readonly err: (text: string) => void
  /** On standard output. */
  readonly bytes: (bytes: Uint8Array) => void
  readonly outIsTerminal: boolean
  /** Cells in a line of the terminal; `undefined` where standard output is none. */
  readonly columns?: number
  readonly errIsTerminal: boolean
  /** `undefined` unless both ends are terminals. */
  readonly ask: Ask | undefined
  /** Standard input to its end, in parts as they come. */
  readonly input: () => AsyncIterable<Uint8Array> | Iterable<Uint8Array>
  readonly onInterrupt: OnInterrupt
  /** Milliseconds since 1970 in UTC. */
  readonly now: () => number
  /** This many unpredictable bytes. */
  readonly random: (size: number) => Uint8Array
}

const { stdin, stdout, stderr, env } = process

/**
 * Whoever reads the output may stop, as `head` does: nothing is said of that. That it cannot be written, as to a full disk, is
 * said in one line, and ends in exit 1. What was begun is carried out all the same.
 */
const outputFailed = ({ code = "" }: NodeJS.ErrnoException): void => {
  if (code === "EPIPE") return
  process.once("exit", (exit) => {
    if (exit === 0) process.exitCode = 1
  })
  const isChinese = languageOf(env, process.argv) === "zh"
  const reason = code === "ENOSPC" || code === "EDQUOT" ? "no room left" : code
  const line = isChinese
    ? `未能办理 标准输出无法写入${reason === code ? "" : "：磁盘空间不足"}`
    : `NotWritten standard output: ${reason}`
  stderr.write(`${line}\n`)
}

stdout.on("error", outputFailed)
// Where standard error fails there is nowhere left to say so.
stderr.on("error", () => {})

const ask: Ask = async (question) => {
  const { createInterface } = await import("node:readline/promises")
  const lines = createInterface({ input: stdin, output: stderr })
  const interruption = new AbortController()
  lines.once("SIGINT", () => interruption.abort())
  try {
    const answer = await lines.question(question, interruption)
    return /^(y|yes|是)$/i.test(answer.trim())
  } catch (thrown) {
    if (!(thrown instanceof Error) || thrown.name !== "AbortError") throw thrown
    stderr.write("\n")
    return interruption.signal.aborted ? "interrupted" : false
  } finally {
    lines.close()
  }
}

const onInterrupt: OnInterrupt = (listener) => {
  process.once("SIGINT", listener)
  return { stop: () => process.off("SIGINT", listener) }
}

export const nodeProcess: Process = {
  env,
  out: (text) => stdout.write(text),
  err: (text) => stderr.write(text),
  bytes: (bytes) => stdout.write(bytes),
  outIsTerminal: stdout.isTTY,
  ...(stdout.isTTY ? { columns: stdout.columns } : {}),
  errIsTerminal: stderr.isTTY,
  ask: stdin.isTTY && stdout.isTTY ? ask : undefined,
  input: () => stdin,
  onInterrupt,
  now: () => Date.now(),
  random: (size) => randomBytes(size),
}
