/** Recognises an input: a store, a bundle, an archive of one, a proof, a statement, or some other file, which is named. */
import { existsSync } from "node:fs"
import { join } from "node:path"
import * as E from "fp-ts/lib/Either.js"
import { readReceipt } from "@shifan/audit"
import { isStatement } from "@shifan/bundle"
import { bilingual, type Bilingual } from "@shifan/core"
import { readEnvelope } from "@shifan/event-store"
import { parseCheckpoint, parseNote, parsePolicy, parseTlogProof } from "@shifan/tlog"
import { atPath } from "../input/read-file.js"
import { notFound, usage, type Failure } from "../result.js"

export type HandedFile =
  | { readonly _tag: "Store"; readonly address: string }
  | { readonly _tag: "Bundle" | "Zip" | "Proof" | "Statement"; readonly path: string }

/** `what`: the address of a store, or a path. */
export const handedFile = (what: string): E.Either<Failure, HandedFile> => {
  if (isAddress(what)) return E.right({ _tag: "Store", address: what })
  const found = atPath(what)
  if (E.isLeft(found)) return found
  switch (found.right._tag) {
    case "Nothing":
      return E.left(nothingThere(what))
    case "Folder":
      return folderKind(what)
    case "File":
      return fileKind(what, Buffer.from(found.right.start))
  }
}

/** `sqlite:…`, `eventstoredb://…`, `memory:`; a single letter before the colon is a drive. */
const isAddress = (what: string): boolean => /^[a-z][a-z+]+:/i.test(what) && !existsSync(what)

const nothingThere = (path: string): Failure => ({
  ...notFound(`没有${path}这个文件或文件夹`, `there is no file or folder ${path}`),
  hint: bilingual(
    "可核验的有：核验包的文件夹或.zip、.tlog-proof证明、.statement单位状况证明、存储（sqlite:路径）",
    "these can be verified: a bundle (folder or .zip), a .tlog-proof, a .statement, a store (sqlite:PATH)",
  ),
})

const folderKind = (path: string): E.Either<Failure, HandedFile> => {
  if (existsSync(join(path, "tile")) || existsSync(join(path, "roster.json"))) return E.right({ _tag: "Bundle", path })
  const store = join(path, "shifan.db")
  return E.left(
    existsSync(store)
      ? {
          ...usage(`${path}是存储所在的文件夹，不是核验包`, `${path} is the folder of a store, not a bundle`),
          hint: bilingual(
            `核验存储：shifan audit verify ${store}`,
            `verify the store with shifan audit verify ${store}`,
          ),
        }
      : {
          ...usage(
            `${path}不是核验包：其中没有tile和roster.json`,
            `${path} is not a bundle: it has neither tile nor roster.json`,
          ),
          hint: bilingual(
            "核验包由audit export导出，请给出它的最外层文件夹",
            "audit export makes a bundle; name its outermost folder",
          ),
        },
  )
}

const fileKind = (path: string, start: Buffer): E.Either<Failure, HandedFile> => {
  if (startsWith(start, "SQLite format 3\0")) return E.right({ _tag: "Store", address: `sqlite:${path}` })
  if (startsWith(start, "PK\x03\x04") || startsWith(start, "PK\x05\x06")) return E.right({ _tag: "Zip", path })
  if (isStatement(start) || /\.statement$/i.test(path)) return E.right({ _tag: "Statement", path })
  // The name alone suffices: the verifier then decides whether it is a proof.
  if (/\.tlog-proof$/i.test(path) || E.isRight(parseTlogProof(start))) return E.right({ _tag: "Proof", path })
  const kind = otherKinds.find(({ is }) => is(start, path))
  return E.left(
    kind === undefined
      ? named(path, bilingual("本程序不认识的文件", "a file of an unknown kind"))
      : named(path, kind.name, kind.hint?.(path)),
  )
}

const named = (path: string, name: Bilingual, hint?: Bilingual): Failure =>
  usage(
    `${path}是${name.zh}，不是核验包、证明或存储`,
    `${path} is ${name.en}, not a bundle, proof, statement or store`,
    hint,
  )

interface OtherKind {
  readonly is: (start: Buffer, path: string) => boolean
  readonly name: Bilingual
  readonly hint?: (path: string) => Bilingual
}

const startsWith = (start: Buffer, magic: string): boolean =>
  start.subarray(0, magic.length).toString("latin1") === magic

const unpack = (): Bilingual => bilingual("请先解压，再给出文件夹", "unpack it and name the folder")

const archive = (name: string, ...magics: ReadonlyArray<string>): OtherKind => ({
  is: (start) => magics.some((magic) => startsWith(start, magic)),
  name: bilingual(`${name}压缩包`, `an archive (${name})`),
  hint: unpack,
})

const isCheckpoint = (start: Buffer): boolean => {
  const note = parseNote(start)
  return E.isRight(note) && E.isRight(parseCheckpoint(note.right.text))
}

/** The first match names the file. */
const otherKinds: ReadonlyArray<OtherKind> = [
  { is: (start) => start.length === 0, name: bilingual("空文件", "an empty file") },
  archive("gzip", "\x1f\x8b"),
  archive("bzip2", "BZh"),
  archive("xz", "\xfd7zXZ\0"),
  archive("zstd", "\x28\xb5\x2f\xfd"),
  archive("7z", "7z\xbc\xaf\x27\x1c"),
  archive("rar", "Rar!"),
  {
    is: (start) => start.subarray(257, 262).toString("latin1") === "ustar",
    name: bilingual("tar压缩包", "an archive (tar)"),
    hint: unpack,
  },
  {
    is: (start) => start.includes("PRIVATE+KEY+"),
    name: bilingual("日志或见证方的私钥", "the private key of a log or a witness"),
    hint: () => bilingual("私钥不得外传", "never hand it to anyone"),
  },
  {
    is: isCheckpoint,
    name: bilingual("检查点", "a checkpoint"),
    hint: (path) =>
      bilingual(
        `核验包时用来比较：shifan audit verify 核验包 --kept ${path}`,
        `compare it with a bundle: shifan audit verify BUNDLE --kept ${path}`,
      ),
  },
  {
    is: (start) => E.isRight(readReceipt(start)),
    name: bilingual("回执", "a receipt"),
    hint: (path) => bilingual(`核对回执：shifan audit receipt ${path}`, `verify it with shifan audit receipt ${path}`),
  },
  {
    is: (start) => E.isRight(parsePolicy(start)),
    name: bilingual("信任策略", "a policy"),
    hint: (path) =>
      bilingual(
        `核验包时给出：shifan audit verify 核验包 --policy ${path}`,
        `pass it with a bundle: shifan audit verify BUNDLE --policy ${path}`,
      ),
  },
  {
    is: (start) => E.isRight(readEnvelope(start)),
    name: bilingual("一条记录", "the bytes of a record"),
    hint: (path) =>
      bilingual(
        `与它的证明一起核验：shifan audit verify 证明 --record ${path}`,
        `verify it with its proof: shifan audit verify PROOF --record ${path}`,
      ),
  },
  {
    is: (start) => /^\s*<!doctype html|^\s*<html/i.test(start.subarray(0, 200).toString()),
    name: bilingual("网页", "a web page"),
    hint: () => bilingual("核验页在浏览器中打开", "open the verifier page in a browser"),
  },
  {
    is: (start, path) => /^\s*\[/.test(start.toString()) || /^roster-.*\.csv$/i.test(path.replace(/^.*[\\/]/, "")),
    name: bilingual("公布的名单", "a published list"),
    hint: (path) =>
      bilingual(`核对名单：shifan audit published ${path}`, `compare it with shifan audit published ${path}`),
  },
  {
    is: (_, path) => /\.(?:tsr|tsq)$/i.test(path),
    name: bilingual("时间戳", "a timestamp"),
    hint: (path) =>
      bilingual(`核对时间戳：shifan audit timestamp ${path}`, `check it with shifan audit timestamp ${path}`),
  },
  { is: (start) => /^\s*\{/.test(start.toString()), name: bilingual("JSON文件", "a JSON file") },
]
