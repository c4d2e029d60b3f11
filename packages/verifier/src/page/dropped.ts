/** The files of what was dropped or chosen, folders gone into; not many more than the limit are gathered. */
import { limits } from "../given/limits.js"
import type { GivenFile } from "../given/subject.js"
import { filesInEntry } from "./entries.js"
import { filesInHandle } from "./handles.js"

declare global {
  interface DataTransferItem {
    /** Where there is none, there are entries. */
    getAsFileSystemHandle?(): Promise<FileSystemHandle | null>
  }
}

type Files = AsyncIterable<GivenFile>

/** To be called within the event: afterwards the browser forgets what was dropped. */
export const dropped = (transfer: DataTransfer): Promise<ReadonlyArray<GivenFile>> => {
  const items = [...transfer.items].filter(({ kind }) => kind === "file").map(filesOf)
  return items.length > 0 ? gathered(items) : Promise.resolve(listed(transfer.files))
}

/** A folder that was chosen brings the paths of its files; a file alone has its name. */
export const listed = (files: Iterable<File>): ReadonlyArray<GivenFile> =>
  Array.from(files, (file) => ({
    path: file.webkitRelativePath === "" ? file.name : file.webkitRelativePath,
    file,
  }))

/**
 * Chromium lets a page that was opened from a file read dropped folders by their handles only, others have entries
 * only; both have to be asked for at once.
 */
const filesOf = (item: DataTransferItem): Promise<Files> => {
  const entry = item.webkitGetAsEntry()
  const byEntry = (): Files => filesInEntry(entry)
  return (item.getAsFileSystemHandle?.() ?? Promise.resolve(null)).then(
    (handle) => (handle === null ? byEntry() : filesInHandle(handle)),
    byEntry,
  )
}

const gathered = async (items: ReadonlyArray<Promise<Files>>): Promise<ReadonlyArray<GivenFile>> => {
  const files: Array<GivenFile> = []
  for (const item of await Promise.all(items))
    for await (const file of item) {
      files.push(file)
      if (files.length > limits.files) return files
    }
  return files
}
