/** Extracts the exports of each package entry from the compiler's output, with declarations and docstrings. */
import { readFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { parseSync } from "vite"

export interface Declaration {
  readonly name: string
  /** The file that declares it. */
  readonly file: string
  /** The declaration, without `export` and `declare`; for a function, all overloads. */
  readonly text: string
  /** Without the comment's asterisks; empty if there is none. */
  readonly doc: string
}

type Node = ReturnType<typeof parseSync>["program"]["body"][number]

interface Module {
  readonly file: string
  readonly text: string
  readonly body: ReadonlyArray<Node>
  readonly comments: ReturnType<typeof parseSync>["comments"]
}

const modules = new Map<string, Module>()

const moduleAt = (file: string): Module => {
  const known = modules.get(file)
  if (known !== undefined) return known
  const text = readFileSync(file, "utf8")
  const { program, comments } = parseSync(file, text)
  const module = { file, text, body: program.body, comments }
  modules.set(file, module)
  return module
}

/** A name exported here but declared by another package. */
export interface Borrowed {
  readonly name: string
  readonly from: string
}

/** Resolves `./a.js` in a declaration file; `undefined` for another package. */
const fileOf = (from: string, specifier: string): string | undefined =>
  specifier.startsWith(".") ? join(dirname(from), specifier.replace(/\.js$/, ".d.ts")) : undefined

/** Origin of a module's name: its own statements, or another module. */
type Origin =
  | { readonly _tag: "Here"; readonly statements: ReadonlyArray<Node> }
  | { readonly _tag: "There"; readonly specifier: string; readonly name: string }

const declaredName = (node: Node): ReadonlyArray<string> => {
  const declared = node.type === "ExportNamedDeclaration" && node.declaration != null ? node.declaration : node
  if (declared.type === "VariableDeclaration")
    return declared.declarations.flatMap(({ id }) => (id.type === "Identifier" ? [id.name] : []))
  return "id" in declared && declared.id !== null && "name" in declared.id ? [declared.id.name] : []
}

const nameOf = (node: { readonly type: string; readonly name?: string; readonly value?: unknown }): string =>
  node.name ?? String(node.value)

const originOf = (module: Module, name: string): Origin | undefined => {
  for (const node of module.body) {
    if (node.type === "ExportNamedDeclaration")
      for (const { exported, local } of node.specifiers) {
        if (nameOf(exported) !== name) continue
        if (node.source !== null) return { _tag: "There", specifier: node.source.value, name: nameOf(local) }
        return localOrigin(module, nameOf(local))
      }
  }
  return localOrigin(module, name) ?? starOrigin(module, name)
}

const localOrigin = (module: Module, name: string): Origin | undefined => {
  const statements = module.body.filter((node) => declaredName(node).includes(name))
  if (statements.length > 0) return { _tag: "Here", statements }
  for (const node of module.body)
    if (node.type === "ImportDeclaration")
      for (const specifier of node.specifiers)
        if (specifier.type === "ImportSpecifier" && specifier.local.name === name)
          return { _tag: "There", specifier: node.source.value, name: nameOf(specifier.imported) }
  return undefined
}

const starOrigin = (module: Module, name: string): Origin | undefined => {
  for (const node of module.body)
    if (node.type === "ExportAllDeclaration") {
      const file = fileOf(module.file, node.source.value)
      if (file !== undefined && originOf(moduleAt(file), name) !== undefined)
        return { _tag: "There", specifier: node.source.value, name }
    }
  return undefined
}

const unstarred = (comment: string): string =>
  comment
    .replace(/^\*/, "")
    .split("\n")
    .map((line) => line.replace(/^\s*\* ?/, "").trimEnd())
    .join("\n")
    .trim()

const docBefore = ({ text, comments }: Module, { start }: Node): string => {
  const comment = comments.findLast(({ end, type, value }) => end <= start && type === "Block" && value.startsWith("*"))
  return comment !== undefined && text.slice(comment.end, start).trim() === "" ? unstarred(comment.value) : ""
}

const bare = (text: string): string => text.replace(/^export /, "").replace(/^declare /, "")

/** The declaration of a name that a module exports. */
export const declarationOf = (file: string, name: string, exportedAs: string = name): Declaration | Borrowed => {
  const module = moduleAt(file)
  const origin = originOf(module, name)
  if (origin === undefined) throw new Error(`${file} does not declare ${name}`)
  if (origin._tag === "There") {
    const there = fileOf(file, origin.specifier)
    return there === undefined
      ? { name: exportedAs, from: origin.specifier }
      : declarationOf(there, origin.name, exportedAs)
  }
  const docs = origin.statements.map((node) => docBefore(module, node))
  return {
    name: exportedAs,
    file,
    text: origin.statements.map((node) => bare(module.text.slice(node.start, node.end))).join("\n"),
    doc: docs.find((doc) => doc !== "") ?? "",
  }
}
