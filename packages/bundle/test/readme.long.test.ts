/** Runs the programs in a bundle's README as a reader would: a shell, Python and OpenSSL, without our code. */
import { spawnSync } from "node:child_process"
import { mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { must, right, temporaryFolder, utf8 } from "@shifan/testkit/basics"
import { leafHashOf, testSigner } from "@shifan/testkit/tlog"
import {
  cosign,
  printCheckpoint,
  printNote,
  printVerifierKey,
  type SignerKey,
  signText,
  type VerifierKey,
} from "@shifan/tlog"
import { timestampRequest } from "@shifan/tlog/timestamp"
import { afterAll, describe, expect, it } from "vitest"
import { commitmentOf, type TimestampFiles } from "../src/index.js"
import { bundleOf, type Files, hourAfter, leafAt, leaves, logKey, origin, rootOf } from "./sample-bundle.js"

const missing = ["openssl version", "python3 --version", "od --version"].filter(
  (tool) => spawnSync("sh", ["-c", tool]).status !== 0,
)

const sm2Key = await testSigner("Sm2", origin, 9)
const witnessKey = await testSigner("Cosignature", "audit-office.example", 2)
const text = right(printCheckpoint({ origin, size: leaves.length, root: rootOf(leaves) }))

/** Signed with SM2 first: a program that takes the first line with the log's name takes the wrong one. */
const signed = async (ed25519: SignerKey<"Ed25519"> = logKey): Promise<Uint8Array> =>
  utf8(
    printNote({
      text,
      signatures: [
        await must(signText(sm2Key, text)),
        await must(signText(ed25519, text)),
        await must(cosign(witnessKey, text, hourAfter(leaves))),
      ],
    }),
  )

const write = (folder: string, files: Files): void => {
  for (const [path, bytes] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), bytes)
  }
}

const authorityConfig =
  "[tsa]\ndefault_tsa=t\n[t]\nserial=serial\nsigner_digest=sha256\ndefault_policy=1.2.3.4.1\ndigests=sha256\n"

/** A timestamp by an authority run with openssl. Its certificate is `ca.pem` in the folder. */
const timestampOf = (folder: string, file: Uint8Array): TimestampFiles => {
  const openssl = (...args: ReadonlyArray<string>): void => {
    const { status, stderr } = spawnSync("openssl", args, { cwd: folder, encoding: "utf8" })
    if (status !== 0) throw new Error(stderr)
  }
  writeFileSync(join(folder, "tsa.conf"), authorityConfig)
  writeFileSync(join(folder, "serial"), "01\n")
  const request = timestampRequest(file, Uint8Array.of(1, 2, 3))
  writeFileSync(join(folder, "q.tsq"), request)
  const usage = ["-addext", "extendedKeyUsage=critical,timeStamping"]
  const identity = ["-newkey", "rsa:2048", "-nodes", "-subj", "/CN=A time-stamping authority"]
  openssl("req", "-x509", ...identity, ...usage, "-days", "2", "-keyout", "key.pem", "-out", "ca.pem")
  const signer = ["-signer", "ca.pem", "-inkey", "key.pem"]
  openssl("ts", "-reply", "-config", "tsa.conf", "-queryfile", "q.tsq", ...signer, "-out", "r.tsr")
  return { response: new Uint8Array(readFileSync(join(folder, "r.tsr"))), request }
}

interface Bundle {
  /** The programs of one half, in order. */
  readonly programs: ReadonlyArray<readonly [language: string, text: string]>
  /** Runs a program in the bundle's folder; its output below `/tmp` goes to a folder of the test. */
  readonly run: (
    program: number,
    edits?: Readonly<Record<string, string>>,
  ) => { readonly ok: boolean; readonly out: string }
  readonly folder: string
}

const bundle = async (half: 0 | 1): Promise<Bundle> => {
  const scratch = temporaryFolder(afterAll)
  const folder = join(scratch, "bundle")
  mkdirSync(folder)
  const checkpoint = await signed()
  const timestamps = [timestampOf(scratch, checkpoint)]
  write(folder, await bundleOf(leaves, { checkpoint, timestamps }))
  writeFileSync(join(folder, "ca.pem"), readFileSync(join(scratch, "ca.pem")))
  const halfText = readFileSync(join(folder, "README.md"), "utf8").split("\n---\n")[half] ?? ""
  const programs = [...halfText.matchAll(/```(\w+)\n(.*?)\n```/gs)].map(
    ([, language = "", program = ""]) => [language, program] as const,
  )
  const run: Bundle["run"] = (number, edits = {}) => {
    const [language, program] = programs[number - 1] ?? ["", ""]
    const edited = Object.entries({ "/tmp/": `${scratch}/`, ...edits }).reduce(
      (before, [from, to]) => before.replaceAll(from, () => to),
      program,
    )
    const command = language === "python" ? ["python3", "-"] : ["sh"]
    const { status, stdout, stderr } = spawnSync(command[0] ?? "", command.slice(1), {
      cwd: folder,
      input: edited,
      encoding: "utf8",
    })
    return { ok: status === 0, out: stdout + stderr }
  }
  return { programs, run, folder }
}

const vkeyIs = (key: VerifierKey) => ({ "NAME+ID+KEY": printVerifierKey(key) })

describe.skipIf(missing.length > 0).each([
  ["Chinese", 0],
  ["English", 1],
] as const)("art_16__para_1: the programs of the %s README", async (_, half) => {
  const { programs, run, folder } = await bundle(half)

  it("are nine, the last of which fetches a tool", () => {
    expect(programs.map(([language]) => language)).toEqual(["python", ...Array.from({ length: 8 }, () => "sh")])
    expect(programs.at(-1)?.[1]).toContain("fsck")
  })

  it("rebuild the root from the leaves", () => {
    expect(run(1).out).toMatch(/^OK /)
  })

  it("verify the Ed25519 signature with the log's key, but not with another key", async () => {
    expect(run(2, vkeyIs(logKey.verifier)).out).toContain("Signature Verified Successfully")
    const other = await testSigner("Ed25519", origin, 77)
    expect(run(2, vkeyIs(other.verifier)).out).not.toContain("Successfully")
  })

  it("verify the SM2 signature", () => {
    expect(run(3, vkeyIs(sm2Key.verifier)).out).toContain("Signature Verified Successfully")
  })

  it("verify a witness's cosignature and show its time", () => {
    const { out } = run(4, vkeyIs(witnessKey.verifier))
    expect(out).toContain("Signature Verified Successfully")
    expect(out).toContain(String(new Date(hourAfter(leaves) * 1000).getUTCFullYear()))
  })

  it("verify the timestamp", () => {
    const { out } = run(5)
    expect(out).toContain("Verification: OK")
    expect(out).toContain("Time stamp: ")
  })

  it("extract a record and prove that it is in the log", () => {
    const [proof = "", index = ""] = /"index":(\d+),"proof":"([^"]+)"/
      .exec(readFileSync(join(folder, "roster.json"), "utf8"))
      ?.slice(1)
      .toReversed() ?? ["", ""]
    expect(run(6, { "- 26": `- ${index}` }).out).toContain(
      Buffer.from(leafHashOf(leafAt(Number(index)))).toString("hex"),
    )
    const named = { "证明.tlog-proof": proof, "FILE.tlog-proof": proof }
    expect(run(7, named).out).toBe(`OK ${index} ${leaves.length}\n`)
    run(6, { "- 26": `- ${Number(index) + 1}` })
    expect(run(7, named).out).toMatch(/^DIFFERENT /)
  })

  it("compute the commitment of an opening", () => {
    const opening = { salt: "5a".repeat(32), value: "0335-5550101" }
    const { out } = run(8, { SALT: opening.salt, VALUE: opening.value })
    expect(out).toContain(commitmentOf(opening))
  })
})
