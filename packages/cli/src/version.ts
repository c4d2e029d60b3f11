import { readFileSync } from "node:fs"

const manifest: { readonly version: string; readonly engines: { readonly node: string } } = JSON.parse(
  readFileSync(new URL("../package.json", import.meta.url), "utf8"),
)

/** The version in the package's manifest, and the Node it needs, as `>=22.13`. */
export const {
  version,
  engines: { node: neededNode },
} = manifest
