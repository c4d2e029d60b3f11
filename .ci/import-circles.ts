/**
 * Detects circular imports between sibling files and folders in a package's `src`, at every level. Type imports count. The
 * linter only detects circles of files.
 */
import { posix } from "node:path"
import { importsOf, type SourceFile } from "./source-files.ts"

/** The imports of each path; all relative to the root of the repository. */
type Imports = ReadonlyMap<string, ReadonlyArray<string>>

const filesImportedBy = (file: SourceFile): ReadonlyArray<string> =>
  importsOf(file)
    .filter((request) => request.startsWith("."))
    .map((request) => posix.join(posix.dirname(file.path), request.replace(/\.js$/, ".ts")))

/** The direct child of `folder` on the way to a path: `a/b` for `a/b/c.ts` in `a`. */
const partOf = (folder: string, path: string): string => {
  const end = path.indexOf("/", folder.length + 1)
  return end < 0 ? path : path.slice(0, end)
}

/** Edges between the parts of a folder, each with an import that proves it. */
type Edges = ReadonlyMap<string, ReadonlyMap<string, string>>

const edgesWithin = (folder: string, imports: Imports): Edges => {
  const edges = new Map<string, Map<string, string>>()
  for (const [path, imported] of imports) {
    if (!path.startsWith(`${folder}/`)) continue
    const from = partOf(folder, path)
    const targets = edges.get(from) ?? new Map<string, string>()
    edges.set(from, targets)
    for (const target of imported) {
      if (!target.startsWith(`${folder}/`)) continue
      const to = partOf(folder, target)
      if (to !== from && !targets.has(to)) targets.set(to, `${path} imports ${target}`)
    }
  }
  return edges
}

/** The first circle found, as its imports. */
const circleOf = (edges: Edges): ReadonlyArray<string> | undefined => {
  const finished = new Set<string>()
  const visit = (part: string, trail: ReadonlyArray<readonly [string, string]>): ReadonlyArray<string> | undefined => {
    const begun = trail.findIndex(([name]) => name === part)
    if (begun >= 0) return trail.slice(begun).map(([, shown]) => shown)
    if (finished.has(part)) return undefined
    for (const [to, shown] of edges.get(part) ?? []) {
      const circle = visit(to, [...trail, [part, shown]])
      if (circle !== undefined) return circle
    }
    finished.add(part)
    return undefined
  }
  for (const part of edges.keys()) {
    const circle = visit(part, [])
    if (circle !== undefined) return circle
  }
  return undefined
}

export const circlesIn = (sources: ReadonlyArray<SourceFile>): ReadonlyArray<string> => {
  const imports: Imports = new Map(sources.map((file) => [file.path, filesImportedBy(file)]))
  const folders = new Set(sources.flatMap(({ path }) => foldersOf(path)))
  return [...folders].flatMap((folder) => {
    const circle = circleOf(edgesWithin(folder, imports))
    return circle === undefined
      ? []
      : [`${folder}: a circle of imports\n${circle.map((step) => `  ${step}`).join("\n")}`]
  })
}

/** `packages/core/src` and every folder below it on the way to the file. */
const foldersOf = (path: string): ReadonlyArray<string> => {
  const parts = path.split("/").slice(0, -1)
  return parts.slice(2).map((_, index) => parts.slice(0, index + 3).join("/"))
}
