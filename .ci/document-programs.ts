/** Extracts the TypeScript in the documents as programs, as a reader would type them. */
import { globSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { fencesIn, type Fence } from "./fences.ts"
import { root } from "./published.ts"

const documents = ["README.md", "docs/**/*.md", "packages/*/README.md", "examples/*/*.md"]

export interface Page {
  /** Relative to the root of the repository. */
  readonly path: string
  readonly text: string
}

export const pages: ReadonlyArray<Page> = globSync(documents, { cwd: root, exclude: ["**/node_modules/**"] })
  .toSorted()
  .map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }))

/** The API reference contains declarations written by the compiler. */
const isReference = ({ path }: Page): boolean => path.startsWith("docs/api/")

const fences = pages.filter((page) => !isReference(page)).flatMap(({ path, text }) => fencesIn(path, text))

export const written = (...languages: ReadonlyArray<string>): ReadonlyArray<Fence> =>
  fences.filter(({ language }) => languages.includes(language))

export interface Program {
  /** Such as `docs/core.md:23`. */
  readonly at: string
  /** Base name for its file. */
  readonly name: string
  readonly code: string
  /** Whether it declares tests, and therefore runs only under vitest. */
  readonly declaresTests: boolean
  /** The output that its comments promise. */
  readonly promised: ReadonlyArray<string>
}

/** `export {}` makes a block without imports a module, so that it may use `await`. */
export const programs: ReadonlyArray<Program> = written("ts", "typescript").map(({ at, code }) => ({
  at,
  name: at.replaceAll(/\W+/g, "-"),
  code: `${code}export {}\n`,
  declaresTests: /Conformance\(/.test(code),
  promised: [...code.matchAll(/ \/\/ → (.+)$/gm)].flatMap(([, text]) => (text === undefined ? [] : [text])),
}))
