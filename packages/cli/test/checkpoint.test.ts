import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { accepted } from "./accepted.js"
import { applying, atOpening, freshFolder, opened, read } from "./run.js"

describe("a checkpoint", () => {
  it("is signed, put out and written, and grows with the log", async () => {
    const folder = freshFolder()
    const shifan = await opened(folder)
    const first = await shifan("audit", "checkpoint")
    expect(first).toMatchObject({ exit: 0, err: expect.stringContaining(`signed at ${atOpening} leaves (0 before)`) })
    expect(readFileSync(join(folder, "checkpoint"), "utf8")).toBe(first.out)
    expect((await shifan("audit", "checkpoint")).out).toBe(first.out)
    await shifan(...applying("2020-12-01"))
    expect(read(await shifan("--json", "audit", "checkpoint"))).toMatchObject({
      size: atOpening + 1,
      before: atOpening,
    })
    expect(await accepted(folder)).toMatchObject({ size: atOpening + 1 })
    expect((await shifan("doctor")).out).toContain(`head: ${atOpening + 1} of ${atOpening + 1} leaves signed`)
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
    expect(read(refused)).toMatchObject({
      error: { code: "BehindKeptHead", figures: { kept: atOpening + 1, log: atOpening } },
    })
    const doctor = await shifan("doctor")
    expect(doctor.exit).toBe(1)
    expect(doctor.out).toContain(`✗ head: the log has ${atOpening} leaves, and ${atOpening + 1} were signed`)
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
    expect(await shifan("audit", "key", "new", "--by", "bureau:130300:SJ-01")).toMatchObject({ exit: 0 })
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
    expect(await witnessed()).toMatchObject({ size: atOpening, witnesses: ["office"] })

    await shifan(...applying("2020-12-01"))
    expect(await round(2, 0)).toBe(5)
    expect(await round(3, atOpening)).toBe(0)
    // The file comes back when the log has grown on.
    await shifan("call", "close", "2020", "--by", "bureau:130300:SJ-01", "--on", "2020-12-21")
    await shifan("audit", "checkpoint")
    expect(await shifan("audit", "cosigned", at("cosigned3"))).toMatchObject({ exit: 0 })
    expect(await witnessed()).toMatchObject({ size: atOpening + 1, witnesses: ["office"] })
    expect(await shifan("audit", "cosigned", at("cosigned1"))).toMatchObject({ exit: 5 })
    expect(await witnessed()).toMatchObject({ size: atOpening + 1 })
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
