import * as E from "fp-ts/lib/Either.js"
import type { TaskEither } from "fp-ts/lib/TaskEither.js"
import { findBundle, isCheckpoint } from "./bundle-root.js"
import type { InputFault } from "./input-fault.js"

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

/** How much the page takes in at most. The bundle's reader limits each file besides. */
export interface Limits {
  readonly files: number
  /** In bytes, unpacked. */
  readonly total: number
  /** Unpacked bytes per packed byte. */
  readonly ratio: number
  /** In bytes, unpacked. Shorter files may pack as well as they like. */
  readonly ratioFrom: number
}

/** A log of forty million events and a roster of 100 000 rows make fewer files; their JSON packs about 20 : 1. */
export const limits: Limits = { files: 500_000, total: 16 * 1024 ** 3, ratio: 200, ratioFrom: 1024 * 1024 }

/** Tells by names and signature what was handed over: a bundle, a `.zip` of one, or a proof with or without its leaf. */
export const subjectOf =
  (input: ReadonlyArray<InputFile>, { files }: Pick<Limits, "files"> = limits): TaskEither<InputFault, Subject> =>
  async () => {
    const [first] = input
    if (first === undefined) return E.left({ _tag: "Nothing" })
    if (input.length > files) return E.left({ _tag: "TooManyFiles", limit: files })
    if (input.length === 1 && (await isZip(first.file))) return E.right({ _tag: "Zip", archive: first.file })
    if (input.length > 1 && input.some(({ path }) => isCheckpoint(path))) return bundleIn(input)
    if (input.some(({ path }) => isProof(path))) return proofIn(input)
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

const isArchive = (path: string): boolean => /\.(?:zip|tar|t?gz|t?bz2|xz|zst|7z|rar)$/i.test(path)

/** Signature of a local header, or of the end of an archive without files (PKWARE APPNOTE, 4.3). */
const isZip = async (file: Blob): Promise<boolean> => {
  const [p, k, third, fourth] = new Uint8Array(await file.slice(0, 4).arrayBuffer())
  return p === 0x50 && k === 0x4b && ((third === 3 && fourth === 4) || (third === 5 && fourth === 6))
}
