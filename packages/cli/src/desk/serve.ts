/** `serve`: serves the desk for the configured store, on this machine only, until Ctrl-C. */
import { bilingual } from "@shifan/core"
import { desk, type DeskDependencies } from "@shifan/desk"
import * as E from "fp-ts/lib/Either.js"
import { say, type CommandContext } from "../command-context.js"
import { defectReporter } from "../defect-line.js"
import { serviceFailure } from "../failures.js"
import { parsePort, serveLoopback } from "../loopback.js"
import type { Failure, Output } from "../result.js"
import { inSession, type Session } from "../store/session.js"
import { publisherOf } from "./publisher.js"
import { watchSoundness } from "./soundness-watch.js"

export interface ServeOptions {
  readonly port: string
  /** Folder for published lists. */
  readonly out: string
}

export const serveDesk = (context: CommandContext, options: ServeOptions): Promise<E.Either<Failure, Output>> => {
  const port = parsePort(options.port)
  return E.isLeft(port)
    ? Promise.resolve(port)
    : inSession(context, {}, async (session) => serveSession(context, session, port.right, options.out))
}

const serveSession = async (
  context: CommandContext,
  session: Session,
  port: number,
  out: string,
): Promise<E.Either<Failure, Output>> => {
  const code = signInCode(context.random)
  const soundness = watchSoundness(context, session)
  const publisher = publisherOf(context, session, out)
  const app = desk({ ...dependenciesOf(context, session), publisher, audit: soundness.state, signInCode: code })
  const served = await serveLoopback(port, app.fetch)
  if (E.isLeft(served)) return served
  const { url, untilInterrupted } = served.right
  const stopped = untilInterrupted(context)
  context.terminal.err(
    `${say(context, bilingual("办理台", "the desk"))} ${url}sign-in?code=${code}\n${say(
      context,
      bilingual(`登录码：${code}。中断即停止`, `sign-in code: ${code}. Ctrl-C stops the desk`),
    )}\n`,
  )
  await soundness.look()
  await stopped
  await soundness.settled()
  return E.right({
    json: { address: url, stopped: true },
    text: say(context, bilingual("办理台已停止", "the desk has stopped")),
  })
}

const dependenciesOf = (
  context: CommandContext,
  { store, handle, division, library, regulation }: Session,
): Omit<DeskDependencies, "audit" | "publisher" | "signInCode"> => ({
  store,
  handle,
  division,
  library,
  regulation,
  clock: context.clock,
  random: context.random,
  newId: context.newId,
  reportDefect: defectReporter(context, bilingual("办理台", "the desk")),
  explainError: (error) => {
    const { message, details, hint } = serviceFailure(error, regulation)
    return { message, ...(details && { details }), ...(hint && { hint }) }
  },
})

/** Crockford's base 32, without letters that look alike. Sixty bits are beyond guessing, although no attempt is blocked. */
const signInCode = (random: (size: number) => Uint8Array): string => {
  const letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
  const text = [...random(12)].map((byte) => letters[byte % letters.length]).join("")
  return [text.slice(0, 4), text.slice(4, 8), text.slice(8)].join("-")
}
