import * as E from "fp-ts/lib/Either.js"
import type { TaskEither } from "fp-ts/lib/TaskEither.js"
import type { Folder } from "../folder.js"
import { isStatement } from "../statement/format.js"
import { bilingual, type Bilingual } from "@shifan/core"
import { limits, type Limits } from "./limits.js"

/** `path`: as the browser gives it, `bundle/tile/0/000` or a bare name. The content is read only when it is needed. */
export interface InputFile {
  readonly path: string
  readonly file: Blob
}

/** What the page is asked to verify. */
export type Subject =
  | { readonly _tag: "Bundle"; readonly files: ReadonlyMap<string, Blob>; readonly outside: number }
  | { readonly _tag: "Zip"; readonly archive: Blob }
  | { readonly _tag: "Proof"; readonly proof: Blob; readonly leaf: Blob | undefined }
  | { readonly _tag: "Statement"; readonly statement: Blob }

/**
 * Tells by names and signature what was handed over: a bundle, a `.zip` of one, a proof with or without its leaf, or a
 * statement about one unit.
 */
export const subjectOf =
  (input: ReadonlyArray<InputFile>, { files }: Pick<Limits, "files"> = limits): TaskEither<InputFault, Subject> =>
  async () => {
    const [first] = input
    if (first === undefined) return E.left({ _tag: "Nothing" })
    if (input.length > files) return E.left({ _tag: "TooManyFiles", limit: files })
    if (input.length === 1 && (await isZip(first.file))) return E.right({ _tag: "Zip", archive: first.file })
    if (input.length > 1 && input.some(({ path }) => isCheckpoint(path))) return bundleIn(input)
    if (input.some(({ path }) => isProof(path))) return proofIn(input)
    if (input.length === 1 && (await isStatementFile(first)))
      return E.right({ _tag: "Statement", statement: first.file })
    const archive = input.find(({ path }) => isArchive(path))
    return E.left(
      archive === undefined ? { _tag: "NoBundle", files: input.length } : { _tag: "OtherArchive", path: archive.path },
    )
  }

const bundleIn = (input: ReadonlyArray<InputFile>): E.Either<InputFault, Subject> => {
  const bundle = findBundle(input)
  return E.isLeft(bundle) ? bundle : E.right({ _tag: "Bundle", ...bundle.right })
}

const proofIn = (input: ReadonlyArray<InputFile>): E.Either<InputFault, Subject> => {
  const [proof, ...otherProofs] = input.filter(({ path }) => isProof(path))
  if (proof === undefined || otherProofs.length > 0)
    return E.left({ _tag: "SeveralProofs", paths: input.map(({ path }) => path).filter(isProof) })
  const [leaf, ...otherLeaves] = input.filter((file) => file !== proof)
  return otherLeaves.length > 0
    ? E.left({ _tag: "SeveralLeaves", paths: input.map(({ path }) => path).filter((path) => !isProof(path)) })
    : E.right({ _tag: "Proof", proof: proof.file, leaf: leaf?.file })
}

const isProof = (path: string): boolean => /\.tlog-proof$/i.test(path)

/** By its first line, or by its name alone: whether it is one is then for the verifier to say. */
const isStatementFile = async ({ path, file }: InputFile): Promise<boolean> =>
  /\.statement$/i.test(path) || isStatement(new Uint8Array(await file.slice(0, 64).arrayBuffer()))

const isArchive = (path: string): boolean => /\.(?:zip|tar|t?gz|t?bz2|xz|zst|7z|rar)$/i.test(path)

/** Signature of a local header, or of the end of an archive without files (PKWARE APPNOTE, 4.3). */
const isZip = async (file: Blob): Promise<boolean> => {
  const [p, k, third, fourth] = new Uint8Array(await file.slice(0, 4).arrayBuffer())
  return p === 0x50 && k === 0x4b && ((third === 3 && fourth === 4) || (third === 5 && fourth === 6))
}

export interface OpenedBundle {
  readonly folder: Folder
  /** How many files lie outside the bundle's folder; they are not read. */
  readonly outside: number
}

export interface BundleFiles<File> {
  /** By path from the bundle's root. */
  readonly files: ReadonlyMap<string, File>
  readonly outside: number
}

/**
 * The bundle among the files that were handed over: everything in the folder of the topmost `checkpoint`.
 *
 * @example `bundle/checkpoint` and `bundle/policy` become `checkpoint` and `policy`.
 */
export const findBundle = <File>(
  input: ReadonlyArray<{ readonly path: string; readonly file: File }>,
): E.Either<InputFault, BundleFiles<File>> => {
  const paths = input.map(({ path }) => path)
  const fault = nameFault(paths)
  if (fault !== undefined) return E.left(fault)
  const root = rootOf(paths)
  if (E.isLeft(root)) return root
  const inside = input.filter(({ path }) => path.startsWith(root.right))
  return E.right({
    files: new Map(inside.map(({ path, file }) => [path.slice(root.right.length), file])),
    outside: input.length - inside.length,
  })
}

/** The first path that leads out of its folder, or that a file system could take for an earlier one. */
const nameFault = (paths: ReadonlyArray<string>): InputFault | undefined => {
  const seen = new Set<string>()
  for (const path of paths) {
    if (!isPlain(path)) return { _tag: "BadName", path }
    // File systems may ignore case and treat composed and decomposed letters alike.
    const name = path.normalize("NFC").toLowerCase()
    if (seen.has(name)) return { _tag: "SameName", path }
    seen.add(name)
  }
  return undefined
}

const isPlain = (path: string): boolean =>
  !/[\\\0]/.test(path) && path.split("/").every((segment) => !["", ".", ".."].includes(segment))

/** The folder of the topmost checkpoint, with its slash: `""` or `"bundle/"`. */
const rootOf = (paths: ReadonlyArray<string>): E.Either<InputFault, string> => {
  const checkpoints = paths.filter(isCheckpoint)
  const topmost = Math.min(...checkpoints.map(depth))
  const candidates = checkpoints.filter((path) => depth(path) === topmost)
  const [first] = candidates
  if (first === undefined || paths.length < 2) return E.left({ _tag: "NoBundle", files: paths.length })
  return candidates.length > 1
    ? E.left({ _tag: "SeveralBundles", paths: candidates })
    : E.right(first.slice(0, -"checkpoint".length))
}

/** A checkpoint in whatever folder: a bundle has one in its root. */
const isCheckpoint = (path: string): boolean => /(?:^|\/)checkpoint$/.test(path)

const depth = (path: string): number => path.split("/").length

/** Why the page refuses the files it was handed. A refusal is no verdict about the log. */
export type InputFault =
  | { readonly _tag: "Nothing" }
  /** The browser did not let the page read what was dropped. */
  | { readonly _tag: "NotRead"; readonly reason: string }
  /** Neither a checkpoint with other files beside it, nor a proof. */
  | { readonly _tag: "NoBundle"; readonly files: number }
  | { readonly _tag: "SeveralBundles"; readonly paths: ReadonlyArray<string> }
  | { readonly _tag: "SeveralProofs"; readonly paths: ReadonlyArray<string> }
  /** Beside a proof there may be one other file, the leaf it proves. */
  | { readonly _tag: "SeveralLeaves"; readonly paths: ReadonlyArray<string> }
  /** Two names that some file systems treat as one: unpacked there, one file would overwrite the other. */
  | { readonly _tag: "SameName"; readonly path: string }
  /** The path leads out of its folder, or systems disagree on where it leads. */
  | { readonly _tag: "BadName"; readonly path: string }
  | { readonly _tag: "TooManyFiles"; readonly limit: number }
  /** `limit` in bytes, unpacked. */
  | { readonly _tag: "TooLarge"; readonly limit: number }
  /** Unpacks to more than `limit` times its size, which no file of a bundle does. */
  | { readonly _tag: "TooDense"; readonly path: string; readonly limit: number }
  | { readonly _tag: "Encrypted"; readonly path: string }
  /** `reason`: the message of the archive reader, in English. */
  | { readonly _tag: "ArchiveRefused"; readonly reason: string }
  | { readonly _tag: "OtherArchive"; readonly path: string }

export const formatInputFault = (fault: InputFault): Bilingual => {
  switch (fault._tag) {
    case "Nothing":
      return bilingual("没有收到任何文件。", "No file was given.")
    case "NotRead":
      return bilingual(
        `浏览器不让本页读取拖入的内容，请改用上面的按钮选择。（${fault.reason}）`,
        `The browser does not let this page read what was dropped; choose it with the buttons above. (${fault.reason})`,
      )
    case "NoBundle":
      return bilingual(
        `在${fault.files}个文件中没有找到核验包或证明。请给出核验包的整个文件夹（其中有checkpoint文件）、它的.zip压缩包、.tlog-proof文件，或一份.statement文件。`,
        `Among ${fault.files} files there is neither a bundle nor a proof. Give the whole folder of the bundle (it has a file called checkpoint), its .zip, a .tlog-proof file, or one .statement file.`,
      )
    case "SeveralBundles":
      return bilingual(
        `其中有不止一个核验包，请一次核验一个：${firstOf(fault.paths, "、")}`,
        `There is more than one bundle; verify one at a time: ${firstOf(fault.paths, ", ")}`,
      )
    case "SeveralProofs":
      return bilingual(
        `请一次核验一个证明：${firstOf(fault.paths, "、")}`,
        `Verify one proof at a time: ${firstOf(fault.paths, ", ")}`,
      )
    case "SeveralLeaves":
      return bilingual(
        `无法确定哪个文件是该证明所指的记录，请只给出一个：${firstOf(fault.paths, "、")}`,
        `Which of these files is the record that the proof is of? Give one only: ${firstOf(fault.paths, ", ")}`,
      )
    case "SameName":
      return bilingual(
        `有两个文件同名，在不同的系统上会得到不同的内容，故不予核验：${fault.path}`,
        `Two files have the same name, so that systems would unpack different contents; it is not looked at: ${fault.path}`,
      )
    case "BadName":
      return bilingual(
        `文件名试图越出所在文件夹或写法有歧义，故不予核验：${fault.path}`,
        `A file's name climbs out of its folder or is ambiguous; it is not looked at: ${fault.path}`,
      )
    case "TooManyFiles":
      return bilingual(`文件超过${fault.limit}个，故不予核验。`, `More than ${fault.limit} files; it is not looked at.`)
    case "TooLarge":
      return bilingual(
        `解压后超过${fault.limit}字节，故不予核验。`,
        `More than ${fault.limit} bytes unpacked; it is not looked at.`,
      )
    case "TooDense":
      return bilingual(
        `压缩率超过${fault.limit}倍，疑为恶意压缩包，故不予核验：${fault.path}`,
        `Packed more than ${fault.limit} times, as a file made to do harm would be; it is not looked at: ${fault.path}`,
      )
    case "Encrypted":
      return bilingual(
        `压缩包有密码，请先解压再给出文件夹：${fault.path}`,
        `The archive has a password; unpack it and give the folder: ${fault.path}`,
      )
    case "ArchiveRefused":
      return bilingual(
        `压缩包已损坏或有歧义，请重新下载，或先解压再给出文件夹。（${fault.reason}）`,
        `The archive is damaged or ambiguous; download it again, or unpack it and give the folder. (${fault.reason})`,
      )
    case "OtherArchive":
      return bilingual(
        `本页只读取.zip压缩包，请先解压再给出文件夹：${fault.path}`,
        `This page reads .zip archives only; unpack it and give the folder: ${fault.path}`,
      )
  }
}

const firstOf = (paths: ReadonlyArray<string>, comma: string): string =>
  `${paths.slice(0, 5).join(comma)}${paths.length > 5 ? " …" : ""}`
