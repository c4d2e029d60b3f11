/** An office whose folder has everything that commands need, and operands for each command. */
import { readFileSync } from "node:fs"
import { join } from "node:path"
import type { Words } from "./command-tree.js"
import {
  byBureau,
  dossiers,
  json,
  leavesBeforePublication,
  published,
  unit,
  type Published,
  type WhenOver,
} from "./shifan.js"

/** The publication is the last leaf. */
const logSize = leavesBeforePublication + 1

/** A published office with everything in its folder that the operands name. */
export interface Office extends Published {
  /** Operands with which a command does its work. An act on a unit without a row gets the unit, and is refused. */
  readonly operandsOf: (words: Words, at: (name: string) => string) => Words
}

type Files = (name: string) => string

const window = ["--from", "2021-09-01", "--to", "2021-10-01", "--document", "示例2号"]
const extension = (at: Files): Words => [
  "qinhuangdao-2020-2",
  "--file",
  at("extension.json"),
  ...byBureau("2022-11-01"),
]

const filled = join(dossiers, "01-exactly-met", "application.json")

export const newOffice = async (whenOver?: WhenOver): Promise<Office> => {
  const office = await published(whenOver)
  const { shifan, at, save } = office
  const must = async (...argv: Words): Promise<void> => {
    const ran = await shifan(...argv)
    if (ran.exit !== 0) throw new Error(`${argv.join(" ")}: ${ran.err}`)
  }
  await must("audit", "checkpoint", "--request-witness", at("request"))
  await must("audit", "key", "witness", "witness.example", at("witness.key"))
  save("seen.jsonl", "")
  await must("audit", "export", at("bundle"))
  await must("backup", at("backup.db"))
  await must("form", "fill", "apply", filled, "--out", at("form.docx"))
  const fourth = await shifan("--json", "audit", "key", "witness", "fourth.example", at("fourth.key"))
  const thirdKey = String(Object(json(fourth)).vkey)
  const { vkey } = Object(json(await shifan("--json", "audit", "key", "witness", "other.example", at("other.key"))))
  save("policy", `${readFileSync(at("policy"), "utf8")}witness other ${vkey}\n`)
  await must("audit", "witness", at("request"), at("cosigned"), "--key", at("other.key"), "--policy", at("policy"))
  await must("audit", "checkpoint", "--request-witness", at("later-request"), "--since", String(logSize))
  save("titles.csv", "单位名称,统一社会信用代码,认定文件,认定日期\n示例,91130324MA00010776,示例1号,2018-12-13\n")
  const call = { year: 2022, opensOn: "2022-09-01", closesOn: "2022-10-01", document: "示例" }
  const actor = { role: "bureau", code: "130300", officer: "SJ-01" }
  save("commands.jsonl", JSON.stringify({ type: "OpenCall", actor, effectiveOn: "2022-09-01", data: call }))
  save("extension.json", JSON.stringify({ document: "示例3号", from: "2022-11-13", until: "2026-11-12" }))
  const operandsOf: Office["operandsOf"] = (words, toFile) =>
    operands(thirdKey)[words.join(" ")]?.(toFile) ?? [unit, ...byBureau("2021-01-04")]
  return { ...office, operandsOf }
}

const operands = (thirdKey: string): Readonly<Record<string, (at: Files) => Words>> => ({
  init: () => [],
  assess: () => [join(dossiers, "02-nine-staff")],
  apply: () => [
    "--file",
    join(dossiers, "02-nine-staff"),
    "--by",
    "unit:91130303MA0001026G:U-01",
    "--on",
    "2020-12-02",
  ],
  import: (at) => [at("titles.csv"), ...byBureau("2020-12-02")],
  submit: (at) => [at("commands.jsonl")],
  "call open": () => ["2021", ...window, ...byBureau("2021-09-01")],
  "call close": () => ["2020", ...byBureau("2020-12-02")],
  "call show": () => [],
  "instrument show": () => [],
  "instrument check": () => [],
  "instrument extend": extension,
  "form blank": (at) => ["recommend", "--unit", unit, "--out", at("blank.docx")],
  "form fill": (at) => ["apply", filled, "--out", at("second-form.xlsx")],
  "form draft": (at) => ["summary", "--year", "2020", "--out", at("summary.docx")],
  "form read": (at) => [at("form.docx"), "--out", at("form.json")],
  "form check": (at) => [at("form.docx")],
  "roster list": () => [],
  "roster show": () => [unit],
  "roster diff": () => ["2020-01-01", "2021-01-01"],
  "roster publish": (at) => ["--medium", "示例", "--out", at("web"), ...byBureau("2021-01-04")],
  "roster publications": () => [],
  "roster write": (at) => ["0", "--out", at("web")],
  "site build": (at) => ["--out", at("site")],
  due: () => [],
  worklist: () => [],
  history: () => [unit],
  why: () => [unit],
  replay: () => [],
  regulation: () => [],
  schema: () => [],
  coverage: () => [],
  doctor: () => [],
  completion: () => ["bash"],
  demo: (at) => ["--out", at("demo")],
  "audit verify": (at) => [at("bundle"), "--report", at("report.html")],
  "audit view": (at) => [at("bundle"), "--out", at("pages")],
  "audit export": (at) => [at("second-bundle")],
  "audit prove": (at) => [unit, "--event", "0", "--out", at("proof")],
  "audit record": (at) => [unit, "--event", "0", "--out", at("record")],
  "audit receipt issue": (at) => [unit, "--event", "0", "--out", at("receipt"), "--within", "9999d"],
  "audit receipt verify": (at) => [at("seen.jsonl")],
  "audit policy show": () => [],
  "audit policy witness": () => ["third", thirdKey],
  "audit statement": (at) => [unit, "--out", at("statement")],
  "audit published": (at) => [at("out/roster-2020-12-01.csv")],
  "audit verifier": (at) => ["--out", at("page.html")],
  "audit checkpoint": (at) => ["--request-timestamp", at("new.tsq")],
  "audit witness": (at) => [
    at("later-request"),
    at("new-cosigned"),
    "--key",
    at("witness.key"),
    "--policy",
    at("policy"),
  ],
  "audit cosigned": (at) => [at("cosigned")],
  "audit timestamp": (at) => [at("seen.jsonl")],
  "audit key list": () => [],
  "audit key new": () => byBureau("2021-01-04"),
  "audit key add": () => byBureau("2024-12-31"),
  "audit key retire": () => ["00000000", ...byBureau("2021-01-04")],
  "audit key witness": (at) => ["third.example", at("third.key")],
  "audit what-if": () => ["--reading", "staff.qualified=both"],
  copy: (at) => ["-", `sqlite:${at("copy.db")}`],
  backup: (at) => [at("second.db")],
  restore: (at) => [at("backup.db")],
  serve: () => ["--port", "0"],
})

/** Whether a command has operands of its own. */
export const hasOperands = (words: Words): boolean => words.join(" ") in operands("")
