import { spawnSync } from "node:child_process"
import { existsSync, mkdirSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from "node:fs"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { timestampResponse } from "../../../bundle/test/timestamp-samples.js"
import { byBureau, runProgram, storeWithApplication, unit, type Workplace } from "../shifan.js"
import { inGb18030, inUtf16 } from "./encoders.js"

let office: Workplace

beforeAll(async () => {
  office = await storeWithApplication(afterAll)
  await office.shifan("audit", "checkpoint")
  await office.shifan("audit", "prove", unit, "--event", "0", "--out", office.at("0.tlog-proof"))
  await office.shifan("audit", "receipt", "issue", unit, "--within", "3000d", "--out", office.at("0.receipt"))
  const of = readFileSync(office.at("checkpoint"))
  writeFileSync(office.at("0.tsr"), timestampResponse({ of, time: "20241231020000Z" }))
})

const by = `unit:${unit}:U-01`
const out = (): string => office.at("out")

type Door = (file: string) => ReadonlyArray<string>

/** Every option and argument that names a text to read, with a command line that uses it. */
const texts: Readonly<Record<string, Door>> = {
  "--config": (file) => ["--config", file, "roster", "list"],
  assess: (file) => ["assess", file],
  "apply --file": (file) => ["apply", "--file", file, "--by", by],
  "withdraw --file": (file) => ["withdraw", unit, "--file", file, "--by", by],
  "instrument extend --file": (file) => ["instrument", "extend", "a", "--file", file, "--by", "bureau:130300:SJ-01"],
  submit: (file) => ["submit", file],
  import: (file) => ["import", file, ...byBureau("2020-11-20")],
  "audit published": (file) => ["audit", "published", file],
  "audit export --openings": (file) => ["audit", "export", out(), "--audience", "auditor", "--openings", file],
}

/** The same for files in binary formats. */
const binaries: Readonly<Record<string, Door>> = {
  "audit witness": (file) => ["audit", "witness", file, out(), "--key", office.at("shifan.key")],
  "audit witness --key": (file) => [
    "audit",
    "witness",
    office.at("checkpoint"),
    out(),
    "--key",
    file,
    "--policy",
    office.at("policy"),
  ],
  "audit cosigned": (file) => ["audit", "cosigned", file],
  "audit export --checkpoint": (file) => ["audit", "export", out(), "--checkpoint", file],
  "audit export --policy": (file) => ["audit", "export", out(), "--policy", file],
  "audit export --timestamp": (file) => ["audit", "export", out(), "--timestamp", file],
  "audit verify": (file) => ["audit", "verify", file],
  "audit verify --policy": (file) => ["audit", "verify", office.at("0.tlog-proof"), "--policy", file],
  "audit verify --kept": (file) => ["audit", "verify", office.at("0.tlog-proof"), "--kept", file],
  "audit verify --record": (file) => ["audit", "verify", office.at("0.tlog-proof"), "--record", file],
  "audit receipt": (file) => ["audit", "receipt", file],
  "audit receipt --policy": (file) => ["audit", "receipt", office.at("0.receipt"), "--policy", file],
  "audit receipt --against": (file) => ["audit", "receipt", office.at("0.receipt"), "--against", file],
  "audit timestamp": (file) => ["audit", "timestamp", file],
  "audit timestamp --checkpoint": (file) => ["audit", "timestamp", office.at("0.tsr"), "--checkpoint", file],
  "audit timestamp --request": (file) => [
    "audit",
    "timestamp",
    office.at("0.tsr"),
    "--checkpoint",
    office.at("checkpoint"),
    "--request",
    file,
  ],
  "roster publish --verifier": (file) => [
    "roster",
    "publish",
    "--medium",
    "示例",
    "--out",
    out(),
    "--verifier",
    file,
    ...byBureau("2020-12-20"),
  ],
  "form read": (file) => ["form", "read", file],
  "form check": (file) => ["form", "check", file],
  "audit prove --checkpoint": (file) => ["audit", "prove", unit, "--event", "0", "--checkpoint", file, "--out", out()],
}

const doors: Readonly<Record<string, Door>> = { ...texts, ...binaries }

/** Things at a path that are not readable files. */
const places: Readonly<Record<string, (path: string) => void>> = {
  "a pipe": (path) => void spawnSync("mkfifo", [path]),
  "a folder": (path) => mkdirSync(path),
  "a file of a kind that states no size": (path) => symlinkSync("/proc/self/status", path),
  "a sparse file of a terabyte": (path) => {
    writeFileSync(path, "")
    truncateSync(path, 2 ** 40)
  },
}

const noUtf8: Readonly<Record<string, Uint8Array>> = {
  "UTF-16": inUtf16('{"a":1},甲\n', "LE"),
  "GB 18030": inGb18030('{"a":"甲"},code\n'),
  "binary bytes": Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0, 0),
  "a text that ends within a character": Buffer.from('{"a":"甲').subarray(0, -1),
}

let files = 0

const runs = (door: string, file: string) =>
  runProgram(["--store", `sqlite:${office.at("shifan.db")}`, "--yes", ...(doors[door]?.(file) ?? [])])

describe.each(Object.keys(doors))("the input file of %s", (door) => {
  // An application may be a folder.
  const wrong = Object.keys(places).filter(
    (place) => place !== "a folder" || !["assess", "apply --file"].includes(door),
  )

  it.each(wrong)("is refused by its name, without waiting, if it is %s", async (place) => {
    const file = office.at(`input-${files++}`)
    places[place]?.(file)
    expect(await runs(door, file)).toMatchObject({ exit: 2, err: expect.stringContaining(file) })
  })

  it("is reported as missing with exit 6 if it does not exist", async () => {
    const file = office.at("nothing.json")
    expect(await runs(door, file)).toMatchObject({ exit: 6, err: expect.stringContaining(file) })
  })

  it("is refused if it is an endless device", async () => {
    const message = expect.stringContaining("/dev/zero is a pipe or a device")
    expect(await runs(door, "/dev/zero")).toMatchObject({ exit: 2, err: message })
  })
})

/** Files that SQLite opens. */
const databases: Readonly<Record<string, Door>> = {
  "--store": (file) => ["--store", `sqlite:${file}`, "roster", "list"],
  "--vault": (file) => ["--vault", file, "call", "close", "2020", ...byBureau("2024-12-30")],
  restore: (file) => ["--store", `sqlite:${office.at("restored.db")}`, "restore", file],
  "copy from": (file) => ["copy", `sqlite:${file}`, `sqlite:${office.at("restored.db")}`],
}

describe.each(Object.entries(databases))("a database for %s", (_, door) => {
  const run = (file: string) =>
    runProgram([
      "--yes",
      ...(door(file).includes("--store") ? [] : ["--store", `sqlite:${office.at("shifan.db")}`]),
      ...door(file),
    ])

  // A link is resolved before the file is opened.
  const wrong = Object.keys(places).filter((place) => !place.includes("states no size"))

  it.each(wrong)("is refused by its name, without waiting, if it is %s", async (place) => {
    const file = office.at(`input-${files++}`)
    places[place]?.(file)
    expect(await run(file)).toMatchObject({ exit: 1, err: expect.stringContaining(file) })
    expect(await run("/dev/zero")).toMatchObject({ exit: 1, err: expect.stringContaining("/dev/zero") })
    expect(existsSync(office.at("restored.db"))).toBe(false)
  })
})

describe.each(Object.keys(texts))("a text for %s", (door) => {
  it.each(Object.keys(noUtf8))("is refused with its name and the wrong byte if it is %s", async (content) => {
    const file = office.save(`input-${files++}`, noUtf8[content] ?? "")
    const { exit, err } = await runs(door, file)
    expect([exit, err]).toEqual([2, expect.stringMatching(/^WrongEncoding .*input-\d+ .*(?:UTF-16|byte)/)])
  })
})

describe("JSON with a repeated key", () => {
  it.each(Object.keys(texts).filter((door) => door !== "import"))("is refused with its place by %s", async (door) => {
    const file = office.save(`input-${files++}`, '[{"uscc":"1","uscc":"2"}]')
    const { exit, err } = await runs(door, file)
    expect([exit, err]).toEqual([2, expect.stringMatching(/input-\d+[^]*duplicate key "uscc"/)])
  })
})
