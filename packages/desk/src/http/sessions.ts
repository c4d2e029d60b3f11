/** Who is signed in, in the memory of this process alone: when it ends, so does every session. */
import { timingSafeEqual } from "node:crypto"
import type { Actor } from "@shifan/core"

export interface Session {
  readonly officer: Actor
  /** In every form; a request that changes something has to bring it along. */
  readonly token: string
}

export interface Sessions {
  /** The value of the cookie; `undefined` for a wrong code, or after too many of them. */
  readonly begin: (code: string, officer: Actor) => string | undefined
  readonly of: (cookie: string) => Session | undefined
  readonly end: (cookie: string) => void
}

/** So many wrong codes, and nobody signs in until the desk is started anew. */
const mostFailures = 20

export const sessions = (signInCode: string, random: (size: number) => Uint8Array): Sessions => {
  const open = new Map<string, Session>()
  let failures = 0
  const secret = (): string => Buffer.from(random(32)).toString("base64url")
  return {
    begin: (code, officer) => {
      if (failures >= mostFailures) return undefined
      if (!isSame(normalized(code), normalized(signInCode))) {
        failures++
        return undefined
      }
      const cookie = secret()
      open.set(cookie, { officer, token: secret() })
      return cookie
    },
    of: (cookie) => open.get(cookie),
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
