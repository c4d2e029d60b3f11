/** `serve`: the desk over the store of the settings, for this machine alone, until Ctrl-C. */
import { createAdaptorServer, type ServerType } from "@hono/node-server"
import { bilingual } from "@shifan/core"
import { desk, type DeskDependencies } from "@shifan/desk"
import * as E from "fp-ts/lib/Either.js"
import { say, type CommandContext } from "../command-context.js"
import { serviceFailure } from "../failures.js"
import { usage, type Failure, type Output } from "../result.js"
import { inSession, type Session } from "../store/session.js"
import { watchSoundness } from "./soundness-watch.js"

export interface ServeOptions {
  readonly port: string
}

/** Nobody on another machine reaches it. */
const address = "127.0.0.1"

export const serveDesk = (context: CommandContext, options: ServeOptions): Promise<E.Either<Failure, Output>> => {
  const port = parsePort(options.port)
  return E.isLeft(port)
    ? Promise.resolve(port)
    : inSession(context, {}, async (session) => serveSession(context, session, port.right))
}

const parsePort = (text: string): E.Either<Failure, number> =>
  /^\d{1,5}$/.test(text) && Number(text) < 65_536
    ? E.right(Number(text))
    : E.left(usage(`--port应为0至65535：${text}`, `--port wants 0 to 65535, got ${text}`))

const serveSession = async (
  context: CommandContext,
  session: Session,
  port: number,
): Promise<E.Either<Failure, Output>> => {
  const hosts: Array<string> = []
  const code = signInCode(context.random)
  const soundness = watchSoundness(context, session)
  const app = desk({ ...dependenciesOf(context, session), audit: soundness.state, signInCode: code, hosts })
  const server = createAdaptorServer({ fetch: app.fetch })
  const listening = await listen(server, port)
  if (E.isLeft(listening)) return listening
  const names = [address, "localhost"].map((name) => `${name}:${listening.right}`)
  hosts.push(...names)
  const url = `http://${names[0]}/`
  const stopped = untilInterrupted(context)
  context.terminal.err(
    `${say(context, bilingual("办理台", "the desk"))} ${url}sign-in?code=${code}\n${say(
      context,
      bilingual(`登录码：${code}。中断即停止`, `the code to sign in: ${code}. Ctrl-C stops the desk`),
    )}\n`,
  )
  await soundness.look()
  await stopped
  await close(server)
  await soundness.settled()
  return E.right({
    json: { address: url, stopped: true },
    text: say(context, bilingual("办理台已停止", "the desk has stopped")),
  })
}

const dependenciesOf = (
  { clock, random, newId }: CommandContext,
  { store, handle, division, library, regulation }: Session,
): Omit<DeskDependencies, "audit" | "signInCode" | "hosts"> => ({
  store,
  handle,
  division,
  library,
  regulation,
  clock,
  random,
  newId,
  explainError: (error) => {
    const { message, details, hint } = serviceFailure(error, regulation)
    return { message, ...(details && { details }), ...(hint && { hint }) }
  },
})

/** Crockford's letters: none of them is taken for another. Sixty bits: more than anybody tries, though no try is refused. */
const signInCode = (random: (size: number) => Uint8Array): string => {
  const letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
  const text = [...random(12)].map((byte) => letters[byte % letters.length]).join("")
  return [text.slice(0, 4), text.slice(4, 8), text.slice(8)].join("-")
}

const listen = (server: ServerType, port: number): Promise<E.Either<Failure, number>> =>
  new Promise((resolve) => {
    server.once("error", (error) => {
      resolve(
        E.left(
          usage(
            `端口${port}不能使用：${Reflect.get(error, "code")}`,
            `port ${port} cannot be used: ${Reflect.get(error, "code")}`,
            bilingual("用--port另选一个，0为任一空闲端口", "choose another with --port; 0 takes any that is free"),
          ),
        ),
      )
    })
    server.listen(port, address, () => {
      const bound = server.address()
      resolve(E.right(typeof bound === "object" && bound !== null ? bound.port : port))
    })
  })

const untilInterrupted = ({ terminal }: CommandContext): Promise<void> =>
  new Promise((resolve) => {
    terminal.onInterrupt(resolve)
  })

/** Answers what was asked already, and takes nothing new. */
const close = (server: ServerType): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve())
    if ("closeIdleConnections" in server) server.closeIdleConnections()
  })
