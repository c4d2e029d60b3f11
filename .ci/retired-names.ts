/** Prevents replaced names from coming back. The list is `retired-names.txt`. */
import type { SourceFile } from "./source-files.ts"

/**
 * - `file`: a file or folder with this name (`x` matches `x.ts`, `x.test.ts` and `x/`)
 * - `word`: a word anywhere in a file, even in a comment
 * - `declared`: a declared identifier; for words that comments may use
 * - `phrase`: a sequence of words, in any case and across line breaks
 */
const kinds = ["file", "word", "declared", "phrase"] as const

export interface Rule {
  readonly kind: (typeof kinds)[number]
  /** The folder it applies to. */
  readonly folder: string
  readonly name: string
  readonly instead: string
}

const isKind = (text: string | undefined): text is Rule["kind"] => kinds.some((kind) => kind === text)

/** Lines of `KIND FOLDER NAME -> INSTEAD`; `#` starts a comment. */
export const readRules = (list: string): ReadonlyArray<Rule> =>
  list.split("\n").flatMap((line, index) => {
    if (line.trim() === "" || line.startsWith("#")) return []
    const [, kind, folder, name, instead] = /^(\S+)\s+(\S+)\s+(.+?)\s+->\s+(.+)$/.exec(line) ?? []
    if (!isKind(kind) || folder === undefined || name === undefined || instead === undefined)
      throw new Error(`retired-names.txt:${index + 1}: not KIND FOLDER NAME -> INSTEAD: ${line}`)
    return [{ kind, folder, name, instead }]
  })

const escaped = (text: string): string => text.replace(/[$.*+?^(){}|[\]\\]/g, "\\$&")

const patternOf = ({ kind, name }: Rule): RegExp => {
  if (kind === "word") return new RegExp(`(?<![\\w$-])${escaped(name)}(?![\\w$-])`)
  if (kind === "declared") return new RegExp(`\\b(?:const|let|function|class|interface|type|enum) ${escaped(name)}\\b`)
  return new RegExp(`\\b${name.split(" ").map(escaped).join("[\\s*/]+")}\\b`, "i")
}

const lineAt = (text: string, index: number): number => text.slice(0, index).split("\n").length

const namesOnPath = (path: string): ReadonlyArray<string> => path.split("/").map((part) => part.replace(/\..*$/, ""))

export const retiredNamesIn = (files: ReadonlyArray<SourceFile>, rules: ReadonlyArray<Rule>): ReadonlyArray<string> =>
  rules.flatMap((rule) => {
    const within = files.filter(({ path }) => path.startsWith(`${rule.folder}/`))
    if (rule.kind === "file")
      return within
        .filter(({ path }) => namesOnPath(path.slice(rule.folder.length + 1)).includes(rule.name))
        .map(({ path }) => `${path}: "${rule.name}" was renamed: ${rule.instead}`)
    const pattern = patternOf(rule)
    return within.flatMap(({ path, text }) => {
      const at = text.search(pattern)
      return at < 0 ? [] : [`${path}:${lineAt(text, at)}: "${rule.name}" was renamed: ${rule.instead}`]
    })
  })
