/** What a worker is asked, and what it answers: plain data, which can be posted. */
import { type AuditReport, blobFolder, verifyBundle } from "@shifan/bundle"
import { qinhuangdao2020 } from "@shifan/core"
import { rosterDigestsAt, rosterUnder } from "@shifan/roster"
import * as E from "fp-ts/lib/Either.js"
import type { OpenedBundle } from "../input/bundle-root.js"
import type { InputFault } from "../input/input-fault.js"
import type { Subject } from "../input/subject.js"
import { openZip } from "../input/zip-folder.js"
import { verifyProof, type ProofReport } from "./proof.js"

export interface Job {
  readonly subject: Subject
  /** A policy had from elsewhere. */
  readonly policy: Blob | undefined
  /** A checkpoint kept from an earlier time. */
  readonly kept: Blob | undefined
}

export type Outcome =
  | { readonly _tag: "Refused"; readonly fault: InputFault }
  /** `outside`: files that lie beside the folder of the bundle, and were not looked at. */
  | { readonly _tag: "Audited"; readonly report: AuditReport; readonly outside: number; readonly ownPolicy: boolean }
  | { readonly _tag: "Proved"; readonly report: ProofReport }

/** Called seldom enough to cost nothing. In leaves. */
export type Progress = (leaves: number, size: number) => void

/** Does a job: in a worker, or on the page itself where there is none. */

export const runJob = async ({ subject, policy, kept }: Job, progress: Progress): Promise<Outcome> => {
  if (subject._tag === "Proof") {
    const [proof, leaf, trusted] = [await start(subject.proof), await given(subject.leaf), await given(policy)]
    return { _tag: "Proved", report: await verifyProof({ proof, leaf, policy: trusted }) }
  }
  const opened = await open(subject)
  if (E.isLeft(opened)) return { _tag: "Refused", fault: opened.left }
  const { folder, outside } = opened.right
  const report = await verifyBundle(folder, {
    library: [qinhuangdao2020],
    rosterUnder,
    figuresAt: rosterDigestsAt,
    depth: "decisions",
    ...(policy === undefined ? {} : { policy: await start(policy) }),
    ...(kept === undefined ? {} : { kept: await start(kept) }),
    progress: seldom(progress),
  })()
  return { _tag: "Audited", report, outside, ownPolicy: policy !== undefined }
}

const open = async (
  subject: Exclude<Subject, { readonly _tag: "Proof" }>,
): Promise<E.Either<InputFault, OpenedBundle>> =>
  subject._tag === "Zip"
    ? openZip(subject.archive)()
    : E.right({ folder: blobFolder(subject.files), outside: subject.outside })

/** In bytes: just more than any note, policy, proof or leaf may have, so that a longer file is still refused as too long. */
const enough = 1_000_001

const start = async (file: Blob): Promise<Uint8Array> => new Uint8Array(await file.slice(0, enough).arrayBuffer())

const given = async (file: Blob | undefined): Promise<Uint8Array | undefined> =>
  file === undefined ? undefined : start(file)

/** A two-hundredth of the log at a time. */
const seldom =
  (progress: Progress): Progress =>
  (leaves, size) => {
    if (leaves % Math.ceil(size / 200) === 0 || leaves === size) progress(leaves, size)
  }
