/** The names of what was given: none may climb, none may come twice, and the bundle lies where its checkpoint does. */
import type { Folder } from "@shifan/bundle"
import * as E from "fp-ts/lib/Either.js"
import type { InputFault } from "./input-fault.js"

/** Names that a file system without case or with other forms of the same letters would take for one. */
const folded = (path: string): string => path.normalize("NFC").toLowerCase()

const climbs = (path: string): boolean =>
  path === "" ||
  /[\\\0]/.test(path) ||
  path.split("/").some((segment) => segment === "" || segment === "." || segment === "..")

/** Paths of files, not of folders. */
export const checkNames = (paths: Iterable<string>): E.Either<InputFault, void> => {
  const seen = new Set<string>()
  for (const path of paths) {
    if (climbs(path)) return E.left({ _tag: "BadName", path })
    const name = folded(path)
    if (seen.has(name)) return E.left({ _tag: "SameName", path })
    seen.add(name)
  }
  return E.right(undefined)
}

const depth = (path: string): number => path.split("/").length

/** The folder of the highest checkpoint, with its slash: `""` or `"bundle/"`. */
export const rootOf = (paths: ReadonlyArray<string>): E.Either<InputFault, string> => {
  const all = paths.filter((path) => /(?:^|\/)checkpoint$/.test(path))
  const highest = Math.min(...all.map(depth))
  const found = all.filter((path) => depth(path) === highest)
  const [first] = found
  if (first === undefined || paths.length < 2) return E.left({ _tag: "NoBundle", files: paths.length })
  return found.length > 1
    ? E.left({ _tag: "SeveralBundles", paths: found })
    : E.right(first.slice(0, -"checkpoint".length))
}

/** The files of a bundle by their paths from its root, and how many lie beside it. */

export interface Rooted<File> {
  readonly files: ReadonlyMap<string, File>
  /** Not looked at: they lie outside the folder of the checkpoint. */
  readonly outside: number
}

export const findBundle = <File>(
  given: ReadonlyArray<{ readonly path: string; readonly file: File }>,
): E.Either<InputFault, Rooted<File>> => {
  const paths = given.map(({ path }) => path)
  const checked = checkNames(paths)
  if (E.isLeft(checked)) return checked
  const root = rootOf(paths)
  if (E.isLeft(root)) return root
  const inside = given.filter(({ path }) => path.startsWith(root.right))
  return E.right({
    files: new Map(inside.map(({ path, file }) => [path.slice(root.right.length), file])),
    outside: given.length - inside.length,
  })
}

export interface OpenedBundle {
  readonly folder: Folder
  readonly outside: number
}
