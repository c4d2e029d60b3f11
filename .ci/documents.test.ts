/** Checks every code block in the documents: compiles and runs TypeScript, parses commands, parses JSON. */
import { spawnSync } from "node:child_process"
import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest"
import { nodeProcess } from "../packages/cli/src/process.ts"
import { run } from "../packages/cli/src/program.ts"
import { pages, programs, written } from "./document-programs.ts"
import { commandsIn, type Fence } from "./fences.ts"
import { root } from "./published.ts"

const otherPrograms: ReadonlySet<string> = new Set(["cp", "curl", "docker", "export", "openssl", "python3", "sqlite3"])

/**
 * The command line's complaint about arguments it does not understand. Runs nothing: a missing config file stops it after
 * parsing.
 */
const parserFault = async (args: ReadonlyArray<string>): Promise<string | undefined> => {
  const config = join(tmpdir(), "absent.json")
  let output = ""
  const write = (text: string) => void (output += text)
  await run([...args, "--config", config], { ...nodeProcess, env: {}, out: write, err: write })
  return output.includes(config) ? undefined : output
}

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

const linesOf = ({ at, code, language }: Fence): ReadonlyArray<Fence> =>
  code
    .trimEnd()
    .split("\n")
    .map((line) => ({ at, code: line, language }))

/** A project that depends on every package, like a reader's. Inside the repository, to use its TypeScript. */
const project = (): string => {
  mkdirSync(join(root, "out"), { recursive: true })
  const folder = mkdtempSync(join(root, "out/documents-"))
  mkdirSync(join(folder, "node_modules/@shifan"), { recursive: true })
  for (const path of globSync(join(root, "{packages,examples}/*/package.json"))) {
    const { name }: { readonly name: string } = JSON.parse(readFileSync(path, "utf8"))
    symlinkSync(dirname(path), join(folder, "node_modules", name))
  }
  for (const name of ["fp-ts", "io-ts"])
    symlinkSync(join(root, "packages/core/node_modules", name), join(folder, "node_modules", name))
  writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module" }))
  writeFileSync(
    join(folder, "tsconfig.json"),
    JSON.stringify({
      extends: "../../tsconfig.base.json",
      compilerOptions: {
        composite: false,
        noEmit: true,
        declaration: false,
        declarationMap: false,
        customConditions: ["source"],
      },
      include: ["*.ts"],
    }),
  )
  return folder
}

/** The compiler's output. */
const tsc = (...args: ReadonlyArray<string>): string =>
  spawnSync(join(root, "node_modules/.bin/tsc"), args, { encoding: "utf8", cwd: root }).stdout

describe("TypeScript in the documents", () => {
  const folder = project()
  const cwd = process.cwd()
  const saved = programs.map((program) => ({ ...program, file: join(folder, `${program.name}.ts`) }))
  for (const { file, code } of saved) writeFileSync(file, code)
  // The situation of a reader who has cloned the repository and run the demo.
  beforeAll(async () => {
    process.chdir(mkdtempSync(join(tmpdir(), "documents-")))
    symlinkSync(join(root, "examples"), "examples")
    await run(["--yes", "demo"], { ...nodeProcess, env: {}, out: () => {}, err: () => {} })
  })
  afterAll(() => {
    process.chdir(cwd)
    rmSync(folder, { recursive: true })
  })

  it("compiles", () => {
    // Browser code needs browser types, which programs in the documents lack, so it is included as declarations.
    expect(tsc("-b", "packages/site/src/browser")).toBe("")
    expect(tsc("-p", folder)).toBe("")
  })

  // Programs that call `describe` must be imported during collection, not inside a test.
  describe.each(saved.filter(({ declaresTests }) => declaresTests))("of $at", async ({ file }) => {
    await import(file)
  })

  it.each(saved.filter(({ declaresTests }) => !declaresTests))(
    "of $at runs and prints what its arrows promise",
    async ({ file, promised }) => {
      const log = vi.spyOn(console, "log").mockReturnValue()
      await import(file)
      const printed = log.mock.calls.map((values) => values.join(" "))
      expect(printed).toEqual(expect.arrayContaining([...promised]))
    },
  )
})

describe("commands in the documents", () => {
  const { scripts }: { readonly scripts: Readonly<Record<string, string>> } = JSON.parse(
    readFileSync(join(root, "package.json"), "utf8"),
  )

  it.each(written("sh", "bash"))(
    "of $at name known programs and scripts, and the command line understands its own",
    async ({ code }) => {
      const faults: Array<string> = []
      for (const words of commandsIn(code)) {
        const fault = await faultOf(words)
        if (fault !== undefined) faults.push(`${words.join(" ")}: ${fault}`)
      }
      expect(faults).toEqual([])
    },
  )

  const faultOf = async ([program = "", ...args]: ReadonlyArray<string>): Promise<string | undefined> => {
    if (program === "shifan") return parserFault(args)
    if (program === "npx")
      return existsSync(join(root, "node_modules/.bin", args[0] ?? "")) ? undefined : "not installed"
    if (program !== "npm") return otherPrograms.has(program) ? undefined : "what program is this?"
    const [script = ""] = args.filter((word) => word !== "run" && !word.startsWith("-"))
    if (!Object.hasOwn(scripts, script)) return "there is no such script"
    return script === "shifan" ? parserFault(args.slice(args.indexOf("--") + 1)) : undefined
  }
})

describe("JSON in the documents", () => {
  it("can be parsed", () => {
    const faults = [...written("json"), ...written("jsonl").flatMap(linesOf)].filter(({ code }) => !isJson(code))
    expect(faults).toEqual([])
  })
})

describe("references in the documents", () => {
  const link = /\]\((?!https?:|#|mailto:)([^)#\s]+)(?:#[^)]*)?\)/g
  const sourceFile = /`((?:packages|docs|\.ci)\/[\w./-]+|[a-z-]+\/(?:src|test)\/[\w./-]+)`/g

  it("point to existing files if they are links", () => {
    const dead = pages.flatMap(({ path, text }) =>
      [...text.matchAll(link)].flatMap(([, target = ""]) =>
        existsSync(join(root, dirname(path), target)) ? [] : [`${path}: ${target}`],
      ),
    )
    expect(dead).toEqual([])
  })

  it("point to existing files if they are file names", () => {
    // Skips decisions, which describe their own time, and the coverage, which is checked when generated.
    const current = pages.filter(({ path }) => !path.startsWith("docs/decisions/") && path !== "docs/coverage.md")
    const missing = current.flatMap(({ path, text }) =>
      [...text.matchAll(sourceFile)].flatMap(([, file = ""]) =>
        [root, join(root, "packages")].some((folder) => existsSync(join(folder, file))) ? [] : [`${path}: ${file}`],
      ),
    )
    expect(missing).toEqual([])
  })
})
