/** The tests that Stryker runs on a mutated package: its own, in a single project, without the long ones. */
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { defineConfig } from "vitest/config"

const name = process.env["MUTATED_PACKAGE"] ?? ""
const packages = join(import.meta.dirname, "..", "packages")

interface Manifest {
  readonly name: string
  readonly dependencies?: Readonly<Record<string, string>>
  readonly exports?: Readonly<Record<string, string | { readonly source: string }>>
}

const manifests = new Map(
  readdirSync(packages).map((folder) => {
    const manifest: Manifest = JSON.parse(readFileSync(join(packages, folder, "package.json"), "utf8"))
    return [manifest.name, { ...manifest, folder }]
  }),
)

const isOrUsesMutated = (from: string): boolean =>
  from === `@shifan/${name}` || Object.keys(manifests.get(from)?.dependencies ?? {}).some(isOrUsesMutated)

/** The mutated package and those that depend on it, resolved to their sources. */
const sources = [...manifests.values()]
  .filter((manifest) => isOrUsesMutated(manifest.name))
  .flatMap(({ name: found, folder, exports = {} }) =>
    Object.entries(exports).flatMap(([subpath, target]) =>
      typeof target === "string"
        ? []
        : [{ find: new RegExp(`^${join(found, subpath)}$`), replacement: join(packages, folder, target.source) }],
    ),
  )

export default defineConfig({
  resolve: { alias: sources },
  test: {
    root: `packages/${name}`,
    include: ["test/**/*.test.ts"],
    exclude: ["**/*.long.test.ts"],
    setupFiles: `${import.meta.dirname}/fixed-seed.ts`,
    // The first run carries the instruments and all properties, perhaps on a busy machine. A mutant that hangs has Stryker's limit.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    globalSetup: `${import.meta.dirname}/temporary-folder.ts`,
    // Each mutant gets a new worker, and loading the packages there took longer than the tests. So Node loads the other
    // packages compiled, and the test files share the worker.
    server: { deps: { external: [/\/packages\/[\w-]+\/dist\//] } },
    isolate: false,
    restoreMocks: true,
    unstubEnvs: true,
    unstubGlobals: true,
  },
})
