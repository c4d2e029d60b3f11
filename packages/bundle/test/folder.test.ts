/** Folders crafted by an attacker. */
import { execFileSync } from "node:child_process"
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import * as E from "fp-ts/lib/Either.js"
import { rosterUnder } from "@shifan/roster"
import { must, right, temporaryFolder } from "@shifan/testkit/basics"
import { nodeHasher } from "@shifan/tlog/node"
import { beforeEach, describe, expect, it } from "vitest"
import { blobFolder, exportBundle, leavesOf, verifyBundle } from "../src/index.js"
import { newNodeFolder, nodeFolder } from "../src/node/folder.js"
import {
  asOf,
  eventsOf,
  hourAfter,
  leaves,
  policy,
  rootOf,
  sampleBundle,
  signedHead,
  verifyOptions,
} from "./sample-bundle.js"

/** Contains the bundle's folder; removed after each test. */
let parent: string
let folder: string

beforeEach(({ onTestFinished }) => {
  parent = temporaryFolder(onTestFinished)
  folder = join(parent, "bundle")
  for (const [path, content] of sampleBundle) {
    mkdirSync(join(folder, dirname(path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
})

const audit = () => verifyBundle(nodeFolder(folder), { ...verifyOptions, depth: "lists", policy })()

describe("a folder on disk", () => {
  it("is sound as exported", async () => {
    expect(await audit()).toMatchObject({ sound: true, faults: [] })
  })

  it("lists the paths of its files in all folders", async () => {
    const paths: Array<string> = []
    for await (const path of nodeFolder(folder).paths()) paths.push(right(path))
    expect(paths.toSorted()).toEqual([...sampleBundle.keys()].toSorted())
  })

  it("lists a folder deeper than any in a bundle as if it were a file", async () => {
    const deep = Array.from({ length: 15 }, () => "d").join("/")
    mkdirSync(join(folder, deep), { recursive: true })
    const paths: Array<string> = []
    for await (const path of nodeFolder(folder).paths()) paths.push(right(path))
    expect(paths.filter((path) => path.startsWith("d/"))).toEqual([Array.from({ length: 13 }, () => "d").join("/")])
  })

  it.each([
    "../secret",
    "tile/../../secret",
    "/etc/hostname",
    "tile//0",
    "",
    ".",
    "..",
    "a\u0000b",
    "a\\b",
    "C:",
    "名单",
    "x".repeat(300),
  ])("refuses to read %j, which is not a path in a bundle", async (path) => {
    writeFileSync(join(parent, "secret"), "secret")
    expect(await nodeFolder(folder).read(path, 1000)()).toEqual(E.left({ _tag: "BadPath", path }))
  })

  it("does not follow links, neither to files nor to folders", async () => {
    writeFileSync(join(parent, "secret"), "secret")
    symlinkSync(join(parent, "secret"), join(folder, "link"))
    symlinkSync(parent, join(folder, "out"))
    for (const path of ["link", "out/secret"])
      expect(await nodeFolder(folder).read(path, 1000)()).toEqual(E.left({ _tag: "NotAFile", path, found: "link" }))
    const { observations } = await audit()
    expect(observations).toContainEqual({ code: "UnexpectedFile", path: "link" })
    expect(observations).toContainEqual({ code: "UnexpectedFile", path: "out" })
  })

  it("does not wait for a pipe or read a folder as a file", async () => {
    execFileSync("mkfifo", [join(folder, "pipe")])
    mkdirSync(join(folder, "empty"))
    expect(await nodeFolder(folder).read("pipe", 1000)()).toMatchObject({ left: { found: "device" } })
    expect(await nodeFolder(folder).read("empty", 1000)()).toMatchObject({ left: { found: "folder" } })
    expect(await nodeFolder(folder).read("checkpoint/x", 1000)()).toMatchObject({ _tag: "Left" })
  })

  it("refuses a tile of ten gigabytes by its size, without reading it", async () => {
    const path = `tile/0/000.p/${leaves.length}`
    truncateSync(join(folder, path), 10 * 2 ** 30)
    expect((await audit()).faults).toMatchObject([
      {
        code: "FileRefused",
        place: expect.objectContaining({ path }),
        found: { en: expect.stringContaining(`10737418240 bytes; the limit is ${leaves.length * 32},`) },
      },
    ])
  })

  it("that does not exist has no files", async () => {
    folder = join(parent, "nowhere")
    expect((await audit()).faults).toMatchObject([
      { code: "FileRefused", place: { path: "policy" } },
      { code: "FileRefused", place: { path: "checkpoint" } },
    ])
  })
})

describe("a new folder", () => {
  const exportTo = async (path: string, root = rootOf(leaves)) => {
    const made = await newNodeFolder(path)()
    if (E.isLeft(made)) return made
    const checkpoint = await signedHead(leaves.length, root, { time: hourAfter(leaves) })
    const events = eventsOf(leaves)
    const audience = { _tag: "public" } as const
    const hasher = nodeHasher
    return exportBundle({ events, checkpoint, policy, rosterUnder, asOf, audience, folder: made.right, hasher })()
  }

  it("appears in its place with all its files and leaves nothing beside it", async () => {
    const path = join(parent, "deep", "made")
    right(await exportTo(path))
    expect(readdirSync(dirname(path))).toEqual(["made"])
    for (const [file, content] of sampleBundle) expect(new Uint8Array(readFileSync(join(path, file)))).toEqual(content)
  })

  it("may replace an empty folder, but not a folder with files, nor a file", async () => {
    mkdirSync(join(parent, "empty"))
    expect(await exportTo(join(parent, "empty"))).toMatchObject({ _tag: "Right" })
    expect(await exportTo(folder)).toMatchObject({ left: { _tag: "FolderInUse" } })
    writeFileSync(join(parent, "file"), "")
    expect(await exportTo(join(parent, "file"))).toMatchObject({ left: { _tag: "FolderInUse" } })
  })

  it("is refused before anything is written when its path is in use", async () => {
    expect(await newNodeFolder(folder)()).toMatchObject({ left: { _tag: "FolderInUse" } })
    expect(readdirSync(parent)).toEqual(["bundle"])
  })

  it("is removed without a trace when the export fails", async () => {
    expect(await exportTo(join(parent, "failed"), rootOf([]))).toMatchObject({ left: { _tag: "OtherRoot" } })
    expect(readdirSync(parent)).toEqual(["bundle"])
  })

  it("does not replace a folder that somebody else made meanwhile", async () => {
    const path = join(parent, "raced")
    const made = await must(newNodeFolder(path))
    await must(made.write("checkpoint", new Uint8Array(1)))
    mkdirSync(path)
    writeFileSync(join(path, "theirs"), "")
    expect(await made.publish()).toMatchObject({ left: { _tag: "FolderInUse" } })
    expect(readdirSync(parent).toSorted()).toEqual(["bundle", "raced"])
  })

  it("is a hidden sibling until it is published", async () => {
    const path = join(parent, "half")
    const made = await must(newNodeFolder(path))
    await must(made.write("tile/0/000", new Uint8Array(32)))
    expect(existsSync(path)).toBe(false)
    expect(readdirSync(parent).some((name) => name.startsWith(".half.part-"))).toBe(true)
    expect(await made.write("tile/0/000", new Uint8Array(32))()).toMatchObject({ left: { reason: "EEXIST" } })
    expect(await made.write("../out", new Uint8Array(1))()).toMatchObject({ left: { _tag: "NotWritten" } })
    await made.discard()
    expect(readdirSync(parent)).toEqual(["bundle"])
  })
})

describe("files given to a browser", () => {
  const blobs = new Map([...sampleBundle].map(([path, content]) => [path, new Blob([new Uint8Array(content)])]))

  it("are verified like a folder on disk", async () => {
    expect(await verifyBundle(blobFolder(blobs), { ...verifyOptions, policy })()).toMatchObject({
      sound: true,
      leaves: leaves.length,
    })
  })

  it("are read only up to the given limit", async () => {
    const { read } = blobFolder(new Map([["checkpoint", new Blob(["12345"])]]))
    expect(await read("checkpoint", 5)()).toEqual(E.right(new TextEncoder().encode("12345")))
    expect(await read("checkpoint", 4)()).toEqual(
      E.left({ _tag: "FileTooLarge", path: "checkpoint", size: 5, limit: 4 }),
    )
    expect(await read("policy", 5)()).toEqual(E.left({ _tag: "FileMissing", path: "policy" }))
    expect(await read("../checkpoint", 5)()).toEqual(E.left({ _tag: "BadPath", path: "../checkpoint" }))
  })

  it("yield the leaves one by one", async () => {
    const read: Array<Uint8Array> = []
    for await (const leaf of leavesOf(blobFolder(blobs), leaves.length)) read.push(right(leaf))
    expect(read).toEqual(leaves)
  })
})
