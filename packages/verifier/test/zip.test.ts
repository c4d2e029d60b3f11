import * as E from "fp-ts/lib/Either.js"
import { beforeAll, describe, expect, it } from "vitest"
import { limits, type Limits, subjectOf } from "../src/input/subject.js"
import { openZip } from "../src/input/zip-folder.js"
import { runJob } from "../src/verification/job.js"
import { blobs, bundleOf, type Files, leaves, policy, theEntries, zipped } from "./bundles.js"

let files: Files

beforeAll(async () => {
  files = await bundleOf(leaves)
})

const refused = async (archive: Blob, within: Partial<Limits> = {}) => {
  const opened = await openZip(archive, { ...limits, ...within })()
  return E.isLeft(opened) ? opened.left : "opened"
}

const outcomeOf = async (given: Parameters<typeof subjectOf>[0]) => {
  const subject = await subjectOf(given)()
  if (E.isLeft(subject)) throw new Error(subject.left._tag)
  return runJob({ subject: subject.right, policy: new Blob([new Uint8Array(policy)]), kept: undefined }, () => {})
}

const textOf = (archive: Blob): Promise<string> =>
  archive.arrayBuffer().then((buffer) => Buffer.from(buffer).toString("latin1"))

const patched = async (archive: Blob, from: string, to: string): Promise<Blob> =>
  new Blob([Buffer.from((await textOf(archive)).replaceAll(from, to), "latin1")])

describe("a bundle in a .zip", () => {
  it("is judged as the same bundle in a folder is", async () => {
    const archive = await zipped(files, { under: "bundle/" })
    const [inZip, inFolder] = [await outcomeOf([{ path: "b.zip", file: archive }]), await outcomeOf(blobs(files))]
    expect(inZip).toEqual(inFolder)
    expect(inZip).toMatchObject({ _tag: "Audited", report: { sound: true, leaves: leaves.length } })
  })

  it("is refused where names climb or come twice", async () => {
    const archive = await zipped([...files, ["aa/aaaaaa", new Uint8Array(1)]])
    expect(await refused(await patched(archive, "aa/aaaaaa", "../aaaaaa"))).toEqual({
      _tag: "BadName",
      path: "../aaaaaa",
    })
    expect(await refused(await patched(archive, "aa/aaaaaa", "checkpoi"))).toMatchObject({ _tag: "ArchiveRefused" })
    const twice = await zipped([...files, ["checkpoinT", new Uint8Array(1)]])
    expect(await refused(twice)).toEqual({ _tag: "SameName", path: "checkpoinT" })
    expect(await refused(await patched(twice, "checkpoinT", "checkpoint"))).toMatchObject({ _tag: "ArchiveRefused" })
  })

  it("is refused where it would unpack to more than any bundle", async () => {
    expect(await refused(await zipped([...files, ["zeros", new Uint8Array(2_000_000)]]))).toEqual({
      _tag: "TooDense",
      path: "zeros",
      limit: 200,
    })
    const archive = await zipped(files)
    const total = [...files.values()].reduce((sum, { length }) => sum + length, 0)
    expect(await refused(archive, { total, files: files.size })).toBe("opened")
    expect(await refused(archive, { total: total - 1 })).toEqual({ _tag: "TooLarge", limit: total - 1 })
    expect(await refused(archive, { files: files.size - 1 })).toEqual({ _tag: "TooManyFiles", limit: files.size - 1 })
  })

  it("is refused where it has a password, is cut, or has something before it", async () => {
    expect(await refused(await zipped(files, { password: "secret" }))).toMatchObject({ _tag: "Encrypted" })
    const archive = await zipped(files)
    expect(await refused(archive.slice(0, archive.size - 30))).toMatchObject({ _tag: "ArchiveRefused" })
    expect(await refused(new Blob(["more", archive]))).toMatchObject({ _tag: "ArchiveRefused" })
    expect(await refused(new Blob(["no archive"]))).toMatchObject({ _tag: "ArchiveRefused" })
  })
})

describe("an entry of a .zip", () => {
  const readFrom = async (archive: Blob, path: string, limit: number) => {
    const opened = await openZip(archive)()
    if (E.isLeft(opened)) throw new Error(opened.left._tag)
    return opened.right.folder.read(path, limit)()
  }

  it("is not read where it is too long, a link, missing, or spelt as none of a bundle's", async () => {
    const archive = await zipped(files, { links: ["link"] })
    expect(await readFrom(archive, "checkpoint", 10)).toMatchObject(E.left({ _tag: "FileTooLarge", limit: 10 }))
    expect(await readFrom(archive, "link", 1000)).toMatchObject(E.left({ _tag: "NotAFile", found: "link" }))
    expect(await readFrom(archive, "nothing", 1000)).toMatchObject(E.left({ _tag: "FileMissing" }))
    expect(await readFrom(archive, "../checkpoint", 1000)).toMatchObject(E.left({ _tag: "BadPath" }))
  })

  it("is read as often as it is asked for", async () => {
    const opened = await openZip(await zipped(files))()
    if (E.isLeft(opened)) throw new Error(opened.left._tag)
    for (const path of [theEntries, "checkpoint", theEntries])
      expect(await opened.right.folder.read(path, 1_000_000)()).toEqual(E.right(files.get(path)))
  })

  it("whose bytes are not those that were packed is not believed", async () => {
    const archive = await zipped([...files, ["note", new TextEncoder().encode("as it was")]], { stored: true })
    expect(await readFrom(archive, "note", 1000)).toMatchObject({ _tag: "Right" })
    const spoilt = await patched(archive, "as it was", "as it now")
    expect(await readFrom(spoilt, "note", 1000)).toMatchObject(E.left({ _tag: "FileUnreadable" }))
  })

  it("that says it is shorter than it is gives no more than it says, which is nothing", async () => {
    const archive = await zipped([...files, ["long", new Uint8Array(100_000)]])
    const text = await textOf(archive)
    const record = text.lastIndexOf("PK\x01\x02", text.lastIndexOf("long"))
    const bytes = Buffer.from(text, "latin1")
    expect(bytes.readUInt32LE(record + 24)).toBe(100_000)
    bytes.writeUInt32LE(10, record + 24)
    expect(await readFrom(new Blob([bytes]), "long", 1000)).toMatchObject(E.left({ _tag: "FileUnreadable" }))
  })
})
