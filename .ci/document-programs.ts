/** The TypeScript in the documents, as the programs a reader makes of it. */
import { globSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { fencesIn, type Fence } from "./fences.ts"
import { root } from "./published.ts"

const documents = ["README.md", "docs/**/*.md", "packages/*/README.md", "examples/*/*.md"]

export interface Page {
  /** From the root of the repository. */
  readonly path: string
  readonly text: string
}

export const pages: ReadonlyArray<Page> = globSync(documents, { cwd: root, exclude: ["**/node_modules/**"] })
  .toSorted()
  .map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }))

/** The reference shows declarations, which the compiler wrote. */
const isReference = ({ path }: Page): boolean => path.startsWith("docs/api/")

const fences = pages.filter((page) => !isReference(page)).flatMap(({ path, text }) => fencesIn(path, text))

export const written = (...languages: ReadonlyArray<string>): ReadonlyArray<Fence> =>
  fences.filter(({ language }) => languages.includes(language))

export interface Program {
  /** `docs/core.md:23`. */
  readonly at: string
  /** A name for its file, without an ending. */
  readonly name: string
  readonly code: string
  /** Whether it declares tests, and runs under vitest alone. */
  readonly declaresTests: boolean
  /** What its lines say that it prints. */
  readonly promised: ReadonlyArray<string>
}

/** `export {}` makes a module of a block without imports, so that it may await. */
export const programs: ReadonlyArray<Program> = written("ts", "typescript").map(({ at, code }) => ({
  at,
  name: at.replaceAll(/\W+/g, "-"),
  code: `${code}export {}\n`,
  declaresTests: /Conformance\(/.test(code),
  promised: [...code.matchAll(/ \/\/ → (.+)$/gm)].flatMap(([, text]) => (text === undefined ? [] : [text])),
}))
