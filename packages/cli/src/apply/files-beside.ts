/** Completes the documents that a form names by their titles with the digests of the files beside it. */
import { basename, dirname, extname, join } from "node:path"
import * as E from "fp-ts/lib/Either.js"
import { bilingual, type Document } from "@shifan/core"
import type { FormRead, PlacedIssue } from "@shifan/forms"
import { limits, namesIn, readBytes } from "../input/read-file.js"
import type { Failure } from "../result.js"
import { documentOf, isLeftBehind, materialFile } from "./material-files.js"

/** `file`: the form. A title without a file keeps its fault, which then names the file that is missing. */
export const withFilesBeside = (file: string, read: FormRead): E.Either<Failure, FormRead> => {
  const wanted = documentsWithoutDigest(read.data, "")
  if (wanted.length === 0) return E.right(read)
  const folder = dirname(file)
  const names = namesIn(folder)
  if (E.isLeft(names)) return names
  const found = new Map<string, Document>()
  for (const { path, title } of wanted) {
    const candidates = names.right.filter((name) => isNamed(name, title) && name !== basename(file))
    const [name] = candidates
    if (name === undefined || candidates.length > 1) continue
    const bytes = readBytes(join(folder, name), limits.document)
    if (E.isLeft(bytes)) return bytes
    found.set(path, { ...documentOf(materialFile(name, bytes.right)), title })
  }
  const titles = new Map(wanted.map(({ path, title }) => [path, title]))
  return E.right({
    ...read,
    data: completed(read.data, "", found),
    faults: read.faults.flatMap((fault) => faultLeft(fault, titles, found)),
  })
}

const isNamed = (name: string, title: string): boolean =>
  !isLeftBehind(name) && [name, name.slice(0, name.length - extname(name).length)].includes(title)

interface Wanted {
  readonly path: string
  readonly title: string
}

const below = (path: string, name: string): string => (path === "" ? name : `${path}.${name}`)

const documentsWithoutDigest = (data: unknown, path: string): ReadonlyArray<Wanted> => {
  if (typeof data !== "object" || data === null) return []
  const { title, digest, ...others }: Readonly<Record<string, unknown>> = { ...data }
  const isDocument = typeof title === "string" && digest === undefined && Object.keys(others).length === 0
  if (isDocument) return [{ path, title }]
  return Object.entries(data).flatMap(([name, value]) => documentsWithoutDigest(value, below(path, name)))
}

const completed = (data: unknown, path: string, found: ReadonlyMap<string, Document>): unknown => {
  const document = found.get(path)
  if (document !== undefined) return document
  if (Array.isArray(data)) return data.map((item, i) => completed(item, below(path, String(i)), found))
  if (typeof data !== "object" || data === null) return data
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => [name, completed(value, below(path, name), found)]),
  )
}

/** The parts of a document that a program computes are one fault: its file is missing. */
const faultLeft = (
  fault: PlacedIssue,
  titles: ReadonlyMap<string, string>,
  found: ReadonlyMap<string, Document>,
): ReadonlyArray<PlacedIssue> => {
  const [, document = "", field] = /^(.*)\.(digest|mediaType|size)$/.exec(fault.path) ?? []
  const title = titles.get(document)
  if (title === undefined) return [fault]
  if (found.has(document) || field !== "digest") return []
  const sentence = bilingual(
    `表旁没有名为“${title}”的文件，或有多个，无从计算其摘要`,
    `there is no file named “${title}” beside the form, or there are several: its digest cannot be computed`,
  )
  return [{ ...fault, sentence }]
}
