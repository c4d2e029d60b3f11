import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import {
  acceptance,
  applyOn,
  byBureau,
  emptyWorkplace,
  eventsWithApplication,
  eventsWithCall,
  json,
  storeWithApplication,
  storeWithCall,
  textIn,
  unit,
  type Ran,
  type Shifan,
} from "../shifan.js"

describe("a checkpoint", () => {
  it("is signed, printed and written, and grows with the log", async () => {
    const { folder, shifan, at } = await storeWithCall()
    const first = await shifan("audit", "checkpoint")
    expect(first).toMatchObject({
      exit: 0,
      err: expect.stringContaining(`signed at ${eventsWithCall} leaves (before: 0)`),
    })
    expect(textIn(at("checkpoint"))).toBe(first.out)
    expect((await shifan("audit", "checkpoint")).out).toBe(first.out)
    await shifan(...applyOn("2020-12-01"))
    expect(json(await shifan("--json", "audit", "checkpoint"))).toMatchObject({
      size: eventsWithApplication,
      before: eventsWithCall,
    })
    expect(await acceptance(folder)).toMatchObject({ size: eventsWithApplication })
    const { out } = await shifan("doctor")
    expect(out).toContain(`head: ${eventsWithApplication} of ${eventsWithApplication} leaves signed`)
  })

  it("of a store restored from an older backup is refused with both sizes, and doctor reports it", async () => {
    const { folder, shifan, at } = await storeWithCall()
    expect(await shifan("backup", at("backup.db"))).toMatchObject({ exit: 0 })
    await shifan(...applyOn("2020-12-01"))
    await shifan("audit", "checkpoint")
    for (const name of readdirSync(folder).filter((file) => /^shifan\.(vault\.)?db/.test(file))) rmSync(at(name))
    expect(await shifan("restore", at("backup.db"))).toMatchObject({ exit: 0 })
    const refused = await shifan("--json", "audit", "checkpoint")
    expect(refused.exit).toBe(4)
    expect(json(refused)).toMatchObject({
      error: { code: "BehindKeptHead", figures: { kept: eventsWithApplication, log: eventsWithCall } },
    })
    const doctor = await shifan("doctor")
    expect(doctor.exit).toBe(1)
    expect(doctor.out).toContain(
      `✗ head: the log has ${eventsWithCall} leaves, but ${eventsWithApplication} were signed`,
    )
    await shifan(...applyOn("2020-12-02"))
    expect(json(await shifan("--json", "audit", "checkpoint"))).toMatchObject({ error: { code: "Forked" } })
  })

  it("needs its folder of heads", async () => {
    const { shifan, at } = await storeWithCall()
    expect(await shifan("audit", "checkpoint", "--kept", at("nowhere"))).toMatchObject({
      exit: 1,
      out: "",
      err: expect.stringContaining("HeadsUnavailable the kept heads cannot be used"),
    })
  })

  it("needs a key, and doctor requires that only its owner can read it", async () => {
    const { shifan, at } = await storeWithCall()
    rmSync(at("shifan.key"))
    const keyless = await shifan("audit", "checkpoint")
    expect(keyless).toMatchObject({ exit: 6, err: expect.stringContaining("shifan audit key new") })
    expect(await shifan("audit", "key", "new", "--by", "bureau:130300:SJ-01")).toMatchObject({ exit: 0 })
    chmodSync(at("shifan.key"), 0o644)
    expect((await shifan("doctor")).out).toContain("✗ key:")
  })

  it("gets a timestamp request in a new file only", async () => {
    const { shifan, at } = await storeWithCall()
    const request = ["audit", "checkpoint", "--request-timestamp", at("request.tsq")]
    expect(await shifan(...request)).toMatchObject({ exit: 0 })
    expect(readFileSync(at("request.tsq"))[0]).toBe(0x30)
    const before = readFileSync(at("request.tsq"))
    expect(await shifan(...request)).toMatchObject({
      exit: 2,
      out: "",
      err: expect.stringContaining("request.tsq already exists"),
    })
    expect(readFileSync(at("request.tsq"))).toEqual(before)
  })

  it.each([
    ["timestamp", 2],
    ["cosigned", 4],
  ])("is not completed from a garbage file by audit %s", async (verb, exit) => {
    const { shifan, save } = await storeWithCall()
    await shifan("audit", "checkpoint")
    expect(await shifan("audit", verb, save("garbage", "garbage"))).toMatchObject({ exit })
  })
})

/** Makes a witness's key in a separate folder, and changes the store's policy to require this witness. */
const demandWitness = async (shifan: Shifan, at: (name: string) => string) => {
  const office = emptyWorkplace()
  const key = office.at("witness.key")
  const made = await shifan("audit", "key", "witness", "sjj.example.gov.cn/witness", key)
  const [vkey = ""] = made.out.split("\n")
  const policy = textIn(at("policy"))
  office.save("policy", policy)
  writeFileSync(at("policy"), policy.replace("quorum none\n", `witness office ${vkey}\nquorum office\n`))
  return { key }
}

describe("a witness by file", () => {
  it("cosigns a checkpoint that extends the last one, which then meets the quorum", async () => {
    const { folder, shifan, at } = await storeWithCall()
    const { key } = await demandWitness(shifan, at)
    const round = async (n: number, since: number): Promise<number> => {
      const request = at(`request${n}`)
      await shifan("audit", "checkpoint", "--request-witness", request, "--since", String(since))
      const { exit } = await shifan("audit", "witness", request, at(`cosigned${n}`), "--key", key)
      return exit
    }
    const takeIn = async (n: number): Promise<number> => (await shifan("audit", "cosigned", at(`cosigned${n}`))).exit
    const witnessed = () => acceptance(folder, at("policy"), "checkpoint.witnessed")

    expect(await round(1, 0)).toBe(0)
    expect(await acceptance(folder)).toBe("QuorumNotMet")
    expect(await takeIn(1)).toBe(0)
    expect(await witnessed()).toMatchObject({ size: eventsWithCall, witnesses: ["office"] })

    await shifan(...applyOn("2020-12-01"))
    expect(await round(2, 0)).toBe(5)
    expect(await round(3, eventsWithCall)).toBe(0)
    // The log grows before the file comes back.
    expect(await shifan("call", "close", "2020", ...byBureau("2020-12-20"))).toMatchObject({ exit: 0 })
    await shifan("audit", "checkpoint")
    expect(await takeIn(3)).toBe(0)
    expect(await witnessed()).toMatchObject({ size: eventsWithApplication, witnesses: ["office"] })
    expect(await takeIn(1)).toBe(5)
    expect(await witnessed()).toMatchObject({ size: eventsWithApplication })
    expect(await acceptance(folder)).toBe("QuorumNotMet")
  })

  it("among several leaves the earlier checkpoint in use until the quorum has cosigned", async () => {
    const { folder, shifan, at } = await storeWithCall()
    const offices = ["one", "two", "three"].map((name) => ({ name, ...emptyWorkplace() }))
    for (const { name, at: there } of offices) {
      const { out } = await shifan("audit", "key", "witness", `${name}.example`, there("witness.key"))
      await shifan("audit", "policy", "witness", name, out.split("\n")[0] ?? "")
    }
    const round = async (size: number, since: number, by: ReadonlyArray<string>): Promise<ReadonlyArray<unknown>> => {
      const request = at(`request${size}`)
      expect(await shifan("audit", "checkpoint", "--request-witness", request, "--since", `${since}`)).toMatchObject({
        exit: 0,
      })
      const taken: Array<unknown> = []
      for (const { at: there, save } of offices.filter((office) => by.includes(office.name))) {
        save("policy", textIn(at("policy")))
        const out = there(`cosigned${size}`)
        expect(await shifan("audit", "witness", request, out, "--key", there("witness.key"))).toMatchObject({ exit: 0 })
        taken.push(json(await shifan("--json", "audit", "cosigned", out)))
      }
      return taken
    }
    const inUse = () => acceptance(folder, at("policy"), "checkpoint.witnessed")
    const [pending, witnessed] = [at("checkpoint.pending"), at("checkpoint.witnessed")]
    expect(await round(eventsWithCall, 0, ["one", "two"])).toMatchObject([
      { checkpoint: pending, accepted: false },
      { checkpoint: witnessed, accepted: true },
    ])
    expect(existsSync(pending)).toBe(false)
    await shifan(...applyOn("2020-12-01"))
    expect(await round(eventsWithApplication, eventsWithCall, ["two"])).toMatchObject([{ accepted: false }])
    expect(await inUse()).toMatchObject({ size: eventsWithCall, witnesses: ["one", "two"] })
    expect(await shifan("audit", "cosigned", offices[1]?.at(`cosigned${eventsWithApplication}`) ?? "")).toMatchObject({
      exit: 0,
      out: expect.stringContaining("the policy requires 2 of one, two, three, but has two"),
    })
    rmSync(at(`request${eventsWithApplication}`))
    expect(await round(eventsWithApplication, eventsWithCall, ["one"])).toMatchObject([{ accepted: true }])
    expect(await inUse()).toMatchObject({ size: eventsWithApplication, witnesses: ["one", "two"] })
  })

  it("creates its key in a folder with any name", async () => {
    const { shifan, at } = emptyWorkplace()
    mkdirSync(at("audit office"))
    const ran = await shifan("audit", "key", "witness", "sjj.example", at("audit office/witness.key"))
    expect(ran.exit).toBe(0)
    expect(readdirSync(at("audit office")).toSorted()).toEqual(["witness.key", "witnessed", "witnessed.counts"])
  })

  it("refuses an unknown log, an invalid request, and to overwrite a file", async () => {
    const { shifan, at, save } = await storeWithCall()
    const key = emptyWorkplace().at("witness.key")
    await shifan("audit", "key", "witness", "sjj.example", key)
    await shifan("audit", "checkpoint", "--request-witness", at("request"))
    const witness = (request: string, out = at("out"), policy = at("policy")): Promise<Ran> =>
      shifan("audit", "witness", request, out, "--key", key, "--policy", policy)
    const knowsNobody = save("empty", "quorum none\n")
    expect(await witness(at("request"), at("out"), knowsNobody)).toMatchObject({
      exit: 3,
      out: "",
      err: expect.stringContaining("UnknownOrigin the policy knows no log gov.cn/130300/shifan"),
    })
    expect(await witness(at("policy"))).toMatchObject({
      exit: 2,
      out: "",
      err: expect.stringContaining("not a request to a witness"),
    })
    expect(await witness(at("request"), at("policy"))).toMatchObject({
      exit: 2,
      out: "",
      err: expect.stringContaining(`${at("policy")} already exists`),
    })
    expect(await witness(at("missing"))).toMatchObject({
      exit: 6,
      out: "",
      err: expect.stringContaining(`there is no file ${at("missing")}`),
    })
    expect(existsSync(at("out"))).toBe(false)
    expect(await witness(at("request"))).toMatchObject({ exit: 0 })
  })
})

describe("the checkpoint and the policy beside the store", () => {
  it("are used by an export without options", async () => {
    const { shifan, at } = await storeWithApplication()
    await shifan("audit", "checkpoint")
    expect(await shifan("audit", "export", at("bundle"))).toMatchObject({ exit: 0 })
    expect(textIn(at("bundle/checkpoint"))).toEqual(textIn(at("checkpoint")))
    expect(textIn(at("bundle/policy"))).toEqual(textIn(at("policy")))
    expect(await shifan("audit", "verify", at("bundle"), "--policy", at("policy"))).toMatchObject({ exit: 0 })
  })

  it("are used by a proof without options", async () => {
    const { shifan, at } = await storeWithApplication()
    await shifan("audit", "checkpoint")
    const { out } = await shifan("audit", "prove", unit, "--event", "0")
    expect(out.endsWith(textIn(at("checkpoint")))).toBe(true)
  })

  it("are not used for an export until a required witness has cosigned", async () => {
    const { shifan, at } = await storeWithApplication()
    await shifan("audit", "checkpoint")
    const { key } = await demandWitness(shifan, at)
    const refused = await shifan("audit", "export", at("bundle"))
    expect(refused).toMatchObject({ exit: 6, err: expect.stringContaining("no checkpoint") })
    await shifan("audit", "checkpoint", "--request-witness", at("request"))
    const withKey = ["--key", key, "--policy", at("policy")]
    expect(await shifan("audit", "witness", at("request"), at("cosigned"), ...withKey)).toMatchObject({ exit: 0 })
    expect(await shifan("audit", "cosigned", at("cosigned"))).toMatchObject({ exit: 0 })
    expect(await shifan("audit", "export", at("bundle"))).toMatchObject({ exit: 0 })
    expect(textIn(at("bundle/checkpoint"))).toEqual(textIn(at("checkpoint.witnessed")))
  })
})
