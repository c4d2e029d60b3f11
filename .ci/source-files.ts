/** The TypeScript files of packages and examples, and their imports. */
import { execFileSync } from "node:child_process"
import { existsSync, readFileSync } from "node:fs"
import { parseSync } from "vite"

export interface SourceFile {
  /** Relative to the root of the repository, with forward slashes. */
  readonly path: string
  readonly text: string
}

export const readSourceFiles = (): ReadonlyArray<SourceFile> => {
  const listed = execFileSync(
    "git",
    ["ls-files", "-co", "--exclude-standard", "--deduplicate", "packages", "examples"],
    {
      encoding: "utf8",
    },
  )
  // Deleted but uncommitted files are still listed.
  const paths = listed.split("\n").filter((path) => /(?<!\.d)\.ts$/.test(path) && existsSync(path))
  return paths.map((path) => ({ path, text: readFileSync(path, "utf8") }))
}

/** The specifiers after `from`, as written: `./tree.js`, `@shifan/core/law`, `node:fs`. Type imports count. */
export const importsOf = ({ path, text }: SourceFile): ReadonlyArray<string> => {
  const { staticImports, staticExports } = parseSync(path, text).module
  return [
    ...staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...staticExports.flatMap(({ entries }) => entries.flatMap(({ moduleRequest }) => moduleRequest?.value ?? [])),
  ]
}
