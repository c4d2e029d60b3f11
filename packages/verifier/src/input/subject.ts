/** How much is taken in at most; each file has a limit of its own, which the reader of the bundle sets. */
import * as E from "fp-ts/lib/Either.js"
import type { TaskEither } from "fp-ts/lib/TaskEither.js"
import { findBundle } from "./bundle-root.js"
import type { InputFault } from "./input-fault.js"

export interface Limits {
  readonly files: number
  /** In bytes, unpacked. */
  readonly total: number
  /** Bytes from one. */
  readonly ratio: number
  /** In bytes: what is shorter than this may pack as well as it likes. */
  readonly dense: number
}

/** A log of forty million events with a roster of a hundred thousand rows has fewer files; its JSON packs some twenty times. */
export const limits: Limits = { files: 500_000, total: 16 * 1024 ** 3, ratio: 200, dense: 1024 * 1024 }

/** What is to be verified, made out from the files that were given. */

/** `path`: as the browser tells it, `bundle/tile/0/000` or a name alone. Its content is read when it is wanted. */
export interface InputFile {
  readonly path: string
  readonly file: Blob
}

export type Subject =
  | { readonly _tag: "Bundle"; readonly files: ReadonlyMap<string, Blob>; readonly outside: number }
  | { readonly _tag: "Zip"; readonly archive: Blob }
  | { readonly _tag: "Proof"; readonly proof: Blob; readonly leaf: Blob | undefined }

export const subjectOf =
  (given: ReadonlyArray<InputFile>, { files }: Pick<Limits, "files"> = limits): TaskEither<InputFault, Subject> =>
  async () => {
    const [first] = given
    if (first === undefined) return E.left({ _tag: "Nothing" })
    if (given.length > files) return E.left({ _tag: "TooManyFiles", limit: files })
    if (given.length === 1 && (await isZip(first.file))) return E.right({ _tag: "Zip", archive: first.file })
    const archive = given.find(({ path }) => /\.(?:zip|tar|t?gz|t?bz2|xz|zst|7z|rar)$/i.test(path))
    const isBundle = given.length > 1 && given.some(({ path }) => /(?:^|\/)checkpoint$/.test(path))
    if (isBundle)
      return E.map((bundle: Pick<Bundle, "files" | "outside">): Bundle => ({ _tag: "Bundle", ...bundle }))(
        findBundle(given),
      )
    const proofs = given.filter(({ path }) => isProof(path))
    if (proofs.length > 0) return proofIn(given, proofs)
    return E.left(
      archive === undefined ? { _tag: "NoBundle", files: given.length } : { _tag: "OtherArchive", path: archive.path },
    )
  }

type Bundle = Extract<Subject, { readonly _tag: "Bundle" }>

const isProof = (path: string): boolean => /\.tlog-proof$/i.test(path)

/** Signature of a local header, or of the end of an archive without files (PKWARE APPNOTE, 4.3). */
const isZip = async (file: Blob): Promise<boolean> => {
  const [p, k, third, fourth] = new Uint8Array(await file.slice(0, 4).arrayBuffer())
  return p === 0x50 && k === 0x4b && ((third === 3 && fourth === 4) || (third === 5 && fourth === 6))
}

const proofIn = (given: ReadonlyArray<InputFile>, proofs: ReadonlyArray<InputFile>): E.Either<InputFault, Subject> => {
  const [proof] = proofs
  if (proof === undefined || proofs.length > 1)
    return E.left({ _tag: "SeveralProofs", paths: proofs.map(({ path }) => path) })
  const others = given.filter((one) => one !== proof)
  return others.length > 1
    ? E.left({ _tag: "SeveralLeaves", paths: others.map(({ path }) => path) })
    : E.right({ _tag: "Proof", proof: proof.file, leaf: others[0]?.file })
}
