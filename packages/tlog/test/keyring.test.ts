import { fc, test } from "@fast-check/vitest"
import * as E from "fp-ts/lib/Either.js"
import { describe, expect, it } from "vitest"
import { must, right } from "@shifan/testkit/basics"
import { policyOf, testSigner } from "@shifan/testkit/tlog"
import {
  parseKeyring,
  printKeyring,
  printSignerKey,
  printVerifierKey,
  addLogLine,
  removeLogLine,
} from "../src/index.js"
import { twoLevels } from "./example-policy.js"

const origin = "gxj.example.gov.cn/shifan"
const keys = [
  await testSigner("Ed25519", origin, 31),
  await testSigner("Ed25519", origin, 32),
  await testSigner("Sm2", origin, 3),
] as const
const lines = keys.map(printSignerKey)
const [first = ""] = lines

const witness = printSignerKey(await testSigner("Cosignature", origin, 4))
const other = printSignerKey(await testSigner("Ed25519", "another", 1))

describe("a file of keys", () => {
  it("is read back as it was written, and comments and empty lines count for nothing", async () => {
    expect(await must(parseKeyring(printKeyring(keys)))).toEqual(keys)
    expect(await must(parseKeyring(`# since 2024\n\n${lines.join("\n \n")}`))).toEqual(keys)
  })

  it.each([
    ["garbage", { _tag: "MalformedKey", part: "form" }],
    [witness, { _tag: "WrongKeyType", expected: "Ed25519", found: "Cosignature" }],
    [other, "otherName"],
    [first, "duplicate"],
  ])("with a second line %s names the line and what is wrong with it", async (line, reason) => {
    expect(await parseKeyring(`${first}\n${line}\n`)()).toEqual(E.left({ _tag: "MalformedKeyring", line: 2, reason }))
  })

  it.each(["", "# none yet\n"])("like %j has no keys", async (text) => {
    expect(await parseKeyring(text)()).toEqual(E.left({ _tag: "NoKeys" }))
  })

  test.prop([fc.string()])("of any text repeats none of it in its fault", async (text) => {
    const parsed = await parseKeyring(`${first}\n!${text}`)()
    expect(JSON.stringify(right(E.swap(parsed)))).not.toContain(first.slice(12))
  })
})

describe("the policy beside it", () => {
  const [{ verifier }, { verifier: second }, { verifier: national }] = keys

  it.each(["quorum none\n", "# whom to trust\n\nquorum none\n", twoLevels])(
    "%# takes a key and gives it back",
    (policy) => {
      const added = addLogLine(policy, verifier)
      const logs = policyOf(added).logs.map(({ key }) => key)
      expect(logs).toEqual([...policyOf(policy).logs.map(({ key }) => key), verifier])
      expect({ ...policyOf(added), logs: [] }).toEqual({ ...policyOf(policy), logs: [] })
      expect(removeLogLine(added, verifier)).toBe(policy)
      expect(removeLogLine(policy, verifier)).toBe(policy)
      const both = addLogLine(added, second)
      expect(removeLogLine(both, verifier)).toBe(addLogLine(policy, second))
    },
  )

  it("names a key of SM2 in a comment, by which others' policies stay well-formed", () => {
    const added = addLogLine("quorum none\n", national)
    expect(policyOf(added).logs).toEqual([])
    expect(added).toContain(printVerifierKey(national))
    expect(removeLogLine(added, national)).toBe("quorum none\n")
  })
})
