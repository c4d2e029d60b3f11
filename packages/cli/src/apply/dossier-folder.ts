/** An applicant's folder: `application.json` and, in `materials`, the files whose digests it names. */
import { createHash } from "node:crypto"
import { existsSync, statSync } from "node:fs"
import { join } from "node:path"
import * as E from "fp-ts/lib/Either.js"
import { bilingual, dossierItemNames, type CommandDataFilled, type Document, type FormIssue } from "@shifan/core"
import { asFilled, decode } from "@shifan/core/forms"
import { commandCodecs } from "@shifan/core/registry"
import { say, type CommandContext } from "../command-context.js"
import { readJson } from "../input/json.js"
import { limits, readFolder } from "../input/read-file.js"
import type { TextOptions } from "../input/text-encoding.js"
import { exits, failure, malformed, type Failure } from "../result.js"

export type Application = CommandDataFilled<string>["Apply"]

/** The commands that hand in a form with its materials: at first, or anew. */
type ApplicationType = "Apply" | "SupplementApplication"

type ApplicationOf<T extends ApplicationType> = CommandDataFilled<string>[T]

export interface HandedIn<A = Application> {
  readonly application: A
  /** Files in `materials` that the application does not name. */
  readonly unnamed: ReadonlyArray<string>
}

/**
 * From a file, or from the folder it is in. The materials of a folder are checked against their digests; a file's materials
 * are elsewhere, and are not checked.
 */
export const readApplication = <T extends ApplicationType>(
  path: string,
  type: T,
  options: TextOptions,
): E.Either<Failure, HandedIn<ApplicationOf<T>>> => {
  const inFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
  const file = inFolder ? join(path, "application.json") : path
  const json = readJson(file, options, inFolder ? "theirs" : "ours")
  if (E.isLeft(json)) return json
  const materials = inFolder ? readMaterials(path) : E.right(undefined)
  if (E.isLeft(materials)) return materials
  const application = decode(commandCodecs(asFilled)[type], json.right)
  if (E.isLeft(application)) return E.left(malformed(file, application.left))
  return materials.right === undefined
    ? E.right({ application: application.right, unnamed: [] })
    : checkMaterials(file, application.right, materials.right)
}

/** A line on standard error for each file that was handed in and is not named. */
export const tellUnnamed = (context: CommandContext, { unnamed }: Pick<HandedIn, "unnamed">): void => {
  for (const name of unnamed) {
    const line = bilingual(
      `materials中的${name}未列入申报材料，未予登记`,
      `materials/${name} is named by no material and is left out`,
    )
    context.terminal.err(`${say(context, line)}\n`)
  }
}

interface MaterialFile {
  readonly name: string
  readonly digest: string
  readonly size: number
}

const readMaterials = (folder: string): E.Either<Failure, ReadonlyArray<MaterialFile>> => {
  const materials = join(folder, "materials")
  if (!existsSync(materials))
    return E.left(
      failure(exits.usage, "NoMaterials", `${folder}中没有materials目录`, `${folder} has no folder of materials`),
    )
  const files: Array<MaterialFile> = []
  const faults = readFolder(materials, limits.document, (name, bytes) => {
    const digest = `sha256:${createHash("sha256").update(bytes).digest("hex")}`
    files.push({ name, digest, size: bytes.length })
  })
  if (E.isLeft(faults)) return faults
  const [first, ...others] = faults.right
  if (first === undefined) return E.right(files)
  return E.left({ ...first, details: others.map(({ message }) => message) })
}

const checkMaterials = <A extends Pick<Application, "dossier">>(
  file: string,
  application: A,
  files: ReadonlyArray<MaterialFile>,
): E.Either<Failure, HandedIn<A>> => {
  const documents = documentsOf(application)
  const unnamed = files.filter(({ digest }) => documents.every(({ document }) => document.digest !== digest))
  const missing = documents.filter(({ document }) => files.every(({ digest }) => digest !== document.digest))
  const issues = documents.flatMap((named): ReadonlyArray<FormIssue> => {
    const { at, document } = named
    const found = files.find(({ digest }) => digest === document.digest)
    if (found === undefined) return [digestIssue(named, changedFile(named, missing, unnamed))]
    if (found.size === document.size) return []
    return [
      {
        path: `${at}.size`,
        expected: bilingual(`${found.size}字节`, `${found.size} bytes`),
        got: String(document.size),
      },
    ]
  })
  return issues.length > 0
    ? E.left(malformed(file, issues))
    : E.right({ application, unnamed: unnamed.map(({ name }) => name) })
}

interface NamedDocument {
  /** Its path in the form. */
  readonly at: string
  readonly item: string
  readonly document: Document
}

/** Of the files that nothing names, the one that a document was before it changed: by its name, or the only one left. */
const changedFile = (
  { item, document }: NamedDocument,
  missing: ReadonlyArray<NamedDocument>,
  unnamed: ReadonlyArray<MaterialFile>,
): MaterialFile | undefined => {
  const byName = unnamed.filter(({ name }) => name.includes(item) || name.includes(document.title))
  if (byName.length === 1) return byName[0]
  return missing.length === 1 && unnamed.length === 1 ? unnamed[0] : undefined
}

const digestIssue = ({ at, document }: NamedDocument, changed: MaterialFile | undefined): FormIssue => {
  const { title, digest } = document
  return {
    path: `${at}.digest`,
    expected: bilingual(`materials中“${title}”的摘要`, `the digest of a file in materials (${title})`),
    got: digest,
    sentence:
      changed === undefined
        ? bilingual(
            `materials中没有摘要为${digest}的文件（“${title}”）`,
            `no file in materials has the digest ${digest} (${title})`,
          )
        : bilingual(
            `materials中的${changed.name}（“${title}”）摘要为${changed.digest}，申报表所列为${digest}`,
            `materials/${changed.name} (${title}) has the digest ${changed.digest}; the application names ${digest}`,
          ),
  }
}

const documentsOf = ({ dossier }: Pick<Application, "dossier">): ReadonlyArray<NamedDocument> =>
  [
    ...dossierItemNames.map((item) => ({ at: `dossier.${item}`, item, material: dossier[item] })),
    ...Object.entries(dossier.own ?? {}).map(([item, material]) => ({ at: `dossier.own.${item}`, item, material })),
  ].flatMap(({ at, item, material }) =>
    material.status === "provided"
      ? material.documents.map((document, i) => ({ at: `${at}.documents.${i}`, item, document }))
      : [],
  )
