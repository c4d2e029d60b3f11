/** The files of a bundle by their paths from its root, and how many lie beside it. */
import * as E from "fp-ts/lib/Either.js"
import type { Folder } from "@shifan/bundle"
import type { GivenFault } from "./fault.js"
import { checkNames, rootOf } from "./names.js"

export interface Rooted<File> {
  readonly files: ReadonlyMap<string, File>
  /** Not looked at: they lie outside the folder of the checkpoint. */
  readonly outside: number
}

export const rooted = <File>(
  given: ReadonlyArray<{ readonly path: string; readonly file: File }>,
): E.Either<GivenFault, Rooted<File>> => {
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
