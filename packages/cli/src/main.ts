#!/usr/bin/env node
/** The process around the program. */
import { randomBytes } from "node:crypto"
import { createInterface } from "node:readline/promises"
import { text } from "node:stream/consumers"
import { instantAt } from "@shifan/core"
import { run } from "./program.js"

const { stdin, stdout, stderr, env, argv } = process

const ask = async (question: string): Promise<boolean> => {
  const lines = createInterface({ input: stdin, output: stderr })
  const answer = await lines.question(question)
  lines.close()
  return /^(y|yes|是)$/i.test(answer.trim())
}

process.exitCode = await run(argv.slice(2), {
  env,
  out: (chunk) => stdout.write(chunk),
  err: (chunk) => stderr.write(chunk),
  outIsTerminal: stdout.isTTY,
  errIsTerminal: stderr.isTTY,
  ask: stdin.isTTY && stdout.isTTY ? ask : undefined,
  input: () => text(stdin),
  clock: () => instantAt(Date.now()),
  random: (size) => randomBytes(size),
})
