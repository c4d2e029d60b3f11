/** Openings against the commitments in the leaves they name. */
import { bilingual } from "@shifan/core"
import type { Envelope } from "@shifan/event-store"
import * as E from "fp-ts/lib/Either.js"
import type { Folder } from "../folder.js"
import { limits, names } from "../format.js"
import { formatFolderFault } from "../messages.js"
import { commitmentOf, type LeafOpening, parseOpenings, sealedAt } from "../openings.js"
import { aFile, type Findings, same } from "./findings.js"

export interface OpeningsCheck {
  /** `undefined`: a leaf that is no event. */
  readonly see: (index: number, envelope: Envelope | undefined) => void
  /** Once all leaves were seen: openings of leaves that the log does not have. */
  readonly complete: () => void
  readonly count: number
}

const none: OpeningsCheck = { see: () => {}, complete: () => {}, count: 0 }

/** A bundle for the public has no openings, so that the file's absence is no fault. */
export const openingsCheck = async (folder: Folder, findings: Findings): Promise<OpeningsCheck> => {
  const path = names.openings
  const file = await folder.read(path, limits.list)()
  if (E.isLeft(file)) {
    if (file.left._tag !== "FileMissing") findings.fault("FileRefused", path, aFile, formatFolderFault(file.left))
    return none
  }
  const parsed = parseOpenings(file.right)
  if (E.isLeft(parsed)) {
    findings.fault("OpeningsMalformed", path, bilingual("开示文件", "openings"), same(parsed.left))
    return none
  }
  const { openings } = parsed.right
  const waiting = Map.groupBy(openings, ({ index }) => index)
  return {
    see: (index, envelope) => {
      for (const one of waiting.get(index) ?? []) judge(one, envelope, findings)
      waiting.delete(index)
    },
    complete: () => {
      for (const one of [...waiting.values()].flat())
        findings.fault("OpeningFails", path, leafSaid(one), bilingual("没有这个叶", "no such leaf"))
    },
    count: openings.length,
  }
}

const judge = (opening: LeafOpening, envelope: Envelope | undefined, { fault }: Findings): void => {
  const sealed = envelope === undefined ? undefined : sealedAt(envelope, opening.path)
  const { stream = "", revision = -1 } = envelope ?? {}
  const at = { index: opening.index, stream, revision }
  const made = commitmentOf(opening)
  if (sealed === undefined)
    fault(
      "OpeningFails",
      names.openings,
      leafSaid(opening),
      bilingual("此处没有封存的内容", "nothing is sealed there"),
      at,
    )
  else if (sealed !== made) fault("OpeningFails", names.openings, same(sealed), same(made), at)
}

const leafSaid = ({ index, path }: LeafOpening) => bilingual(`第${index}号叶的${path}`, `${path} of leaf ${index}`)
