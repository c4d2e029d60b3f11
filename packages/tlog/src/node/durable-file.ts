/** Writes that survive a power cut once they have returned. */
import { open } from "node:fs/promises"

/** Creates a file and syncs it; fails if there is one already. Its name is durable after `syncFolder` of its folder. */
export const writeDurably = async (file: string, content: Uint8Array): Promise<void> => {
  const handle = await open(file, "wx")
  try {
    await handle.writeFile(content)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Makes the names in a folder durable: creations, links and removals. */
export const syncFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder, "r")
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
