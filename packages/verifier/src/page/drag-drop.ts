/** The files of what was dropped or chosen, folders gone into; not many more than the limit are gathered. */
import { type InputFile, limits } from "../input/subject.js"

declare global {
  interface DataTransferItem {
    /** Where there is none, there are entries. */
    getAsFileSystemHandle?(): Promise<FileSystemHandle | null>
  }
}

type Files = AsyncIterable<InputFile>

/** To be called within the event: afterwards the browser forgets what was dropped. */
export const droppedFiles = (transfer: DataTransfer): Promise<ReadonlyArray<InputFile>> => {
  const items = [...transfer.items].filter(({ kind }) => kind === "file").map(filesOf)
  return items.length > 0 ? gathered(items) : Promise.resolve(chosenFiles(transfer.files))
}

/** A folder that was chosen brings the paths of its files; a file alone has its name. */
export const chosenFiles = (files: Iterable<File>): ReadonlyArray<InputFile> =>
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

const gathered = async (items: ReadonlyArray<Promise<Files>>): Promise<ReadonlyArray<InputFile>> => {
  const files: Array<InputFile> = []
  for (const item of await Promise.all(items))
    for await (const file of item) {
      files.push(file)
      if (files.length > limits.files) return files
    }
  return files
}

/** The files under a handle (WHATWG File System). */

async function* filesInHandle(handle: FileSystemHandle, under = ""): AsyncGenerator<InputFile> {
  const path = `${under}${handle.name}`
  if (isFileHandle(handle)) yield { path, file: await handle.getFile() }
  else if (isFolderHandle(handle)) for await (const child of handle.values()) yield* filesInHandle(child, `${path}/`)
}

const isFileHandle = (handle: FileSystemHandle): handle is FileSystemFileHandle => handle.kind === "file"

const isFolderHandle = (handle: FileSystemHandle): handle is FileSystemDirectoryHandle => handle.kind === "directory"

/** The files under an entry (WICG File and Directory Entries). */

async function* filesInEntry(entry: FileSystemEntry | null): AsyncGenerator<InputFile> {
  if (entry === null) return
  if (isFileEntry(entry)) yield { path: entry.fullPath.replace(/^\//, ""), file: await fileOf(entry) }
  else if (isFolderEntry(entry)) {
    const reader = entry.createReader()
    // A browser gives a hundred at a time, and none at the end.
    for (let some = await nextOf(reader); some.length > 0; some = await nextOf(reader))
      for (const child of some) yield* filesInEntry(child)
  }
}

const isFolderEntry = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory

const isFileEntry = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile

const fileOf = (entry: FileSystemFileEntry): Promise<File> =>
  new Promise((resolve, reject) => {
    entry.file(resolve, reject)
  })

const nextOf = (reader: FileSystemDirectoryReader): Promise<ReadonlyArray<FileSystemEntry>> =>
  new Promise((resolve, reject) => {
    reader.readEntries(resolve, reject)
  })
