/** A forger alters what surrounds the log in a bundle: who would notice, and what nobody can. */
import { must, right, utf8 } from "@shifan/testkit/basics"
import { fileAlterations, type FileAlteration, type FilesByPath } from "@shifan/testkit/forger"
import { parseNote, signNote } from "@shifan/tlog"
import type { AuditReport } from "../src/index.js"
import { fullBundle, fullPolicy, keptHead, otherBundle, readersClock } from "./full-bundle.js"
import { audit, logKey, textIn } from "./sample-bundle.js"

export const reportOf = (files: FilesByPath): Promise<AuditReport> =>
  audit(files, { policy: fullPolicy, kept: keptHead, now: readersClock })

const observedIn = ({ observations }: AuditReport): ReadonlyArray<string> =>
  observations.map((observation) => JSON.stringify(observation))

const honest = new Set(observedIn(await reportOf(fullBundle)))

/** Whether the report names a fault, or observes what it does not observe in the honest bundle. */
export const isTold = async ({ files }: Pick<FileAlteration, "files">): Promise<boolean> => {
  const report = await reportOf(files)
  return !report.sound || observedIn(report).some((one) => !honest.has(one))
}

/** The text of a head, altered line by line and signed again: the forger has the log's key, but none of a witness. */
const signedAnew = async (): Promise<ReadonlyArray<FileAlteration>> => {
  const path = "checkpoint"
  const { text } = right(parseNote(fullBundle.get(path) ?? new Uint8Array()))
  const altered = fileAlterations(new Map([["text", utf8(text)]]), {})
  const made = await Promise.all(
    altered.map(async ({ how, files }) => {
      const note = await signNote([logKey], textIn(files, "text"))()
      return note._tag === "Left"
        ? []
        : [{ path, how: `${how}, signed anew by the log`, files: new Map(fullBundle).set(path, note.right) }]
    }),
  )
  const bare = await must(signNote([logKey], text))
  return [...made.flat(), { path, how: "signed anew, without witnesses", files: new Map(fullBundle).set(path, bare) }]
}

export const alterations: ReadonlyArray<FileAlteration> = [
  ...fileAlterations(fullBundle, { other: otherBundle, parts: 400 }),
  ...(await signedAnew()),
]

interface Untold {
  readonly where: RegExp
  /** As `docs/audit.md` names it. */
  readonly file: string
  readonly what: string
  readonly why: string
}

/** What goes untold, by file and by what was done, and why. The first match applies. */
const untold: ReadonlyArray<Untold> = [
  {
    where: /^proof\/.*: (?:without line|line) \d+/,
    file: "proof/CODE.tlog-proof",
    what: "a signature line repeated, moved or left out in the copy of the checkpoint that ends a proof",
    why: "signatures may grow; its text is that of the bundle's checkpoint, whose signers the report names, and the policy must accept it",
  },
  {
    where: /^openings\.json: (?:.*without the last|.*taken away|of another folder)$/,
    file: "openings.json",
    what: "an opening left out, or another class of readers named as those it is for",
    why: "the bureau decides what it opens and to whom; the reader asks for what is missing",
  },
  {
    where: /\.tsr: byte/,
    file: "*.tsr",
    what: "a byte that says neither of which file and when, nor for which request",
    why: "the authority's signature covers it, which `openssl ts -verify` checks (`TimestampUnverified`)",
  },
  {
    where: /\.tsq: byte/,
    file: "*.tsq",
    what: "a byte that belongs neither to the imprint nor to the nonce",
    why: "a request proves nothing: the response is compared with the file and the nonce",
  },
  {
    where: /^(?:timestamp\/|checkpoint\.ts).*: deleted with all files of its name$/,
    file: "*.tsr",
    what: "a timestamp left out with its request and its checkpoint",
    why: "nobody has to have any; whoever asked the authority has its response",
  },
]

/** A line of the list in `docs/audit.md`; `undefined` if nothing explains why an alteration goes untold. */
export const reasonFor = ({ path, how }: Pick<FileAlteration, "path" | "how">): Untold | undefined =>
  untold.find(({ where }) => where.test(`${path}: ${how}`))

interface WholeReplacement {
  readonly what: string
  readonly why: string
  readonly files: FilesByPath
}

/** Replacements of a whole bundle that a reader without a newer head cannot notice. */
export const wholeReplacements: ReadonlyArray<WholeReplacement> = [
  {
    what: "the bundle of an earlier head in place of the present one",
    why: "it was honest once; the age of head and newest record is told (`HeadOld`, `NewestRecordOld`), and a head that somebody kept since shows that it went back",
    files: otherBundle,
  },
]

/** Rows of the table in `docs/audit.md`. */
export const rowOf = ({ file, what, why }: Pick<Untold, "file" | "what" | "why">): string =>
  `| \`${file}\` | ${what} | ${why} |`

export const rowOfWhole = ({ what, why }: Pick<WholeReplacement, "what" | "why">): string =>
  `| all files | ${what} | ${why} |`
