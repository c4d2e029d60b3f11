import * as E from "fp-ts/lib/Either.js"
import { describe, expect, it } from "vitest"
import { blobFolder } from "../src/index.js"

describe("a file that a browser was handed", () => {
  const folder = blobFolder(new Map([["checkpoint", new Blob(["12345"])]]))

  it("is read up to the length it is asked for, and no further", async () => {
    expect(await folder.read("checkpoint", 5)()).toEqual(E.right(new TextEncoder().encode("12345")))
    expect(await folder.read("checkpoint", 4)()).toEqual(
      E.left({ _tag: "FileTooLarge", path: "checkpoint", size: 5, limit: 4 }),
    )
  })

  it("is told to be missing, or to have a name that none has", async () => {
    expect(await folder.read("policy", 5)()).toEqual(E.left({ _tag: "FileMissing", path: "policy" }))
    expect(await folder.read("../checkpoint", 5)()).toEqual(E.left({ _tag: "BadPath", path: "../checkpoint" }))
  })
})
