/** Tests that the command line and the verifier page give the same verdict on the same files, altered or not, of every kind. */
import { mkdirSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { reportJson } from "@shifan/bundle"
import { subjectOf, type InputFile } from "@shifan/bundle/input"
import { right, temporaryFolder, utf8 } from "@shifan/testkit/basics"
import { fileAlterations, type FilesByPath } from "@shifan/testkit/forger"
import { parseNote, signNote } from "@shifan/tlog"
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import {
  fullBundle,
  fullLeaves,
  fullPolicy,
  keptHead,
  otherBundle,
  readersClock,
} from "../../../bundle/test/full-bundle.js"
import { bundleOf, demo, headOf, logKey, policy } from "../../../bundle/test/sample-bundle.js"
import { index, receipt, recordedAt } from "../../../bundle/test/sample-receipt.js"
import { statementOf } from "../../../bundle/test/sample-statement.js"
import { blob, zipped } from "../../../verifier/test/sample-input.js"
import { runJob, type Outcome } from "../../../verifier/src/verification/job.js"
import { json, runProgram, type Ran } from "../shifan.js"

const folder = temporaryFolder(afterAll)
let folders = 0

/** Writes the files into a folder of their own and returns its path. */
const written = (files: FilesByPath): string => {
  const at = join(folder, String(folders++))
  for (const [path, bytes] of files) {
    mkdirSync(dirname(join(at, path)), { recursive: true })
    writeFileSync(join(at, path), bytes)
  }
  return at
}

const trust = written(
  new Map([
    ["policy", fullPolicy],
    ["kept", keptHead],
  ]),
)

beforeEach(() => void vi.useFakeTimers({ now: Date.parse(readersClock), toFake: ["Date"] }))
afterEach(() => void vi.useRealTimers())

const command = (...argv: ReadonlyArray<string>): Promise<Ran> =>
  runProgram(["--json", "--store", "memory:", "audit", ...argv], { now: () => Date.now() })

/** `undefined` if the page refuses the input before it verifies anything. */
const onPage = async (
  input: ReadonlyArray<InputFile>,
  anchors: { readonly policy: Uint8Array; readonly kept?: Uint8Array },
): Promise<Outcome | undefined> => {
  const subject = await subjectOf(input)()
  if (subject._tag === "Left") return undefined
  const kept = anchors.kept && blob(anchors.kept)
  return runJob({ subject: subject.right, policy: blob(anchors.policy), kept }, () => {})
}

const inFolder = (files: FilesByPath): ReadonlyArray<InputFile> =>
  Array.from(files, ([path, bytes]) => ({ path: `bundle/${path}`, file: blob(bytes) }))

/** As JSON. A folder names its files in no particular order, and so do what they lead to. */
const asJson = (report: object): unknown => {
  const {
    faults = [],
    observations = [],
    ...facts
  } = JSON.parse(JSON.stringify(report)) as Partial<Record<"faults" | "observations", ReadonlyArray<unknown>>>
  const sorted = (some: ReadonlyArray<unknown>) => some.map((one) => JSON.stringify(one)).toSorted()
  return { ...facts, faults: sorted(faults), observations: sorted(observations) }
}

/** The whole report; of a refusal only that it is one. */
const bundleOnPage = async (input: ReadonlyArray<InputFile>): Promise<unknown> => {
  const outcome = await onPage(input, { policy: fullPolicy, kept: keptHead })
  return outcome?._tag === "Audited" ? asJson(reportJson(outcome.report)) : "refused"
}

const bundleByCommand = async (path: string): Promise<unknown> => {
  const ran = await command("verify", path, "--policy", join(trust, "policy"), "--kept", join(trust, "kept"))
  const report = Object(json(ran))
  return "error" in report ? "refused" : asJson(report)
}

/** Whether it is shown, and by which faults not. */
const shownBy = (report: unknown, word: string): unknown => {
  const { [word]: holds, faults = [], missing } = Object(report)
  return { holds, faults: faults.map(({ code }: { readonly code: string }) => code), missing }
}

/** Defines the tests, with one in `every` of the alterations. */
export const pageAgrees = (every: number): void => {
  const some = <A>(all: ReadonlyArray<A>): ReadonlyArray<A> => all.filter((_, i) => i % every === 0)

  describe("art_16__para_1: a bundle", () => {
    it("that is sound is the same on the page and by the command, as a folder and as an archive", async () => {
      const report = await bundleByCommand(written(fullBundle))
      expect(report).toMatchObject({ sound: true, openings: 1, keptSize: 5 })
      expect(await bundleOnPage(inFolder(fullBundle))).toEqual(report)
      const archive = await zipped(fullBundle)
      expect(await bundleOnPage([{ path: "bundle.zip", file: archive }])).toEqual(report)
      const at = written(new Map([["bundle.zip", new Uint8Array(await archive.arrayBuffer())]]))
      expect(await bundleByCommand(join(at, "bundle.zip"))).toEqual(report)
    })

    const altered = some(fileAlterations(fullBundle, { other: otherBundle, alike: 1, parts: 3 }))

    it("of which a file is altered gives the same report", { timeout: 600_000 }, async () => {
      expect(new Set(altered.map(({ path }) => path)).size).toBeGreaterThan(12)
      for (const { path, how, files } of altered)
        expect([path, how, await bundleOnPage(inFolder(files))]).toEqual([
          path,
          how,
          await bundleByCommand(written(files)),
        ])
    })

    it("of which a file is altered gives the same report in an archive", { timeout: 600_000 }, async () => {
      for (const { path, how, files } of altered.filter((_, i) => i % 11 === 0)) {
        const archive = await zipped(files)
        const at = written(new Map([["bundle.zip", new Uint8Array(await archive.arrayBuffer())]]))
        const report = await bundleByCommand(written(files))
        expect([path, how, await bundleOnPage([{ path: "bundle.zip", file: archive }])]).toEqual([path, how, report])
        expect([path, how, await bundleByCommand(join(at, "bundle.zip"))]).toEqual([path, how, report])
      }
    })
  })

  describe("art_16__para_1: a proof and a statement", () => {
    const [proofName = "", proof = new Uint8Array()] = [...fullBundle].find(([path]) => path.startsWith("proof/")) ?? []
    const record = fullLeaves[Number(/^index (\d+)$/m.exec(new TextDecoder().decode(proof))?.[1])] ?? new Uint8Array()
    const otherProof = otherBundle.get(proofName) ?? new Uint8Array()

    it("of which a line is altered give the same verdict and faults", { timeout: 600_000 }, async () => {
      const statement = await statementOf(fullLeaves, "91130371MA0001165N", { checkpoint: await headOf(fullLeaves) })
      const unknown = await statementOf(fullLeaves, "91110108551385082Q", { checkpoint: await headOf(fullLeaves) })
      const files = new Map([
        ["one.tlog-proof", proof],
        ["unit.statement", statement],
      ])
      const other = new Map([
        ["one.tlog-proof", otherProof],
        ["unit.statement", unknown],
      ])
      const pages = new Map<string, ReadonlyArray<InputFile>>([
        ["one.tlog-proof", [{ path: "record", file: blob(record) }]],
        ["unit.statement", []],
      ])
      const altered = some(
        fileAlterations(files, { other }).filter(({ how }) => !/^(deleted|renamed|copied)/.test(how)),
      )
      let sound = 0
      for (const { path, how, files: all } of [
        { path: "one.tlog-proof", how: "", files },
        { path: "unit.statement", how: "", files },
        ...altered,
      ]) {
        const at = written(new Map([...all, ["record", record]]))
        const options = path === "one.tlog-proof" ? ["--record", join(at, "record")] : []
        const ran = await command("verify", join(at, path), "--policy", join(trust, "policy"), ...options)
        const input = [{ path, file: blob(all.get(path) ?? new Uint8Array()) }, ...(pages.get(path) ?? [])]
        const outcome = await onPage(input, { policy: fullPolicy })
        if (outcome?._tag !== "Proved" && outcome?._tag !== "Stated")
          throw new Error(`${path} ${how}: ${outcome?._tag}`)
        const { faults, missing } = outcome.report
        const holds = faults.length === 0 && missing.length === 0
        const word = path === "one.tlog-proof" ? "proved" : "stated"
        expect([path, how, shownBy({ holds, faults, missing }, "holds")]).toEqual([path, how, shownBy(json(ran), word)])
        expect([path, how, ran.exit]).toEqual([path, how, holds ? 0 : 4])
        if (holds) sound++
      }
      expect(sound).toBeGreaterThan(1)
      expect(sound).toBeLessThan(altered.length / 4)
    })
  })

  describe("art_16__para_1: a receipt", () => {
    const verdictOnPage = async (input: ReadonlyArray<InputFile>): Promise<string> => {
      const outcome = await onPage(input, { policy })
      return outcome?._tag === "Promised" ? (outcome.report.verdict?._tag.toLowerCase() ?? "refused") : "refused"
    }
    const verdictByCommand = async (at: string, against: string): Promise<unknown> =>
      Object(
        json(
          await command(
            "receipt",
            join(at, "one.receipt"),
            "--against",
            join(at, against),
            "--policy",
            join(at, "policy"),
          ),
        ),
      ).outcome ?? "refused"

    it("of which a line is altered, signed anew or not, gives the same verdict", { timeout: 600_000 }, async () => {
      const { text } = right(parseNote(receipt.note))
      const lines = fileAlterations(new Map([["text", utf8(text)]])).map(({ files }) =>
        new TextDecoder().decode(files.get("text")),
      )
      const resigned = await Promise.all(lines.map((line) => signNote([logKey], line)()))
      const receipts = [
        receipt.note,
        ...fileAlterations(new Map([["one.receipt", receipt.note]])).flatMap(
          ({ files }) => files.get("one.receipt") ?? [],
        ),
        ...resigned.flatMap((note) => (note._tag === "Right" ? [note.right] : [])),
      ]
      const checkpoint = await headOf(demo)
      const short = await headOf(demo.slice(0, index), { time: Math.floor(recordedAt / 1000) })
      const bundle = await bundleOf(demo)
      const seen = new Set<string>()
      for (const [i, one] of some([...receipts.entries()])) {
        const evidence = i % 3 === 0 ? bundle : new Map([["head", i % 3 === 1 ? checkpoint : short]])
        const at = written(
          new Map([
            ...[...evidence].map(([path, bytes]) => [i % 3 === 0 ? `bundle/${path}` : path, bytes] as const),
            ["one.receipt", one],
            ["policy", policy],
          ]),
        )
        const beside =
          i % 3 === 0 ? inFolder(evidence) : Array.from(evidence, ([path, bytes]) => ({ path, file: blob(bytes) }))
        const verdict = await verdictOnPage([{ path: "one.receipt", file: blob(one) }, ...beside])
        expect([i, new TextDecoder().decode(one), verdict]).toEqual([
          i,
          new TextDecoder().decode(one),
          await verdictByCommand(at, i % 3 === 0 ? "bundle" : "head"),
        ])
        seen.add(verdict)
      }
      expect([...seen].toSorted()).toEqual(expect.arrayContaining(["kept", "refused"]))
    })
  })
}
