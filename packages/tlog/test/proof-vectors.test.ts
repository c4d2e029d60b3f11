import * as E from "fp-ts/lib/Either.js"
import { describe, expect, it } from "vitest"
import { parseDecimal } from "../src/encoding.js"
import { verifyConsistency, verifyInclusion } from "../src/index.js"
import { absent, filesBelow, textOf, whyAbsent } from "./vectors.js"

/** Integers are read as text, because two of them are above 2^53 and JSON.parse would round them. */
interface Vector {
  readonly desc: string
  readonly wantErr: boolean
  readonly proof: ReadonlyArray<string> | null
  readonly leafIdx: string
  readonly treeSize: string
  readonly leafHash: string
  readonly size1: string
  readonly size2: string
  readonly root1: string
  readonly root2: string
  readonly root: string
}

const vectorsBelow = (folder: string): ReadonlyArray<Vector> =>
  filesBelow(`transparency-dev-merkle/testdata/${folder}`).map((file) =>
    JSON.parse(textOf(file).replace(/: (\d+)(?=[,\n])/g, ': "$1"')),
  )

const bytes = (base64: string): Uint8Array => new Uint8Array(Buffer.from(base64, "base64"))

const holds = (first: string, second: string, verify: (a: number, b: number) => E.Either<unknown, void>): boolean => {
  const [a, b] = [parseDecimal(first), parseDecimal(second)]
  return a !== undefined && b !== undefined && E.isRight(verify(a, b))
}

const judged = (vector: Vector): boolean => {
  const proof = (vector.proof ?? []).map(bytes)
  return vector.treeSize === undefined
    ? holds(vector.size1, vector.size2, (first, second) =>
        verifyConsistency({ first, second, firstRoot: bytes(vector.root1), root: bytes(vector.root2), proof }),
      )
    : holds(vector.leafIdx, vector.treeSize, (index, size) =>
        verifyInclusion({ index, size, leafHash: bytes(vector.leafHash), root: bytes(vector.root), proof }),
      )
}

describe.skipIf(absent)(`proofs published by transparency-dev${whyAbsent}`, () => {
  it.each(["inclusion", "consistency"])("98 of %s come out as they should, 6 of them true", (kind) => {
    const vectors = vectorsBelow(kind)
    expect(vectors).toHaveLength(98)
    expect(vectors.filter(({ wantErr }) => !wantErr)).toHaveLength(6)
    expect(vectors.filter((vector) => judged(vector) === vector.wantErr).map(({ desc }) => desc)).toEqual([])
  })

  it("two of them hold 2^64 − 1, which is refused and not rounded", () => {
    const large = [...vectorsBelow("inclusion"), ...vectorsBelow("consistency")].flatMap((vector) =>
      [vector.leafIdx, vector.treeSize, vector.size1, vector.size2].filter((text) => text === "18446744073709551615"),
    )
    expect(large).toHaveLength(2)
    expect(large.map(parseDecimal)).toEqual([undefined, undefined])
  })
})
