/** The fields of each command's JSON: `--json=a,b` is refused before anything is done where one of them is none. */
import type { Command } from "commander"
import * as E from "fp-ts/lib/Either.js"
import type { Settings } from "./command-context.js"
import { usage, type Failure } from "./result.js"

/** Of a command that records an act. */
const recorded = ["stream", "repeated", "dryRun", "events"]

const changedKeys = ["origin", "keys", "dryRun"]

const readingFields = ["id", "question", "options", "default", "touches"]

const provisionFields = [
  "id",
  "as",
  "remark",
  "text",
  "conditions",
  "materials",
  "citedBy",
  "readings",
  "where",
  "tests",
]

const storeVerdict = [
  "holds",
  "events",
  "streams",
  "decisions",
  "publications",
  "integrity",
  "heads",
  "unsound",
  "pending",
]

const proofVerdict = ["proved", "missing", "index", "record"]

const statementVerdict = ["stated", "unit", "list", "standing"]

const bundleVerdict = [
  "sound",
  "origin",
  "size",
  "root",
  "signedBy",
  "witnessedBy",
  "keptSize",
  "leaves",
  "decided",
  "newestOn",
  "roster",
  "openings",
  "observations",
  "observationCounts",
  "policyDigest",
  "timestamps",
  "handedOut",
]

/** By the words that lead to the command. One that records an act, and nothing else, need not be here. */
const fieldsByCommand: Readonly<Record<string, ReadonlyArray<string>>> = {
  init: ["store", "config", "instrument", "documentNumber", "termEndedOn", "dryRun", "files"],
  assess: ["uscc", "asOf", "assessment", "changes", "missing", "contradictions", "ready"],
  open: [...recorded, "openings"],
  serve: ["address", "stopped"],
  import: ["rows", "encoding", "dryRun", "done", "repeated"],
  submit: ["lines", "done", "repeated", "refused", "dryRun"],
  "form blank": ["file", "act", "format", "size", "sha256", "dryRun", "files"],
  "form fill": ["file", "act", "format", "size", "sha256", "dryRun", "files"],
  "form draft": ["file", "kind", "size", "dryRun", "files"],
  "form read": ["act", "data", "doubts", "faults", "dryRun", "files"],
  "form check": ["act", "contradictions"],
  "call show": ["calls"],
  "instrument show": ["on", "inForce", "stretches", "readings"],
  "instrument check": ["findings"],
  "roster list": ["entries"],
  "roster show": [
    "uscc",
    "operatingUnitName",
    "platformName",
    "countyOrDistrict",
    "certificateNumber",
    "certifiedOn",
    "lastConfirmedOn",
    "plaqueAwardedOn",
    "validUntil",
  ],
  "roster diff": ["from", "to", "added", "removed", "changed"],
  "roster publish": [...recorded, "files"],
  "roster publications": ["publications"],
  "roster write": ["files", "dryRun"],
  "site build": ["out", "changed", "removed", "unchanged", "dryRun", "files"],
  due: ["duties"],
  worklist: ["asOf", "waiting"],
  history: ["events"],
  why: ["event", "assessment", "changedSince"],
  replay: ["on", "inForce", "events", "units", "eventsPerSecond"],
  regulation: ["provisions", ...readingFields, ...provisionFields],
  schema: ["schemas", "name", "schema"],
  completion: ["shell", "script"],
  coverage: ["regulation", "provisions", "readings"],
  doctor: ["checks"],
  demo: ["store", "platform", "certified", "dryRun", "files"],
  "audit verify": [
    ...storeVerdict,
    ...bundleVerdict,
    ...proofVerdict,
    ...statementVerdict,
    "faults",
    "faultCount",
    "dryRun",
    "files",
  ],
  "audit export": ["bundle", "origin", "size", "rows", "openings", "dryRun", "files"],
  "audit prove": ["index", "size", "proof", "changedSince", "dryRun", "files"],
  "audit statement": [
    "uscc",
    "division",
    "asOf",
    "publishedOn",
    "size",
    "standing",
    "changedSince",
    "statement",
    "dryRun",
    "files",
  ],
  "audit record": ["index", "stream", "revision", "hash", "record", "dryRun", "files"],
  "audit published": [
    "holds",
    "revision",
    "asOf",
    "logSize",
    "recorded",
    "sameBytes",
    "mangled",
    "missing",
    "extra",
    "differing",
    "reordered",
    "notCompared",
  ],
  "audit verifier": ["file", "size", "sha256", "dryRun", "files"],
  "audit checkpoint": ["checkpoint", "origin", "size", "before", "root", "keys", "cosigned", "dryRun", "files"],
  "audit witness": ["origin", "size", "out", "cosignature", "dryRun", "files"],
  "audit cosigned": ["checkpoint", "size", "by", "accepted", "dryRun", "files"],
  "audit timestamp": ["checkpoint", "genTime", "holds", "nonce", "policy", "records", "serial"],
  "audit key list": ["origin", "keys"],
  "audit key new": changedKeys,
  "audit key add": changedKeys,
  "audit key retire": changedKeys,
  "audit key witness": ["key", "vkey", "dryRun", "files"],
  "audit policy show": ["file", "logs", "witnesses", "quorum"],
  "audit policy witness": ["file", "logs", "witnesses", "quorum", "dryRun"],
  "audit receipt issue": ["receipt", "type", "index", "leafHash", "by", "dryRun", "files"],
  "audit receipt verify": ["outcome", "how", "receipt", "size", "proof", "dryRun", "files"],
  "audit what-if": ["events", "decisions", "hypothesis", "flips"],
  copy: ["from", "to", "dryRun", "appended", "events", "streams", "root", "same", "vault", "vaultCopied"],
  backup: ["file", "vault", "events", "lastRecordedAt", "dryRun", "files"],
  restore: ["file", "vault", "events", "lastRecordedAt", "lost", "dryRun", "files"],
}

const wordsOf = (command: Command): ReadonlyArray<string> =>
  command.parent === null ? [] : [...wordsOf(command.parent), command.name()]

/** Every field that is none is named, with those there are. */
export const checkFields = ({ json }: Settings, command: Command): E.Either<Failure, void> => {
  if (typeof json === "boolean") return E.right(undefined)
  const known = [...new Set(["schemaVersion", ...(fieldsByCommand[wordsOf(command).join(" ")] ?? recorded)])]
  const unknown = json.filter((field) => !known.includes(field))
  if (unknown.length === 0) return E.right(undefined)
  const refused = usage(
    `--json没有字段${unknown.join("、")}，可取${known.join("、")}`,
    `--json has no field ${unknown.join(", ")}; there are ${known.join(", ")}`,
  )
  return E.left({ ...refused, figures: { unknown, known } })
}
