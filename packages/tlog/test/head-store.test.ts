import { mkdirSync, readdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { fc, test } from "@fast-check/vitest"
import { must, right, temporaryFolder, utf8 } from "@shifan/testkit/basics"
import { numberedLeaves } from "@shifan/testkit/tlog"
import * as E from "fp-ts/lib/Either.js"
import { describe, expect, it } from "vitest"
import { emptyRange, extendRange, parseResumableHead, printResumableHead, type CompactRange } from "../src/index.js"
import { fileHeadStore, createHeadFolder } from "../src/node/index.js"

describe("heads in a folder", () => {
  it("are kept one after the other, and the newest is returned", async () => {
    const heads = fileHeadStore(temporaryFolder())
    expect(await must(heads.latest)).toBeUndefined()
    for (const generation of [1, 2, 3]) await must(heads.keep({ generation, content: utf8(`${generation}`) }))
    expect(await must(heads.latest)).toEqual({ generation: 3, content: utf8("3") })
  })

  it.each([0, 1, 3])(
    "are refused at generation %d after generation 1, because only generation 2 is next",
    async (generation) => {
      const folder = temporaryFolder()
      await must(fileHeadStore(folder).keep({ generation: 1, content: utf8("first") }))
      const refused = await fileHeadStore(folder).keep({ generation, content: utf8("other") })()
      expect(refused).toEqual(E.left({ _tag: "HeadMoved", generation }))
      expect(await must(fileHeadStore(folder).latest)).toEqual({ generation: 1, content: utf8("first") })
      expect(readdirSync(folder)).toEqual(["0000000001"])
    },
  )

  it("are kept by exactly one of twelve writers of the same generation", async () => {
    const folder = temporaryFolder()
    for (const generation of [1, 2, 3, 4]) {
      const all = Array.from({ length: 12 }, (_, i) =>
        fileHeadStore(folder).keep({ generation, content: utf8(`${i}`) })(),
      )
      const answers = await Promise.all(all)
      const won = answers.flatMap((answer, i) => (E.isRight(answer) ? [i] : []))
      expect(won).toHaveLength(1)
      const refused = answers.filter(E.isLeft).map(({ left }) => left)
      expect(refused).toEqual(Array.from({ length: 11 }, () => ({ _tag: "HeadMoved", generation })))
      expect(await must(fileHeadStore(folder).latest)).toEqual({ generation, content: utf8(`${won[0]}`) })
    }
  })

  it("are unavailable when the folder is missing, until it is created explicitly", async () => {
    const folder = join(temporaryFolder(), "a", "b")
    expect(await fileHeadStore(folder).latest()).toMatchObject({ left: { _tag: "HeadsUnavailable" } })
    expect(await fileHeadStore(folder).keep({ generation: 1, content: utf8("") })()).toMatchObject({
      left: { _tag: "HeadsUnavailable" },
    })
    await must(createHeadFolder(folder))
    await must(createHeadFolder(folder))
    expect(await must(fileHeadStore(folder).latest)).toBeUndefined()
  })

  it("are read without regard to other files there, such as the draft of a signer that crashed", async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, "0000000009.draft"), "half")
    mkdirSync(join(folder, "lost+found"))
    await must(fileHeadStore(folder).keep({ generation: 1, content: utf8("1") }))
    expect(await must(fileHeadStore(folder).latest)).toMatchObject({ generation: 1 })
  })
})

describe("a kept head", () => {
  const hash = fc.uint8Array({ minLength: 32, maxLength: 32 })
  const origin = fc.stringMatching(/^[a-z./示范]{1,20}$/)
  const size = fc.nat({ max: 300 })
  const someHash = `${"A".repeat(43)}=`
  const rangeOf = (count: number): CompactRange =>
    numberedLeaves(count).reduce((range, leaf) => extendRange(range, leaf), emptyRange)

  test.prop([origin, size, hash])("is parsed back from its printed bytes, range included", (name, before, root) => {
    const head = { origin: name, size: before + 1, root, rangeBeforeLast: rangeOf(before) }
    expect(parseResumableHead(right(printResumableHead(head)))).toEqual(E.right(head))
  })

  test.prop([origin, size, hash, fc.string()])(
    "is read whatever follows it, and has a range only if that has the right shape",
    (name, count, root, rest) => {
      const content = right(printResumableHead({ origin: name, size: count, root, rangeBeforeLast: undefined }))
      const read = right(parseResumableHead(utf8(new TextDecoder().decode(content) + rest)))
      expect(read).toMatchObject({ origin: name, size: count, root })
      if (read.rangeBeforeLast !== undefined) expect(read.rangeBeforeLast.size).toBe(count - 1)
    },
  )

  it.each([
    ["as many hashes as there are bits set in 3", [someHash, someHash], 3],
    ["too few hashes", [someHash], undefined],
    ["too many hashes", [someHash, someHash, someHash], undefined],
    ["a hash that is too short", [someHash, "AAAA"], undefined],
    ["a line that is not a hash", [someHash, "?"], undefined],
  ])("of size 4 followed by %s has a range of size %s", (_, lines, rangeSize) => {
    const head = right(
      printResumableHead({ origin: "o", size: 4, root: new Uint8Array(32), rangeBeforeLast: undefined }),
    )
    const content = utf8(`${new TextDecoder().decode(head)}${lines.map((line) => `${line}\n`).join("")}`)
    const { rangeBeforeLast } = right(parseResumableHead(content))
    expect(rangeBeforeLast?.size).toBe(rangeSize)
  })

  it("is read without a range, and with a byte order mark as part of its origin", () => {
    const head = "o\n4\n" + someHash + "\n"
    expect(parseResumableHead(utf8(head))).toMatchObject({
      right: { origin: "o", size: 4, rangeBeforeLast: undefined },
    })
    expect(right(parseResumableHead(utf8(`\ufeff${head}`))).origin).toBe("\ufeffo")
  })

  test.prop([fc.uint8Array({ maxLength: 200 })])(
    "is read or refused, without an exception, whatever its bytes",
    (bytes) => {
      expect(["Left", "Right"]).toContain(parseResumableHead(bytes)._tag)
    },
  )
})
