/** An applicant's folder: `application.json` and, in `materials`, the files whose digests it names. */
import { createHash } from "node:crypto"
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs"
import { join } from "node:path"
import * as E from "fp-ts/lib/Either.js"
import {
  asFilled,
  bilingual,
  commandCodecs,
  decode,
  dossierItemNames,
  type CommandDataFilled,
  type Document,
  type FormIssue,
} from "@shifan/core"
import { readJson } from "../files.js"
import { exits, failure, malformed, type Failure } from "../result.js"

export type Application = CommandDataFilled<string>["Apply"]

/** The form's file, where the path may be that file or the folder it is in. */
const applicationFile = (path: string): string => (isFolder(path) ? join(path, "application.json") : path)

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true

/** The materials of a folder are checked against their digests; a file's materials are elsewhere, and are not checked. */
export const readApplication = (path: string): E.Either<Failure, Application> => {
  const file = applicationFile(path)
  const json = readJson(file)
  if (E.isLeft(json)) return json
  if (isFolder(path) && !existsSync(materialsIn(path)))
    return E.left(
      failure(exits.usage, "NoMaterials", `${path}中没有materials目录`, `${path} has no folder of materials`),
    )
  const application = decode(commandCodecs(asFilled).Apply, json.right)
  if (E.isLeft(application)) return E.left(malformed(file, application.left))
  const issues = isFolder(path) ? materialIssues(path, application.right) : []
  return issues.length > 0 ? E.left(malformed(file, issues)) : application
}

const materialsIn = (folder: string): string => join(folder, "materials")

const materialIssues = (folder: string, application: Application): ReadonlyArray<FormIssue> => {
  const sizes = sizesByDigest(materialsIn(folder))
  return documentsOf(application).flatMap(([at, { digest, size, title }]): ReadonlyArray<FormIssue> => {
    const actual = sizes.get(digest)
    if (actual === size) return []
    return actual === undefined
      ? [
          {
            path: `${at}.digest`,
            expected: bilingual(`materials中“${title}”的摘要`, `the digest of a file in materials (${title})`),
            got: digest,
          },
        ]
      : [{ path: `${at}.size`, expected: bilingual(`${actual}字节`, `${actual} bytes`), got: String(size) }]
  })
}

const sizesByDigest = (folder: string): ReadonlyMap<string, number> =>
  new Map(
    readdirSync(folder).map((name) => {
      const bytes = readFileSync(join(folder, name))
      return [`sha256:${createHash("sha256").update(bytes).digest("hex")}`, bytes.length]
    }),
  )

/** With the path of each in the form. */
const documentsOf = ({ dossier }: Application): ReadonlyArray<readonly [string, Document]> =>
  dossierItemNames.flatMap((item) => {
    const material = dossier[item]
    return material.status === "provided"
      ? material.documents.map((document, i) => [`dossier.${item}.documents.${i}`, document] as const)
      : []
  })
