/** The text of a policy (C2SP tlog-policy, Policy file syntax and structure). */
import * as E from "fp-ts/lib/Either.js"
import { pipe } from "fp-ts/lib/function.js"
import { fromBinary } from "./base64.js"
import { sameBytes } from "./bytes.js"
import { parseDecimal } from "./decimal.js"
import { tooLong, type FileTooLong } from "./file-size.js"
import type { Group, Log, Policy, Quorum, Witness } from "./policy.js"
import { parseVerifierKey, type KeyFault, type KeyType, type VerifierKey } from "./verifier-key.js"

/** Of logs, of witnesses and of groups each; the specification asks for 32 at least. */
const mostDefinitions = 256

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

/** `line` counts from 1; for want of a quorum it is the one after the last. `key`: what is wrong with a "badKey". */
export interface MalformedPolicy {
  readonly _tag: "MalformedPolicy"
  readonly line: number
  readonly reason: PolicyReason
  readonly key: KeyFault | undefined
}

/** What the lines so far define. Names are strings of octets, one character each; nothing compares them as text. */
interface Draft {
  readonly logs: ReadonlyArray<Log>
  readonly witnesses: ReadonlyArray<Witness>
  readonly groups: ReadonlyArray<Group>
  readonly named: ReadonlyMap<string, Witness | Group>
  /** Names that are members of a group already. */
  readonly listed: ReadonlySet<string>
  readonly quorum: Quorum | undefined
}

type Flaw = PolicyReason | KeyFault
type Statement = (draft: Draft, fields: ReadonlyArray<string>) => E.Either<Flaw, Draft>

/** `file`: octets, every line ended by a newline. */
export const parsePolicy = (file: Uint8Array): E.Either<FileTooLong | MalformedPolicy, Policy> => {
  const long = tooLong(file)
  if (long !== undefined) return E.left(long)
  const lines = Array.from(file, (octet) => String.fromCharCode(octet))
    .join("")
    .split("\n")
  const beyond = lines.pop()
  let draft: Draft = { logs: [], witnesses: [], groups: [], named: new Map(), listed: new Set(), quorum: undefined }
  for (const [i, line] of lines.entries()) {
    const next = readLine(draft, line)
    if (E.isLeft(next)) return malformed(i + 1, next.left)
    draft = next.right
  }
  if (beyond !== "") return malformed(lines.length + 1, "unterminated")
  const { logs, witnesses, quorum } = draft
  return quorum === undefined ? malformed(lines.length + 1, "noQuorum") : E.right({ logs, witnesses, quorum })
}

const malformed = (line: number, flaw: Flaw): E.Either<MalformedPolicy, never> =>
  E.left(
    typeof flaw === "string"
      ? { _tag: "MalformedPolicy", line, reason: flaw, key: undefined }
      : { _tag: "MalformedPolicy", line, reason: "badKey", key: flaw },
  )

const readLine = (draft: Draft, line: string): E.Either<Flaw, Draft> => {
  if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(line)) return E.left("controlCharacter")
  const [keyword, ...fields] = line.split(/[\t ]+/).filter((field) => field !== "")
  if (keyword === undefined || keyword.startsWith("#")) return E.right(draft)
  const statement = statements.get(keyword)
  return statement === undefined ? E.left("unknownKeyword") : statement(draft, fields)
}

const log: Statement = (draft, [vkey, url, ...rest]) => {
  if (vkey === undefined || rest.length > 0) return E.left("wrongFields")
  return pipe(
    newKey(vkey, ["Ed25519", "Cosignature", "MlDsa44Cosignature", "Sm2"], draft.logs),
    E.map((key) => ({ ...draft, logs: [...draft.logs, { key, url: url && asText(url) }] })),
  )
}

const witness: Statement = (draft, [name, vkey, url, ...rest]) => {
  if (name === undefined || vkey === undefined || rest.length > 0) return E.left("wrongFields")
  if (isTaken(draft, name)) return E.left("nameTaken")
  return pipe(
    newKey(vkey, ["Cosignature", "MlDsa44Cosignature"], draft.witnesses),
    E.map((key) => {
      const defined: Witness = { _tag: "Witness", name: asText(name), key, url: url && asText(url) }
      return { ...draft, witnesses: [...draft.witnesses, defined], named: new Map(draft.named).set(name, defined) }
    }),
  )
}

const group: Statement = (draft, [name, threshold, ...names]) => {
  if (name === undefined || threshold === undefined || names.length === 0) return E.left("wrongFields")
  if (isTaken(draft, name)) return E.left("nameTaken")
  if (draft.groups.length === mostDefinitions) return E.left("tooMany")
  if (new Set(names).size < names.length || names.some((member) => draft.listed.has(member)))
    return E.left("memberTwice")
  const members = names.flatMap((member) => draft.named.get(member) ?? [])
  if (members.length < names.length) return E.left("unknownName")
  const k = threshold === "all" ? members.length : threshold === "any" ? 1 : (parseDecimal(threshold) ?? 0)
  if (k < 1 || k > members.length) return E.left("badThreshold")
  const defined: Group = { _tag: "Group", name: asText(name), threshold: k, members }
  return E.right({
    ...draft,
    groups: [...draft.groups, defined],
    named: new Map(draft.named).set(name, defined),
    listed: new Set([...draft.listed, ...names]),
  })
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

/** The same public key under another name is a duplicate all the same. */
const newKey = (
  vkey: string,
  suitable: ReadonlyArray<KeyType>,
  present: ReadonlyArray<Log | Witness>,
): E.Either<Flaw, VerifierKey> => {
  if (present.length === mostDefinitions) return E.left("tooMany")
  const parsed = parseVerifierKey(asText(vkey))
  if (E.isLeft(parsed)) return parsed
  const { type, publicKey } = parsed.right
  if (!suitable.includes(type)) return E.left("unsuitableKeyType")
  return present.some(({ key }) => sameBytes(key.publicKey, publicKey)) ? E.left("duplicateKey") : parsed
}

const utf8 = new TextDecoder("utf-8", { ignoreBOM: true })

const asText = (octets: string): string => utf8.decode(fromBinary(octets))
