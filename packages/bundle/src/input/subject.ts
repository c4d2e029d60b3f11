import * as E from "fp-ts/lib/Either.js"
import type { TaskEither } from "fp-ts/lib/TaskEither.js"
import type { Folder } from "../folder.js"
import { isReceipt } from "@shifan/audit"
import { isStatement } from "../statement/format.js"
import type { InputFault } from "./input-fault.js"
import { limits, type Limits } from "./limits.js"

/** `path`: as the browser reports it, `bundle/tile/0/000` or a bare name. The content is read only on demand. */
export interface InputFile {
  readonly path: string
  readonly file: Blob
}

/** The input to verify, by kind. */
export type Subject =
  | { readonly _tag: "Bundle"; readonly files: ReadonlyMap<string, Blob>; readonly outside: number }
  | { readonly _tag: "Zip"; readonly archive: Blob }
  | { readonly _tag: "Proof"; readonly proof: Blob; readonly leaf: Blob | undefined }
  | { readonly _tag: "Statement"; readonly statement: Blob }
  /** `against`: the evidence to compare the receipt with; a head alone is a checkpoint without a bundle. */
  | { readonly _tag: "Receipt"; readonly receipt: Blob; readonly against: Evidence | undefined }

/** Evidence that a receipt can be compared with. */
export type Evidence =
  | Extract<Subject, { readonly _tag: "Bundle" | "Zip" }>
  | { readonly _tag: "Proof"; readonly proof: Blob }
  | { readonly _tag: "Checkpoint"; readonly checkpoint: Blob }

/**
 * Recognises the input by names and signature: a bundle, a `.zip` of one, a proof with or without its leaf, a statement
 * about a unit, or a receipt with its evidence.
 */
export const subjectOf =
  (input: ReadonlyArray<InputFile>, { files }: Pick<Limits, "files"> = limits): TaskEither<InputFault, Subject> =>
  async () => {
    const [first] = input
    if (first === undefined) return E.left({ _tag: "Nothing" })
    if (input.length > files) return E.left({ _tag: "TooManyFiles", limit: files })
    const receipts = await receiptsIn(input)
    if (receipts.length > 0) return receiptIn(input, receipts)
    if (input.length === 1 && (await isZip(first.file))) return E.right({ _tag: "Zip", archive: first.file })
    if (input.length > 1 && input.some(isOfBundle)) return bundleIn(input)
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

/** Looks for receipts only outside folders: a bundle contains none. */
const receiptsIn = async (input: ReadonlyArray<InputFile>): Promise<ReadonlyArray<InputFile>> => {
  const beside = input.filter(({ path }) => !path.includes("/"))
  const named = beside.filter(({ path }) => /\.receipt$/i.test(path))
  if (named.length > 0) return named
  const found = await Promise.all(
    beside.slice(0, mostBeside).map(async (one) => ((await isReceiptFile(one)) ? [one] : [])),
  )
  return found.flat()
}

/** Maximum number of files opened to see whether they are receipts. */
const mostBeside = 10

const isReceiptFile = async ({ file }: InputFile): Promise<boolean> =>
  isReceipt(new Uint8Array(await file.slice(0, 64).arrayBuffer()))

const receiptIn = async (
  input: ReadonlyArray<InputFile>,
  [receipt, ...others]: ReadonlyArray<InputFile>,
): Promise<E.Either<InputFault, Subject>> => {
  if (receipt === undefined || others.length > 0)
    return E.left({ _tag: "SeveralReceipts", paths: [receipt, ...others].flatMap((one) => one?.path ?? []) })
  const evidence = await evidenceIn(input.filter((file) => file !== receipt))
  return E.isLeft(evidence) ? evidence : E.right({ _tag: "Receipt", receipt: receipt.file, against: evidence.right })
}

const evidenceIn = async (input: ReadonlyArray<InputFile>): Promise<E.Either<InputFault, Evidence | undefined>> => {
  const [first, ...others] = input
  if (first === undefined) return E.right(undefined)
  if (others.length > 0 && input.some(isOfBundle)) {
    const bundle = findBundle(input)
    return E.isLeft(bundle) ? bundle : E.right({ _tag: "Bundle", ...bundle.right })
  }
  if (others.length > 0) return E.left({ _tag: "SeveralLeaves", paths: input.map(({ path }) => path) })
  if (await isZip(first.file)) return E.right({ _tag: "Zip", archive: first.file })
  return E.right(
    isProof(first.path) ? { _tag: "Proof", proof: first.file } : { _tag: "Checkpoint", checkpoint: first.file },
  )
}

const isProof = (path: string): boolean => /\.tlog-proof$/i.test(path)

/** Recognised by first line or by name alone; the verifier then decides whether it is well-formed. */
const isStatementFile = async ({ path, file }: InputFile): Promise<boolean> =>
  /\.statement$/i.test(path) || isStatement(new Uint8Array(await file.slice(0, 64).arrayBuffer()))

const isArchive = (path: string): boolean => /\.(?:zip|tar|t?gz|t?bz2|xz|zst|7z|rar)$/i.test(path)

/** Signature of a local header, or of the end of an archive without files (PKWARE APPNOTE, 4.3). */
const isZip = async (file: Blob): Promise<boolean> => {
  const [p, k, third, fourth] = new Uint8Array(await file.slice(0, 4).arrayBuffer())
  return p === 0x50 && k === 0x4b && ((third === 3 && fourth === 4) || (third === 5 && fourth === 6))
}

/** A bundle opened from any input: a folder, an archive, files dropped on a page. */
export interface OpenedBundle {
  readonly folder: Folder
  /** Number of files outside the bundle's folder; they are not read. */
  readonly outside: number
}

export interface BundleFiles<File> {
  /** Files by path from the bundle's root. */
  readonly files: ReadonlyMap<string, File>
  readonly outside: number
}

/**
 * Finds the bundle in the input: everything in the folder of the topmost `checkpoint`, or else of what else a bundle has.
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

/** The first path that leads out of its folder, or that some file system would confuse with an earlier one. */
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

/**
 * What a bundle has in its root, the most telling first. If the checkpoint is lost the rest is still a bundle, and the
 * verifier says what is missing.
 */
const marks: ReadonlyArray<readonly [name: string, inRoot: RegExp]> = [
  ["checkpoint", /^(|.*\/)checkpoint$/],
  ["roster.json", /^(|.*\/)roster\.json$/],
  ["tile", /^(|.*\/)tile\//],
]

const isOfBundle = ({ path }: InputFile): boolean => marks.some(([, inRoot]) => inRoot.test(path))

/** The folder of the topmost checkpoint, roster or tile, with its slash: `""` or `"bundle/"`. */
const rootOf = (paths: ReadonlyArray<string>): E.Either<InputFault, string> => {
  const found = marks
    .map(([name, inRoot]) => ({ name, roots: [...new Set(paths.flatMap((path) => inRoot.exec(path)?.[1] ?? []))] }))
    .find(({ roots }) => roots.length > 0)
  if (found === undefined || paths.length < 2) return E.left({ _tag: "NoBundle", files: paths.length })
  const { name, roots } = found
  const topmost = Math.min(...roots.map(depth))
  const [first = "", ...others] = roots.filter((root) => depth(root) === topmost)
  return others.length > 0
    ? E.left({ _tag: "SeveralBundles", paths: [first, ...others].map((root) => root + name) })
    : E.right(first)
}

const depth = (path: string): number => path.split("/").length
