/** The keys a log signs with, as a file: a signer key a line, comments behind #. All of one name, the log's. */
import * as E from "fp-ts/lib/Either.js"
import { pipe } from "fp-ts/lib/function.js"
import * as RA from "fp-ts/lib/ReadonlyArray.js"
import type { ReadonlyNonEmptyArray } from "fp-ts/lib/ReadonlyNonEmptyArray.js"
import * as TE from "fp-ts/lib/TaskEither.js"
import type { CryptoUnavailable } from "./ed25519.js"
import type { LogKey } from "./note-signing.js"
import { parseSignerKey, printSignerKey, type WrongKeyType } from "./signer-key.js"
import { printVerifierKey, type KeyFault } from "./verifier-key.js"

/** `line` counts from 1. No fault repeats the line, which is secret. */
export interface MalformedKeyring {
  readonly _tag: "MalformedKeyring"
  readonly line: number
  readonly reason: KeyFault | WrongKeyType | "duplicate" | "otherName"
}

export interface NoKeys {
  readonly _tag: "NoKeys"
}

export type KeyringFault = MalformedKeyring | NoKeys | CryptoUnavailable

export type Keyring = ReadonlyNonEmptyArray<LogKey>

export const parseKeyring =
  (text: string): TE.TaskEither<KeyringFault, Keyring> =>
  async () => {
    const keys: Array<LogKey> = []
    for (const [i, line] of text.split("\n").entries()) {
      if (line.trim() === "" || line.startsWith("#")) continue
      const malformed = (reason: MalformedKeyring["reason"]): E.Either<MalformedKeyring, never> =>
        E.left({ _tag: "MalformedKeyring", line: i + 1, reason })
      const key = await parseLogKey(line.trim())()
      if (E.isLeft(key)) return key.left._tag === "CryptoUnavailable" ? E.left(key.left) : malformed(key.left)
      const { verifier } = key.right
      if (keys.some((one) => one.verifier.name !== verifier.name)) return malformed("otherName")
      if (keys.some((one) => printVerifierKey(one.verifier) === printVerifierKey(verifier)))
        return malformed("duplicate")
      keys.push(key.right)
    }
    return RA.isNonEmpty(keys) ? E.right(keys) : E.left({ _tag: "NoKeys" })
  }

export const printKeyring = (keys: Keyring): string => keys.map((key) => `${printSignerKey(key)}\n`).join("")

const parseLogKey = (line: string): TE.TaskEither<KeyFault | WrongKeyType | CryptoUnavailable, LogKey> =>
  pipe(
    parseSignerKey("Ed25519", line),
    TE.orElseW((fault) =>
      fault._tag === "WrongKeyType" && fault.found === "Sm2" ? parseSignerKey("Sm2", line) : TE.left(fault),
    ),
    TE.map((key): LogKey => key),
  )
