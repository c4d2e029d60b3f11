/** Starts the desk as a command, and visits its pages. */
import type { Process } from "../../src/process.js"
import { runProgram, type Ran } from "../shifan.js"

export interface Served {
  readonly url: string
  readonly code: string
  /** Sends Ctrl-C. */
  readonly stop: () => Promise<Ran>
}

export const serve = (
  store: string,
  options: ReadonlyArray<string> = [],
  ...argv: ReadonlyArray<string>
): Promise<Served> => serveAt(undefined, store, options, ...argv)

/** @param now the clock of the program */
export const serveAt = async (
  now: Process["now"] | undefined,
  store: string,
  options: ReadonlyArray<string>,
  ...argv: ReadonlyArray<string>
): Promise<Served> => {
  let interrupt = (): void => {}
  let ended: Promise<Ran> | undefined
  const printed = await new Promise<string>((resolve) => {
    let said = ""
    ended = runProgram(["--store", store, ...argv, "serve", "--port", "0", ...options], {
      ...(now === undefined ? {} : { now }),
      err: (text) => {
        said += text
        if (said.includes("sign-in?code=") && said.endsWith("\n")) resolve(said)
      },
      onInterrupt: (listener) => {
        interrupt = listener
        return { stop: () => undefined }
      },
    })
  })
  const [, url = "", code = ""] = /(http:\/\/127\.0\.0\.1:\d+\/)sign-in\?code=(\S+)/.exec(printed) ?? []
  return {
    url,
    code,
    stop: () => {
      interrupt()
      return ended ?? Promise.reject(new Error("it never began"))
    },
  }
}

export const formOf = (fields: Readonly<Record<string, string>>): FormData => {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  return form
}

export const hiddenIn = (page: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...page.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(([, name = "", value = ""]) => [
      name,
      value,
    ]),
  )

/** Signs in; returns the headers of the visits that follow. */
export const signIn = async (
  { url, code }: Served,
  place: string,
  officer: string,
): Promise<{ readonly Origin: string; readonly cookie: string }> => {
  const { origin } = new URL(url)
  const body = formOf({ code, place, officer })
  const answer = await fetch(`${url}sign-in`, { method: "POST", headers: { Origin: origin }, body, redirect: "manual" })
  return { Origin: origin, cookie: answer.headers.get("Set-Cookie")?.split(";")[0] ?? "" }
}
