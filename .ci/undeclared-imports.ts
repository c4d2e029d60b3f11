/**
 * Packages may only depend on each other as in the `dependencies` of their `package.json`, or as optional peers. Sources must
 * not import anything else: `devDependencies` are for tests.
 */
import { readFileSync } from "node:fs"
import { importsOf, type SourceFile } from "./source-files.ts"

interface Manifest {
  readonly private?: boolean
  readonly dependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
}

/** Its dependencies are bundled into its page, so users of the package do not need them. */
const bundlesItsDependencies = "packages/verifier"

const packageOf = (request: string): string =>
  request
    .split("/")
    .slice(0, request.startsWith("@") ? 2 : 1)
    .join("/")

const isPackage = (request: string): boolean => !/^(\.|#|node:)/.test(request)

const declaredIn = (folder: string): ReadonlySet<string> => {
  const {
    dependencies = {},
    peerDependencies = {},
    devDependencies = {},
  }: Manifest = JSON.parse(readFileSync(`${folder}/package.json`, "utf8"))
  const declared =
    folder === bundlesItsDependencies
      ? { ...dependencies, ...devDependencies }
      : { ...dependencies, ...peerDependencies }
  return new Set(Object.keys(declared))
}

export const undeclaredImportsIn = (sources: ReadonlyArray<SourceFile>): ReadonlyArray<string> => {
  const byPackage = Map.groupBy(sources, ({ path }) => path.split("/").slice(0, 2).join("/"))
  return [...byPackage].flatMap(([folder, files]) => {
    const declared = declaredIn(folder)
    return files.flatMap((file) =>
      importsOf(file)
        .filter((request) => isPackage(request) && !declared.has(packageOf(request)))
        .map((request) => `${file.path}: imports ${request}, which is not among the dependencies of ${folder}`),
    )
  })
}
