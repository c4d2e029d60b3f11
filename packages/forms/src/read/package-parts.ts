/** Opens an untrusted office file: unpacks it within limits, and only the requested parts. */
import { parseXml, XmlError, type XmlElement } from "@rgrove/parse-xml"
import {
  configure,
  ERR_BAD_FORMAT,
  ERR_CENTRAL_DIRECTORY_NOT_FOUND,
  ERR_ENTRY_DATA_OUT_OF_BOUNDS,
  ERR_EOCDR_NOT_FOUND,
  ERR_INVALID_COMPRESSED_DATA,
  ERR_INVALID_CRC32,
  ERR_INVALID_UNCOMPRESSED_SIZE,
  ERR_UNSAFE_FILENAME,
  ERR_UNSUPPORTED_COMPRESSION,
  Uint8ArrayReader,
  ZipReader,
  type FileEntry,
} from "@zip.js/zip.js/lib/zip-core-native.js"
import * as E from "fp-ts/lib/Either.js"
import type { Damage, FormFault } from "./form-fault.js"
import { otherFormatOf } from "./other-format.js"
import { attribute, childrenOf } from "./xml-tree.js"

// For a few hundred kilobytes, starting a worker would take longer than the work.
configure({ useWebWorkers: false })

const strict = { checkSignature: true, checkOverlappingEntry: true, filenameValidation: "strict" } as const

export const formLimits = {
  /** Of the file, in bytes. */
  file: 16_000_000,
  /** Of an unpacked part, in bytes. The fullest possible form has two megabytes. */
  part: 40_000_000,
  /** Of the parts of a form that are read, unpacked and together: reading takes about half a second per megabyte. */
  form: 6_000_000,
  /** Parts larger than this must not exceed `ratio` times their packed size. */
  denseFrom: 4_000_000,
  ratio: 150,
  parts: 2000,
  /** Cells and paragraphs with text. */
  cells: 8000,
  /** Elements within elements. */
  depth: 500,
} as const

export interface PackageParts {
  readonly format: "docx" | "xlsx"
  /** Path of the document or workbook part. */
  readonly main: string
  has(path: string): boolean
  /** Targets of a part's relationships, by the last word of their type and by id; empty if it has none. */
  relationsOf(path: string): Promise<E.Either<FormFault, Relations>>
  xml(path: string): Promise<E.Either<FormFault, XmlElement>>
}

export interface Relations {
  readonly byType: ReadonlyMap<string, string>
  readonly ofType: (type: string) => ReadonlyArray<string>
  readonly byId: ReadonlyMap<string, string>
}

/** `mostUnpacked`: limit of all parts that are read, in bytes. A part that is read twice counts twice. */
export const openPackage = async (
  bytes: Uint8Array,
  mostUnpacked: number,
): Promise<E.Either<FormFault, PackageParts>> => {
  const fault = faultOfBytes(bytes)
  if (fault !== undefined) return E.left(fault)
  const entries = await entriesIn(bytes)
  if (E.isLeft(entries)) return entries
  const files = new Map(entries.right.map((entry) => [entry.filename, entry]))
  const macros = [...files.keys()].find((path) => /(?:^|\/)(?:vbaProject\.bin|macrosheets\/)/i.test(path))
  if (macros !== undefined) return E.left({ _tag: "Macros", part: macros })
  if (files.has("mimetype") && files.has("content.xml")) return E.left({ _tag: "OtherFormat", found: "openDocument" })
  if (files.has("OFD.xml")) return E.left({ _tag: "OtherFormat", found: "ofd" })
  const main = await mainPart(files)
  if (E.isLeft(main)) return main
  const types = files.get("[Content_Types].xml")
  const content = types === undefined ? E.right("") : await textOf(types)
  if (E.isLeft(content)) return content
  if (/macroEnabled/i.test(content.right)) return E.left({ _tag: "Macros", part: "[Content_Types].xml" })
  let unpacked = 0
  return E.right({
    ...main.right,
    has: (path) => files.has(path),
    relationsOf: (path) => relationsIn(files, path),
    xml: async (path) => {
      unpacked += files.get(path)?.uncompressedSize ?? 0
      return unpacked > mostUnpacked ? E.left({ _tag: "TooLargeUnpacked", limit: mostUnpacked }) : xmlOf(files, path)
    },
  })
}

type Files = ReadonlyMap<string, FileEntry>

/** Office on the web names it `word/document2.xml`. */
const mainPart = async (files: Files): Promise<E.Either<FormFault, Pick<PackageParts, "format" | "main">>> => {
  const relations = await relationsIn(files, "")
  if (E.isLeft(relations)) return relations
  const main =
    relations.right.byType.get("officeDocument") ??
    ["word/document.xml", "xl/workbook.xml"].find((path) => files.has(path))
  if (main === undefined || !files.has(main)) return E.left(otherArchive(files))
  if (main.endsWith(".bin")) return E.left({ _tag: "OtherFormat", found: "binaryWorkbook" })
  const folder = main.slice(0, main.indexOf("/"))
  const format = folder === "word" ? "docx" : folder === "xl" ? "xlsx" : undefined
  return format === undefined ? E.left({ _tag: "NotOffice" }) : E.right({ format, main })
}

/** An archive of forms has to be unpacked first. */
const otherArchive = (files: Files): FormFault =>
  [...files.keys()].some((path) => /\.(?:docx|xlsx|doc|xls|wps|et)$/i.test(path))
    ? { _tag: "OtherFormat", found: "archive" }
    : { _tag: "NotOffice" }

/** Relationships of the part at `path`; with an empty path, of the file itself. */
const relationsIn = async (files: Files, path: string): Promise<E.Either<FormFault, Relations>> => {
  const folder = path.slice(0, path.lastIndexOf("/") + 1)
  const listed = `${folder}_rels/${path.slice(folder.length)}.rels`
  if (!files.has(listed)) return E.right({ byType: new Map(), ofType: () => [], byId: new Map() })
  const relations = await xmlOf(files, listed)
  if (E.isLeft(relations)) return relations
  const found = childrenOf(relations.right).map((relation) => {
    const target = attribute(relation, "Target") ?? ""
    return {
      id: attribute(relation, "Id") ?? "",
      type: (attribute(relation, "Type") ?? "").split("/").at(-1) ?? "",
      to: target.startsWith("/") ? target.slice(1) : resolved(folder, target),
    }
  })
  return E.right({
    byType: new Map(found.map(({ type, to }) => [type, to])),
    ofType: (wanted) => found.flatMap(({ type, to }) => (type === wanted && files.has(to) ? [to] : [])),
    byId: new Map(found.map(({ id, to }) => [id, to])),
  })
}

/** `xl/worksheets/` and `../drawings/drawing1.xml` are `xl/drawings/drawing1.xml`. */
const resolved = (folder: string, target: string): string => {
  const up = (/^(?:\.\.\/)*/.exec(target) ?? [""])[0].length / 3
  const above = folder.split("/").slice(0, -1)
  return [...above.slice(0, Math.max(0, above.length - up)), target.slice(3 * up)].join("/")
}

const faultOfBytes = (bytes: Uint8Array): FormFault | undefined => {
  if (bytes.length === 0) return { _tag: "Empty" }
  if (bytes.length > formLimits.file) return { _tag: "TooLarge", limit: formLimits.file }
  return bytes[0] === 0x50 && bytes[1] === 0x4b ? undefined : { _tag: "OtherFormat", found: otherFormatOf(bytes) }
}

const entriesIn = async (bytes: Uint8Array): Promise<E.Either<FormFault, ReadonlyArray<FileEntry>>> => {
  const entries: Array<FileEntry> = []
  const names = new Set<string>()
  try {
    for await (const entry of new ZipReader(new Uint8ArrayReader(bytes), strict).getEntriesGenerator()) {
      if (entry.directory) continue
      entries.push(entry)
      if (entries.length > formLimits.parts) return E.left({ _tag: "TooManyParts", limit: formLimits.parts })
      if (entry.encrypted) return E.left({ _tag: "OtherFormat", found: "encrypted" })
      if (isDense(entry)) return E.left({ _tag: "TooDense", part: entry.filename })
      // Programs disagree on which of two counts. Names in the format ignore case.
      const name = entry.filename.toLowerCase()
      if (names.has(name)) return E.left({ _tag: "Damaged", reason: "duplicate", part: entry.filename })
      names.add(name)
    }
    return E.right(entries)
  } catch (thrown) {
    return E.left({ _tag: "Damaged", reason: damageIn(thrown) })
  }
}

const isDense = ({ uncompressedSize, compressedSize }: FileEntry): boolean =>
  uncompressedSize > formLimits.part ||
  (uncompressedSize > formLimits.denseFrom && uncompressedSize > formLimits.ratio * compressedSize)

/** By the messages of zip.js. */
const damageNamed: ReadonlyMap<string, Damage> = new Map<string, Damage>([
  [ERR_BAD_FORMAT, "incomplete"],
  [ERR_EOCDR_NOT_FOUND, "incomplete"],
  [ERR_CENTRAL_DIRECTORY_NOT_FOUND, "incomplete"],
  [ERR_ENTRY_DATA_OUT_OF_BOUNDS, "incomplete"],
  [ERR_UNSAFE_FILENAME, "unsafeName"],
  [ERR_UNSUPPORTED_COMPRESSION, "compression"],
  [ERR_INVALID_COMPRESSED_DATA, "changed"],
  [ERR_INVALID_CRC32, "changed"],
  [ERR_INVALID_UNCOMPRESSED_SIZE, "changed"],
])

const damageIn = (thrown: unknown): Damage =>
  (thrown instanceof Error ? damageNamed.get(thrown.message) : undefined) ?? "unclear"

const xmlOf = async (files: Files, path: string): Promise<E.Either<FormFault, XmlElement>> => {
  const entry = files.get(path)
  if (entry === undefined) return E.left({ _tag: "PartUnreadable", part: path, reason: "missing" })
  const text = await textOf(entry)
  if (E.isLeft(text)) return text
  try {
    const { root } = parseXml(text.right)
    if (root === null) return E.left({ _tag: "PartUnreadable", part: path, reason: "notXml" })
    return isDeeperThan(formLimits.depth, root)
      ? E.left({ _tag: "PartUnreadable", part: path, reason: "tooDeep" })
      : E.right(root)
  } catch (thrown) {
    if (thrown instanceof RangeError) return E.left({ _tag: "PartUnreadable", part: path, reason: "tooDeep" })
    const place = thrown instanceof XmlError ? { line: thrown.line, column: thrown.column } : {}
    return E.left({ _tag: "PartUnreadable", part: path, reason: "notXml", ...place })
  }
}

/** Level by level, since a recursive walk could exhaust the stack. */
const isDeeperThan = (limit: number, root: XmlElement): boolean => {
  let level: ReadonlyArray<XmlElement> = [root]
  for (let depth = 0; depth < limit && level.length > 0; depth++) level = level.flatMap(childrenOf)
  return level.length > 0
}

/** Never reads more bytes than the archive declared, even if the stream produces more. */
const textOf = async (entry: FileEntry): Promise<E.Either<FormFault, string>> => {
  const bytes = new Uint8Array(entry.uncompressedSize)
  let length = 0
  const writable = new WritableStream<Uint8Array>({
    write: (chunk) => {
      bytes.set(chunk, length)
      length += chunk.length
    },
  })
  try {
    await entry.getData(writable, strict)
  } catch (thrown) {
    return E.left({ _tag: "Damaged", reason: damageIn(thrown), part: entry.filename })
  }
  try {
    return E.right(new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes.subarray(0, length)))
  } catch {
    return E.left({ _tag: "PartUnreadable", part: entry.filename, reason: "encoding" })
  }
}

/** XML without an encoding declaration is UTF-8, or UTF-16 with a byte order mark. */
const encodingOf = ([first, second]: Uint8Array): string => {
  if (first === 0xff && second === 0xfe) return "utf-16le"
  return first === 0xfe && second === 0xff ? "utf-16be" : "utf-8"
}
