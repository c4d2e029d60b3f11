import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import * as E from "fp-ts/lib/Either.js"
import { acceptCheckpoint, parsePolicy } from "@shifan/audit"
import { describe, expect, it } from "vitest"
import { applying, freshFolder, opened, programIn, read } from "./run.js"

/** What an auditor who has the policy makes of the checkpoint. */
const accepted = async (folder: string, policy = join(folder, "policy"), checkpoint = "checkpoint") => {
  const parsed = parsePolicy(readFileSync(policy))
  if (E.isLeft(parsed)) throw new Error(JSON.stringify(parsed.left))
  const answer = await acceptCheckpoint(parsed.right, readFileSync(join(folder, checkpoint)))()
  return E.isLeft(answer)
    ? answer.left._tag
    : {
        size: answer.right.checkpoint.size,
        keys: answer.right.logs.length,
        witnesses: answer.right.cosignatures.map(({ witness }) => witness.name),
      }
}

describe("the log's key", () => {
  it("is made by init under the log's name, for its owner alone, with the policy that names it", async () => {
    const folder = freshFolder()
    const shifan = programIn(folder)
    expect(await shifan("init", "--origin", "gxj.example.gov.cn/shifan")).toMatchObject({ exit: 0 })
    expect(JSON.parse(readFileSync(join(folder, "shifan.json"), "utf8"))).toMatchObject({
      origin: "gxj.example.gov.cn/shifan",
    })
    expect(statSync(join(folder, "shifan.key")).mode & 0o777).toBe(0o600)
    const vkey = (await shifan("audit", "key")).out.trim()
    expect(vkey).toMatch(/^gxj\.example\.gov\.cn\/shifan\+/)
    expect(readFileSync(join(folder, "policy"), "utf8")).toContain(`\nlog ${vkey}\nquorum none\n`)
  })

  it("has the division's name where no other was given", async () => {
    const folder = freshFolder()
    await programIn(folder)("init")
    expect((await programIn(folder)("audit", "key", "list")).out).toMatch(/^gov\.cn\/130300\/shifan\+/)
  })

  it.each([
    ["--origin", "the bureau"],
    ["--origin", "a+b"],
  ])("is not made under a name like %s %s, nor anything else", async (...args) => {
    const folder = freshFolder()
    expect(await programIn(folder)("init", ...args)).toMatchObject({ exit: 2 })
    expect(readdirSync(folder)).toEqual([])
  })

  it("that is none keeps init from founding a store on it, and repeats nothing of it", async () => {
    const folder = freshFolder()
    writeFileSync(join(folder, "shifan.key"), "PRIVATE+KEY+secret\n")
    const { exit, err } = await programIn(folder)("init")
    expect([exit, err.includes("line 1"), err.includes("secret")]).toEqual([1, true, false])
    expect(readdirSync(folder)).toEqual(["shifan.key"])
  })

  it("is joined by another and retired, and verifiers with either key accept while both sign", async () => {
    const folder = freshFolder()
    const shifan = await opened(folder)
    const policies = ["before", "both", "after"].map((name) => join(folder, name))
    const keep = (file = "") => writeFileSync(file, readFileSync(join(folder, "policy")))
    keep(policies[0])
    expect(await shifan("audit", "key", "retire", keyId(await shifan("audit", "key")))).toMatchObject({ exit: 2 })
    const old = keyId(await shifan("audit", "key"))
    expect((await shifan("audit", "key", "add")).out.trim().split("\n")).toHaveLength(2)
    keep(policies[1])
    await shifan("audit", "checkpoint")
    expect(await Promise.all(policies.slice(0, 2).map((policy) => accepted(folder, policy)))).toMatchObject([
      { keys: 1 },
      { keys: 2 },
    ])
    expect(await shifan("audit", "key", "retire", "00000000")).toMatchObject({ exit: 6 })
    expect((await shifan("audit", "key", "retire", old)).out).not.toContain(old)
    keep(policies[2])
    await shifan("audit", "checkpoint")
    expect(await Promise.all(policies.map((policy) => accepted(folder, policy)))).toMatchObject([
      "NoKnownSignature",
      { keys: 1 },
      { keys: 1 },
    ])
  })

  it("of SM2 signs beside the other, and stands in the policy as a comment", async () => {
    const folder = freshFolder()
    const shifan = await opened(folder)
    await shifan("audit", "key", "add", "--sm2")
    const { out } = await shifan("audit", "checkpoint")
    expect(out.split("\n").filter((line) => line.startsWith("— "))).toHaveLength(2)
    expect(await accepted(folder)).toMatchObject({ keys: 1 })
    expect(readFileSync(join(folder, "policy"), "utf8")).toContain("\n# SM2: log gov.cn/130300/shifan+")
  })
})

const keyId = ({ out }: { readonly out: string }): string => out.split("+")[1] ?? ""

describe("a checkpoint", () => {
  it("is signed, put out and written, and grows with the log", async () => {
    const folder = freshFolder()
    const shifan = await opened(folder)
    const first = await shifan("audit", "checkpoint")
    expect(first).toMatchObject({ exit: 0, err: expect.stringContaining("signed at 2 leaves (0 before)") })
    expect(readFileSync(join(folder, "checkpoint"), "utf8")).toBe(first.out)
    expect((await shifan("audit", "checkpoint")).out).toBe(first.out)
    await shifan(...applying("2020-12-01"))
    expect(read(await shifan("--json", "audit", "checkpoint"))).toMatchObject({ size: 3, before: 2 })
    expect(await accepted(folder)).toMatchObject({ size: 3 })
    expect((await shifan("doctor")).out).toContain("head: 3 of 3 leaves signed")
  })

  it("of a store brought back from a backup is refused with both sizes, and doctor says so", async () => {
    const folder = freshFolder()
    const shifan = await opened(folder)
    const copy = join(folder, "backup.db")
    expect(await shifan("backup", copy)).toMatchObject({ exit: 0 })
    await shifan(...applying("2020-12-01"))
    await shifan("audit", "checkpoint")
    for (const name of readdirSync(folder).filter((one) => /^shifan\.(vault\.)?db/.test(one)))
      rmSync(join(folder, name))
    expect(await shifan("restore", copy)).toMatchObject({ exit: 0 })
    const refused = await shifan("--json", "audit", "checkpoint")
    expect(refused.exit).toBe(4)
    expect(read(refused)).toMatchObject({ error: { code: "BehindKeptHead", figures: { kept: 3, log: 2 } } })
    const doctor = await shifan("doctor")
    expect(doctor.exit).toBe(1)
    expect(doctor.out).toContain("✗ head: the log has 2 leaves, and 3 were signed")
    await shifan(...applying("2020-12-02"))
    expect(read(await shifan("--json", "audit", "checkpoint"))).toMatchObject({ error: { code: "Forked" } })
  })

  it("asks for its folder of heads, its key and a file of the right kind, in so many words", async () => {
    const folder = freshFolder()
    const shifan = await opened(folder)
    expect(await shifan("audit", "checkpoint", "--kept", join(folder, "nowhere"))).toMatchObject({ exit: 1 })
    writeFileSync(join(folder, "garbage"), "garbage")
    await shifan("audit", "checkpoint")
    expect(await shifan("audit", "timestamp", join(folder, "garbage"))).toMatchObject({ exit: 2 })
    expect(await shifan("audit", "cosigned", join(folder, "garbage"))).toMatchObject({ exit: 4 })
    rmSync(join(folder, "shifan.key"))
    const keyless = await shifan("audit", "checkpoint")
    expect([keyless.exit, keyless.err]).toEqual([6, expect.stringContaining("shifan audit key new")])
    expect(await shifan("audit", "key", "new")).toMatchObject({ exit: 0 })
    chmodSync(join(folder, "shifan.key"), 0o644)
    expect((await shifan("doctor")).out).toContain("✗ key:")
  })

  it("is asked to be stamped, in a file that replaces none", async () => {
    const folder = freshFolder()
    const shifan = await opened(folder)
    const request = join(folder, "request.tsq")
    expect(await shifan("audit", "checkpoint", "--request-timestamp", request)).toMatchObject({ exit: 0 })
    expect(readFileSync(request)[0]).toBe(0x30)
    expect(await shifan("audit", "checkpoint", "--request-timestamp", request)).toMatchObject({ exit: 1 })
  })
})

describe("a witness by file", () => {
  it("cosigns what extends what it saw, and the checkpoint then meets the quorum", async () => {
    const [folder, office] = [freshFolder(), join(freshFolder(), "audit office")]
    mkdirSync(office)
    const shifan = await opened(folder)
    const [at, there] = [(name: string) => join(folder, name), (name: string) => join(office, name)]
    const made = await shifan("audit", "key", "witness", "sjj.example.gov.cn/witness", there("witness.key"))
    expect(made.exit).toBe(0)
    const [vkey = ""] = made.out.split("\n")
    writeFileSync(there("policy"), readFileSync(at("policy")))
    const quorum = `witness office ${vkey}\nquorum office\n`
    writeFileSync(at("policy"), readFileSync(at("policy"), "utf8").replace("quorum none\n", quorum))

    const round = async (n: number, since: number): Promise<number> => {
      await shifan("audit", "checkpoint", "--request-witness", at(`request${n}`), "--since", String(since))
      const { exit } = await shifan(
        "audit",
        "witness",
        at(`request${n}`),
        at(`cosigned${n}`),
        "--key",
        there("witness.key"),
      )
      return exit
    }
    const witnessed = () => accepted(folder, at("policy"), "checkpoint.witnessed")
    expect(await round(1, 0)).toBe(0)
    expect(await accepted(folder)).toBe("QuorumNotMet")
    expect(await shifan("audit", "cosigned", at("cosigned1"))).toMatchObject({ exit: 0 })
    expect(await witnessed()).toMatchObject({ size: 2, witnesses: ["office"] })

    await shifan(...applying("2020-12-01"))
    expect(await round(2, 0)).toBe(5)
    expect(await round(3, 2)).toBe(0)
    // The file comes back when the log has grown on.
    await shifan("call", "close", "2020", "--by", "bureau:130300:SJ-01", "--on", "2020-12-21")
    await shifan("audit", "checkpoint")
    expect(await shifan("audit", "cosigned", at("cosigned3"))).toMatchObject({ exit: 0 })
    expect(await witnessed()).toMatchObject({ size: 3, witnesses: ["office"] })
    expect(await shifan("audit", "cosigned", at("cosigned1"))).toMatchObject({ exit: 5 })
    expect(await witnessed()).toMatchObject({ size: 3 })
    expect(await accepted(folder)).toBe("QuorumNotMet")
  })

  it("refuses a log it does not know, a request that is none, and to write over a file", async () => {
    const [folder, office] = [freshFolder(), freshFolder()]
    const shifan = await opened(folder)
    const key = join(office, "witness.key")
    await shifan("audit", "key", "witness", "sjj.example", key)
    await shifan("audit", "checkpoint", "--request-witness", join(folder, "request"))
    const asked = (input: string, out = join(folder, "out"), policy = join(folder, "policy")) =>
      shifan("audit", "witness", input, out, "--key", key, "--policy", policy)
    writeFileSync(join(folder, "empty"), "quorum none\n")
    expect(await asked(join(folder, "request"), join(folder, "out"), join(folder, "empty"))).toMatchObject({ exit: 3 })
    expect(await asked(join(folder, "policy"))).toMatchObject({ exit: 2 })
    expect(await asked(join(folder, "request"), join(folder, "policy"))).toMatchObject({ exit: 2 })
    expect(await asked(join(folder, "missing"))).toMatchObject({ exit: 6 })
    expect(existsSync(join(folder, "out"))).toBe(false)
    expect(await asked(join(folder, "request"))).toMatchObject({ exit: 0 })
  })
})
