import { fc, test } from "@fast-check/vitest"
import * as E from "fp-ts/lib/Either.js"
import { right, utf8 } from "@shifan/testkit/basics"
import { describe, expect, it } from "vitest"
import { leaves, policy, sampleBundle } from "../../bundle/test/sample-bundle.js"
import { findBundle, limits, type Limits, openZip, subjectOf } from "@shifan/bundle/input"
import { runJob } from "../src/verification/job.js"
import { blob, entriesPath, inFolder, zipped } from "./sample-input.js"

const filesAt = (paths: ReadonlyArray<string>) =>
  inFolder(
    paths.map((path) => [path, new Uint8Array([1])]),
    "",
  )

describe("the files that a reader chooses", () => {
  const subjectAt = async (...paths: ReadonlyArray<string>) => {
    const subject = await subjectOf(filesAt(paths))()
    return E.isRight(subject) ? subject.right : subject.left
  }

  it("are a bundle if there is a checkpoint, in any folder", async () => {
    const subject = await subjectAt("a/b/checkpoint", "a/b/tile/0/000", "a/note.txt")
    expect(subject).toMatchObject({ _tag: "Bundle", outside: 1 })
    expect(subject._tag === "Bundle" && [...subject.files.keys()]).toEqual(["checkpoint", "tile/0/000"])
    expect(await subjectAt("checkpoint", "policy", "x.tlog-proof")).toMatchObject({ _tag: "Bundle", outside: 0 })
  })

  it("are a proof, with its leaf if there is one other file", async () => {
    expect(await subjectAt("a.tlog-proof")).toMatchObject({ _tag: "Proof", leaf: undefined })
    expect(await subjectAt("a.tlog-proof", "leaf")).toMatchObject({ _tag: "Proof", leaf: expect.any(Blob) })
  })

  it("are a bundle although its checkpoint is lost, so that the verifier says so", async () => {
    for (const rest of [
      ["b/roster.json", "b/proof/A.tlog-proof"],
      ["b/policy", "b/tile/entries/000.p/3"],
    ])
      expect(await subjectAt(...rest)).toMatchObject({ _tag: "Bundle", outside: 0 })
  })

  it("are refused, with the reason, if they are neither, or more than one", async () => {
    expect(await subjectAt()).toEqual({ _tag: "Nothing" })
    expect(await subjectAt("checkpoint")).toEqual({ _tag: "NoBundle", files: 1 })
    expect(await subjectAt("one", "other")).toEqual({ _tag: "NoBundle", files: 2 })
    expect(await subjectAt("a/checkpoint", "b/checkpoint")).toMatchObject({ _tag: "SeveralBundles" })
    expect(await subjectAt("a/tile/0/000", "b/tile/0/000")).toEqual({
      _tag: "SeveralBundles",
      paths: ["a/tile", "b/tile"],
    })
    expect(await subjectAt("a.tlog-proof", "b.tlog-proof", "c")).toEqual({
      _tag: "SeveralProofs",
      paths: ["a.tlog-proof", "b.tlog-proof"],
    })
    expect(await subjectAt("a.tlog-proof", "b", "c")).toEqual({ _tag: "SeveralLeaves", paths: ["b", "c"] })
    expect(await subjectAt("bundle.tar.gz")).toEqual({ _tag: "OtherArchive", path: "bundle.tar.gz" })
    expect(await subjectAt("really-no.zip")).toEqual({ _tag: "OtherArchive", path: "really-no.zip" })
    const archive = { path: "bundle.zip", file: await zipped(sampleBundle) }
    expect(await subjectOf([archive, ...filesAt(["note"])])()).toEqual(
      E.left({ _tag: "OtherArchive", path: "bundle.zip" }),
    )
    expect(await subjectOf(filesAt(["checkpoint", "policy"]), { files: 1 })()).toEqual(
      E.left({ _tag: "TooManyFiles", limit: 1 }),
    )
  })
})

describe("the paths of a bundle", () => {
  const find = (paths: ReadonlyArray<string>) => findBundle(paths.map((path) => ({ path, file: path })))
  const segment = fc.stringMatching(/^[a-z]{1,4}$/)

  test.prop([fc.uniqueArray(fc.array(segment, { minLength: 1, maxLength: 3 }).map((some) => some.join("/")))])(
    "lose only the folder that contains the bundle",
    (paths) => {
      const files = [...paths.filter((path) => !path.endsWith("checkpoint")), "checkpoint", "policy-of-it"]
      expect(find(files.map((path) => `some/where/${path}`))).toEqual(
        E.right({ files: new Map(files.map((path) => [path, `some/where/${path}`])), outside: 0 }),
      )
    },
  )

  it("begin at the topmost checkpoint, which must have files beside it", () => {
    expect(right(find(["b/checkpoint", "b/policy", "b/old/checkpoint"])).files.get("old/checkpoint")).toBe(
      "b/old/checkpoint",
    )
    expect(find(["checkpoint"])).toEqual(E.left({ _tag: "NoBundle", files: 1 }))
  })

  test.prop([fc.constantFrom("..", ".", "", "a\\..\\b", "a\0b"), segment])(
    "are refused if they contain empty, dot or ambiguous segments",
    (bad, good) => {
      for (const path of [`${good}/${bad}/${good}`, `${bad}/${good}`, `${good}/${bad}`])
        expect(find([path, "checkpoint"])).toEqual(E.left({ _tag: "BadName", path }))
    },
  )

  it.each([
    ["roster.json", "roster.json"],
    ["roster.json", "Roster.JSON"],
    ["\u00e9", "e\u0301"],
  ])("are refused if a file system could confuse them: %s and %s", (first, second) => {
    expect(find(["checkpoint", first, second])).toEqual(E.left({ _tag: "SameName", path: second }))
  })
})

const latin1 = async (archive: Blob): Promise<string> => Buffer.from(await archive.arrayBuffer()).toString("latin1")

/** The archive with a text in its bytes replaced by another of equal length. */
const patched = async (archive: Blob, from: string, to: string): Promise<Blob> =>
  new Blob([Buffer.from((await latin1(archive)).replaceAll(from, to), "latin1")])

describe("a bundle in a .zip", () => {
  const outcomeOf = async (input: Parameters<typeof subjectOf>[0]) =>
    runJob({ subject: right(await subjectOf(input)()), policy: blob(policy), kept: undefined }, () => {})

  const refusalOf = async (archive: Blob, within: Partial<Limits> = {}) => {
    const opened = await openZip(archive, { ...limits, ...within })()
    return E.isLeft(opened) ? opened.left : "opened"
  }

  it("is verified like the same bundle in a folder", async () => {
    const archive = await zipped(sampleBundle, { folder: "bundle/", folders: ["bundle/", "bundle/tile/"] })
    const outcome = await outcomeOf([{ path: "b.zip", file: archive }])
    expect(outcome).toMatchObject({ _tag: "Audited", report: { sound: true, leaves: leaves.length } })
    expect(outcome).toEqual(await outcomeOf(inFolder(sampleBundle)))
  })

  it("is refused if names leave the folder or repeat", async () => {
    const archive = await zipped([...sampleBundle, ["aa/aaaaaa", new Uint8Array(1)]])
    expect(await refusalOf(await patched(archive, "aa/aaaaaa", "../aaaaaa"))).toEqual({
      _tag: "BadName",
      path: "../aaaaaa",
    })
    expect(await refusalOf(await patched(archive, "aa/aaaaaa", "checkpoi"))).toMatchObject({ _tag: "ArchiveRefused" })
    const twice = await zipped([...sampleBundle, ["checkpoinT", new Uint8Array(1)]])
    expect(await refusalOf(twice)).toEqual({ _tag: "SameName", path: "checkpoinT" })
    expect(await refusalOf(await patched(twice, "checkpoinT", "checkpoint"))).toMatchObject({ _tag: "ArchiveRefused" })
  })

  it("is refused if it would unpack to more than the limits allow", async () => {
    expect(await refusalOf(await zipped([...sampleBundle, ["zeros", new Uint8Array(2_000_000)]]))).toEqual({
      _tag: "TooDense",
      path: "zeros",
      limit: 200,
    })
    expect(await refusalOf(await zipped([...sampleBundle, ["few-zeros", new Uint8Array(900_000)]]))).toBe("opened")
    const archive = await zipped(sampleBundle)
    const files = sampleBundle.size
    const total = [...sampleBundle.values()].reduce((sum, { length }) => sum + length, 0)
    expect(await refusalOf(archive, { total, files })).toBe("opened")
    expect(await refusalOf(archive, { total: total - 1 })).toEqual({ _tag: "TooLarge", limit: total - 1 })
    expect(await refusalOf(archive, { files: files - 1 })).toEqual({ _tag: "TooManyFiles", limit: files - 1 })
    const packed = { overall: total / archive.size, overallFrom: 0 }
    expect(await refusalOf(archive, packed)).toBe("opened")
    expect(await refusalOf(archive, { ...packed, overall: packed.overall - 0.1 })).toMatchObject({ _tag: "TooDense" })
    expect(await refusalOf(archive, { ...packed, overall: 1, overallFrom: total })).toBe("opened")
  })

  it("is refused if it has more files than its length allows", async () => {
    const files = Array.from({ length: 2500 }, (_, i) => [`x/${i}`, new Uint8Array()] as const)
    const archive = await zipped([...sampleBundle, ...files])
    const most = Math.floor(1000 + archive.size / limits.bytesPerFile)
    expect(most).toBeLessThan(files.length)
    expect(await refusalOf(archive)).toEqual({ _tag: "TooManyFiles", limit: most })
    expect(await refusalOf(archive, { fewFiles: files.length + sampleBundle.size })).toBe("opened")
  })

  it("is refused if it has a password, is cut short, is empty, or has bytes before or another archive behind it", async () => {
    expect(await refusalOf(await zipped(sampleBundle, { password: "secret" }))).toMatchObject({ _tag: "Encrypted" })
    const archive = await zipped(sampleBundle)
    expect(await refusalOf(archive.slice(0, archive.size - 30))).toMatchObject({ _tag: "ArchiveRefused" })
    expect(await refusalOf(new Blob(["more", archive]))).toMatchObject({ _tag: "ArchiveRefused" })
    const other = new Uint8Array(await (await zipped([["roster.json", Uint8Array.of(1)]])).arrayBuffer())
    for (const comment of [other, Uint8Array.of(...other, 0, 0)]) {
      const length = Uint8Array.of(comment.length & 0xff, comment.length >> 8)
      expect(await refusalOf(new Blob([archive.slice(0, -2), length, comment]))).toMatchObject({
        _tag: "ArchiveRefused",
      })
    }
    const remark = new TextEncoder().encode("核验包")
    const remarked = new Blob([archive.slice(0, -2), Uint8Array.of(remark.length, 0), remark])
    expect(E.isRight(await openZip(remarked)())).toBe(true)
    expect(await refusalOf(new Blob(["no archive"]))).toMatchObject({ _tag: "ArchiveRefused" })
    const empty = await zipped([])
    expect(await subjectOf([{ path: "empty.zip", file: empty }])()).toMatchObject({ right: { _tag: "Zip" } })
    expect(await refusalOf(empty)).toEqual({ _tag: "NoBundle", files: 0 })
  })
})

describe("an entry of a .zip", () => {
  const readFrom = async (archive: Blob, path: string, limit: number) =>
    right(await openZip(archive)()).folder.read(path, limit)()

  it("is not read if it is too long, a link, missing, or has a path that no bundle has", async () => {
    const archive = await zipped(sampleBundle, { links: ["link"] })
    expect(await readFrom(archive, "checkpoint", 10)).toMatchObject(E.left({ _tag: "FileTooLarge", limit: 10 }))
    expect(await readFrom(archive, "link", 1000)).toMatchObject(E.left({ _tag: "NotAFile", found: "link" }))
    expect(await readFrom(archive, "nothing", 1000)).toMatchObject(E.left({ _tag: "FileMissing" }))
    expect(await readFrom(archive, "../checkpoint", 1000)).toMatchObject(E.left({ _tag: "BadPath" }))
  })

  it("can be read repeatedly", async () => {
    const { folder } = right(await openZip(await zipped(sampleBundle))())
    for (const path of [entriesPath, "checkpoint", entriesPath])
      expect(await folder.read(path, 1_000_000)()).toEqual(E.right(sampleBundle.get(path)))
  })

  it("is refused if its bytes differ from the packed ones", async () => {
    const archive = await zipped([...sampleBundle, ["note", utf8("as it was")]], { stored: true })
    expect(await readFrom(archive, "note", 1000)).toMatchObject({ _tag: "Right" })
    const changed = await patched(archive, "as it was", "as it now")
    expect(await readFrom(changed, "note", 1000)).toMatchObject(E.left({ _tag: "FileUnreadable" }))
  })

  it.each([10, 200_000])(
    "is refused if it is longer or shorter than the %i bytes that the archive states",
    async (declared) => {
      const archive = await zipped([...sampleBundle, ["long", new Uint8Array(100_000)]])
      const text = await latin1(archive)
      const directoryEntry = text.lastIndexOf("PK\x01\x02", text.lastIndexOf("long"))
      const bytes = Buffer.from(text, "latin1")
      expect(bytes.readUInt32LE(directoryEntry + 24)).toBe(100_000)
      bytes.writeUInt32LE(declared, directoryEntry + 24)
      expect(await readFrom(new Blob([bytes]), "long", 1_000_000)).toMatchObject(E.left({ _tag: "FileUnreadable" }))
    },
  )
})
