/** Bundles made to exhaust their auditor: each must cost at most as much as an honest one of its size, and a few seconds. */
import { spawnSync } from "node:child_process"
import { mkdirSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { encode, type Envelope, eventsInLog, memoryStore } from "@shifan/event-store"
import { usccOf } from "@shifan/testkit"
import { nodeFlags, right, temporaryFolder, utf8 } from "@shifan/testkit/basics"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { fillStore } from "../../benchmarks/src/history.js"
import { bundleOf, demo, envelopeIn, type Files, type Leaves, leavesIn, policy } from "./sample-bundle.js"

const main = join(import.meta.dirname, "../../cli/src/main.ts")

/** Prints processor time in seconds and peak memory in MB, as Linux reports them for a process. */
const measured = `data:text/javascript,${encodeURIComponent(`
  import { readFileSync } from "node:fs"
  process.on("exit", () => {
    const { user, system } = process.cpuUsage()
    const peak = Number(/VmHWM:\\s*(\\d+)/.exec(readFileSync("/proc/self/status", "utf8"))[1])
    process.stderr.write("\\n" + JSON.stringify({ seconds: (user + system) / 1e6, megabytes: peak / 1024 }))
  })
`)}`

interface Cost {
  readonly seconds: number
  readonly megabytes: number
}

let folder: string

beforeAll(() => {
  folder = temporaryFolder(afterAll)
  writeFileSync(join(folder, "policy"), policy)
})

let bundles = 0

/** Cost of verifying it on the command line: exit 0 or 4, and never a crash. */
const costOf = (files: Files): Cost & { readonly exit: number | null } => {
  const bundle = join(folder, String(bundles++))
  for (const [path, bytes] of files) {
    mkdirSync(dirname(join(bundle, path)), { recursive: true })
    writeFileSync(join(bundle, path), bytes)
  }
  const argv = ["-q", "audit", "verify", bundle, "--policy", join(folder, "policy")]
  const { stderr, status } = spawnSync(process.execPath, [...nodeFlags, "--import", measured, main, ...argv], {
    encoding: "utf8",
    maxBuffer: 100_000_000,
  })
  const cost = JSON.parse(stderr.trim().split("\n").at(-1) ?? "") as Cost
  return { ...cost, exit: status }
}

const leafOf = (envelope: unknown): Uint8Array => right(encode(envelope as Envelope))

const ofType = (some: Leaves, type: string): Envelope => {
  const [found] = some.map(envelopeIn).filter((envelope) => envelope.type === type)
  if (found === undefined) throw new Error(`no ${type}`)
  return found
}

const published = ofType(demo, "RosterPublished")

const many = <A>(count: number, make: (i: number) => A): ReadonlyArray<A> =>
  Array.from({ length: count }, (_, i) => make(i))

const honest = async (events: number): Promise<Files> => {
  const store = memoryStore()
  await fillStore(store, events, Math.floor(events / 24))
  const leaves: Array<Uint8Array> = []
  for await (const next of eventsInLog(store.log)) leaves.push(right(next).leaf)
  return bundleOf(leaves)
}

/** Imported titles, and lists of all of them, published again and again. */
const listsOfMany = (titles: number, lists: number): Leaves => {
  const imported = ofType(leavesIn("history-2.ndjson"), "TitleImported")
  const data = { ...Object(published.data), asOf: "2024-06-30", logSize: titles }
  return [
    ...many(titles, (i) => leafOf({ ...imported, stream: `designation-130300-${usccOf(i)}`, revision: 0 })),
    ...many(lists, (i) => leafOf({ ...published, revision: i, data })),
  ]
}

const wide = (count: number): Leaves => many(count, (i) => utf8(`{"x":${i},"y":"${"a".repeat(60_000)}"}`))

/** About twenty megabytes each, like the honest one. */
const kinds: ReadonlyArray<readonly [name: string, make: (small: Files) => Promise<Files> | Files]> = [
  [
    "a roster of brackets",
    (small) => new Map(small).set("roster.json", utf8(`{"asOf":"2021-06-30",${"[".repeat(2e7)}`)),
  ],
  [
    "a roster of empty rows",
    (small) => new Map(small).set("roster.json", utf8(`{"asOf":"2021-06-30","rows":[${"{},".repeat(7e6)}{}]}`)),
  ],
  [
    "a roster of a million made-up rows",
    (small) =>
      new Map(small).set(
        "roster.json",
        utf8(`{"asOf":"2021-06-30","rows":[${many(8e5, (i) => `{"row":{"uscc":"${i}"}}`).join()}]}`),
      ),
  ],
  ["openings of brackets", (small) => new Map(small).set("openings.json", utf8("[".repeat(4e6)))],
  [
    "openings that are a million empty objects",
    (small) =>
      new Map(small).set(
        "openings.json",
        utf8(`{"audience":"auditor","openings":[${"{},".repeat(1e6)}{}],"schemaVersion":1}`),
      ),
  ],
  ["leaves of brackets", () => bundleOf(many(300, () => utf8("[".repeat(65_535))))],
  ["very many leaves that are not events", () => bundleOf(many(400_000, (i) => utf8(`{"id":"${i}"}`)))],
  [
    "a stream for every leaf",
    () => bundleOf(many(250_000, (i) => utf8(`{"revision":0,"stream":"s${i}","type":"Certified"}`))),
  ],
  [
    "a bureau for every list",
    () =>
      bundleOf([
        ...demo,
        ...many(18_000, (i) => leafOf({ ...published, stream: `roster-${100_000 + i}`, revision: 0 })),
      ]),
  ],
  ["lists of many titles", () => bundleOf(listsOfMany(5000, 1900))],
  [
    "earlier tiles of every width",
    async () => {
      const files = await bundleOf(wide(256))
      for (let width = 1; width < 256; width++) files.set(`tile/entries/000.p/${width}`, utf8("\0\0"))
      return new Map([...files, ...(await bundleOf(wide(512)))])
    },
  ],
  [
    "very many empty files",
    (small) => new Map([...small, ...many(50_000, (i) => [`x/${i}`, new Uint8Array()] as const)]),
  ],
]

describe("art_16__para_1: a bundle made to exhaust its auditor", async () => {
  const small = await bundleOf(demo)
  let base: Cost

  beforeAll(async () => {
    base = costOf(await honest(9000))
  }, 300_000)

  it.each(kinds)(
    "with %s takes at most 5 seconds and 300 MB more than an honest bundle",
    async (_, make) => {
      const { seconds, megabytes, exit } = costOf(await make(small))
      expect([0, 4]).toContain(exit)
      // On a busy machine processor time stretches for both, but five seconds do not.
      expect(seconds).toBeLessThan(Math.max(base.seconds + 5, base.seconds * 3))
      expect(megabytes).toBeLessThan(base.megabytes + 300)
    },
    300_000,
  )
})
