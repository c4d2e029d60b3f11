import { fc, test } from "@fast-check/vitest"
import * as E from "fp-ts/lib/Either.js"
import { describe, expect, it } from "vitest"
import { utf8 } from "@shifan/testkit/basics"
import { mlDsaKey, policyOf, testSigner } from "@shifan/testkit/tlog"
import { parsePolicy, printVerifierKey } from "../src/index.js"
import { log, logLine, names, twoLevels, witnesses, witnessLine, witnessLines } from "./example-policy.js"

const malformed = (line: number, reason: string) => E.left({ _tag: "MalformedPolicy", line, reason, key: undefined })

/** Each the only member of the next. */
const groupsUpTo = (count: number): string =>
  Array.from({ length: count }, (_, i) => `group g${i} any ${i === 0 ? "X1" : `g${i - 1}`}\n`).join("")

const definitions = (kind: "log" | "witness", count: number): string =>
  Array.from({ length: count }, (_, i) => {
    const vkey = printVerifierKey(mlDsaKey("k", i))
    return kind === "log" ? `log ${vkey}\n` : `witness w${i} ${vkey}\n`
  }).join("")

const last = (lines: string): string => `${witnessLines}${lines}`

describe("policy files", () => {
  test.prop([fc.uint8Array()])("no bytes make parsing fail otherwise", (bytes) => {
    expect(parsePolicy(bytes)._tag).toBe("Left")
  })

  test.prop([fc.nat(), fc.integer({ min: 0, max: 255 })])("nor does any byte changed in a good one", (at, byte) => {
    const file = utf8(twoLevels)
    file[at % file.length] = byte
    expect(["Left", "Right"]).toContain(parsePolicy(file)._tag)
  })

  it("allow blank lines, comments, tabs, indentation and any order but that of names", () => {
    const spread = `\n# 政策\n \t #\n\t group\tg  1 X1 \n`
    expect(policyOf(`quorum none\n${last(spread)}${logLine}`)).toMatchObject({ quorum: { _tag: "None" }, logs: [{}] })
  })

  it("read the specification's example as it says", () => {
    const { logs, witnesses: read, quorum } = policyOf(twoLevels)
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

  it("may name a witness in Chinese, and in octets that are not UTF-8", () => {
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
    ["no quorum", last(""), 7, "noQuorum"],
    ["nothing at all", "", 1, "noQuorum"],
    ["two quorums", "quorum none\nquorum none\n", 2, "secondQuorum"],
    ["a line without its end", last("quorum X1"), 7, "unterminated"],
    ["a quorum defined later", "quorum X1\n" + witnessLines, 1, "unknownName"],
    ["a quorum of two names", last("quorum X1 X2\n"), 7, "wrongFields"],
    ["a quorum of no name", last("quorum\n"), 7, "wrongFields"],
    ["another keyword", last("Quorum none\n"), 7, "unknownKeyword"],
    ["a carriage return", "quorum none\r\n", 1, "controlCharacter"],
    ["DEL, even in a comment", "#\x7f\nquorum none\n", 1, "controlCharacter"],
    ["a member defined later", last("group g any h\ngroup h any X1\n"), 7, "unknownName"],
    ["a group of itself", last("group g any g\n"), 7, "unknownName"],
    ["none as a member", last("group g any none\n"), 7, "unknownName"],
    ["none as a name", last("group none any X1\n"), 7, "nameTaken"],
    ["a name used again", last("group X1 any X2\n"), 7, "nameTaken"],
    ["a group without members", last("group g any\n"), 7, "wrongFields"],
    ["a group without a threshold", last("group g\n"), 7, "wrongFields"],
    ["a member twice in a group", last("group g 2 X1 X1\n"), 7, "memberTwice"],
    ["a member of two groups", last("group g any X1\ngroup h any X1 X2\n"), 8, "memberTwice"],
    ["a threshold of 0", last("group g 0 X1\n"), 7, "badThreshold"],
    ["a threshold above the number of members", last("group g 3 X1 X2\n"), 7, "badThreshold"],
    ["a threshold in another notation", last("group g 0x1 X1\n"), 7, "badThreshold"],
    ["a threshold below nothing", last("group g -1 X1\n"), 7, "badThreshold"],
    ["a threshold with a leading zero", last("group g 01 X1\n"), 7, "badThreshold"],
    ["an absent threshold", last("group g X1 X2\n"), 7, "badThreshold"],
    ["a log without a key", "log\n", 1, "wrongFields"],
    ["a log with two URLs", `${logLine.trim()} a b\n`, 1, "wrongFields"],
    ["a witness without a key", "witness w\n", 1, "wrongFields"],
    ["a witness with two URLs", `${witnessLine(0).trim()} a b\n`, 1, "wrongFields"],
    ["a witness called none", witnessLine(0).replace("X1", "none"), 1, "nameTaken"],
    ["a witness called as another", witnessLine(0) + witnessLine(1).replace("X2", "X1"), 2, "nameTaken"],
    ["a witness with a log's key", `witness w ${printVerifierKey(log.verifier)}\n`, 1, "unsuitableKeyType"],
    ["a witness key again", witnessLine(0) + witnessLine(0).replace("X1", "w"), 2, "duplicateKey"],
    ["a log key again", logLine + logLine, 2, "duplicateKey"],
  ])("with %s are refused", (_, file, line, reason) => {
    expect(parsePolicy(utf8(file))).toEqual(malformed(line, reason))
  })

  it("with the same public key under another name are refused", async () => {
    const alias = await testSigner("Cosignature", "alias.example", 10)
    expect(parsePolicy(utf8(`${witnessLine(0)}witness w ${printVerifierKey(alias.verifier)}\n`))).toEqual(
      malformed(2, "duplicateKey"),
    )
  })

  it("with a bad key say what is wrong with it", () => {
    expect(parsePolicy(utf8("log a+b+c\n"))).toEqual(
      E.left({
        _tag: "MalformedPolicy",
        line: 1,
        reason: "badKey",
        key: { _tag: "MalformedKey", part: "form" },
      }),
    )
  })

  it("take a million octets and not one more", () => {
    const longest = `${"#".repeat(1_000_000 - 13)}\nquorum none\n`
    expect(parsePolicy(utf8(longest))._tag).toBe("Right")
    expect(parsePolicy(utf8(`#${longest}`))).toEqual(
      E.left({ _tag: "FileTooLong", length: 1_000_001, limit: 1_000_000 }),
    )
  })

  it("take 256 groups, one within the other, and no 257", () => {
    expect(policyOf(`${witnessLine(0)}${groupsUpTo(256)}quorum g255\n`)).toMatchObject({ quorum: { name: "g255" } })
    expect(parsePolicy(utf8(`${witnessLine(0)}${groupsUpTo(20_000)}`))).toEqual(malformed(258, "tooMany"))
  })

  it("take 256 logs and 256 witnesses, and no 257th of either", async () => {
    const [logs, some] = [definitions("log", 256), definitions("witness", 256)]
    expect(policyOf(`${logs}${some}quorum none\n`).witnesses).toHaveLength(256)
    expect(parsePolicy(utf8(`${logs}log x\n`))).toEqual(malformed(257, "tooMany"))
    expect(parsePolicy(utf8(`${some}witness w x\n`))).toEqual(malformed(257, "tooMany"))
  })
})
