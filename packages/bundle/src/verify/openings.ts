import { sameInBoth } from "@shifan/audit"
import { bilingual, type Bilingual } from "@shifan/core"
import type { Envelope } from "@shifan/event-store"
import * as E from "fp-ts/lib/Either.js"
import type { Folder } from "../folder.js"
import { fileLimits, fileNames } from "../format.js"
import { commitmentOf, type LeafOpening, parseOpenings, sealedAt } from "../openings.js"
import type { ReadmeFacts } from "../readme.js"
import { fileFault, fileRefused, type FindingsCollector } from "./findings.js"

/** Compares a bundle's openings with the commitments in the leaves they name. */
export interface OpeningsCheck {
  /** Takes the leaves in order; `undefined` for a leaf that is not an event. */
  readonly check: (index: number, envelope: Envelope | undefined) => void
  /** Call it after all leaves: reports openings of leaves beyond the end of the log. */
  readonly complete: () => void
  readonly count: number
  /** The audience that the bundle names; `undefined` if its openings cannot be read. */
  readonly audience: ReadmeFacts["audience"] | undefined
}

const noOpenings = (audience: OpeningsCheck["audience"]): OpeningsCheck => ({
  check: () => {},
  complete: () => {},
  count: 0,
  audience,
})

/** Limits openings to the maximum length of a leaf. Most leaves seal nothing, and sealed values are short. */
const mostBytesPerLeaf = 65_536

/** Reads `openings.json`. It may be missing: bundles for the public have none. */
export const readOpenings = async (
  folder: Folder,
  size: number,
  findings: FindingsCollector,
): Promise<OpeningsCheck> => {
  const path = fileNames.openings
  const file = await folder.read(path, Math.min(fileLimits.list, size * mostBytesPerLeaf))()
  if (E.isLeft(file)) {
    if (file.left._tag === "FileMissing") return noOpenings("public")
    findings.addFault(fileRefused(path, file.left))
    return noOpenings(undefined)
  }
  const parsed = parseOpenings(file.right)
  if (E.isLeft(parsed)) {
    const expected = bilingual("开示文件", "openings")
    findings.addFault(fileFault("OpeningsMalformed", path, expected, sameInBoth(parsed.left)))
    return noOpenings(undefined)
  }
  const { openings, audience } = parsed.right
  const pending = Map.groupBy(openings, ({ index }) => index)
  return {
    check: (index, envelope) => {
      for (const opening of pending.get(index) ?? []) checkOpening(opening, envelope, findings)
      pending.delete(index)
    },
    complete: () => {
      const noLeaf = bilingual("没有这个叶", "no such leaf")
      for (const opening of [...pending.values()].flat())
        findings.addFault(fileFault("OpeningFails", path, formatLeafPath(opening), noLeaf))
    },
    count: openings.length,
    audience,
  }
}

const checkOpening = (opening: LeafOpening, envelope: Envelope | undefined, { addFault }: FindingsCollector): void => {
  const path = fileNames.openings
  const { stream = "", revision = -1 } = envelope ?? {}
  const place = { index: opening.index, stream, revision }
  const sealed = envelope && sealedAt(envelope, opening.path)
  const commitment = commitmentOf(opening)
  if (sealed === undefined) {
    const nothingSealed = bilingual("此处没有封存的内容", "nothing is sealed there")
    addFault(fileFault("OpeningFails", path, formatLeafPath(opening), nothingSealed, place))
  } else if (sealed !== commitment)
    addFault(fileFault("OpeningFails", path, sameInBoth(sealed), sameInBoth(commitment), place))
}

const formatLeafPath = ({ index, path }: LeafOpening): Bilingual =>
  bilingual(`第${index}号叶的${path}`, `${path} of leaf ${index}`)
