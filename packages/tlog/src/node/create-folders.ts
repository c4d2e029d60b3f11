import { mkdirSync, statSync } from "node:fs"
import { dirname, resolve } from "node:path"
import { hasCode } from "./error-code.js"

/** Only the owner may write signed files, even if the umask allows more. */
export const folderMode = 0o755

/**
 * Makes a folder and those above it where they are missing, and gives the uppermost it made. Throws what the system says, and
 * `ENOTSUP` where a file system takes no folders: `/proc` says of those that they are not there, and the recursion that Node
 * has for this then tries for ever.
 *
 * @param mode of each folder made, 0755 by default; the umask may take from it
 */
export const createFolders = (folder: string, mode: number = folderMode): string | undefined => {
  const missing: Array<string> = []
  for (let path = resolve(folder); !isThere(path); path = dirname(path)) missing.unshift(path)
  for (const path of missing) makeIn(path, mode)
  return missing[0]
}

/** Whatever it is: of a file in the way the system says so when a folder is made below it. */
const isThere = (path: string): boolean => path === dirname(path) || statOf(path) !== undefined

const statOf = (path: string) => {
  try {
    return statSync(path, { throwIfNoEntry: false })
  } catch (thrown) {
    if (hasCode(thrown, "ENOTDIR")) return undefined
    throw thrown
  }
}

/** Its parent is there. Somebody else may have made it meanwhile. */
const makeIn = (path: string, mode: number): void => {
  try {
    mkdirSync(path, { mode })
  } catch (thrown) {
    if (hasCode(thrown, "EEXIST") && statOf(path)?.isDirectory() === true) return
    if (hasCode(thrown, "ENOENT") && isThere(dirname(path)))
      throw Object.assign(new Error(`${dirname(path)} takes no folders`, { cause: thrown }), { code: "ENOTSUP" })
    throw thrown
  }
}
