/** A forger alters what lies beside a store, or loses it: `audit verify` and `doctor` tell, or there is nothing to tell. */
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { dirname, join, relative } from "node:path"
import { fileAlterations, type FilesByPath } from "@shifan/testkit/forger"
import { describe, expect, it } from "vitest"
import {
  applyOn,
  byBureau,
  emptyWorkplace,
  listIn,
  programIn,
  storeWithCall,
  type Ran,
  type Workplace,
} from "../shifan.js"

/** Signed at three sizes, with two published lists. */
const workplace = async (): Promise<Workplace> => {
  const place = await storeWithCall()
  const { shifan, at } = place
  const publish = (on: string) =>
    shifan("roster", "publish", "--medium", "市局官方网站", "--out", at("web"), ...byBureau(on))
  await shifan("audit", "checkpoint")
  await shifan(...applyOn("2020-12-01"))
  await publish("2020-12-02")
  await shifan("audit", "checkpoint")
  await publish("2020-12-03")
  expect(await shifan("audit", "checkpoint")).toMatchObject({ exit: 0 })
  return place
}

const isOfDatabase = (path: string): boolean => /\.db(-wal|-shm)?$/.test(path)

const filesBeside = ({ folder }: Workplace): FilesByPath =>
  new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !isOfDatabase(entry.name))
      .map((entry) => {
        const path = join(entry.parentPath, entry.name)
        return [relative(folder, path), new Uint8Array(readFileSync(path))] as const
      })
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  )

/** The same databases with other files beside them. */
const besideCopyOf = ({ folder }: Workplace, files: FilesByPath): Workplace["shifan"] => {
  const copy = emptyWorkplace().folder
  cpSync(folder, copy, { recursive: true })
  for (const entry of readdirSync(copy, { withFileTypes: true }))
    if (!isOfDatabase(entry.name)) rmSync(join(copy, entry.name), { recursive: true })
  for (const [path, bytes] of files) {
    mkdirSync(dirname(join(copy, path)), { recursive: true })
    writeFileSync(join(copy, path), bytes, { mode: 0o600 })
  }
  return programIn(copy)
}

/** What neither tells, and why. */
const untold: ReadonlyArray<readonly [where: RegExp, why: string]> = [
  [/: copied under another name$/, "nothing reads it"],
  [/^checkpoint: (?!line [123] with)/, "it is signed anew from the kept heads, and its readers verify its signatures"],
  [/^shifan\.units\//, "the map is made anew for each list, and the reader of a statement verifies it"],
  [/^shifan\.json: /, "the settings of the program say nothing about the log"],
  [/^shifan\.key: /, "whoever signs with it finds out"],
  [/^policy: /, "readers have theirs from elsewhere, and a list that was published records the digest of this one"],
  [/^web\//, "audit published compares a list that was handed out"],
]

/** The bureau's own tools to sign and to hand out, which an audit of the log does not need. */
const onlyByDoctor = /^(?:shifan\.key|policy): |^shifan\.json: deleted with all files of its name$/

const failing = (ran: Ran): ReadonlySet<unknown> =>
  new Set(listIn(ran, "checks").flatMap((check) => (Object(check).ok === false ? [Object(check).name] : [])))

describe("art_16__para_1: what lies beside a store", () => {
  it("is told by audit verify and doctor alike when it is altered or lost", { timeout: 3_000_000 }, async () => {
    const place = await workplace()
    const other = filesBeside(await workplace())
    const files = filesBeside(place)
    const honest = failing(await place.shifan("--json", "doctor"))
    expect([...files.keys()]).toEqual(expect.arrayContaining(["checkpoint", "policy", "shifan.heads.count"]))
    let both = 0
    for (const altered of fileAlterations(files, { other, alike: 3, parts: 6 })) {
      const shifan = besideCopyOf(place, altered.files)
      const isVerified = (await shifan("audit", "verify")).exit === 0
      const isHealthy = failing(await shifan("--json", "doctor")).isSubsetOf(honest)
      const what = `${altered.path}: ${altered.how}`
      expect([what, onlyByDoctor.test(what) || isHealthy === isVerified]).toEqual([what, true])
      const isTold = !isVerified || !isHealthy
      expect([what, isTold || untold.some(([where]) => where.test(what))]).toEqual([what, true])
      if (!isVerified) both++
    }
    expect(both).toBeGreaterThan(40)
  })
})
