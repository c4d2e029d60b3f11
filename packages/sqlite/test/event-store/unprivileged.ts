/** A test may run as root, to whom nothing is read-only: then it is somebody else for a while. */
import { chmodSync, chownSync } from "node:fs"

const nobody = 65_534

/** Runs `work` as a user whom the permissions of files bind. What it loads must have been loaded before. */
export const unprivileged = async <A>(work: () => Promise<A>): Promise<A> => {
  if (process.geteuid?.() !== 0) return work()
  process.seteuid?.(nobody)
  try {
    return await work()
  } finally {
    process.seteuid?.(0)
  }
}

/** Gives a file or a folder to that user, with these permissions. */
export const given = (path: string, mode: number): void => {
  if (process.geteuid?.() === 0) chownSync(path, nobody, nobody)
  chmodSync(path, mode)
}
