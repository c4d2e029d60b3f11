import * as E from "fp-ts/lib/Either.js"
import type { Folder } from "@shifan/bundle"
import type { InputFault } from "./input-fault.js"

export interface OpenedBundle {
  readonly folder: Folder
  /** How many files lie outside the bundle's folder; they are not read. */
  readonly outside: number
}

export interface BundleFiles<File> {
  /** By path from the bundle's root. */
  readonly files: ReadonlyMap<string, File>
  readonly outside: number
}

/**
 * The bundle among the files that were handed over: everything in the folder of the topmost `checkpoint`.
 *
 * @example `bundle/checkpoint` and `bundle/policy` become `checkpoint` and `policy`.
 */
export const findBundle = <File>(
  input: ReadonlyArray<{ readonly path: string; readonly file: File }>,
): E.Either<InputFault, BundleFiles<File>> => {
  const paths = input.map(({ path }) => path)
  const fault = nameFault(paths)
  if (fault !== undefined) return E.left(fault)
  const root = rootOf(paths)
  if (E.isLeft(root)) return root
  const inside = input.filter(({ path }) => path.startsWith(root.right))
  return E.right({
    files: new Map(inside.map(({ path, file }) => [path.slice(root.right.length), file])),
    outside: input.length - inside.length,
  })
}

/** The first path that leads out of its folder, or that a file system could take for an earlier one. */
const nameFault = (paths: ReadonlyArray<string>): InputFault | undefined => {
  const seen = new Set<string>()
  for (const path of paths) {
    if (!isPlain(path)) return { _tag: "BadName", path }
    // File systems may ignore case and treat composed and decomposed letters alike.
    const name = path.normalize("NFC").toLowerCase()
    if (seen.has(name)) return { _tag: "SameName", path }
    seen.add(name)
  }
  return undefined
}

const isPlain = (path: string): boolean =>
  !/[\\\0]/.test(path) && path.split("/").every((segment) => !["", ".", ".."].includes(segment))

/** The folder of the topmost checkpoint, with its slash: `""` or `"bundle/"`. */
const rootOf = (paths: ReadonlyArray<string>): E.Either<InputFault, string> => {
  const checkpoints = paths.filter(isCheckpoint)
  const topmost = Math.min(...checkpoints.map(depth))
  const candidates = checkpoints.filter((path) => depth(path) === topmost)
  const [first] = candidates
  if (first === undefined || paths.length < 2) return E.left({ _tag: "NoBundle", files: paths.length })
  return candidates.length > 1
    ? E.left({ _tag: "SeveralBundles", paths: candidates })
    : E.right(first.slice(0, -"checkpoint".length))
}

/** A checkpoint in whatever folder: a bundle has one in its root. */
export const isCheckpoint = (path: string): boolean => /(?:^|\/)checkpoint$/.test(path)

const depth = (path: string): number => path.split("/").length
