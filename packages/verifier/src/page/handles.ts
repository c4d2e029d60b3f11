/** The files under a handle (WHATWG File System). */
import type { GivenFile } from "../given/subject.js"

export async function* filesInHandle(handle: FileSystemHandle, under = ""): AsyncGenerator<GivenFile> {
  const path = `${under}${handle.name}`
  if (isFile(handle)) yield { path, file: await handle.getFile() }
  else if (isFolder(handle)) for await (const child of handle.values()) yield* filesInHandle(child, `${path}/`)
}

const isFile = (handle: FileSystemHandle): handle is FileSystemFileHandle => handle.kind === "file"

const isFolder = (handle: FileSystemHandle): handle is FileSystemDirectoryHandle => handle.kind === "directory"
