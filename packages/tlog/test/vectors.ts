/** Published test vectors, stored outside the repository. Tests that need them say so in their titles if they are missing. */
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"

const folder = fileURLToPath(new URL("../../../../shared/vectors/", import.meta.url))

export const bytesOf = (path: string): Uint8Array => new Uint8Array(readFileSync(folder + path))

export const textOf = (path: string): string => readFileSync(folder + path, "utf8")

/** The paths of all files below a folder of vectors. */
export const filesBelow = (path: string): ReadonlyArray<string> =>
  readdirSync(folder + path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`.slice(folder.length))

export const absent = !existsSync(folder)

export const whyAbsent = absent ? " (not run: no test vectors at ../shared/vectors)" : ""
