/** Folders on disk as an opponent would hand them over. */
import { execFileSync } from "node:child_process"
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import * as E from "fp-ts/lib/Either.js"
import { type AuditReport, exportBundle, verifyBundle } from "../src/index.js"
import { newNodeFolder, nodeFolder } from "../src/node/folder.js"
import { rosterDigestsAt, rosterUnder } from "@shifan/roster"
import { beforeEach, describe, expect, it } from "vitest"
import { must, right } from "@shifan/testkit/basics"
import { asOf, bundleOf, eventsOf, hasher, leaves, library, policy, rootOf, signedHead } from "./history.js"

const good = await bundleOf(leaves)

let place: string
let folder: string

beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), "shifan-"))
  folder = join(place, "bundle")
  for (const [path, content] of good) {
    mkdirSync(join(folder, dirname(path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
})

const audit = (): Promise<AuditReport> =>
  verifyBundle(nodeFolder(folder), {
    library,
    rosterUnder,
    rosterDigestsAt,
    depth: "lists",
    policy,
    hasher,
  })()

describe("a folder on disk", () => {
  it("is sound as it was exported", async () => {
    expect(await audit()).toMatchObject({ sound: true, faults: [] })
  })

  it("gives the paths of its files, in folders however deep", async () => {
    const paths: Array<string> = []
    for await (const path of nodeFolder(folder).paths()) paths.push(right(path))
    expect(paths.toSorted()).toEqual([...good.keys()].toSorted())
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
  ])("holds nothing at %j, which is no name of a bundle", async (path) => {
    writeFileSync(join(place, "secret"), "secret")
    expect(await nodeFolder(folder).read(path, 1000)()).toEqual(E.left({ _tag: "BadPath", path }))
  })

  it("follows no link, whether to a file or a folder", async () => {
    writeFileSync(join(place, "secret"), "secret")
    symlinkSync(join(place, "secret"), join(folder, "link"))
    symlinkSync(place, join(folder, "out"))
    for (const path of ["link", "out/secret"])
      expect(await nodeFolder(folder).read(path, 1000)()).toEqual(E.left({ _tag: "NotAFile", path, found: "link" }))
    const { observations } = await audit()
    expect(observations).toContainEqual({ code: "UnexpectedFile", path: "link" })
    expect(observations).toContainEqual({ code: "UnexpectedFile", path: "out" })
  })

  it("waits for no pipe, and opens no folder", async () => {
    execFileSync("mkfifo", [join(folder, "pipe")])
    mkdirSync(join(folder, "empty"))
    expect(await nodeFolder(folder).read("pipe", 1000)()).toMatchObject({ left: { found: "device" } })
    expect(await nodeFolder(folder).read("empty", 1000)()).toMatchObject({ left: { found: "folder" } })
    expect(await nodeFolder(folder).read("checkpoint/x", 1000)()).toMatchObject({ _tag: "Left" })
  })

  it("refuses a tile of ten gigabytes by its size, unread", async () => {
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

  it("that is not there is told as missing files", async () => {
    folder = join(place, "nowhere")
    expect((await audit()).faults).toMatchObject([{ code: "FileRefused", place: { path: "checkpoint" } }])
  })
})

describe("a folder in the making", () => {
  const make = async (path: string, root = rootOf(leaves)) => {
    const made = await newNodeFolder(path)()
    if (E.isLeft(made)) return made
    const checkpoint = await signedHead(leaves.length, root)
    const events = eventsOf(leaves)
    const audience = { _tag: "public" } as const
    return exportBundle({ events, checkpoint, policy, rosterUnder, asOf, audience, folder: made.right, hasher })()
  }

  it("stands in its place with all its files, and nothing beside it", async () => {
    const path = join(place, "deep", "made")
    right(await make(path))
    expect(readdirSync(dirname(path))).toEqual(["made"])
    for (const [file, content] of good) expect(new Uint8Array(readFileSync(join(path, file)))).toEqual(content)
  })

  it("may stand where an empty folder is, and nowhere else", async () => {
    mkdirSync(join(place, "empty"))
    expect(await make(join(place, "empty"))).toMatchObject({ _tag: "Right" })
    expect(await make(folder)).toMatchObject({ left: { _tag: "FolderInUse" } })
    writeFileSync(join(place, "file"), "")
    expect(await make(join(place, "file"))).toMatchObject({ left: { _tag: "FolderInUse" } })
  })

  it("is refused before anything is written where something stands", async () => {
    expect(await newNodeFolder(folder)()).toMatchObject({ left: { _tag: "FolderInUse" } })
    expect(readdirSync(place)).toEqual(["bundle"])
  })

  it("is gone without a trace when the export fails", async () => {
    expect(await make(join(place, "failed"), rootOf([]))).toMatchObject({ left: { _tag: "OtherRoot" } })
    expect(readdirSync(place)).toEqual(["bundle"])
  })

  it("does not take the place of what somebody put there meanwhile", async () => {
    const path = join(place, "raced")
    const made = await must(newNodeFolder(path))
    await must(made.write("checkpoint", new Uint8Array(1)))
    mkdirSync(path)
    writeFileSync(join(path, "theirs"), "")
    expect(await made.publish()).toMatchObject({ left: { _tag: "FolderInUse" } })
    expect(readdirSync(place).toSorted()).toEqual(["bundle", "raced"])
  })

  it("is never seen half made: until the end its files lie in a hidden sibling", async () => {
    const path = join(place, "half")
    const made = await must(newNodeFolder(path))
    await must(made.write("tile/0/000", new Uint8Array(32)))
    expect(existsSync(path)).toBe(false)
    expect(readdirSync(place).some((name) => name.startsWith(".half.part-"))).toBe(true)
    expect(await made.write("tile/0/000", new Uint8Array(32))()).toMatchObject({ left: { reason: "EEXIST" } })
    expect(await made.write("../out", new Uint8Array(1))()).toMatchObject({ left: { _tag: "NotWritten" } })
    await made.discard()
    expect(readdirSync(place)).toEqual(["bundle"])
  })
})
