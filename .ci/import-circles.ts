/**
 * The parts of a package's `src`, folders and files, import each other in one direction: at every level, what stands side by
 * side has no circle. Imports of types count. The linter knows circles of files; this knows those of folders.
 */
import { posix } from "node:path"
import { importsOf, type SourceFile } from "./source-files.ts"

/** What each path imports; both from the root of the repository. */
type Imports = ReadonlyMap<string, ReadonlyArray<string>>

const filesImportedBy = (file: SourceFile): ReadonlyArray<string> =>
  importsOf(file)
    .filter((request) => request.startsWith("."))
    .map((request) => posix.join(posix.dirname(file.path), request.replace(/\.js$/, ".ts")))

/** The part of `folder` that a path lies in or is: `a/b` for `a/b/c.ts` in `a`. */
const partOf = (folder: string, path: string): string => {
  const end = path.indexOf("/", folder.length + 1)
  return end < 0 ? path : path.slice(0, end)
}

/** From part to part of one folder, with the import that shows it. */
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

/** The first circle found, as the imports along it. */
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
