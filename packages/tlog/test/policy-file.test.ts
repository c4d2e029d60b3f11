import { fc, test } from "@fast-check/vitest"
import { utf8 } from "@shifan/testkit/basics"
import { mlDsaKey, policyOf, testSigner } from "@shifan/testkit/tlog"
import * as E from "fp-ts/lib/Either.js"
import { describe, expect, it } from "vitest"
import { addLogLine, parsePolicy, printVerifierKey, removeLogLine } from "../src/index.js"
import { log, logLine, names, examplePolicy, witnesses, witnessLine, witnessLines } from "./example-policy.js"

const malformed = (line: number, reason: string) => E.left({ _tag: "MalformedPolicy", line, reason, key: undefined })

/** Nested groups, each the only member of the next. */
const groupsUpTo = (count: number): string =>
  Array.from({ length: count }, (_, i) => `group g${i} any ${i === 0 ? "X1" : `g${i - 1}`}\n`).join("")

const definitions = (kind: "log" | "witness", count: number): string =>
  Array.from({ length: count }, (_, i) => {
    const vkey = printVerifierKey(mlDsaKey("k", i))
    return kind === "log" ? `log ${vkey}\n` : `witness w${i} ${vkey}\n`
  }).join("")

const afterWitnesses = (lines: string): string => `${witnessLines}${lines}`

describe("a policy file", () => {
  test.prop([fc.uint8Array()])("is not parsed from random bytes", (bytes) => {
    expect(parsePolicy(bytes)._tag).toBe("Left")
  })

  test.prop([fc.nat(), fc.integer({ min: 0, max: 255 })])(
    "with one byte changed is parsed or refused, without an exception",
    (at, byte) => {
      const file = utf8(examplePolicy)
      file[at % file.length] = byte
      expect(["Left", "Right"]).toContain(parsePolicy(file)._tag)
    },
  )

  it("may have blank lines, comments, tabs and indentation, and lines in another order", () => {
    const spread = `\n# 政策\n \t #\n\t group\tg  1 X1 \n`
    expect(policyOf(`quorum none\n${afterWitnesses(spread)}${logLine}`)).toMatchObject({
      quorum: { _tag: "None" },
      logs: [{}],
    })
  })

  it("is parsed as the specification explains its example", () => {
    const { logs, witnesses: read, quorum } = policyOf(examplePolicy)
    expect([logs.length, read.map(({ name }) => name)]).toEqual([1, names])
    expect(quorum).toMatchObject({
      _tag: "Group",
      name: "X-and-Y",
      threshold: 2,
      members: [
        { name: "X-witnesses", threshold: 2, members: [{ name: "X1" }, { name: "X2" }, { name: "X3" }] },
        { name: "Y-witnesses", threshold: 1, members: [{ name: "Y1" }, { name: "Y2" }, { name: "Y3" }] },
      ],
    })
  })

  it("may name a witness in Chinese, or in octets that are not UTF-8", () => {
    const key = printVerifierKey(witnesses[0]?.verifier ?? log.verifier)
    expect(policyOf(`witness 审计局 ${key} https://例子.cn/\nquorum 审计局\n`)).toMatchObject({
      quorum: { _tag: "Witness", name: "审计局", url: "https://例子.cn/" },
    })
    const inGbk = (defined: number, used: number) =>
      parsePolicy(
        Uint8Array.of(...utf8("witness "), 0xc9, defined, ...utf8(` ${key}\nquorum `), 0xc9, used, ...utf8("\n")),
      )
    expect(inGbk(0xf3, 0xf3)._tag).toBe("Right")
    expect(inGbk(0xf3, 0xf4)).toEqual(malformed(2, "unknownName"))
  })

  it.each<[string, string, number, string]>([
    ["no quorum", afterWitnesses(""), 7, "noQuorum"],
    ["nothing at all", "", 1, "noQuorum"],
    ["two quorums", "quorum none\nquorum none\n", 2, "secondQuorum"],
    ["an unterminated line", afterWitnesses("quorum X1"), 7, "unterminated"],
    ["a quorum that is defined later", "quorum X1\n" + witnessLines, 1, "unknownName"],
    ["a quorum of two names", afterWitnesses("quorum X1 X2\n"), 7, "wrongFields"],
    ["a quorum of no name", afterWitnesses("quorum\n"), 7, "wrongFields"],
    ["an unknown keyword", afterWitnesses("Quorum none\n"), 7, "unknownKeyword"],
    ["a carriage return", "quorum none\r\n", 1, "controlCharacter"],
    ["DEL, even in a comment", "#\x7f\nquorum none\n", 1, "controlCharacter"],
    ["a member that is defined later", afterWitnesses("group g any h\ngroup h any X1\n"), 7, "unknownName"],
    ["a group that contains itself", afterWitnesses("group g any g\n"), 7, "unknownName"],
    ["none as a member", afterWitnesses("group g any none\n"), 7, "unknownName"],
    ["none as a name", afterWitnesses("group none any X1\n"), 7, "nameTaken"],
    ["a name used again", afterWitnesses("group X1 any X2\n"), 7, "nameTaken"],
    ["a group without members", afterWitnesses("group g any\n"), 7, "wrongFields"],
    ["a group without a threshold", afterWitnesses("group g\n"), 7, "wrongFields"],
    ["a member twice in a group", afterWitnesses("group g 2 X1 X1\n"), 7, "memberTwice"],
    ["a member of two groups", afterWitnesses("group g any X1\ngroup h any X1 X2\n"), 8, "memberTwice"],
    ["a threshold of 0", afterWitnesses("group g 0 X1\n"), 7, "badThreshold"],
    ["a threshold above the number of members", afterWitnesses("group g 3 X1 X2\n"), 7, "badThreshold"],
    ["a hexadecimal threshold", afterWitnesses("group g 0x1 X1\n"), 7, "badThreshold"],
    ["a negative threshold", afterWitnesses("group g -1 X1\n"), 7, "badThreshold"],
    ["a threshold with a leading zero", afterWitnesses("group g 01 X1\n"), 7, "badThreshold"],
    ["no threshold", afterWitnesses("group g X1 X2\n"), 7, "badThreshold"],
    ["a log without a key", "log\n", 1, "wrongFields"],
    ["a log with two URLs", `${logLine.trim()} a b\n`, 1, "wrongFields"],
    ["a witness without a key", "witness w\n", 1, "wrongFields"],
    ["a witness with two URLs", `${witnessLine(0).trim()} a b\n`, 1, "wrongFields"],
    ["a witness named none", witnessLine(0).replace("X1", "none"), 1, "nameTaken"],
    ["a witness named like another", witnessLine(0) + witnessLine(1).replace("X2", "X1"), 2, "nameTaken"],
    ["a witness with a log's key", `witness w ${printVerifierKey(log.verifier)}\n`, 1, "unsuitableKeyType"],
    ["a repeated witness key", witnessLine(0) + witnessLine(0).replace("X1", "w"), 2, "duplicateKey"],
    ["a repeated log key", logLine + logLine, 2, "duplicateKey"],
  ])("with %s is refused", (_, file, line, reason) => {
    expect(parsePolicy(utf8(file))).toEqual(malformed(line, reason))
  })

  it("with the same public key under two names is refused", async () => {
    const alias = await testSigner("Cosignature", "alias.example", 10)
    expect(parsePolicy(utf8(`${witnessLine(0)}witness w ${printVerifierKey(alias.verifier)}\n`))).toEqual(
      malformed(2, "duplicateKey"),
    )
  })

  it("with a malformed key is refused with the key's fault", () => {
    expect(parsePolicy(utf8("log a+b+c\n"))).toEqual(
      E.left({
        _tag: "MalformedPolicy",
        line: 1,
        reason: "badKey",
        key: { _tag: "MalformedKey", part: "form" },
      }),
    )
  })

  it("may be a million octets long, but no longer", () => {
    const longest = `${"#".repeat(1_000_000 - 13)}\nquorum none\n`
    expect(parsePolicy(utf8(longest))._tag).toBe("Right")
    expect(parsePolicy(utf8(`#${longest}`))).toEqual(
      E.left({ _tag: "FileTooLong", length: 1_000_001, limit: 1_000_000 }),
    )
  })

  it("may have 256 nested groups, but no more", () => {
    expect(policyOf(`${witnessLine(0)}${groupsUpTo(256)}quorum g255\n`)).toMatchObject({ quorum: { name: "g255" } })
    expect(parsePolicy(utf8(`${witnessLine(0)}${groupsUpTo(20_000)}`))).toEqual(malformed(258, "tooMany"))
  })

  it("may have 256 logs and 256 witnesses, but no more of either", async () => {
    const [logs, some] = [definitions("log", 256), definitions("witness", 256)]
    expect(policyOf(`${logs}${some}quorum none\n`).witnesses).toHaveLength(256)
    expect(parsePolicy(utf8(`${logs}log x\n`))).toEqual(malformed(257, "tooMany"))
    expect(parsePolicy(utf8(`${some}witness w x\n`))).toEqual(malformed(257, "tooMany"))
  })
})

describe("the text of a policy", async () => {
  const { verifier } = await testSigner("Ed25519", "example.com/log", 31)
  const { verifier: second } = await testSigner("Ed25519", "example.com/log", 32)
  const { verifier: sm2 } = await testSigner("Sm2", "example.com/log", 3)

  it.each(["quorum none\n", "# whom to trust\n\nquorum none\n", examplePolicy])(
    "%# is unchanged after a log key is added and removed",
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

  it("holds an SM2 key in a comment, so that implementations without SM2 can read the file", () => {
    const added = addLogLine("quorum none\n", sm2)
    expect(policyOf(added).logs).toEqual([])
    expect(policyOf(added.replace("# SM2: ", "")).logs).toMatchObject([{ key: sm2 }])
    expect(removeLogLine(added, sm2)).toBe("quorum none\n")
  })
})
