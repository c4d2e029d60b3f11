/** Files and folders that a power cut does not take back. */
import { open } from "node:fs/promises"

/** Never over a file that is there. */
export const writeDurably = async (file: string, content: Uint8Array): Promise<void> => {
  const handle = await open(file, "wx")
  try {
    await handle.writeFile(content)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** A name is durable when the folder is. */
export const syncFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder, "r")
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
