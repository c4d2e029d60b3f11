/** What a witness keeps of a log, the newest checkpoint it cosigned, and whether another extends it. */
import * as E from "fp-ts/lib/Either.js"
import { pipe } from "fp-ts/lib/function.js"
import { sameBytes } from "./bytes.js"
import { parseCheckpoint, type Checkpoint } from "./checkpoint.js"
import { verifyConsistency } from "./consistency.js"
import type { TreeHasher } from "./hash.js"
import { parseNote } from "./note.js"
import type { Proof, ProofFault } from "./proof-fault.js"
import type { StoredHead, HeadStore, HeadsUnavailable } from "./head-store.js"
import type { DamagedHead } from "./kept-head.js"

/** `generation` 0 where nothing was cosigned yet. */
interface Newest {
  readonly generation: number
  readonly head: Checkpoint | undefined
}

export const newestOf = async (heads: HeadStore): Promise<E.Either<HeadsUnavailable | DamagedHead, Newest>> => {
  const newest = await heads.latest()
  return E.isLeft(newest) ? newest : headIn(newest.right)
}

const headIn = (newest: StoredHead | undefined): E.Either<DamagedHead, Newest> => {
  if (newest === undefined) return E.right({ generation: 0, head: undefined })
  const { generation, content } = newest
  return pipe(
    parseNote(content),
    E.chainW(({ text }) => parseCheckpoint(text)),
    E.bimap(
      () => ({ _tag: "DamagedHead", generation }),
      (head) => ({ generation, head }),
    ),
  )
}

/** Every tree extends the empty one, so from there no proof is given; but the empty tree has one root. */
export const extendsKept = (
  head: Checkpoint | undefined,
  { size, root }: Pick<Checkpoint, "size" | "root">,
  proof: Proof,
  hasher: TreeHasher,
): E.Either<ProofFault, void> => {
  const first = head?.size ?? 0
  if (first > 0)
    return verifyConsistency({ first, second: size, firstRoot: head?.root ?? hasher.empty, root, proof }, hasher)
  if (proof.length > 0) return E.left({ _tag: "WrongProofLength", expected: 0, found: proof.length })
  return size > 0 || sameBytes(root, hasher.empty)
    ? E.right(undefined)
    : E.left({ _tag: "RootMismatch", tree: "root", expected: root, found: hasher.empty })
}
