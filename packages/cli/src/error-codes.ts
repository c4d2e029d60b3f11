/** The codes of failures with their possible exit codes. `docs/errors.md` explains them. */
import type { RefusalCode } from "@shifan/core"
import type { ErrorCode } from "@shifan/schema"
import type { CommandLineError } from "./errors/entry.js"
import { archives, receipts, signatures } from "./errors/evidence.js"
import { stores, useAndFiles } from "./errors/files-and-stores.js"
import { logs } from "./errors/logs.js"
import { exits, type Exit } from "./exit-codes.js"

const commandLineErrors = { ...useAndFiles, ...stores, ...logs, ...archives, ...receipts, ...signatures } as const

/** Exit code for each code of a decision, the service or a store. A code without an exit does not compile. */
const exitsOfService = {
  Malformed: exits.usage,
  Conflict: exits.conflict,
  CommandIdReused: exits.conflict,
  ClockBehind: exits.failure,
  WrongExpectedRevision: exits.conflict,
  Overtaken: exits.conflict,
  StreamNotFound: exits.notFound,
  Unavailable: exits.failure,
  OutcomeUnknown: exits.failure,
  Corrupt: exits.failure,
  TooLarge: exits.failure,
  NotAcceptable: exits.failure,
  Closed: exits.failure,
  VaultUnavailable: exits.failure,
} as const satisfies { readonly [C in Exclude<ErrorCode, RefusalCode>]: Exit }

type OwnCode = keyof typeof commandLineErrors

export type FailureCode = ErrorCode | OwnCode

/** The possible exit codes of a failure code. */
export type ExitOf<C extends FailureCode> = C extends OwnCode
  ? (typeof commandLineErrors)[C]["exits"][number]
  : C extends keyof typeof exitsOfService
    ? (typeof exitsOfService)[C]
    : typeof exits.refused

/** For `docs/errors.md`: the command line's own codes, and its exit codes for the others. */
export const errorsOfTheCommandLine: { readonly [code: string]: CommandLineError } = commandLineErrors

export const exitOf = (code: ErrorCode): Exit => {
  const known: { readonly [code: string]: Exit } = exitsOfService
  return known[code] ?? exits.refused
}
