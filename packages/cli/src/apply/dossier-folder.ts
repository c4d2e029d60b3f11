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
import { exits, malformed, notFound, usage, type Failure } from "../result.js"

export type Application = CommandDataFilled<string>["Apply"]

/** JSON from a file; what is wrong with it is said with its line. */
export const readJson = (file: string, text?: string): E.Either<Failure, unknown> => {
  if (text === undefined && !existsSync(file)) return E.left(notFound(`没有文件${file}`, `there is no file ${file}`))
  try {
    const read: unknown = JSON.parse(text ?? readFileSync(file, "utf8"))
    return E.right(read)
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown)
    return E.left(usage(`${file}不是JSON：${reason}`, `${file} is not JSON: ${reason}`))
  }
}

/** A folder is read with its materials, every digest checked; a file stands for itself, its materials elsewhere. */
export const readApplication = (path: string): E.Either<Failure, Application> => {
  const folder = existsSync(path) && statSync(path).isDirectory()
  const file = folder ? join(path, "application.json") : path
  const json = readJson(file)
  if (E.isLeft(json)) return json
  const decoded = decode(commandCodecs(asFilled).Apply, json.right)
  const issues = [
    ...(E.isLeft(decoded) ? decoded.left : []),
    ...(folder && E.isRight(decoded) ? materialIssues(path, decoded.right) : []),
  ]
  if (folder && !existsSync(join(path, "materials")))
    return E.left({
      exit: exits.usage,
      code: "NoMaterials",
      message: bilingual(`${path}中没有materials目录`, `${path} has no folder of materials`),
    })
  return E.isLeft(decoded) || issues.length > 0 ? E.left(malformed(file, issues)) : decoded
}

const documentsOf = ({ dossier }: Application): ReadonlyArray<readonly [string, Document]> =>
  dossierItemNames.flatMap((item) => {
    const material = dossier[item]
    return material.status === "provided"
      ? material.documents.map((document, i) => [`dossier.${item}.documents.${i}`, document] as const)
      : []
  })

const materialIssues = (path: string, application: Application): ReadonlyArray<FormIssue> => {
  const folder = join(path, "materials")
  if (!existsSync(folder)) return []
  const sizes = new Map(
    readdirSync(folder).map((name) => {
      const bytes = readFileSync(join(folder, name))
      return [`sha256:${createHash("sha256").update(bytes).digest("hex")}`, bytes.length]
    }),
  )
  return documentsOf(application).flatMap(([at, { digest, size, title }]): ReadonlyArray<FormIssue> => {
    const found = sizes.get(digest)
    if (found === undefined)
      return [
        {
          path: `${at}.digest`,
          expected: bilingual(`materials中“${title}”的摘要`, `the digest of a file in materials (${title})`),
          got: digest,
        },
      ]
    return found === size
      ? []
      : [{ path: `${at}.size`, expected: bilingual(`${found}字节`, `${found} bytes`), got: String(size) }]
  })
}
