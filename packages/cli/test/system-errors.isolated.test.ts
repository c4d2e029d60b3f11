/** Errors of the operating system and the network, in every command that takes a path: said in words, with the path. */
import type * as fs from "node:fs"
import type * as promises from "node:fs/promises"
import { cpSync, mkdirSync } from "node:fs"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest"
import { errorCode, rootCause, systemWords } from "../src/system-errors.js"
import { byBureau, dossiers, programIn, published, unit, type Published, type Ran, type Shifan } from "./shifan.js"

/** While a code is set, every call for a path with this name in it fails with that code. */
const disk = vi.hoisted(() => ({ code: undefined as string | undefined, name: "faulty" }))

const failing = vi.hoisted(() => {
  const systemError = (name: string, path: string): Error =>
    Object.assign(new Error(`${String(disk.code)}: text of the system, ${name} '${path}'`), {
      code: disk.code,
      syscall: name,
      path,
    })
  const isFaulty = (path: unknown): path is string =>
    disk.code !== undefined && typeof path === "string" && path.includes(disk.name)
  /** Wraps the functions of the module that take a path first. */
  return <M extends object>(module: M, isAsync: boolean): M =>
    Object.fromEntries(
      Object.entries(module).map(([name, value]: [string, unknown]) => [
        name,
        typeof value !== "function" || /^(?:existsSync|[A-Z].*)$/.test(name) || (!isAsync && !name.endsWith("Sync"))
          ? value
          : (...given: ReadonlyArray<unknown>): unknown => {
              if (!isFaulty(given[0])) return Reflect.apply(value, module, given)
              const error = systemError(name, given[0])
              if (isAsync) return Promise.reject(error)
              throw error
            },
      ]),
    ) as M
})

vi.mock("node:fs", async (original) => failing(await original<typeof fs>(), false))
vi.mock("node:fs/promises", async (original) => failing(await original<typeof promises>(), true))

const ofFiles = [
  ..."EACCES EPERM ENOENT ENOTDIR EISDIR ELOOP ENAMETOOLONG ENOSPC EDQUOT EROFS EMFILE ENFILE EIO EBUSY ENOMEM".split(
    " ",
  ),
  ..."EFBIG ENXIO ESTALE EINVAL ENOTSUP EXDEV ERR_INVALID_ARG_VALUE".split(" "),
]

const ofTheNetwork = [
  ..."ECONNREFUSED ECONNRESET ETIMEDOUT EHOSTUNREACH ENETUNREACH ENOTFOUND EAI_AGAIN EPROTO EPIPE".split(" "),
  ..."UND_ERR_CONNECT_TIMEOUT UND_ERR_SOCKET CERT_HAS_EXPIRED CERT_NOT_YET_VALID DEPTH_ZERO_SELF_SIGNED_CERT".split(
    " ",
  ),
  ..."SELF_SIGNED_CERT_IN_CHAIN UNABLE_TO_VERIFY_LEAF_SIGNATURE ERR_TLS_CERT_ALTNAME_INVALID".split(" "),
  "ERR_SSL_WRONG_VERSION_NUMBER",
]

let office: Published

beforeAll(async () => {
  office = await published(afterAll)
  await office.shifan("audit", "checkpoint")
  await office.shifan("audit", "export", office.at("faulty-bundle"))
  mkdirSync(office.at("faulty"))
  cpSync(join(dossiers, "01-exactly-met"), office.at("faulty-dossier"), { recursive: true })
})

type Words = ReadonlyArray<string>

const at = (name: string): string => office.at(name)

/** Commands with a path that the system refuses. */
const commands: Readonly<Record<string, () => Words>> = {
  apply: () => ["--file", at("faulty-dossier"), ...byBureau("2020-12-01")],
  recommend: () => [unit, "--file", at("faulty.json"), "--by", "county:130302:HG-01"],
  assess: () => [at("faulty-dossier")],
  submit: () => [at("faulty.jsonl")],
  import: () => [at("faulty.csv"), ...byBureau("2020-12-01")],
  "form read": () => [at("faulty.docx"), "--out", at("form.json")],
  "form check": () => [at("faulty.docx")],
  "form fill": () => ["apply", at("faulty.json"), "--out", at("form.docx")],
  "form blank": () => ["recommend", "--out", at("faulty.docx")],
  "site build": () => ["--out", at("faulty")],
  "roster publish": () => ["--medium", "示例", "--out", at("faulty"), ...byBureau("2021-01-04")],
  "roster write": () => ["0", "--out", at("faulty")],
  demo: () => ["--out", at("faulty")],
  "audit export": () => [at("faulty")],
  "audit verify": () => [at("faulty-bundle")],
  "audit view": () => [at("faulty-bundle"), "--out", at("pages")],
  "audit published": () => [at("faulty.csv")],
  "audit verifier": () => ["--out", at("faulty.html")],
  "audit prove": () => [unit, "--event", "0", "--out", at("faulty.proof")],
  "audit record": () => [unit, "--event", "0", "--out", at("faulty.json")],
  "audit statement": () => [unit, "--out", at("faulty.statement")],
  "audit checkpoint": () => ["--request-timestamp", at("faulty.tsq")],
  "audit witness": () => [at("faulty.request"), at("cosigned"), "--key", at("witness.key")],
  "audit cosigned": () => [at("faulty.cosigned")],
  "audit timestamp": () => [at("faulty.tsr")],
  "audit receipt verify": () => [at("faulty.receipt")],
  "audit key witness": () => ["third.example", at("faulty.key")],
}

const run = async (shifan: Shifan, code: string, words: Words): Promise<Ran> => {
  disk.code = code
  try {
    return await shifan(...words)
  } finally {
    disk.code = undefined
  }
}

/** No code, no text of the system, and no other language. */
const expectWords = ({ exit, err }: Ran, language: "zh" | "en", name = "faulty"): void => {
  expect(exit).toBeGreaterThan(0)
  const lines = err.trimEnd().split("\n")
  expect(lines.filter((line) => !line.startsWith("  "))).toHaveLength(1)
  expect(err).not.toMatch(/\bE[A-Z]{3,}\b|text of the system|\bERR_|Sync\b|errno|\n\s+at /)
  expect(err).toContain(name)
  if (language === "zh") expect(lines[0]).toMatch(/[\u4e00-\u9fff]/)
}

describe.each(Object.keys(commands))("%s", (command) => {
  it.each(ofFiles)("tells %s in words", async (code) => {
    expect.hasAssertions()
    for (const language of ["zh", "en"] as const) {
      const shifan = programIn(office.folder, { global: ["--lang", language] })
      expectWords(await run(shifan, code, [...command.split(" "), ...(commands[command]?.() ?? [])]), language)
    }
  })
})

describe("the kept heads", () => {
  it.each(["EACCES", "ENOENT", "EIO", "ENOSPC", "EROFS"])(
    "that cannot be used for %s are named in words",
    async (code) => {
      disk.name = "shifan.heads"
      try {
        for (const language of ["zh", "en"] as const) {
          const shifan = programIn(office.folder, { global: ["--lang", language] })
          const ran = await run(shifan, code, ["audit", "checkpoint"])
          expectWords(ran, language, "shifan.heads")
          expect(ran.err).toContain(systemWords(code)[language])
        }
      } finally {
        disk.name = "faulty"
      }
    },
  )
})

describe("the words of a system error", () => {
  it.each([...ofFiles, ...ofTheNetwork])("%s", (code) => {
    const { zh, en } = systemWords(code)
    expect(zh).toMatch(/^[\u4e00-\u9fff，TLSNU]+$/)
    expect(en).not.toContain(code)
  })

  it("names the code of an error that nobody foresaw", () => {
    expect(systemWords("EWEIRD")).toEqual({ zh: "系统报错EWEIRD", en: "the system reports EWEIRD" })
  })

  it.each(ofTheNetwork)("%s is found behind the error of a request", (code) => {
    const cause = Object.assign(new Error("text of the system"), { code })
    for (const thrown of [
      new TypeError("fetch failed", { cause }),
      new TypeError("fetch failed", { cause: new AggregateError([cause, cause], "") }),
    ])
      expect(errorCode(rootCause(thrown))).toBe(code)
  })
})
