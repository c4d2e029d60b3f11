/** Who is signed in, in the memory of this process alone: when it ends, so does every session. */
import { timingSafeEqual } from "node:crypto"
import type { Actor } from "@shifan/core"
import type { DeskDependencies } from "../dependencies.js"

export interface Session {
  readonly officer: Actor
  /** In every form; a request that changes something has to bring it along. */
  readonly token: string
}

export interface Sessions {
  /** The value of the cookie; `undefined` for a wrong code. Nothing is counted: wrong codes keep nobody out who has the right one. */
  readonly begin: (code: string, officer: Actor) => string | undefined
  readonly of: (cookie: string) => Session | undefined
  readonly end: (cookie: string) => void
}

/** Milliseconds without a request after which a session is over: a working day. */
const longestIdle = 8 * 60 * 60 * 1000

export const sessions = ({
  signInCode,
  random,
  clock,
}: Pick<DeskDependencies, "signInCode" | "random" | "clock">): Sessions => {
  const open = new Map<string, { readonly session: Session; readonly seen: number }>()
  const secret = (): string => Buffer.from(random(32)).toString("base64url")
  const endIdle = (now: number): void => {
    for (const [cookie, { seen }] of open) if (now - seen >= longestIdle) open.delete(cookie)
  }
  return {
    begin: (code, officer) => {
      if (!isSame(normalized(code), normalized(signInCode))) return undefined
      const cookie = secret()
      open.set(cookie, { session: { officer, token: secret() }, seen: Date.parse(clock()) })
      return cookie
    },
    of: (cookie) => {
      const now = Date.parse(clock())
      endIdle(now)
      const session = open.get(cookie)?.session
      if (session !== undefined) open.set(cookie, { session, seen: now })
      return session
    },
    end: (cookie) => void open.delete(cookie),
  }
}

/** As people type it. */
const normalized = (code: string): string => code.normalize("NFKC").replace(/[\s-]/g, "").toUpperCase()

/** Takes as long for every wrong text of a length. */
export const isSame = (candidate: string, expected: string): boolean => {
  const [a, b] = [Buffer.from(candidate), Buffer.from(expected)]
  return a.length === b.length && timingSafeEqual(a, b)
}
