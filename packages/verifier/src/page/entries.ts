/** The files under an entry (WICG File and Directory Entries). */
import type { GivenFile } from "../given/subject.js"

export async function* filesInEntry(entry: FileSystemEntry | null): AsyncGenerator<GivenFile> {
  if (entry === null) return
  if (isFile(entry)) yield { path: entry.fullPath.replace(/^\//, ""), file: await fileOf(entry) }
  else if (isFolder(entry)) {
    const reader = entry.createReader()
    // A browser gives a hundred at a time, and none at the end.
    for (let some = await nextOf(reader); some.length > 0; some = await nextOf(reader))
      for (const child of some) yield* filesInEntry(child)
  }
}

const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile

const fileOf = (entry: FileSystemFileEntry): Promise<File> =>
  new Promise((resolve, reject) => {
    entry.file(resolve, reject)
  })

const nextOf = (reader: FileSystemDirectoryReader): Promise<ReadonlyArray<FileSystemEntry>> =>
  new Promise((resolve, reject) => {
    reader.readEntries(resolve, reject)
  })
