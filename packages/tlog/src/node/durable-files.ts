/** Writes files and folders that are on the disk once the call returns. */
import { randomUUID } from "node:crypto"
import { open, rename, unlink } from "node:fs/promises"
import { dirname, resolve } from "node:path"
import { createFolders } from "./create-folders.js"
import { hasCode } from "./error-code.js"

/** Creates and syncs a file; fails if it exists. A partly written file is removed. `syncFolder` makes its name durable. */
export const writeDurably = async (file: string, content: Uint8Array): Promise<void> => {
  const handle = await open(file, "wx", 0o644)
  try {
    await handle.writeFile(content)
    await handle.sync()
  } catch (thrown) {
    await unlink(file)
    throw thrown
  } finally {
    await handle.close()
  }
}

/** Replaces a file, or creates it. A crash leaves the old or the new content, never a part. */
export const replaceDurably = async (file: string, content: Uint8Array): Promise<void> => {
  const draft = `${file}.${randomUUID()}`
  await writeDurably(draft, content)
  await rename(draft, file)
  await syncFolder(dirname(file))
}

/** Makes the names in a folder durable: created, linked and removed files. */
export const syncFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder, "r")
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Makes the folder and its parents unless they exist. */
export const makeFolders = async (folder: string): Promise<void> => {
  const path = resolve(folder)
  const firstMade = createFolders(path)
  if (firstMade === undefined) return
  for (let made = path; made.length >= firstMade.length; made = dirname(made)) await syncFolder(dirname(made))
}

export const alreadyExists = (thrown: unknown): boolean => hasCode(thrown, "EEXIST")

export const isMissing = (thrown: unknown): boolean => hasCode(thrown, "ENOENT")
