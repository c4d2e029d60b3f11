/** Reads an applicant's folder: `application.json` or the form itself, and its files in `materials`. */
import { basename, join } from "node:path"
import * as E from "fp-ts/lib/Either.js"
import {
  bilingual,
  dossierItemNames,
  type Bilingual,
  type CommandDataFilled,
  type Document,
  type FormIssue,
} from "@shifan/core"
import { asFilled, decode } from "@shifan/core/forms"
import { commandCodecs } from "@shifan/core/registry"
import { say, type CommandContext } from "../command-context.js"
import { fieldNamesOf } from "../field-names.js"
import { doubtful, isFormFile, readFormFile } from "../input/form-file.js"
import { readJson } from "../input/json.js"
import { isAnythingAt, isFolder, limits, namesIn, readBytes } from "../input/read-file.js"
import type { TextOptions } from "../input/text-encoding.js"
import { exits, failure, malformed, notFound, usage, type Failure } from "../result.js"
import { computeDossier, lacksDigests } from "./computed-dossier.js"
import { isLeftBehind, materialFile, readMaterialFiles, type MaterialFile } from "./material-files.js"

export type Application = CommandDataFilled<string>["Apply"]

/** The commands that submit a form with its materials: initially, or again. */
type ApplicationType = "Apply" | "SupplementApplication"

type ApplicationOf<T extends ApplicationType> = CommandDataFilled<string>[T]

export interface HandedIn<A = Application> {
  readonly application: A
  /** Files in `materials` that the application does not name. */
  readonly unnamed: ReadonlyArray<string>
  /** What files were recognised as, if the application did not say; one line each. */
  readonly taken: ReadonlyArray<Bilingual>
}

/**
 * Reads an application from a file, or from its folder with `application.json` or the filled-in form. A folder's materials
 * are checked against their digests; digests missing in the form are computed. For a single file the materials are
 * elsewhere and are not checked.
 */
export const readApplication = async <T extends ApplicationType>(
  path: string,
  type: T,
  options: TextOptions,
): Promise<E.Either<Failure, HandedIn<ApplicationOf<T>>>> => {
  const folder = isFolder(path)
  if (E.isLeft(folder)) return folder
  const inFolder = folder.right
  const source = inFolder ? formIn(path) : E.right(path)
  if (E.isLeft(source)) return source
  const read = await readSource(source.right, type, options, inFolder)
  if (E.isLeft(read)) return read
  if (!inFolder) return decoded(source.right, type, read.right.json, undefined, [])
  const materials = materialsIn(path, source.right)
  if (E.isLeft(materials)) return materials
  if (!lacksDigests(read.right.json)) return decoded(source.right, type, read.right.json, materials.right, [])
  const computed = computeDossier(path, read.right.json, materials.right, read.right.form)
  if (E.isLeft(computed)) return computed
  const { json, taken } = computed.right
  const all = read.right.form === undefined ? materials.right : [...materials.right, read.right.form]
  return decoded(source.right, type, json, all, taken)
}

const decoded = <T extends ApplicationType>(
  file: string,
  type: T,
  json: unknown,
  materials: ReadonlyArray<MaterialFile> | undefined,
  taken: ReadonlyArray<Bilingual>,
): E.Either<Failure, HandedIn<ApplicationOf<T>>> => {
  const application = decode(commandCodecs(asFilled)[type], json)
  if (E.isLeft(application)) return E.left(malformed(file, application.left, nameOf(type)))
  return materials === undefined
    ? E.right({ application: application.right, unnamed: [], taken })
    : checkMaterials(file, application.right, materials, taken)
}

/** An application and its supplement have the same fields. */
const nameOf = (type: ApplicationType): ((issue: FormIssue) => Bilingual | undefined) => {
  const names = fieldNamesOf(type)
  return ({ path }) => names(path)
}

/** `application.json`, or the only form next to the materials. */
const formIn = (folder: string): E.Either<Failure, string> => {
  const json = join(folder, "application.json")
  if (isAnythingAt(json)) return E.right(json)
  const names = namesIn(folder)
  if (E.isLeft(names)) return names
  const forms = names.right.filter((name) => isFormFile(name) && !isLeftBehind(name))
  const likely = forms.length === 1 ? forms : forms.filter((name) => /申请(?:报告|表)|application/i.test(name))
  const [only] = likely
  if (only !== undefined && likely.length === 1) return E.right(join(folder, only))
  return E.left(
    forms.length === 0
      ? notFound(
          `${folder}中没有application.json，也没有填好的申请表（docx或xlsx）`,
          `${folder} has neither application.json nor a filled-in form (.docx or .xlsx)`,
        )
      : usage(
          `${folder}中有多个表格，看不出哪一个是申请表：${forms.join("、")}`,
          `${folder} has several forms; cannot tell which is the application: ${forms.join(", ")}`,
        ),
  )
}

interface Source {
  readonly json: unknown
  /** The form itself, if it is an office file in a folder. */
  readonly form?: MaterialFile
}

const readSource = async (
  file: string,
  type: ApplicationType,
  options: TextOptions,
  inFolder: boolean,
): Promise<E.Either<Failure, Source>> => {
  const whose = inFolder ? "theirs" : "ours"
  if (!isFormFile(file)) {
    const json = readJson(file, options, whose)
    return E.isLeft(json) ? json : E.right({ json: json.right })
  }
  const read = await readFormFile(file, type, whose)
  if (E.isLeft(read)) return read
  const faults = inFolder ? read.right.faults.filter(({ path }) => !isComputed(path)) : read.right.faults
  if (faults.length + read.right.doubts.length > 0) return E.left(doubtful(file, { ...read.right, faults }))
  if (!inFolder) return E.right({ json: read.right.data })
  const bytes = readBytes(file, limits.form, whose)
  return E.isLeft(bytes) ? bytes : E.right({ json: read.right.data, form: materialFile(basename(file), bytes.right) })
}

const isComputed = (path: string): boolean => /^(?:dossier|form\.reportSections)(?:\.|$)/.test(path)

/** The files in `materials`, or, without that folder, those next to the form. */
const materialsIn = (folder: string, form: string): E.Either<Failure, ReadonlyArray<MaterialFile>> => {
  const materials = join(folder, "materials")
  if (isAnythingAt(materials)) return readMaterialFiles(materials)
  if (isFormFile(form)) return readMaterialFiles(folder, (name) => name !== basename(form) && !isLeftBehind(name))
  return E.left(
    failure(exits.usage, "NoMaterials", `${folder}中没有materials目录`, `${folder} has no folder of materials`),
  )
}

/** Reports on standard error each file that was recognised and each file that is not named, one per line. */
export const tellFiles = (context: CommandContext, { unnamed, taken }: Pick<HandedIn, "unnamed" | "taken">): void => {
  for (const line of taken) context.terminal.err(`${say(context, line)}\n`)
  for (const name of unnamed) {
    const line = bilingual(
      `materials中的${name}未列入申报材料，未予登记`,
      `materials/${name} is not listed in the application and was left out`,
    )
    context.terminal.err(`${say(context, line)}\n`)
  }
}

const checkMaterials = <A extends Pick<Application, "dossier">>(
  file: string,
  application: A,
  files: ReadonlyArray<MaterialFile>,
  taken: ReadonlyArray<Bilingual>,
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
    ? E.left(malformed(file, issues, nameOf("Apply")))
    : E.right({ application, unnamed: unnamed.map(({ name }) => name), taken })
}

interface NamedDocument {
  /** Path in the form. */
  readonly at: string
  readonly item: string
  readonly document: Document
}

/** Finds the previous version of a changed document among the unnamed files: by name, or the only one left. */
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
