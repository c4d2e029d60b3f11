import { mkdirSync, readdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { fc, test } from "@fast-check/vitest"
import { must, right, temporaryFolder, utf8 } from "@shifan/testkit/basics"
import { numberedLeaves } from "@shifan/testkit/tlog"
import * as E from "fp-ts/lib/Either.js"
import { describe, expect, it } from "vitest"
import { emptyRange, extendRange, parseKeptHead, printKeptHead, type CompactRange } from "../src/index.js"
import { fileHeads, makeHeads } from "../src/node/index.js"

describe("heads in a folder", () => {
  it("are kept one after the other, and the newest is given back", async () => {
    const heads = fileHeads(temporaryFolder())
    expect(await must(heads.newest)).toBeUndefined()
    for (const number of [1, 2, 3]) await must(heads.keep({ number, content: utf8(`${number}`) }))
    expect(await must(heads.newest)).toEqual({ number: 3, content: utf8("3") })
  })

  it.each([0, 1, 3])("are refused at generation %d after the first: it is taken, or not the next", async (number) => {
    const folder = temporaryFolder()
    await must(fileHeads(folder).keep({ number: 1, content: utf8("first") }))
    const refused = await fileHeads(folder).keep({ number, content: utf8("other") })()
    expect(refused).toEqual(E.left({ _tag: "HeadMoved", generation: number }))
    expect(await must(fileHeads(folder).newest)).toEqual({ number: 1, content: utf8("first") })
    expect(readdirSync(folder)).toEqual(["0000000001"])
  })

  it("of many who keep the same generation are kept by one", async () => {
    const folder = temporaryFolder()
    for (const number of [1, 2, 3, 4]) {
      const all = Array.from({ length: 12 }, (_, i) => fileHeads(folder).keep({ number, content: utf8(`${i}`) })())
      const won = (await Promise.all(all)).flatMap((answer, i) => (E.isRight(answer) ? [i] : []))
      expect(won).toHaveLength(1)
      expect(await must(fileHeads(folder).newest)).toEqual({ number, content: utf8(`${won[0]}`) })
    }
  })

  it("are unavailable where the folder is missing: to begin anew has to be meant", async () => {
    const folder = join(temporaryFolder(), "a", "b")
    expect(await fileHeads(folder).newest()).toMatchObject({ left: { _tag: "HeadsUnavailable" } })
    expect(await fileHeads(folder).keep({ number: 1, content: utf8("") })()).toMatchObject({
      left: { _tag: "HeadsUnavailable" },
    })
    await must(makeHeads(folder))
    await must(makeHeads(folder))
    expect(await must(fileHeads(folder).newest)).toBeUndefined()
  })

  it("ignore what else lies there, such as the draft of a signer that was killed", async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, "0000000009.draft"), "half")
    mkdirSync(join(folder, "lost+found"))
    await must(fileHeads(folder).keep({ number: 1, content: utf8("1") }))
    expect(await must(fileHeads(folder).newest)).toMatchObject({ number: 1 })
  })
})

describe("a kept head", () => {
  const hash = fc.uint8Array({ minLength: 32, maxLength: 32 })
  const origin = fc.stringMatching(/^[a-z./示范]{1,20}$/)
  const size = fc.nat({ max: 300 })
  const rangeOf = (count: number): CompactRange =>
    numberedLeaves(count).reduce((range, leaf) => extendRange(range, leaf), emptyRange)

  test.prop([origin, size, hash])("is read back with its range", (name, before, root) => {
    const head = { origin: name, size: before + 1, root, before: rangeOf(before) }
    expect(parseKeptHead(right(printKeptHead(head)))).toEqual(E.right(head))
  })

  test.prop([origin, size, hash, fc.string()])(
    "is read whatever became of its range, which is left out unless it has the right shape",
    (name, count, root, rest) => {
      const content = right(printKeptHead({ origin: name, size: count, root, before: undefined }))
      const read = right(parseKeptHead(utf8(new TextDecoder().decode(content) + rest)))
      expect(read).toMatchObject({ origin: name, size: count, root })
      if (read.before !== undefined) expect(read.before.size).toBe(count - 1)
    },
  )

  test.prop([fc.uint8Array({ maxLength: 200 })])("of any bytes is read or refused, and never throws", (bytes) => {
    expect(["Left", "Right"]).toContain(parseKeptHead(bytes)._tag)
  })
})
