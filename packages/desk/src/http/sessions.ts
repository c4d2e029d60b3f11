/** Sessions, kept in this process's memory only: they end with the process. */
import { timingSafeEqual } from "node:crypto"
import type { Actor } from "@shifan/core"
import type { DeskDependencies } from "../dependencies.js"

export interface Session {
  readonly officer: Actor
  /** Included in every form; required for requests that change something. */
  readonly token: string
}

export interface Sessions {
  /** The cookie's value; `undefined` for a wrong code. Wrong attempts are not counted, so nobody can lock the officer out. */
  readonly begin: (code: string, officer: Actor) => string | undefined
  readonly of: (cookie: string) => Session | undefined
  readonly end: (cookie: string) => void
}

/** In milliseconds without a request until a session ends: a working day. */
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

/** Accepts the code as people type it. */
const normalized = (code: string): string => code.normalize("NFKC").replace(/[\s-]/g, "").toUpperCase()

/** Constant-time comparison for texts of equal length. */
export const isSame = (candidate: string, expected: string): boolean => {
  const [a, b] = [Buffer.from(candidate), Buffer.from(expected)]
  return a.length === b.length && timingSafeEqual(a, b)
}
