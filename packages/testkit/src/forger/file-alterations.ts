/**
 * Enumerates what a forger with the file system does to files: to each as a whole, to each line of a text, to each field of
 * JSON, to each byte of anything else.
 */
import { alterationsOf } from "./alterations.js"

/** Files by path. */
export type FilesByPath = ReadonlyMap<string, Uint8Array>

/** A change to one or two files. */
export interface FileAlteration {
  /** Path of the altered file; of the first, if two are swapped. */
  readonly path: string
  /** In words, such as `without line 3`. */
  readonly how: string
  /** All files, altered. */
  readonly files: FilesByPath
}

/** How to alter files. */
export interface FileAlterationOptions {
  /** Another honest folder of the same format, to take files from. */
  readonly other?: FilesByPath
  /** Number of files of the same folder and extension to alter; by default 2, the first and the last. */
  readonly alike?: number
  /** Number of lines, fields or bytes to alter in each file, evenly spread; by default all. */
  readonly parts?: number
}

/** All alterations of the files. Each changes the content of at least one path. Deterministic. */
export const fileAlterations = (
  files: FilesByPath,
  { other = new Map(), alike = 2, parts = Infinity }: FileAlterationOptions = {},
): ReadonlyArray<FileAlteration> =>
  chosen([...files.keys()], alike).flatMap((path) => {
    const content = files.get(path) ?? nothing
    const changed = [...wholeWays(content), ...spread(partWays(path, content), parts)].map(([how, bytes]) => ({
      path,
      how,
      files: new Map(files).set(path, bytes),
    }))
    return [...changed, ...moves(files, path), ...swaps(files, path, other)].filter(
      (alteration) => !isSame(alteration.files, files),
    )
  })

const nothing = new Uint8Array()

/** The folder and the extension of a path: files alike in both have the same format. */
const kindOf = (path: string): string => path.replace(/[^/]*?(\.[^./]*)?$/, "*$1")

const chosen = (paths: ReadonlyArray<string>, alike: number): ReadonlyArray<string> =>
  [...Map.groupBy(paths, kindOf)].flatMap(([kind, some]) => (kind.includes("/") ? spread(some, alike) : some))

/** At most that many items, with the first and the last. */
const spread = <A>(items: ReadonlyArray<A>, most: number): ReadonlyArray<A> =>
  items.length <= most
    ? items
    : Array.from({ length: most }, (_, i) => Math.round((i * (items.length - 1)) / Math.max(1, most - 1))).flatMap(
        (i) => items.slice(i, i + 1),
      )

type Way = readonly [how: string, bytes: Uint8Array]

const joined = (...some: ReadonlyArray<Uint8Array>): Uint8Array => new Uint8Array(Buffer.concat(some))

const wholeWays = (content: Uint8Array): ReadonlyArray<Way> => [
  ["emptied", nothing],
  ["without its last byte", content.subarray(0, -1)],
  ["cut in half", content.subarray(0, content.length >> 1)],
  ["with a blank behind it", joined(content, Uint8Array.of(0x20))],
  ["with a line behind it", joined(content, new TextEncoder().encode("# 示例\n"))],
  ["twice in a row", joined(content, content)],
]

const partWays = (path: string, content: Uint8Array): ReadonlyArray<Way> => {
  const text = textOf(content)
  if (text === undefined) return byteWays(content)
  return path.endsWith(".json") ? jsonWays(text) : lineWays(text)
}

/** `undefined` if the bytes are not UTF-8. */
const textOf = (content: Uint8Array): string | undefined => {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(content)
  } catch {
    return undefined
  }
}

const byteWays = (content: Uint8Array): ReadonlyArray<Way> =>
  [...content].map((byte, at) => [`byte ${at} altered`, content.with(at, (byte + 1) % 256)])

const jsonWays = (text: string): ReadonlyArray<Way> =>
  alterationsOf(JSON.parse(text)).map(({ path, how, value }) => [
    `${path}: ${how}`,
    new TextEncoder().encode(JSON.stringify(withSortedKeys(value))),
  ])

/** As canonical JSON has them, so that only the content tells the result from an honest file. */
const withSortedKeys = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withSortedKeys)
  if (typeof value !== "object" || value === null) return value
  const fields = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(fields.map(([key, part]) => [key, withSortedKeys(part)]))
}

const lineWays = (text: string): ReadonlyArray<Way> => {
  const lines = text.split("\n")
  const way = (how: string, altered: ReadonlyArray<string>): Way => [how, new TextEncoder().encode(altered.join("\n"))]
  return lines.flatMap((line, i) => [
    way(`without line ${i + 1}`, lines.toSpliced(i, 1)),
    way(`line ${i + 1} twice`, lines.toSpliced(i, 0, line)),
    ...(line === "" ? [] : [way(`line ${i + 1} with one character altered`, lines.with(i, withOneAltered(line)))]),
    ...(i === 0 ? [] : [way(`line ${i + 1} before the last`, lines.toSpliced(i - 1, 2, line, lines[i - 1] ?? ""))]),
  ])
}

/** Alters the middle character to another of its kind, so that the line often stays well-formed. */
const withOneAltered = (line: string): string => {
  const at = line.length >> 1
  const character = line[at] ?? ""
  const other = /\d/.test(character) ? String((Number(character) + 1) % 10) : character === "a" ? "b" : "a"
  return line.slice(0, at) + other + line.slice(at + 1)
}

const without = (files: FilesByPath, path: string): Map<string, Uint8Array> =>
  new Map([...files].filter(([name]) => name !== path))

const moves = (files: FilesByPath, path: string): ReadonlyArray<FileAlteration> => {
  const content = files.get(path) ?? nothing
  return [
    { path, how: "deleted", files: without(files, path) },
    { path, how: "renamed", files: without(files, path).set(`${path}.old`, content) },
    { path, how: "copied under another name", files: new Map(files).set(`${path}.old`, content) },
    {
      path,
      how: "deleted with all files of its name",
      files: new Map([...files].filter(([name]) => stemOf(name) !== stemOf(path))),
    },
  ]
}

/** Without the extension: `timestamp/1` has a response, a request and a checkpoint. A file without one stands alone. */
const stemOf = (path: string): string => (/\.[^./]+$/.test(path) ? path.replace(/\.[^./]+$/, "") : `${path}.`)

const swaps = (files: FilesByPath, path: string, other: FilesByPath): ReadonlyArray<FileAlteration> => {
  const content = files.get(path) ?? nothing
  const alike = [...files.keys()].filter((name) => name > path && kindOf(name) === kindOf(path) && path.includes("/"))
  const others = other.get(path)
  return [
    ...alike.slice(0, 2).flatMap((name) => [
      {
        path,
        how: `swapped with ${name}`,
        files: new Map(files).set(path, files.get(name) ?? nothing).set(name, content),
      },
      { path, how: `replaced by ${name}`, files: new Map(files).set(path, files.get(name) ?? nothing) },
    ]),
    ...(others === undefined ? [] : [{ path, how: "of another folder", files: new Map(files).set(path, others) }]),
  ]
}

const isSame = (some: FilesByPath, others: FilesByPath): boolean =>
  some.size === others.size &&
  [...some].every(([path, content]) => {
    const other = others.get(path)
    return other !== undefined && Buffer.compare(content, other) === 0
  })
