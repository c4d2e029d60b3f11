/** Edits the text of a policy (C2SP tlog-policy) and keeps all other lines unchanged. */
import * as E from "fp-ts/lib/Either.js"
import { encodeUtf8, type FileTooLong } from "./encoding.js"
import type { Policy, Quorum } from "./policy.js"
import { parsePolicy, type MalformedPolicy } from "./policy-file.js"
import type { LogKey } from "./signer-key.js"
import { printVerifierKey, type VerifierKey } from "./verifier-key.js"

type LogVerifierKey = LogKey["verifier"]

/**
 * Adds a log key after the last one in the policy. An SM2 key is added as a comment, because other implementations treat
 * a policy with an unknown key type as malformed. Readers who verify SM2 uncomment it.
 */
export const addLogLine = (policy: string, key: LogVerifierKey): string => {
  const lines = policy.split("\n")
  const lastLog = lines.findLastIndex((line) => isOf(line, "log"))
  const firstStatement = lines.findIndex((line) => !/^\s*(#|$)/.test(line))
  return lines.toSpliced(lastLog < 0 ? Math.max(0, firstStatement) : lastLog + 1, 0, logLine(key)).join("\n")
}

/** Removes all lines that name the key, comments included. */
export const removeLogLine = (policy: string, key: LogVerifierKey): string => {
  const vkey = printVerifierKey(key)
  return policy
    .split("\n")
    .filter((line) => !line.split(/\s+/).includes(vkey))
    .join("\n")
}

const logLine = (key: LogVerifierKey): string => `${key.type === "Sm2" ? "# SM2: log" : "log"} ${printVerifierKey(key)}`

const isOf = (line: string, keyword: string): boolean => line.trimStart().split(/[\t ]/)[0] === keyword

/** A witness as named in a policy's `witness` line. */
export interface NamedWitness {
  /** Without spaces; local to this policy. */
  readonly name: string
  readonly key: VerifierKey
  readonly url?: string
}

/** Name of the group that `addWitnessLine` maintains. */
const groupName = "majority"

/**
 * Adds a witness to the policy and requires a majority of all its witnesses: 1 of 1, 2 of 2, 2 of 3. A quorum that
 * requires something else stays as it is.
 */
export const addWitnessLine = (
  text: string,
  { name, key, url }: NamedWitness,
): E.Either<FileTooLong | MalformedPolicy, string> => {
  const before = parsePolicy(encodeUtf8(text))
  if (E.isLeft(before)) return before
  if (/\s/.test(`${name}${url ?? ""}`))
    return E.left({ _tag: "MalformedPolicy", line: text.split("\n").length, reason: "wrongFields", key: undefined })
  const line = ["witness", name, printVerifierKey(key), ...(url === undefined ? [] : [url])].join(" ")
  const lines = text.split("\n")
  const lastWitness = lines.findLastIndex((one) => isOf(one, "witness"))
  // The first witness goes before the group and the quorum.
  const at = lastWitness >= 0 ? lastWitness + 1 : lines.findIndex((one) => isOf(one, "group") || isOf(one, "quorum"))
  const withWitness = lines.toSpliced(at, 0, line)
  const added = isMajority(before.right)
    ? askMajority(withWitness, [...before.right.witnesses.map((witness) => witness.name), name])
    : withWitness
  const after = added.join("\n")
  const parsed = parsePolicy(encodeUtf8(after))
  return E.isLeft(parsed) ? parsed : E.right(after)
}

const majorityOf = (count: number): number => Math.floor(count / 2) + 1

/** Whether the policy has the majority quorum that this module writes, or requires no witness. */
const isMajority = ({ witnesses, quorum }: Policy): boolean => {
  if (quorum._tag === "None") return true
  if (quorum._tag === "Witness") return witnesses.length === 1
  return isOwnGroup(quorum, witnesses.length)
}

const isOwnGroup = (quorum: Quorum, witnesses: number): boolean =>
  quorum._tag === "Group" &&
  quorum.name === groupName &&
  quorum.threshold === majorityOf(witnesses) &&
  quorum.members.length === witnesses &&
  quorum.members.every(({ _tag }) => _tag === "Witness")

const askMajority = (lines: ReadonlyArray<string>, names: ReadonlyArray<string>): ReadonlyArray<string> => {
  const [only] = names
  const asked =
    only !== undefined && names.length === 1
      ? [`quorum ${only}`]
      : [`group ${groupName} ${majorityOf(names.length)} ${names.join(" ")}`, `quorum ${groupName}`]
  const isReplaced = (line: string): boolean =>
    isOf(line, "quorum") || (isOf(line, "group") && line.trimStart().split(/[\t ]+/)[1] === groupName)
  const quorumAt = lines.findIndex(isReplaced)
  const others = lines.filter((line) => !isReplaced(line))
  // The quorum goes after everything it names, wherever it was before.
  return others.toSpliced(Math.max(quorumAt, others.findLastIndex((line) => isOf(line, "witness")) + 1), 0, ...asked)
}
