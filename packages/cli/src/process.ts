/** The process around the program. */
import { randomBytes } from "node:crypto"
import type { Process } from "./program.js"

const { stdin, stdout, stderr, env } = process

const ask = async (question: string): Promise<boolean> => {
  const { createInterface } = await import("node:readline/promises")
  const lines = createInterface({ input: stdin, output: stderr })
  const answer = await lines.question(question)
  lines.close()
  return /^(y|yes|是)$/i.test(answer.trim())
}

export const thisProcess: Process = {
  env,
  out: (chunk) => stdout.write(chunk),
  err: (chunk) => stderr.write(chunk),
  outIsTerminal: stdout.isTTY,
  errIsTerminal: stderr.isTTY,
  ask: stdin.isTTY && stdout.isTTY ? ask : undefined,
  input: async () => (await import("node:stream/consumers")).text(stdin),
  now: () => Date.now(),
  random: (size) => randomBytes(size),
}
