import type { Bilingual } from "@shifan/core"
import { type InputFile, limits } from "@shifan/bundle/input"
import { texts } from "../messages/page.js"
import { element, language, languageTag, localized, onLanguage, setLanguage, untrusted } from "./element.js"

export interface InputHandlers {
  /** The input to verify. A promise, because a dropped folder takes a while to list. */
  readonly subject: (files: Promise<ReadonlyArray<InputFile>>) => void
  /** `undefined`: the reader removed the file. */
  readonly policy: (file: File | undefined) => void
  readonly kept: (file: File | undefined) => void
}

export const languageSwitch = (): HTMLElement => {
  const buttons = (["zh", "en"] as const).map((choice) => {
    const label = choice === "zh" ? "中文" : "English"
    const button = element("button", { type: "button", lang: languageTag(choice) }, label)
    button.addEventListener("click", () => setLanguage(choice))
    onLanguage(() => button.setAttribute("aria-pressed", String(language() === choice)))
    return button
  })
  const group = element("div", { class: "languages", role: "group" }, ...buttons)
  onLanguage(() => group.setAttribute("aria-label", texts.languages[language()]))
  return group
}

/** Inputs for the files to verify, and for policy and checkpoint from elsewhere. */
export const controls = ({ subject, policy, kept }: InputHandlers): HTMLElement => {
  const choose = (files: ReadonlyArray<File>): void => subject(Promise.resolve(chosenFiles(files)))
  const zone = element(
    "div",
    { class: "zone", id: "zone" },
    localized(element("p", {}), texts.drop),
    filesPicker("folder", texts.folder, { webkitdirectory: "" }, choose),
    filesPicker("files", texts.files, { multiple: "" }, choose),
  )
  onDrop(zone, subject)
  return element(
    "div",
    { class: "controls" },
    element("section", {}, localized(element("h2", {}), texts.subject), zone),
    element(
      "section",
      {},
      localized(element("h2", {}), texts.trusted),
      filePicker("policy", texts.policy, texts.policyHint, policy),
      filePicker("kept", texts.kept, texts.keptHint, kept),
    ),
  )
}

/**
 * A file input with a label in the page's language; the built-in label is in the browser's.
 *
 * @param attributes `multiple`, or `webkitdirectory` for a folder
 */
const filesPicker = (
  id: string,
  label: Bilingual,
  attributes: Readonly<Record<string, string>>,
  onChoice: (files: ReadonlyArray<File>) => void,
): HTMLElement => {
  const field = element("input", { type: "file", id, ...attributes })
  field.addEventListener("change", () => {
    const files = [...(field.files ?? [])]
    // Otherwise choosing the same file again would fire no event.
    field.value = ""
    if (files.length > 0) onChoice(files)
  })
  return element("span", { class: "picker" }, field, localized(element("label", { for: id }), label))
}

/** Input for a single file, which shows its name and lets the reader remove it. */
const filePicker = (
  id: string,
  label: Bilingual,
  hint: Bilingual,
  onChoice: (file: File | undefined) => void,
): HTMLElement => {
  const name = element("span", { class: "chosen" })
  const clear = localized(element("button", { type: "button", hidden: "" }), texts.clear)
  const choose = (file: File | undefined): void => {
    name.replaceChildren(...(file === undefined ? [] : [untrusted(file.name)]))
    clear.hidden = file === undefined
    onChoice(file)
  }
  clear.addEventListener("click", () => choose(undefined))
  return element(
    "div",
    { class: "row" },
    filesPicker(id, label, { "aria-describedby": `${id}-hint` }, ([file]) => choose(file)),
    name,
    clear,
    localized(element("p", { class: "hint", id: `${id}-hint` }), hint),
  )
}

declare global {
  interface DataTransferItem {
    /** Chromium only; other browsers have only entries. */
    getAsFileSystemHandle?(): Promise<FileSystemHandle | null>
  }
}

type Files = AsyncIterable<InputFile>

/**
 * Accepts a drop anywhere on the page: otherwise the browser would open a file that missed the zone, and leave the page.
 *
 * @param zone highlighted while something is dragged over the page
 */
const onDrop = (zone: HTMLElement, handle: (files: Promise<ReadonlyArray<InputFile>>) => void): void => {
  const dragging = (isOver: boolean) => (event: DragEvent) => {
    event.preventDefault()
    zone.classList.toggle("over", isOver)
  }
  document.addEventListener("dragover", dragging(true))
  document.addEventListener("dragleave", dragging(false))
  document.addEventListener("drop", (event) => {
    dragging(false)(event)
    if (event.dataTransfer !== null) handle(droppedFiles(event.dataTransfer))
  })
}

/** Files of a chosen folder have paths; a file chosen on its own has only a name. */
const chosenFiles = (files: Iterable<File>): ReadonlyArray<InputFile> =>
  Array.from(files, (file) => ({
    path: file.webkitRelativePath === "" ? file.name : file.webkitRelativePath,
    file,
  }))

/** Call it while the event is being handled: afterwards the browser discards the dropped items. */
const droppedFiles = (transfer: DataTransfer): Promise<ReadonlyArray<InputFile>> => {
  const items = [...transfer.items].filter(({ kind }) => kind === "file").map(filesOf)
  return items.length > 0 ? collect(items) : Promise.resolve(chosenFiles(transfer.files))
}

/**
 * On a page opened from a file, Chromium reads dropped folders only through handles; other browsers have only entries.
 * Both must be requested before the event ends.
 */
const filesOf = async (item: DataTransferItem): Promise<Files> => {
  const entry = item.webkitGetAsEntry()
  const handle = await item.getAsFileSystemHandle?.().catch(() => null)
  return handle ? filesInHandle(handle) : filesInEntry(entry)
}

/** Stops one file past the limit, which is enough to refuse the input. */
const collect = async (items: ReadonlyArray<Promise<Files>>): Promise<ReadonlyArray<InputFile>> => {
  const files: Array<InputFile> = []
  for (const item of await Promise.all(items))
    for await (const file of item) {
      files.push(file)
      if (files.length > limits.files) return files
    }
  return files
}

/** WHATWG File System API. */
async function* filesInHandle(handle: FileSystemHandle, under = ""): AsyncGenerator<InputFile> {
  const path = `${under}${handle.name}`
  if (isFileHandle(handle)) yield { path, file: await handle.getFile() }
  else if (isFolderHandle(handle)) for await (const child of handle.values()) yield* filesInHandle(child, `${path}/`)
}

const isFileHandle = (handle: FileSystemHandle): handle is FileSystemFileHandle => handle.kind === "file"

const isFolderHandle = (handle: FileSystemHandle): handle is FileSystemDirectoryHandle => handle.kind === "directory"

/** WICG File and Directory Entries API. */
async function* filesInEntry(entry: FileSystemEntry | null): AsyncGenerator<InputFile> {
  if (entry === null) return
  if (isFileEntry(entry)) yield { path: entry.fullPath.replace(/^\//, ""), file: await fileOf(entry) }
  else if (isFolderEntry(entry)) {
    const reader = entry.createReader()
    // Chromium returns at most a hundred entries per call, and none at the end.
    for (let batch = await nextBatch(reader); batch.length > 0; batch = await nextBatch(reader))
      for (const child of batch) yield* filesInEntry(child)
  }
}

const isFileEntry = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile

const isFolderEntry = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory

const fileOf = (entry: FileSystemFileEntry): Promise<File> =>
  new Promise((resolve, reject) => {
    entry.file(resolve, reject)
  })

const nextBatch = (reader: FileSystemDirectoryReader): Promise<ReadonlyArray<FileSystemEntry>> =>
  new Promise((resolve, reject) => {
    reader.readEntries(resolve, reject)
  })
