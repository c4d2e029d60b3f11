import { mkdirSync, statSync } from "node:fs"
import { dirname, resolve } from "node:path"
import { hasCode } from "./error-code.js"

/** Only the owner may write signed files, even if the umask allows more. */
export const folderMode = 0o755

/**
 * Makes a folder and its parents if missing, and returns the topmost one made. Throws the system's error, and `ENOTSUP` if the
 * file system does not accept folders: `/proc` reports `ENOENT` then, on which Node's own recursion loops for ever.
 *
 * @param mode of each new folder, by default 0755; the umask may restrict it
 */
export const createFolders = (folder: string, mode: number = folderMode): string | undefined => {
  const missing: Array<string> = []
  for (let path = resolve(folder); !isThere(path); path = dirname(path)) missing.unshift(path)
  for (const path of missing) makeIn(path, mode)
  return missing[0]
}

/** Whether anything exists at the path. If it is a file, the system reports that when a folder is made below it. */
const isThere = (path: string): boolean => path === dirname(path) || statOf(path) !== undefined

const statOf = (path: string) => {
  try {
    return statSync(path, { throwIfNoEntry: false })
  } catch (thrown) {
    if (hasCode(thrown, "ENOTDIR")) return undefined
    throw thrown
  }
}

/** Its parent exists. Another process may have made it meanwhile. */
const makeIn = (path: string, mode: number): void => {
  try {
    mkdirSync(path, { mode })
  } catch (thrown) {
    if (hasCode(thrown, "EEXIST") && statOf(path)?.isDirectory() === true) return
    if (hasCode(thrown, "ENOENT") && isThere(dirname(path)))
      throw Object.assign(new Error(`${dirname(path)} takes no folders`, { cause: thrown }), {
        code: "ENOTSUP",
        path: dirname(path),
      })
    throw thrown
  }
}
