/** Compares the signed heads that published lists record with the leaves: the root, and whose log it was. Art. 16. */
import { bilingual, type Bilingual, type Publication, type SignedHead } from "@shifan/core"
import type { Envelope } from "@shifan/event-store"
import { emptyRange, extendRange, rangeRoot, rfc6962, toHex, type TreeHasher } from "@shifan/tlog"
import { originOf, recordedKeys } from "./recorded-keys.js"

type ListWithHead = Pick<Publication, "head" | "logSize">

interface DifferentHead<P> {
  readonly publication: P
  readonly expected: Bilingual
  readonly found: Bilingual
}

/** Reads the leaves in order, and hashes none if no publication has a head. */
export const publishedHeads = <P extends ListWithHead>(
  publications: ReadonlyArray<P>,
  hasher: TreeHasher = rfc6962,
): {
  readonly take: (envelope: Envelope, index: number) => void
  readonly hash: (leaf: Uint8Array) => void
  /** Call it after the leaves of all lists. */
  readonly end: () => ReadonlyArray<DifferentHead<P>>
} => {
  const sizes = new Set(publications.flatMap(({ head }) => (head === undefined ? [] : [head.size])))
  const last = Math.max(-1, ...sizes)
  const roots = new Map<number, string>()
  const keys = recordedKeys()
  let range = emptyRange
  const note = (): void => {
    if (sizes.has(range.size)) roots.set(range.size, `sha256:${toHex(rangeRoot(range, hasher))}`)
  }
  note()

  /** Names under which the log may have signed a head of that size before the list. Without any, it records no keys. */
  const originsAt = ({ logSize }: ListWithHead, size: number): ReadonlyArray<string> =>
    [...keys.all()].flatMap(([vkey, { introducedAt, retiredAt = Infinity }]) =>
      introducedAt < logSize && retiredAt >= size ? [originOf(vkey)] : [],
    )

  return {
    take: (envelope, index) => keys.take(index, envelope),
    hash: (leaf) => {
      if (range.size >= last) return
      range = extendRange(range, hasher.leaf(leaf), hasher)
      note()
    },
    end: () =>
      publications.flatMap((publication) => {
        const { head } = publication
        if (head === undefined) return []
        const origins = originsAt(publication, head.size)
        const [origin = head.origin] = origins.includes(head.origin) ? [head.origin] : origins
        const root = roots.get(head.size)
        if (root === head.root && origin === head.origin) return []
        return [
          { publication, expected: headText({ ...head, origin, root: root ?? head.root }), found: headText(head) },
        ]
      }),
  }
}

const headText = ({ origin, size, root }: SignedHead): Bilingual =>
  bilingual(`${origin}的${size}条，根${root}`, `${size} leaves of ${origin}, root ${root}`)
