import { readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { manifestIn, publishedFolders, root, type Manifest } from "./published.ts"

const workspace = readFileSync(join(root, "pnpm-workspace.yaml"), "utf8")

/** `>=22.16` as a number that compares: 22 016. */
const leastNode = ({ engines }: Manifest): number => {
  const [, major, minor] = /^>=(\d+)\.(\d+)$/.exec(engines?.node ?? "") ?? []
  return Number(major) * 1000 + Number(minor)
}

describe.each(publishedFolders)("%s", (folder) => {
  const manifest = manifestIn(join(root, folder))

  it("is published with an attestation, under the common licence and at the common version", () => {
    const { version } = manifestIn(join(root, publishedFolders[0] ?? ""))
    const publishConfig = { access: "public", provenance: true }
    expect(manifest).toMatchObject({ version, license: "Apache-2.0", publishConfig })
  })

  it("asks for a Node that will do for the packages it depends on", () => {
    const needed = Object.keys(manifest.dependencies ?? {})
      .flatMap((name) => publishedFolders.filter((other) => manifestIn(join(root, other)).name === name))
      .map((other) => leastNode(manifestIn(join(root, other))))
    expect(Math.max(0, ...needed)).toBeLessThanOrEqual(leastNode(manifest))
  })

  it("belongs to the group of packages with one version", () => {
    const [, group = ""] = workspace.split("\n  fixed:\n")
    expect(group).toContain(`"${manifest.name}"`)
  })
})
