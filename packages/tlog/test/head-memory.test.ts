/** Damage to stored heads is detected, from the remaining heads or from the separate count. */
import { copyFileSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { fc, test } from "@fast-check/vitest"
import { must, temporaryFolder, utf8 } from "@shifan/testkit/basics"
import { describe, expect, it } from "vitest"
import { createHeadFolder, fileHeadStore, fileHeadStoresByOrigin } from "../src/node/index.js"

interface Memory {
  readonly folder: string
  readonly count: string
  readonly file: (generation: number) => string
}

/** A folder of five heads, and the count file after each of them. */
const memoryOfFive = async (): Promise<Memory & { readonly countAfter: (generation: number) => Buffer }> => {
  const place = temporaryFolder()
  const folder = join(place, "heads")
  const count = join(place, "elsewhere", "count")
  await must(createHeadFolder(folder, count))
  const counts = [readFileSync(count)]
  for (const generation of [1, 2, 3, 4, 5]) {
    await must(fileHeadStore(folder, count).keep({ generation, content: utf8(`head ${generation}\n`) }))
    counts.push(readFileSync(count))
  }
  return {
    folder,
    count,
    file: (generation) => join(folder, String(generation).padStart(10, "0")),
    countAfter: (generation) => counts[generation] ?? Buffer.alloc(0),
  }
}

const other = "kept-head/v1 5 - counted\nanother head\n"

describe("a folder of kept heads", () => {
  it("returns each head as it was kept", async () => {
    const { folder, count } = await memoryOfFive()
    const heads = fileHeadStore(folder, count)
    expect(await must(heads.latest)).toEqual({ generation: 5, content: utf8("head 5\n") })
    for (const generation of [1, 3, 5])
      expect(await must(heads.read(generation))).toEqual({ generation, content: utf8(`head ${generation}\n`) })
    expect(await must(heads.read(0))).toBeUndefined()
    expect(await must(heads.read(6))).toBeUndefined()
  })

  it.each<readonly [string, (memory: Memory) => void, object]>([
    ["the newest head is deleted", ({ file }) => rmSync(file(5)), { _tag: "HeadsLost", kept: 4, counted: 5 }],
    [
      "the two newest heads are deleted",
      ({ file }) => [4, 5].forEach((n) => rmSync(file(n))),
      { _tag: "HeadsLost", kept: 3, counted: 5 },
    ],
    ["a head in the middle is deleted", ({ file }) => rmSync(file(3)), { _tag: "HeadsLost", kept: 4, counted: 5 }],
    ["the first head is deleted", ({ file }) => rmSync(file(1)), { _tag: "HeadsLost", kept: 4, counted: 5 }],
    [
      "all heads are deleted",
      ({ folder }) => readdirSync(folder).forEach((name) => rmSync(join(folder, name))),
      { _tag: "HeadsLost", kept: 0, counted: 5 },
    ],
    ["the folder is deleted", ({ folder }) => rmSync(folder, { recursive: true }), { _tag: "HeadsUnavailable" }],
    [
      "the folder is deleted and created again",
      ({ folder }) => {
        rmSync(folder, { recursive: true })
        mkdirSync(folder)
      },
      { _tag: "HeadsLost", kept: 0, counted: 5 },
    ],
    ["the newest head is emptied", ({ file }) => writeFileSync(file(5), ""), { _tag: "HeadReplaced", generation: 5 }],
    [
      "the newest head is cut short",
      ({ file }) => writeFileSync(file(5), readFileSync(file(5)).subarray(0, -1)),
      { _tag: "HeadReplaced", generation: 5 },
    ],
    [
      "the newest head has other content",
      ({ file }) => writeFileSync(file(5), other),
      { _tag: "HeadReplaced", generation: 5 },
    ],
    [
      "the newest head is a copy of the head before it",
      ({ file }) => copyFileSync(file(4), file(5)),
      { _tag: "HeadReplaced", generation: 5 },
    ],
    ["the count is deleted", ({ count }) => rmSync(count), { _tag: "CountLost", kept: 5 }],
    ["the count is emptied", ({ count }) => writeFileSync(count, ""), { _tag: "HeadsUnavailable" }],
    ["the count is unreadable", ({ count }) => writeFileSync(count, "garbage\n"), { _tag: "HeadsUnavailable" }],
  ])("is refused when %s", async (_, change, fault) => {
    const memory = await memoryOfFive()
    change(memory)
    expect(await fileHeadStore(memory.folder, memory.count).latest()).toMatchObject({ left: fault })
  })

  test.prop([fc.integer({ min: 0, max: 5 }), fc.integer({ min: 1, max: 5 })], { numRuns: 12 })(
    "that lost its newest heads is usable only if all heads that were counted remain",
    async (counted, left) => {
      const { folder, count, file, countAfter } = await memoryOfFive()
      writeFileSync(count, countAfter(counted))
      for (let generation = left + 1; generation <= 5; generation++) rmSync(file(generation))
      const latest = await fileHeadStore(folder, count).latest()
      expect(latest).toMatchObject(
        counted <= left ? { right: { generation: left } } : { left: { _tag: "HeadsLost", kept: left, counted } },
      )
    },
  )

  it("catches up its count at the next head after a crash between keeping and counting", async () => {
    const { folder, count, countAfter } = await memoryOfFive()
    writeFileSync(count, countAfter(4))
    const heads = fileHeadStore(folder, count)
    await must(heads.keep({ generation: 6, content: utf8("head 6\n") }))
    expect(readFileSync(count, "latin1")).toMatch(/^kept-heads\/v1 6 /)
    expect(await must(heads.latest)).toMatchObject({ generation: 6 })
  })

  it("reports a replaced old head when that head is read, and a replaced last but one at once", async () => {
    const { folder, count, file } = await memoryOfFive()
    writeFileSync(file(2), other.replace(" 5 ", " 2 "))
    expect(await fileHeadStore(folder, count).read(2)()).toMatchObject({
      left: { _tag: "HeadReplaced", generation: 2 },
    })
    writeFileSync(file(4), other.replace(" 5 ", " 4 "))
    expect(await fileHeadStore(folder).latest()).toMatchObject({ left: { _tag: "HeadReplaced", generation: 4 } })
  })

  it("refuses a head without a heading after a head with one, but continues a folder in which no head has a heading", async () => {
    const { folder, count, file } = await memoryOfFive()
    writeFileSync(file(5), "head 5\n")
    expect(await fileHeadStore(folder).latest()).toMatchObject({ left: { _tag: "HeadReplaced", generation: 4 } })
    rmSync(count)
    for (const generation of [1, 2, 3, 4, 5]) writeFileSync(file(generation), `head ${generation}\n`)
    const heads = fileHeadStore(folder, count)
    expect(await must(heads.latest)).toEqual({ generation: 5, content: utf8("head 5\n") })
    await must(heads.keep({ generation: 6, content: utf8("head 6\n") }))
    rmSync(file(6))
    expect(await heads.latest()).toMatchObject({ left: { _tag: "HeadsLost", kept: 5, counted: 6 } })
  })
})

describe("the head folders of a witness", () => {
  const witnessMemory = async () => {
    const place = temporaryFolder()
    const [folder, counts] = [join(place, "witnessed"), join(place, "counts")]
    await must(createHeadFolder(folder))
    await must(createHeadFolder(counts))
    const storeOf = fileHeadStoresByOrigin(folder, counts)
    await must(storeOf("example.com/log").keep({ generation: 1, content: utf8("one\n") }))
    const [name = ""] = readdirSync(folder)
    return { folder, counts, storeOf, of: join(folder, name), count: join(counts, name) }
  }

  it("are empty for a log that was never witnessed", async () => {
    const { storeOf } = await witnessMemory()
    expect(await must(storeOf("example.com/other").latest)).toBeUndefined()
    expect(await must(storeOf("example.com/other").read(1))).toBeUndefined()
    expect(await must(storeOf("example.com/log").latest)).toMatchObject({ generation: 1 })
  })

  it.each<readonly [string, (of: Awaited<ReturnType<typeof witnessMemory>>) => void, object]>([
    ["the folder of a log", ({ of }) => rmSync(of, { recursive: true }), { _tag: "HeadsLost", kept: 0, counted: 1 }],
    ["the kept head of a log", ({ of }) => rmSync(join(of, "0000000001")), { _tag: "HeadsLost", kept: 0, counted: 1 }],
    ["the count of a log", ({ count }) => rmSync(count), { _tag: "CountLost", kept: 1 }],
    ["the folder of all logs", ({ folder }) => renameSync(folder, `${folder}.gone`), { _tag: "HeadsUnavailable" }],
    ["the folder of all counts", ({ counts }) => renameSync(counts, `${counts}.gone`), { _tag: "HeadsUnavailable" }],
  ])("are not taken for empty when %s is gone", async (_, change, fault) => {
    const memory = await witnessMemory()
    change(memory)
    expect(await memory.storeOf("example.com/log").latest()).toMatchObject({ left: fault })
  })
})
