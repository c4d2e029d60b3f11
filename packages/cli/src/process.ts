/** The process as the program sees it: `main.ts` passes the real one, tests their own. */
import { randomBytes } from "node:crypto"
import { languageOf } from "./locale.js"

/** Asks a yes-or-no question. End of input means no; Ctrl-C is neither. */
export type Ask = (question: string) => Promise<boolean | "interrupted">

/** Calls back at the first Ctrl-C, until `stop`. The next one ends the process, like any Ctrl-C without a listener. */
export type OnInterrupt = (listener: () => void) => { readonly stop: () => void }

export interface Process {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly out: (text: string) => void
  readonly err: (text: string) => void
  /** Writes bytes to standard output. */
  readonly bytes: (bytes: Uint8Array) => void
  readonly outIsTerminal: boolean
  /** Width of the terminal in cells; `undefined` if standard output is not a terminal. */
  readonly columns?: number
  readonly errIsTerminal: boolean
  /** `undefined` unless both ends are terminals. */
  readonly ask: Ask | undefined
  /** Reads standard input to its end, in parts as they arrive. */
  readonly input: () => AsyncIterable<Uint8Array> | Iterable<Uint8Array>
  readonly onInterrupt: OnInterrupt
  /** Milliseconds since 1970 in UTC. */
  readonly now: () => number
  /** Returns `size` unpredictable bytes. */
  readonly random: (size: number) => Uint8Array
}

const { stdin, stdout, stderr, env } = process

/**
 * If the reader of the output stops, like `head`, nothing is reported. If writing fails, for example on a full disk, that is
 * reported in one line with exit 1. Work in progress continues in both cases.
 */
const outputFailed = async (thrown: NodeJS.ErrnoException): Promise<void> => {
  if (thrown.code === "EPIPE") return
  process.once("exit", (exit) => {
    if (exit === 0) process.exitCode = 1
  })
  const { errorCode, systemWords } = await import("./system-errors.js")
  const { zh, en } = systemWords(errorCode(thrown))
  const isChinese = languageOf(env, process.argv) === "zh"
  stderr.write(isChinese ? `未能办理 标准输出无法写入：${zh}\n` : `NotWritten standard output: ${en}\n`)
}

stdout.on("error", (thrown) => void outputFailed(thrown))
// If standard error fails, there is nowhere left to report it.
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
