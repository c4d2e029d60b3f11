import { fc, test } from "@fast-check/vitest"
import * as E from "fp-ts/lib/Either.js"
import { describe, expect, it } from "vitest"
import { findBundle } from "../src/input/bundle-root.js"
import { subjectOf } from "../src/input/subject.js"
import { blobs } from "./bundles.js"

const bytes = new Uint8Array([1])
const given = (...paths: ReadonlyArray<string>) =>
  blobs(
    paths.map((path) => [path, bytes]),
    "",
  )
const found = async (...paths: ReadonlyArray<string>) => {
  const subject = await subjectOf(given(...paths))()
  return E.isRight(subject) ? subject.right : subject.left
}

describe("what was given", () => {
  it("is a bundle where there is a checkpoint, whichever folder it lies in", async () => {
    const subject = await found("a/b/checkpoint", "a/b/tile/0/000", "a/note.txt")
    expect(subject).toMatchObject({ _tag: "Bundle", outside: 1 })
    expect(subject._tag === "Bundle" && [...subject.files.keys()]).toEqual(["checkpoint", "tile/0/000"])
    expect(await found("checkpoint", "policy", "x.tlog-proof")).toMatchObject({ _tag: "Bundle", outside: 0 })
  })

  it("is a proof, with its leaf where there is one other file", async () => {
    expect(await found("a.tlog-proof")).toMatchObject({ _tag: "Proof", leaf: undefined })
    expect(await found("a.tlog-proof", "leaf")).toMatchObject({ _tag: "Proof", leaf: expect.any(Blob) })
  })

  it("is refused, and why, where it is neither, or more than one", async () => {
    expect(await found()).toEqual({ _tag: "Nothing" })
    expect(await found("checkpoint")).toEqual({ _tag: "NoBundle", files: 1 })
    expect(await found("one", "other")).toEqual({ _tag: "NoBundle", files: 2 })
    expect(await found("a/checkpoint", "b/checkpoint")).toMatchObject({ _tag: "SeveralBundles" })
    expect(await found("a.tlog-proof", "b.tlog-proof")).toMatchObject({ _tag: "SeveralProofs" })
    expect(await found("a.tlog-proof", "b", "c")).toMatchObject({ _tag: "SeveralLeaves" })
    expect(await found("bundle.tar.gz")).toEqual({ _tag: "OtherArchive", path: "bundle.tar.gz" })
    expect(await subjectOf(given("checkpoint", "policy"), { files: 1 })()).toEqual(
      E.left({ _tag: "TooManyFiles", limit: 1 }),
    )
    expect(await found("really-no.zip")).toEqual({ _tag: "OtherArchive", path: "really-no.zip" })
  })
})

const segment = fc.stringMatching(/^[a-z]{1,4}$/)

describe("the names of a bundle", () => {
  test.prop([fc.uniqueArray(fc.array(segment, { minLength: 1, maxLength: 3 }).map((some) => some.join("/")))])(
    "lose the folder they lie in, and nothing else",
    (paths) => {
      const files = [...paths.filter((path) => !path.endsWith("checkpoint")), "checkpoint", "policy-of-it"]
      const made = findBundle(files.map((path) => ({ path: `some/where/${path}`, file: path })))
      expect(made).toEqual(E.right({ files: new Map(files.map((path) => [path, path])), outside: 0 }))
    },
  )

  test.prop([fc.constantFrom("..", ".", "", "a\\..\\b", "a\0b"), segment])(
    "that climb or are ambiguous are refused",
    (bad, good) => {
      for (const path of [`${good}/${bad}/${good}`, `${bad}/${good}`, `${good}/${bad}`])
        expect(findBundle([path, "checkpoint"].map((one) => ({ path: one, file: one })))).toEqual(
          E.left({ _tag: "BadName", path }),
        )
    },
  )

  it("that a system could take for one are refused", () => {
    for (const [one, other] of [
      ["roster.json", "roster.json"],
      ["roster.json", "Roster.JSON"],
      ["\u00e9", "e\u0301"],
    ] as const)
      expect(findBundle(["checkpoint", one, other].map((path) => ({ path, file: path })))).toEqual(
        E.left({ _tag: "SameName", path: other }),
      )
  })
})
