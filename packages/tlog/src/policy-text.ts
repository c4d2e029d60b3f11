/** The text of a policy as the keys of its log come and go: every other line stays as somebody wrote it. */
import type { LogKey } from "./note-signing.js"
import { printVerifierKey } from "./verifier-key.js"

type PublicKey = LogKey["verifier"]

/**
 * With one key more. SM2 goes into a comment, since a policy with a key type that others do not know is malformed to
 * them; whoever verifies it adds the line to a policy of his own.
 */
export const addLogLine = (policy: string, key: PublicKey): string => {
  const lines = policy.split("\n")
  const last = lines.findLastIndex((line) => /^\s*log\s/.test(line))
  const first = lines.findIndex((line) => !/^\s*(#|$)/.test(line))
  return lines.toSpliced(last < 0 ? Math.max(0, first) : last + 1, 0, lineFor(key)).join("\n")
}

/** Without a key that was retired, and whatever line named it. */
export const removeLogLine = (policy: string, key: PublicKey): string => {
  const vkey = printVerifierKey(key)
  return policy
    .split("\n")
    .filter((line) => !line.split(/\s+/).includes(vkey))
    .join("\n")
}

const lineFor = (key: PublicKey): string => `${key.type === "Sm2" ? "# SM2: log" : "log"} ${printVerifierKey(key)}`
