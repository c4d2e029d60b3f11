/**
 * What a package says of itself only when it is packed: where its sources are. An attestation of provenance holds if that is the
 * repository it was built in, so the job that publishes says it, in REPOSITORY_URL, and no manifest does.
 */
import { relative } from "node:path"
import { env } from "node:process"

export const hooks = {
  beforePacking(manifest, folder) {
    const url = env.REPOSITORY_URL
    if (url === undefined) return manifest
    return { ...manifest, repository: { type: "git", url, directory: relative(import.meta.dirname, folder) } }
  },
}
