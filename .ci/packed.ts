/**
 * Tests the packages as users get them: packed, resolved in every way of importing, installed with npm into an empty folder,
 * type-checked without `skipLibCheck` by the oldest and newest supported TypeScript, loaded and used on the oldest and newest
 * Node. The same for the programs in the documents. Needs the output of `npm run build`.
 */
import { execFileSync } from "node:child_process"
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { basename, join } from "node:path"
import { env, execPath, stdout } from "node:process"
import { programs } from "./document-programs.ts"
import { manifestIn, publishedFilters, publishedFolders, root } from "./published.ts"

const published = publishedFolders.map((folder) => basename(folder))

/** As promised in docs/CONTRIBUTING.md. */
const oldest = { typescript: "5.9.3", node: "22.23.3" }

/** Versions that build and test this repository. */
const newest = manifestIn(root).devDependencies ?? {}

/** Placeholder for the repository's address, which the publishing job knows. */
const repository = "git+https://example.org/shifan.git"

const folder = mkdtempSync(join(tmpdir(), "packed-"))
const at = (...names: ReadonlyArray<string>): string => join(folder, ...names)

/** Temporary folder of everything that runs, because programs in documents do not clean up, like most readers. */
const temporary = at("tmp")
mkdirSync(temporary)

const run = (program: string, args: ReadonlyArray<string>, cwd = folder): string =>
  execFileSync(program, args, {
    cwd,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...env, REPOSITORY_URL: repository, TMPDIR: temporary },
    maxBuffer: 64 * 1024 * 1024,
  })

const pnpm = (...args: ReadonlyArray<string>): string =>
  run("npm", ["run", "--silent", "pnpm", "--", "-r", ...publishedFilters, ...args], root)

/** Every file that a target of `exports` names, under any condition. */
const filesOf = (target: unknown): ReadonlyArray<string> =>
  typeof target === "object" && target !== null ? Object.values(target).flatMap(filesOf) : [String(target)]

/** Every entry of a package, such as `@shifan/core/forms`. */
const entries = (): ReadonlyArray<string> =>
  published.flatMap((name) => {
    const { exports = {} } = manifestIn(at("node_modules/@shifan", name))
    return Object.keys(exports)
      .filter((path) => path !== "./package.json")
      .map((path) => `@shifan/${name}${path.slice(1)}`)
  })

const filesNamed = (): ReadonlyArray<string> =>
  published.flatMap((name) =>
    filesOf(manifestIn(at("node_modules/@shifan", name)).exports ?? {}).map((file) =>
      at("node_modules/@shifan", name, file),
    ),
  )

const must = (holds: boolean, what: string): void => {
  if (!holds) throw new Error(what)
}

const packs = (): ReadonlyArray<string> => readdirSync(folder).filter((name) => name.endsWith(".tgz"))

/** Publishes without uploading, and checks that the packages state their repository, as an attestation requires. */
const publishNothing = (): void => {
  const told: ReadonlyArray<{ readonly name: string }> = JSON.parse(
    pnpm("publish", "--dry-run", "--no-git-checks", "--json"),
  )
  must(told.length === published.length, `would publish ${told.map(({ name }) => name).join(", ")}`)
  pnpm("pack", "--pack-destination", folder)
  for (const pack of packs()) {
    const manifest = run("tar", ["-xOf", at(pack), "package/package.json"])
    must(manifest.includes(`"url": "${repository}"`), `${pack} does not say where its sources are`)
    must(!manifest.includes("workspace:"), `${pack} depends on a workspace`)
  }
}

/** Checks with `attw` that all entries resolve with correct types in every way. The command line has no entry. */
const resolveIt = (): void => {
  const attw = join(root, "node_modules/.bin/attw")
  for (const pack of packs().filter((name) => !name.startsWith("shifan-cli-")))
    run(attw, ["--profile", "esm-only", "--quiet", at(pack)])
}

const install = (): void => {
  writeFileSync(at("package.json"), JSON.stringify({ private: true, type: "module" }))
  run("npm", [
    "install",
    "--silent",
    "--prefer-offline",
    ...packs().map((name) => `./${name}`),
    ...["vitest", "fast-check", "@types/node", "typescript"].map((name) => `${name}@${newest[name]}`),
    `typescript-oldest@npm:typescript@${oldest.typescript}`,
  ])
  stdout.write(`${packs().length} packages\n`)
}

const compilerOptions = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  skipLibCheck: false,
  module: "nodenext",
  target: "es2024",
  lib: ["es2024", "esnext.collection", "esnext.array", "esnext.iterator"],
  types: ["node"],
  noEmit: true,
}

/** The program of the first page, with imports of all entries. */
const program = (): string =>
  [
    ...entries().map((entry, i) => `import * as entry${i} from "${entry}"`),
    `import { evaluate, evidenceOfApplication, noFindings } from "@shifan/core"`,
    `import { asFilled, decode } from "@shifan/core/forms"`,
    `import { commandCodecs } from "@shifan/core/registry"`,
    `import { qinhuangdao2020 } from "@shifan/core/regulations"`,
    `import { memoryStore } from "@shifan/event-store"`,
    `import { readFileSync } from "node:fs"`,
    `const text = readFileSync(process.argv[2] ?? "", "utf8")`,
    `const application = decode(commandCodecs(asFilled).Apply, JSON.parse(text))`,
    `if (application._tag === "Left") throw new Error(JSON.stringify(application.left))`,
    `const { form } = application.right`,
    `const { conditions, readings } = qinhuangdao2020`,
    `const evidence = evidenceOfApplication(form, noFindings, form.filledOn, readings)`,
    `for await (const event of memoryStore().readAll()) throw new Error(String(event))`,
    `const loaded = [${entries()
      .map((_, i) => `entry${i}`)
      .join(", ")}]`,
    `console.log(evaluate(conditions, evidence).verdict, loaded.length)`,
  ].join("\n")

/** With the newest and the oldest supported compiler. */
const compile = (files: ReadonlyArray<string>): void => {
  writeFileSync(at("tsconfig.json"), JSON.stringify({ compilerOptions, files }))
  for (const compiler of ["typescript", "typescript-oldest"])
    run(execPath, [at("node_modules", compiler, "bin/tsc"), "-p", folder])
}

const useIt = (): void => {
  writeFileSync(at("program.ts"), program())
  compile(["program.ts"])
  const dossier = join(root, "examples/dossiers/01-exactly-met/application.json")
  const expected = `notYetJudged ${entries().length}\n`
  const args = ["--disable-warning=ExperimentalWarning", at("program.ts"), dossier]
  const said = [
    run(execPath, args),
    run("npx", ["--yes", "--prefer-offline", `node@${oldest.node}`, "--experimental-strip-types", ...args]),
  ]
  for (const one of said) must(one === expected, `printed ${one}`)
  stdout.write(`${entries().length} entries: checked by TypeScript ${oldest.typescript} and `)
  stdout.write(`${newest["typescript"]}, loaded by Node ${oldest.node} and ${newest["node"]}\n`)
}

/** Runs the documents' programs next to the demo's output. Skips those that import examples, which are not published. */
const followDocuments = (): void => {
  const ours = programs.filter(({ code }) => !code.includes('"@shifan/example-'))
  mkdirSync(at("documents"))
  symlinkSync(join(root, "examples"), at("examples"))
  run(execPath, [join(root, "packages/cli/dist/main.js"), "--yes", "demo", "--out", at("out/demo")])
  const saved = ours.map((one) => ({ ...one, file: `documents/${one.name}${one.declaresTests ? ".test" : ""}.ts` }))
  for (const { file, code } of saved) writeFileSync(at(file), code)
  compile(saved.map(({ file }) => file))
  // The promised output after → is text; the console would print a list with brackets.
  writeFileSync(at("text.mjs"), 'console.log = (...values) => process.stdout.write(`${values.join(" ")}\\n`)\n')
  for (const { at: where, file, promised, declaresTests } of saved) {
    if (declaresTests) continue
    const printed = run(execPath, [
      "--import",
      at("text.mjs"),
      "--disable-warning=ExperimentalWarning",
      at(file),
    ]).split("\n")
    must(
      promised.every((line) => printed.includes(line)),
      `${where} prints ${printed.join(" | ")}`,
    )
  }
  run(at("node_modules/.bin/vitest"), ["run", "--reporter=dot", "--dir", "documents"])
  stdout.write(`${saved.length} programs of the documents: checked by both compilers, and run\n`)
}

try {
  publishNothing()
  resolveIt()
  install()
  const missing = filesNamed().filter((file) => !existsSync(file))
  must(missing.length === 0, `exported and not packed: ${missing.join(", ")}`)
  const built = run("find", ["node_modules/@shifan", "-name", ".tsbuildinfo"])
  must(built === "", `packed, and of no use to anybody: ${built}`)
  for (const peer of ["vitest", "fast-check"])
    must(!existsSync(at("node_modules/@shifan/testkit/node_modules", peer)), `testkit brings a ${peer} of its own`)
  useIt()
  followDocuments()
  run(at("node_modules/.bin/shifan"), ["--yes", "audit", "verifier", "--out", at("verifier.html")])
  must(existsSync(at("verifier.html")), "the verifier was packed without its page")
} finally {
  rmSync(folder, { recursive: true, force: true })
}
