import { existsSync } from "node:fs"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { byBureau, published, unit, type Published } from "./shifan.js"

let office: Published

beforeAll(async () => {
  office = await published(afterAll)
  await office.shifan("audit", "checkpoint")
  await office.shifan("audit", "export", office.at("bundle"))
})

type Writing = (path: string) => ReadonlyArray<string>

/** Every command that creates a file or folder at a given path. */
const writings: Readonly<Record<string, Writing>> = {
  "site build": (path) => ["--out", path],
  "roster publish": (path) => ["--medium", "示例", "--out", path, ...byBureau("2021-01-04")],
  "roster write": (path) => ["0", "--out", path],
  "form blank": (path) => ["recommend", "--out", `${path}.docx`],
  demo: (path) => ["--out", path],
  backup: (path) => [path],
  copy: (path) => ["-", `sqlite:${path}`],
  "audit export": (path) => [path],
  "audit view": (path) => [office.at("bundle"), "--out", path],
  "audit verify": (path) => [office.at("bundle"), "--report", path],
  "audit verifier": (path) => ["--out", path],
  "audit prove": (path) => [unit, "--event", "0", "--out", path],
  "audit record": (path) => [unit, "--event", "0", "--out", path],
  "audit receipt issue": (path) => [unit, "--event", "0", "--out", path],
  "audit statement": (path) => [unit, "--out", path],
  "audit checkpoint": (path) => ["--request-timestamp", path],
  "audit key witness": (path) => ["third.example", path],
}

/** Paths where nothing can be created, and a device instead of a folder. */
const places = ["/proc/a", "/proc/a/b", "/dev/null/a"].filter(() => existsSync("/proc/self"))

describe.each(Object.keys(writings))("%s", (command) => {
  it.each(places)("to %s fails with one line, and records no publication", async (place) => {
    const before = await office.shifan("--json", "roster", "publications")
    const ran = await office.shifan(...command.split(" "), ...(writings[command]?.(place) ?? []))
    expect(ran.err).toMatch(
      /^(NotWritten|Unavailable) (there is no folder \S+|\S+ (cannot be written: .+|cannot be opened))\n( +→ .+\n)?$/,
    )
    expect(ran.exit).toBe(1)
    expect(await office.shifan("--json", "roster", "publications")).toEqual(before)
  })
})
