/**
 * Writes the dependencies shipped with the published packages to `out/sbom.cdx.json`, as CycloneDX. Fails on a dependency,
 * shipped or of the tools, whose licence is not allowed.
 */
import { execFileSync } from "node:child_process"
import { mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { stdout } from "node:process"
import { licenceFaults, shippable, usable, type Component } from "./licences.ts"
import { publishedFilters, root } from "./published.ts"

const bill = (...args: ReadonlyArray<string>): string =>
  execFileSync("npm", ["run", "--silent", "pnpm", "--", "sbom", "--sbom-format", "cyclonedx", ...args], {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  })

const componentsOf = (text: string): ReadonlyArray<Component> => {
  const { components }: { readonly components: ReadonlyArray<Component> } = JSON.parse(text)
  return components
}

const shipped = bill("--prod", ...publishedFilters)
mkdirSync(join(root, "out"), { recursive: true })
writeFileSync(join(root, "out/sbom.cdx.json"), shipped)
const [ours, all] = [componentsOf(shipped), componentsOf(bill())]
const faults = [...licenceFaults(ours, shippable), ...licenceFaults(all, usable)]
for (const fault of faults) console.error(fault)
stdout.write(`out/sbom.cdx.json: ${ours.length} components shipped, ${all.length} with the tools\n`)
process.exitCode = faults.length === 0 && ours.length > 0 ? 0 : 1
