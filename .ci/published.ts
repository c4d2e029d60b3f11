/** The published packages: all in `packages` that are not private. */
import { globSync, readFileSync } from "node:fs"
import { dirname, join } from "node:path"

export const root = join(import.meta.dirname, "..")

export interface Manifest {
  readonly name: string
  readonly version?: string
  readonly description?: string
  readonly private?: boolean
  readonly exports?: Readonly<Record<string, unknown>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
  readonly engines?: { readonly node: string }
}

export const manifestIn = (folder: string): Manifest => JSON.parse(readFileSync(join(folder, "package.json"), "utf8"))

/** Their folders, such as `packages/audit`, in order. */
export const publishedFolders: ReadonlyArray<string> = globSync("packages/*/package.json", { cwd: root })
  .map((path) => dirname(path))
  .filter((folder) => manifestIn(join(root, folder)).private !== true)
  .toSorted()

/** Arguments that select them for pnpm. */
export const publishedFilters: ReadonlyArray<string> = publishedFolders.flatMap((folder) => ["--filter", `./${folder}`])
