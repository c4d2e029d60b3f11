/** Parses the text of a policy (C2SP tlog-policy, Policy file syntax and structure). */
import * as E from "fp-ts/lib/Either.js"
import { fileTooLong, fromBinary, parseDecimal, sameBytes, type FileTooLong } from "./encoding.js"
import type { Group, Log, Policy, Quorum, Witness } from "./policy.js"
import { parseVerifierKey, type KeyFault, type KeyType, type VerifierKey } from "./verifier-key.js"

/** Limit each for logs, witnesses and groups. The specification asks for at least 32. */
const mostDefinitions = 256

/** What is wrong with a line of a policy; `noQuorum` concerns the whole file. */
export type PolicyReason =
  | "controlCharacter"
  | "unterminated"
  | "unknownKeyword"
  | "wrongFields"
  | "badKey"
  | "unsuitableKeyType"
  | "duplicateKey"
  | "nameTaken"
  | "unknownName"
  | "memberTwice"
  | "badThreshold"
  | "secondQuorum"
  | "noQuorum"
  | "tooMany"

/** `line` counts from 1; a missing quorum is reported on the line after the last. `key`: details of a "badKey". */
export interface MalformedPolicy {
  readonly _tag: "MalformedPolicy"
  readonly line: number
  readonly reason: PolicyReason
  readonly key: KeyFault | undefined
}

/** The definitions parsed so far. Names are octet strings (as in the specification), one character per octet. */
interface Draft {
  readonly logs: ReadonlyArray<Log>
  readonly witnesses: ReadonlyArray<Witness>
  readonly groups: ReadonlyArray<Group>
  readonly named: ReadonlyMap<string, Witness | Group>
  /** Names that are already members of a group. */
  readonly members: ReadonlySet<string>
  readonly quorum: Quorum | undefined
}

const emptyDraft: Draft = {
  logs: [],
  witnesses: [],
  groups: [],
  named: new Map(),
  members: new Set(),
  quorum: undefined,
}

type LineFault = PolicyReason | KeyFault
type Statement = (draft: Draft, fields: ReadonlyArray<string>) => E.Either<LineFault, Draft>

/** `file`: octets; every line ends with a newline. */
export const parsePolicy = (file: Uint8Array): E.Either<FileTooLong | MalformedPolicy, Policy> => {
  const tooLong = fileTooLong(file)
  if (tooLong !== undefined) return E.left(tooLong)
  const lines = Array.from(file, (octet) => String.fromCharCode(octet))
    .join("")
    .split("\n")
  const afterLast = lines.pop()
  let draft = emptyDraft
  for (const [i, line] of lines.entries()) {
    const next = readLine(draft, line)
    if (E.isLeft(next)) return malformed(i + 1, next.left)
    draft = next.right
  }
  if (afterLast !== "") return malformed(lines.length + 1, "unterminated")
  const { logs, witnesses, quorum } = draft
  return quorum === undefined ? malformed(lines.length + 1, "noQuorum") : E.right({ logs, witnesses, quorum })
}

const malformed = (line: number, fault: LineFault): E.Either<MalformedPolicy, never> =>
  E.left(
    typeof fault === "string"
      ? { _tag: "MalformedPolicy", line, reason: fault, key: undefined }
      : { _tag: "MalformedPolicy", line, reason: "badKey", key: fault },
  )

const readLine = (draft: Draft, line: string): E.Either<LineFault, Draft> => {
  if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(line)) return E.left("controlCharacter")
  const [keyword, ...fields] = line.split(/[\t ]+/).filter((field) => field !== "")
  if (keyword === undefined || keyword.startsWith("#")) return E.right(draft)
  const statement = statements.get(keyword)
  return statement === undefined ? E.left("unknownKeyword") : statement(draft, fields)
}

const log: Statement = (draft, [vkey, url, ...rest]) => {
  if (vkey === undefined || rest.length > 0) return E.left("wrongFields")
  const key = newKey(vkey, ["Ed25519", "Cosignature", "MlDsa44Cosignature", "Sm2"], draft.logs)
  if (E.isLeft(key)) return key
  return E.right({ ...draft, logs: [...draft.logs, { key: key.right, url: url && asText(url) }] })
}

const witness: Statement = (draft, [name, vkey, url, ...rest]) => {
  if (name === undefined || vkey === undefined || rest.length > 0) return E.left("wrongFields")
  if (isTaken(draft, name)) return E.left("nameTaken")
  const key = newKey(vkey, ["Cosignature", "MlDsa44Cosignature"], draft.witnesses)
  if (E.isLeft(key)) return key
  const defined: Witness = { _tag: "Witness", name: asText(name), key: key.right, url: url && asText(url) }
  return E.right({
    ...draft,
    witnesses: [...draft.witnesses, defined],
    named: new Map(draft.named).set(name, defined),
  })
}

const group: Statement = (draft, [name, threshold, ...names]) => {
  if (name === undefined || threshold === undefined || names.length === 0) return E.left("wrongFields")
  if (isTaken(draft, name)) return E.left("nameTaken")
  if (draft.groups.length === mostDefinitions) return E.left("tooMany")
  if (new Set(names).size < names.length || names.some((member) => draft.members.has(member)))
    return E.left("memberTwice")
  const members = names.flatMap((member) => draft.named.get(member) ?? [])
  if (members.length < names.length) return E.left("unknownName")
  const required = thresholdOf(threshold, members.length)
  if (required === undefined || required < 1 || required > members.length) return E.left("badThreshold")
  const defined: Group = { _tag: "Group", name: asText(name), threshold: required, members }
  return E.right({
    ...draft,
    groups: [...draft.groups, defined],
    named: new Map(draft.named).set(name, defined),
    members: new Set([...draft.members, ...names]),
  })
}

const thresholdOf = (text: string, members: number): number | undefined => {
  if (text === "all") return members
  return text === "any" ? 1 : parseDecimal(text)
}

const quorum: Statement = (draft, [name, ...rest]) => {
  if (name === undefined || rest.length > 0) return E.left("wrongFields")
  if (draft.quorum !== undefined) return E.left("secondQuorum")
  const required: Quorum | undefined = name === "none" ? { _tag: "None" } : draft.named.get(name)
  return required === undefined ? E.left("unknownName") : E.right({ ...draft, quorum: required })
}

const statements: ReadonlyMap<string, Statement> = new Map([
  ["log", log],
  ["witness", witness],
  ["group", group],
  ["quorum", quorum],
])

const isTaken = ({ named }: Draft, name: string): boolean => name === "none" || named.has(name)

/** Ignores names when comparing keys: the same public key under another name is a duplicate too. */
const newKey = (
  vkey: string,
  suitable: ReadonlyArray<KeyType>,
  present: ReadonlyArray<Log | Witness>,
): E.Either<LineFault, VerifierKey> => {
  if (present.length === mostDefinitions) return E.left("tooMany")
  const key = parseVerifierKey(asText(vkey))
  if (E.isLeft(key)) return key
  const { type, publicKey } = key.right
  if (!suitable.includes(type)) return E.left("unsuitableKeyType")
  return present.some((other) => sameBytes(other.key.publicKey, publicKey)) ? E.left("duplicateKey") : key
}

const utf8 = new TextDecoder("utf-8", { ignoreBOM: true })

const asText = (octets: string): string => utf8.decode(fromBinary(octets))
