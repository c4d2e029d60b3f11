/** Runs the script like an auditor, on sound bundles and on faulty ones. */
import { spawnSync } from "node:child_process"
import { mkdirSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { instantAt } from "@shifan/core"
import { temporaryFolder, utf8 } from "@shifan/testkit/basics"
import { describe, expect, it } from "vitest"
import {
  bundleOf,
  demo,
  leaves,
  policy,
  sampleBundle,
  withEvent,
  withFlippedBit,
  type Files,
} from "../../../packages/bundle/test/sample-bundle.js"

const script = join(import.meta.dirname, "../audit.py")
const missing = ["openssl version", "python3 --version"].filter((tool) => spawnSync("sh", ["-c", tool]).status !== 0)
if (missing.length > 0) console.warn(`skipped, because there is no ${missing.join(", ")}: an audit without Shifan`)

interface Audited {
  readonly status: number | null
  readonly out: string
}

const audit = (files: ReadonlyMap<string, Uint8Array>, trusted = policy, kept?: Uint8Array): Audited => {
  const folder = temporaryFolder()
  const write = (path: string, content: Uint8Array): string => {
    const file = join(folder, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, content)
    return file
  }
  for (const [path, content] of files) write(`bundle/${path}`, content)
  const args = [script, join(folder, "bundle"), write("policy", trusted)]
  if (kept !== undefined) args.push("--kept", write("kept", kept))
  const { status, stdout, stderr } = spawnSync("python3", args, { encoding: "utf8" })
  return { status, out: `${stdout}${stderr}` }
}

const file = (files: ReadonlyMap<string, Uint8Array>, path: string): Uint8Array => {
  const content = files.get(path)
  if (content === undefined) throw new Error(path)
  return content
}

describe.skipIf(missing.length > 0)("an audit in Python and OpenSSL", () => {
  it("accepts a sound bundle, and one that extends a kept checkpoint", async () => {
    const earlier = await bundleOf(leaves.slice(0, 9))
    const { status, out } = audit(sampleBundle, policy, file(earlier, "checkpoint"))
    expect([status, out]).toEqual([0, expect.stringMatching(/kept +the first 9 leaves[\s\S]*HOLDS\n$/)])
    expect(audit(await bundleOf(demo))).toMatchObject({ status: 0 })
  })

  const entries = [...sampleBundle.keys()].find((path) => path.startsWith("tile/entries/")) ?? ""
  const tile = [...sampleBundle.keys()].find((path) => path.startsWith("tile/0/")) ?? ""

  const inText = (path: string, from: RegExp, to: string): Files =>
    new Map(sampleBundle).set(path, utf8(new TextDecoder().decode(file(sampleBundle, path)).replace(from, to)))

  it.each<readonly [string, () => Files | Promise<Files>, RegExp]>([
    ["a changed bit of an entry", () => withFlippedBit(sampleBundle, entries, 90), /another root/],
    ["a changed bit of a tile", () => withFlippedBit(sampleBundle, tile, 40), /has other hashes/],
    ["a changed size in the checkpoint", () => inText("checkpoint", /\n\d+\n/, "\n3\n"), /signature .* does not hold/],
    ["a changed row of the list", () => inText("roster.json", /"index":\d+/, '"index":0'), /grants no title/],
    ["a changed name of the log", () => inText("checkpoint", /^[^\n]+/, "another.example"), /no Ed25519 key/],
  ])("finds %s", async (_, spoil, told) => {
    expect(audit(await spoil())).toEqual({ status: 1, out: expect.stringMatching(told) })
  })

  /** Signed again by the owner of the key: the tree is correct, but its content is not. */
  it.each<readonly [string, Parameters<typeof withEvent>[1], RegExp]>([
    ["another predecessor", (event) => ({ ...event, previous: "0".repeat(64) }), /does not follow the leaf before/],
    ["another id", (event) => ({ ...event, id: event.commandId }), /does not follow from the command/],
    ["a revision that skips one", (event) => ({ ...event, revision: event.revision + 1 }), /revision should be/],
    ["an earlier time", (event) => ({ ...event, recordedAt: instantAt(0).replace("1970", "2001") }), /recorded before/],
    [
      "a law of the future",
      (event) => ({ ...event, basis: [{ stream: "call-130300-2999", revision: 0 }] }),
      /not on record yet/,
    ],
  ])("finds a leaf with %s in a log that was signed again", async (_, change, told) => {
    const audited = audit(await bundleOf(withEvent(6, change)))
    expect(audited).toEqual({ status: 1, out: expect.stringMatching(told) })
  })

  it("finds a log that forked from the kept checkpoint, and a key in the policy with the wrong id", async () => {
    const other = await bundleOf(withEvent(3, (event) => ({ ...event, causationId: event.commandId })).slice(0, 9))
    expect(audit(sampleBundle, policy, file(other, "checkpoint"))).toMatchObject({
      status: 1,
      out: expect.stringContaining("a fork"),
    })
    const stranger = utf8("log nobody.example+00000000+AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\nquorum none\n")
    expect(audit(sampleBundle, stranger)).toMatchObject({
      status: 1,
      out: expect.stringContaining("the id that it is given"),
    })
  })
})
