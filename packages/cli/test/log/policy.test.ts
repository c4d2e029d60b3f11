import { describe, expect, it } from "vitest"
import { acceptance, emptyWorkplace, json, storeWithCall, textIn, type Workplace } from "../shifan.js"

/** The public keys of `count` witnesses. */
const witnessKeys = async (count: number): Promise<ReadonlyArray<string>> => {
  const { shifan, at } = emptyWorkplace()
  const keys: Array<string> = []
  for (let i = 0; i < count; i++) {
    const { out } = await shifan("audit", "key", "witness", `w${i}.example/witness`, at(`witness${i}.key`))
    keys.push(out.split("\n")[0] ?? "")
  }
  return keys
}

const addWitnesses = async ({ shifan }: Workplace, count: number): Promise<void> => {
  for (const [i, key] of (await witnessKeys(count)).entries())
    expect(await shifan("audit", "policy", "witness", `w${i}`, key)).toMatchObject({ exit: 0 })
}

describe("the policy of a log", () => {
  it("says that it names no witness, and requires the first one that is added", async () => {
    const workplace = await storeWithCall()
    const { shifan, at, folder } = workplace
    expect((await shifan("audit", "policy")).out).toContain("no witness")
    await shifan("audit", "checkpoint")
    expect(await acceptance(folder)).toMatchObject({ witnesses: [] })
    await addWitnesses(workplace, 1)
    expect((await shifan("audit", "policy")).out).toContain("everything rests on one witness")
    expect(await acceptance(folder)).toBe("QuorumNotMet")
    const shown = json(await shifan("--json", "audit", "policy", "show"))
    expect(shown).toMatchObject({ witnesses: [{ name: "w0", url: null }], quorum: { name: "w0" } })
    expect(textIn(at("policy"))).toMatch(/\nquorum w0\n$/)
  })

  it("requires two of three witnesses, and doctor accepts it", async () => {
    const workplace = await storeWithCall()
    await addWitnesses(workplace, 3)
    const { out } = await workplace.shifan("audit", "policy")
    expect(out).toContain("quorum   2 of 3: w0, w1, w2")
    expect(out).not.toContain("witness:")
    expect((await workplace.shifan("doctor")).out).toContain("✓ policy:")
  })

  it("that names witnesses but requires none is reported by doctor, and observed in a bundle", async () => {
    const workplace = await storeWithCall()
    const { shifan, at, save } = workplace
    await addWitnesses(workplace, 2)
    const named = textIn(at("policy")).replace(/group[^]*$/, "quorum none\n")
    const policy = save("policy", named)
    expect(await shifan("doctor")).toMatchObject({ exit: 1, out: expect.stringContaining("✗ policy:") })
    await shifan("audit", "checkpoint")
    await shifan("audit", "export", at("bundle"))
    const report = json(await shifan("--json", "audit", "verify", at("bundle"), "--policy", policy))
    expect(report).toMatchObject({ sound: true, observationCounts: { WitnessesNotAsked: 1 } })
  })

  it("is unchanged for an invalid key, an invalid or taken name, and a dry run", async () => {
    const { shifan, at } = await storeWithCall()
    const [key = "", other = ""] = await witnessKeys(2)
    const before = textIn(at("policy"))
    const refused = (err: string) => ({ exit: 2, out: "", err: expect.stringContaining(err) })
    const notAdded = `it cannot be added to ${at("policy")}: line`
    expect(await shifan("audit", "policy", "witness", "w", "nonsense")).toMatchObject(
      refused("not a public key: nonsense"),
    )
    expect(await shifan("audit", "policy", "witness", "two words", key)).toMatchObject(
      refused(`${notAdded} 7: it has too few or too many fields`),
    )
    expect(await shifan("audit", "policy", "witness", "w", key, "--dry-run")).toMatchObject({ exit: 0 })
    expect(textIn(at("policy"))).toBe(before)
    expect(await shifan("audit", "policy", "witness", "w", key, "--url", "https://w.example")).toMatchObject({
      exit: 0,
    })
    const with1 = textIn(at("policy"))
    expect(await shifan("audit", "policy", "witness", "w", other)).toMatchObject(
      refused(`${notAdded} 7: its name is taken`),
    )
    const chinese = await shifan("--lang", "zh", "audit", "policy", "witness", "w", other)
    expect(chinese.err).toMatch(/不能加入.*：第\d行：名称已被使用\n$/)
    expect(textIn(at("policy"))).toBe(with1)
  })
})
