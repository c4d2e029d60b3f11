/**
 * The packages as somebody gets them who installs them: packed, resolved as every way of importing resolves them, installed with
 * npm into a bare folder, type-checked without `skipLibCheck` by the oldest and the newest TypeScript that are promised, loaded and
 * used on the oldest and the newest Node; and so are the programs in the documents. Wants what `npm run build` makes.
 */
import { execFileSync } from "node:child_process"
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { basename, join } from "node:path"
import { env, execPath, stdout } from "node:process"
import { programs } from "./document-programs.ts"
import { manifestIn, publishedFilters, publishedFolders, root } from "./published.ts"

const published = publishedFolders.map((folder) => basename(folder))

/** As docs/CONTRIBUTING.md promises. */
const oldest = { typescript: "5.9.3", node: "22.23.3" }

/** What this repository is built and tested with. */
const newest = manifestIn(root).devDependencies ?? {}

/** Stands for where the sources are, which the job that publishes knows. */
const repository = "git+https://example.org/shifan.git"

const folder = mkdtempSync(join(tmpdir(), "packed-"))
const at = (...names: ReadonlyArray<string>): string => join(folder, ...names)

/** Of what is run, programs of the documents among it, which take theirs away as little as a reader would. */
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

/** Every file that a target of `exports` names, under whatever condition. */
const filesOf = (target: unknown): ReadonlyArray<string> =>
  typeof target === "object" && target !== null ? Object.values(target).flatMap(filesOf) : [String(target)]

/** Every way in that a package has, `@shifan/core/forms` for one. */
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

/** Publishing, up to the upload; and what is packed says where its sources are, as an attestation has to find it. */
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

/** Each way in leads to what it says, however it is imported: types that do not lie. The command line has no way in. */
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

/** What a reader of the first page writes, and every entry beside it. */
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

/** By the newest and the oldest compiler that are promised. */
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

/** Where a reader stands who has the examples and has run the demo. Examples import what nobody publishes. */
const followDocuments = (): void => {
  const ours = programs.filter(({ code }) => !code.includes('"@shifan/example-'))
  mkdirSync(at("documents"))
  symlinkSync(join(root, "examples"), at("examples"))
  run(execPath, [join(root, "packages/cli/dist/main.js"), "--yes", "demo", "--out", at("out/demo")])
  const saved = ours.map((one) => ({ ...one, file: `documents/${one.name}${one.declaresTests ? ".test" : ""}.ts` }))
  for (const { file, code } of saved) writeFileSync(at(file), code)
  compile(saved.map(({ file }) => file))
  // What → promises is a text; the console would show a list with its brackets.
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
