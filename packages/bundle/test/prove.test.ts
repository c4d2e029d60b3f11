import * as E from "fp-ts/lib/Either.js"
import { fc, test } from "@fast-check/vitest"
import { describe, expect, it } from "vitest"
import { blobFolder, leavesOf, proveEvent, verifyBundle } from "../src/index.js"
import { rosterDigestsAt, rosterUnder } from "@shifan/roster"
import { parseTlogProof, verifyInclusion } from "@shifan/tlog"
import { must, right, utf8 } from "@shifan/testkit/basics"
import { bundleOf, envelopeIn, hasher, leaves, library, policy, rootOf, signedHead } from "./history.js"

async function* source(some: ReadonlyArray<Uint8Array>): AsyncGenerator<E.Either<never, Uint8Array>> {
  for (const leaf of some) yield E.right(leaf)
}

/** Cheap leaves that are events as far as reading goes. */
const numbered = Array.from({ length: 600 }, (_, i) =>
  utf8(`{"data":{},"revision":${i},"schemaVersion":1,"stream":"call-130300-2020","type":"CallOpened"}`),
)

describe("the proof of one event", () => {
  test.prop([fc.integer({ min: 1, max: 600 }), fc.nat()], { numRuns: 60 })(
    "is made from the leaves alone, whatever the size and the place",
    async (size, which) => {
      const index = which % size
      const root = rootOf(numbered.slice(0, size))
      const checkpoint = await signedHead(size, root)
      const isWanted = ({ revision }: { readonly revision: number }): boolean => revision === index
      const made = await must(proveEvent({ leaves: () => source(numbered), checkpoint, isWanted, hasher }))
      const { proof } = right(parseTlogProof(made.file))
      const leafHash = hasher.leaf(numbered[index] ?? new Uint8Array())
      expect(made).toMatchObject({ index, size })
      expect(verifyInclusion({ index, size, leafHash, root, proof }, hasher)).toEqual(E.right(undefined))
    },
  )

  it("is the one that lies in the bundle", async () => {
    const files = await bundleOf(leaves)
    for (const [path, content] of files) {
      const [, code] = /^proof\/(.*)\.tlog-proof$/.exec(path) ?? []
      if (code === undefined) continue
      const made = await must(
        proveEvent({
          leaves: () => source(leaves),
          checkpoint: files.get("checkpoint") ?? new Uint8Array(),
          isWanted: ({ stream, type }) => stream.endsWith(code) && type === "Certified",
        }),
      )
      expect(made.file).toEqual(content)
    }
  })

  it("is not made of an event beyond the checkpoint, nor of another log", async () => {
    const asked = async (size: number, root: Uint8Array, some = leaves) =>
      proveEvent({
        leaves: () => source(some),
        checkpoint: await signedHead(size, root),
        isWanted: ({ id }) => id === envelopeIn(leaves[4] ?? new Uint8Array()).id,
      })()
    expect(await asked(4, rootOf(leaves.slice(0, 4)))).toMatchObject({ left: { _tag: "EventNotFound", size: 4 } })
    expect(await asked(0, rootOf([]))).toMatchObject({ left: { _tag: "EventNotFound" } })
    expect(await asked(leaves.length, rootOf([]))).toMatchObject({ left: { _tag: "NotTheLog" } })
    expect(await asked(leaves.length, rootOf(leaves), leaves.slice(0, 6))).toMatchObject({
      left: { _tag: "NotTheLog" },
    })
  })
})

describe("a bundle dropped on a page", async () => {
  const files = await bundleOf(leaves)
  const dropped = new Map([...files].map(([path, content]) => [path, new Blob([new Uint8Array(content)])]))

  it("is verified as one on disk is", async () => {
    const report = await verifyBundle(blobFolder(dropped), {
      library,
      rosterUnder,
      rosterDigestsAt,
      depth: "decisions",
      policy,
    })()
    expect(report).toMatchObject({ sound: true, leaves: leaves.length })
  })

  it("is refused a file by its size, and has none but its own", async () => {
    const folder = blobFolder(dropped)
    expect(await folder.read("checkpoint", 10)()).toMatchObject({ left: { _tag: "FileTooLarge", limit: 10 } })
    expect(await folder.read("nothing", 10)()).toMatchObject({ left: { _tag: "FileMissing" } })
    expect(await folder.read("../checkpoint", 10)()).toMatchObject({ left: { _tag: "BadPath" } })
    const read: Array<Uint8Array> = []
    for await (const leaf of leavesOf(folder, leaves.length)) read.push(right(leaf))
    expect(read).toEqual(leaves)
  })
})
