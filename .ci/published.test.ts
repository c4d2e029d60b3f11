import { readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { manifestIn, publishedFolders, root } from "./published.ts"

const workspace = readFileSync(join(root, "pnpm-workspace.yaml"), "utf8")

describe.each(publishedFolders)("%s", (folder) => {
  const manifest = manifestIn(join(root, folder))

  it("is published with an attestation, under the common licence and at the common version", () => {
    const { version } = manifestIn(join(root, publishedFolders[0] ?? ""))
    const publishConfig = { access: "public", provenance: true }
    expect(manifest).toMatchObject({ version, license: "Apache-2.0", publishConfig })
  })

  it("belongs to the group of packages with one version", () => {
    const [, group = ""] = workspace.split("\n  fixed:\n")
    expect(group).toContain(`"${manifest.name}"`)
  })
})
