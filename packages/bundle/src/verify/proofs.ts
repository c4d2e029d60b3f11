/** The proofs of the roster's rows. */
import * as E from "fp-ts/lib/Either.js"
import { bilingual } from "@shifan/core"
import { parseTlogProof, printTlogProof, sameBytes, type TreeHasher, verifyInclusion } from "@shifan/tlog"
import { limits } from "../contents.js"
import type { Folder } from "../folder.js"
import type { RosterLine, TitleLeaf } from "../projection.js"
import { folderSaid, proofSaid } from "../wording.js"
import { aFile, type Findings } from "./findings.js"
import type { Head } from "./head.js"

/** Each row's proof: of the leaf that gave the title, in the tree of this bundle's own checkpoint. */
export const checkProofs = async (
  folder: Folder,
  head: Head,
  lines: ReadonlyArray<RosterLine>,
  hasher: TreeHasher,
  findings: Findings,
): Promise<void> => {
  for (const { title, proof } of lines)
    if (title !== undefined) await checkProof(folder, proof, title, { head, hasher, findings })
}

const checkProof = async (
  folder: Folder,
  path: string,
  { index, hash: leafHash }: TitleLeaf,
  { head, hasher, findings }: { readonly head: Head; readonly hasher: TreeHasher; readonly findings: Findings },
): Promise<void> => {
  const expected = bilingual(`第${index}号叶的证明`, `a proof of leaf ${index}`)
  const file = await folder.read(path, limits.note)()
  if (E.isLeft(file)) return findings.fault("FileRefused", path, aFile, folderSaid(file.left))
  const parsed = parseTlogProof(file.right)
  if (E.isLeft(parsed)) return findings.fault("ProofFails", path, expected, proofSaid(parsed.left))
  const { size, root } = head.checkpoint
  const { proof } = parsed.right
  if (!sameBytes(file.right, printTlogProof({ extra: undefined, index, proof, checkpoint: head.file })))
    return findings.fault(
      "ProofFails",
      path,
      expected,
      bilingual("另一叶或另一检查点的证明", "one of another leaf, of another checkpoint, or with extra data"),
    )
  const verified = verifyInclusion({ index, size, leafHash, root, proof }, hasher)
  if (E.isLeft(verified)) findings.fault("ProofFails", path, expected, proofSaid(verified.left))
}
