import { fc, test } from "@fast-check/vitest"
import { unitMapHead } from "@shifan/audit"
import { type Publication, type UnitStanding, type Uscc } from "@shifan/core"
import { checkCharacter } from "@shifan/core/forms"
import { aggregates } from "@shifan/core/registry"
import { encode, envelopeIssues, readEnvelope, type Envelope } from "@shifan/event-store"
import { usccOf } from "@shifan/testkit"
import { right, utf8 } from "@shifan/testkit/basics"
import { alterationsOf } from "@shifan/testkit/forger"
import { testSigner } from "@shifan/testkit/tlog"
import { parseTlogProof, printTlogProof, printVerifierKey } from "@shifan/tlog"
import { nodeHasher } from "@shifan/tlog/node"
import * as E from "fp-ts/lib/Either.js"
import { describe, expect, it } from "vitest"
import {
  formatStatementVerdict,
  isStated,
  isStatement,
  makeStatement,
  verifyProof,
  verifyStatement,
} from "../src/index.js"
import { proofOnTheWay } from "../src/prove.js"
import { parseStatement, printStatement, type Statement } from "../src/statement/format.js"
import { demo, envelopeIn, headOf, origin, policy, signedHead, type Leaves } from "./sample-bundle.js"
import { listIn, partsOf, standingsAt, statementOf } from "./sample-statement.js"

const list = listIn(demo)
const standings = standingsAt(demo, list)
const codes = standings.map(({ uscc }) => uscc)
const parts = await partsOf(demo)

const certified = "91130302MA00010187"
const revoked = "91130372MA00011730"

const made = async (uscc: string): Promise<Uint8Array> =>
  right(await makeStatement({ ...parts, uscc: uscc as Uscc })).file

const verify = (statement: Uint8Array, under: Uint8Array | undefined = policy) =>
  verifyStatement({ statement, policy: under })

const codesOf = async (statement: Uint8Array): Promise<ReadonlyArray<string>> =>
  (await verify(statement)).faults.map(({ code }) => code)

const read = async (uscc: string): Promise<Statement> => right(parseStatement(await made(uscc)))

/** The log with its last list changed, by a bureau that signs anything. */
const withList = (change: Partial<Publication>): Leaves =>
  demo.map((leaf) => {
    const envelope = envelopeIn(leaf)
    return leaf === list.leaf ? right(encode({ ...envelope, data: { ...list.data, ...change } })) : leaf
  })

/** The log with the envelope of its last list replaced, by a bureau that signs anything; `undefined` if no leaf holds it. */
const withListEnvelope = (value: unknown): Leaves | undefined => {
  const leaf = encode(value as Envelope)
  return E.isLeft(leaf) || E.isLeft(readEnvelope(leaf.right))
    ? undefined
    : demo.map((one) => (one === list.leaf ? leaf.right : one))
}

const listAlterations = alterationsOf(list.envelope)

/** Parts of a statement from a map that the bureau invented and committed to. */
const underMap = async (some: ReadonlyArray<UnitStanding>) => {
  const forged = withList({ units: unitMapHead(some) })
  return partsOf(forged, { list: listIn(forged), standings: some })
}

/** A proof that a leaf is in a log, whatever it says. */
const proveIn = async (some: Leaves, index: number): Promise<Uint8Array> => {
  const path = proofOnTheWay(index, some.length, nodeHasher)
  for (const [i, leaf] of some.entries()) path.take(i, nodeHasher.leaf(leaf))
  return printTlogProof({ extra: undefined, index, proof: path.proof(), checkpoint: await headOf(some) })
}

const isPublication = (data: unknown): boolean => aggregates.roster.commandCodecs.stored.PublishRoster.is(data)

const anyCode = fc.oneof(
  fc.constantFrom(...codes),
  fc.nat(5000).map((i): string => usccOf(i)),
)

describe("art_16__para_1: a statement about one unit", () => {
  test.prop([anyCode], { numRuns: 60 })(
    "states what the list's own computation gives, whether the unit is known or not, in under 10 kB",
    async (uscc) => {
      const file = await made(uscc)
      const report = await verify(file)
      expect(report).toMatchObject({ faults: [], missing: [], unit: { uscc, division: "130300" } })
      expect(report.standing).toEqual(standings.find((one) => one.uscc === uscc) ?? null)
      expect(isStated(report)).toBe(true)
      expect(isStatement(file)).toBe(true)
      expect(file.length).toBeLessThan(10_000)
    },
  )

  it("says of a revoked unit its standing, the day of the list, and that later events are not covered", async () => {
    const verdict = formatStatementVerdict(await verify(await made(revoked)))
    expect(verdict.zh).toMatch(/^✓ 截至2024年11月6日，91130372MA00011730不在130300的名单上，状况为“已撤销”/)
    expect(verdict.zh).toContain("名单日以后的事，这份证明不作说明")
    expect(verdict.en).toMatch(/^✓ On 2024-11-06, 91130372MA00011730 was not on the list of 130300: revoked/)
  })

  test.prop([fc.nat()], { numRuns: 120 })(
    "shows nothing from a list whose record is no record, whatever the log has signed",
    async (which) => {
      const alteration = listAlterations[which % listAlterations.length]
      const forged = withListEnvelope(alteration?.value)
      const envelope = forged === undefined ? undefined : envelopeIn(forged.at(demo.indexOf(list.leaf)) ?? list.leaf)
      if (forged === undefined || envelope?.type !== "RosterPublished") return
      const proved = await proveIn(forged, demo.indexOf(list.leaf))
      const leaf = forged[demo.indexOf(list.leaf)] ?? list.leaf
      const report = await verify(printStatement({ ...(await read(certified)), list: leaf, proof: proved }))
      const isRecord = envelopeIssues(envelope).length === 0 && isPublication(envelope.data)
      expect([alteration?.path, isStated(report) && !isRecord]).toEqual([alteration?.path, false])
      const { record } = await verifyProof({ proof: proved, leaf, policy })
      expect(record?.event === null).toBe(envelopeIssues(envelope).length > 0)
    },
  )

  it.each<readonly [string, string, number]>([
    ["before the first entry", "11110000000000000", 0],
    ["after the last entry", "93370000000000000", codes.length - 1],
  ])("shows that the log does not know a unit whose code comes %s", async (_, start, index) => {
    const statement = await read(start + checkCharacter(start))
    expect(statement.entries.map((entry) => entry.index)).toEqual([index])
    const report = await verify(printStatement(statement))
    expect(report).toMatchObject({ faults: [], standing: null })
    expect(formatStatementVerdict(report).zh).toMatch(
      /^✓ 截至2024年11月6日，130300的日志（前96条）没有\w{18}的任何记录。/,
    )
  })

  it("proves nothing without a policy, but is shown with what it claims", async () => {
    const report = await verifyStatement({ statement: await made(certified), policy: undefined })
    expect(report).toMatchObject({ faults: [], missing: ["policy"] })
    expect(isStated(report)).toBe(false)
    expect(formatStatementVerdict(report).en).toMatch(/^Nothing false was found, but something is missing. It claims:/)
  })

  it("may rest on an empty map, and then may not contain an entry", async () => {
    const early = await underMap([])
    const file = right(await makeStatement({ ...early, uscc: certified as Uscc })).file
    const report = await verifyStatement({ statement: file, policy: undefined })
    expect(report).toMatchObject({ faults: [], standing: null, list: { units: { count: 0 } } })
    const { entries } = await read(certified)
    expect(await codesOf(printStatement({ ...right(parseStatement(file)), entries }))).toContain("NotInMap")
  })
})

describe("art_16__para_1: a changed statement", async () => {
  const file = await made(revoked)

  test.prop([fc.nat(file.length - 1), fc.nat(7)], { numRuns: 400 })(
    "proves nothing when any one bit is changed",
    async (at, bit) => {
      const changed = file.with(at, (file[at] ?? 0) ^ (1 << bit))
      expect(isStated(await verify(changed))).toBe(false)
    },
  )

  test.prop([fc.nat(file.length - 1)], { numRuns: 60 })("proves nothing when it is cut short", async (length) => {
    expect(isStated(await verify(file.slice(0, length)))).toBe(false)
  })

  it.each<readonly [string, string, (own: Statement) => Statement | Promise<Statement>]>([
    ["is another unit's", "NotNeighbours", async (own) => ({ ...(await read(certified)), uscc: own.uscc })],
    ["is nobody's", "NotNeighbours", (own) => ({ ...own, entries: [] })],
    ["is joined by its neighbour's", "NotNeighbours", async (own) => withNeighbour(own)],
    ["has an earlier phase", "NotInMap", (own) => withPhase(own)],
    ["has another index", "NotInMap", (own) => ({ ...own, entries: own.entries.map((one) => ({ ...one, index: 0 })) })],
    [
      "has an index beyond the map",
      "NotInMap",
      (own) => ({ ...own, entries: own.entries.map((one) => ({ ...one, index: 99 })) }),
    ],
    ["has the proof of a map of another size", "NotInMap", (own) => shorter(own)],
    ["is said to be of another bureau", "OtherDivision", (own) => ({ ...own, division: "130200" })],
    ["stands under a record that is not a list", "NoList", (own) => ({ ...own, list: demo[3] ?? own.list })],
    ["stands under another list", "NotInLog", (own) => ({ ...own, list: otherList })],
  ])("proves nothing when its entry %s: %s", async (_, code, change) => {
    expect(await codesOf(printStatement(await change(await read(revoked))))).toContain(code)
  })

  const withNeighbour = async (own: Statement): Promise<Statement> => {
    const neighbour = await read(codes[codes.indexOf(own.uscc) - 1] ?? "")
    return { ...own, entries: [...neighbour.entries, ...own.entries] }
  }

  const withPhase = (own: Statement): Statement => ({
    ...own,
    entries: own.entries.map((one) => ({
      ...one,
      leaf: utf8(new TextDecoder().decode(one.leaf).replace('"revoked"', '"certified"').replace("false", "true")),
    })),
  })

  const shorter = (own: Statement): Statement => ({
    ...own,
    entries: own.entries.map((one) => ({ ...one, proof: one.proof.slice(1) })),
  })

  const otherList = right(
    encode({ ...list.envelope, data: { ...list.data, units: { ...list.data.units, count: 17 } } }),
  )

  it("proves nothing unless its two neighbours are adjacent and in order", async () => {
    const [first, second, third] = [await read(codes[3] ?? ""), await read(codes[4] ?? ""), await read(codes[5] ?? "")]
    const between = { ...second, entries: [...first.entries, ...third.entries] }
    expect(await codesOf(printStatement(between))).toEqual(["NotNeighbours"])
    const turned = { ...second, entries: [...third.entries, ...first.entries] }
    expect(await codesOf(printStatement(turned))).toEqual(["NotNeighbours"])
    const alone = { ...second, entries: first.entries }
    expect(await codesOf(printStatement(alone))).toEqual(["NotNeighbours"])
  })

  it("proves nothing when it has one entry two or three times", async () => {
    const own = await read(revoked)
    const [entry] = own.entries
    if (entry === undefined) throw new Error("no entry")
    expect(await codesOf(printStatement({ ...own, entries: [entry, entry] }))).toEqual(["NotNeighbours"])
    expect(await codesOf(printStatement({ ...own, entries: [entry, entry, entry] }))).toEqual(["StatementMalformed"])
  })
})

describe("art_16__para_1: a statement under another checkpoint", () => {
  it("proves nothing when the checkpoint is signed by an untrusted key or by another log", async () => {
    const stranger = await testSigner("Ed25519", "bureau.example/示范", 7)
    const file = await statementOf(demo, certified, { checkpoint: await headOf(demo, { key: stranger }) })
    expect(await codesOf(file)).toEqual(["CheckpointRefused"])
    const other = utf8(
      `log ${printVerifierKey((await testSigner("Ed25519", "other.example/log", 3)).verifier)}\nquorum none\n`,
    )
    const report = await verifyStatement({ statement: await made(certified), policy: other })
    expect(report.faults.map(({ code }) => code)).toEqual(["CheckpointRefused"])
  })

  it("proves nothing when the checkpoint is older than the list or of another history", async () => {
    const { proof, ...own } = await read(certified)
    const parsed = right(parseTlogProof(proof))
    for (const some of [demo.slice(0, 60), [...demo.slice(1), demo[0] ?? list.leaf]]) {
      const swapped = printTlogProof({ ...parsed, checkpoint: await headOf(some) })
      const [fault] = await codesOf(printStatement({ ...own, proof: swapped }))
      expect(["OutsideTree", "NotInLog"]).toContain(fault)
    }
  })
})

describe("art_16__para_1: a statement or a proof compared with a checkpoint kept from earlier", async () => {
  const statement = await made(certified)
  const { proof } = await read(certified)
  const other = new Uint8Array(32).fill(9)
  const stranger = await testSigner("Ed25519", origin, 66)
  const size = demo.length

  const against = async (...kept: ReadonlyArray<Uint8Array>) => {
    const reports = [
      await verifyStatement({ statement, policy, kept }),
      await verifyProof({ proof, leaf: list.leaf, policy, kept }),
    ]
    return reports.map(({ faults, missing }) => [...faults.map(({ code }) => code), ...missing])
  }

  it("agrees with a checkpoint of the same size and root, whenever that was cosigned", async () => {
    expect(await against(await headOf(demo), await headOf(demo, { time: 1_900_000_000 }))).toEqual([[], []])
  })

  it.each([1, size - 1, size + 1])("lacks a consistency proof to a kept checkpoint of %i leaves", async (kept) => {
    expect(await against(await signedHead(kept, other))).toEqual([["consistency"], ["consistency"]])
  })

  it.each<readonly [string, string, () => Promise<Uint8Array>]>([
    ["that the log signed", "Forked", () => signedHead(size, other)],
    ["that another key signed", "HearsayDiffers", () => signedHead(size, other, { key: stranger })],
    ["of another log", "OtherLog", () => signedHead(size, other, { name: "other.example" })],
    ["that is malformed", "KeptMalformed", async () => utf8("checkpoint")],
  ])("is at fault against a kept checkpoint %s: %s", async (_, code, kept) => {
    expect(await against(await headOf(demo), await kept())).toEqual([[code], [code]])
  })
})

describe("art_16__para_1: a bureau that commits to false standings", () => {
  const lastAt = (index: number): UnitStanding["last"] => ({
    type: "Revoked",
    revision: 5,
    effectiveOn: list.data.asOf,
    index,
    hash: `sha256:${"0".repeat(64)}`,
  })

  const swapped = (some: ReadonlyArray<UnitStanding>, change: Partial<UnitStanding>): ReadonlyArray<UnitStanding> =>
    some.map((one) => (one.uscc === revoked ? { ...one, ...change } : one))

  it.each<readonly [string, string, Partial<UnitStanding>]>([
    ["a unit of another bureau", "OtherDivision", { division: "130200" }],
    ["a last record that comes after the list", "NotInMap", { last: lastAt(list.data.logSize) }],
  ])("is found out when the statement is made, by %s", async (_, code, change) => {
    const forged = await underMap(swapped(standings, change))
    const refused = await makeStatement({ ...forged, uscc: revoked as Uscc })
    expect(refused).toMatchObject({ _tag: "Left", left: { _tag: "NotTheMap", faults: [{ code }] } })
  })

  it("is found out when the list claims to rest on later records", async () => {
    const forged = withList({ logSize: demo.length + 5 })
    const refused = await makeStatement({ ...(await partsOf(forged, { standings })), uscc: revoked as Uscc })
    expect(refused).toMatchObject({ left: { faults: [{ code: "NoList" }] } })
  })
})

describe("the file of a statement", () => {
  it.each<readonly [string, (text: string) => string, number]>([
    ["no text", () => "", 1],
    ["another heading", (text) => text.replace("v1", "v2"), 1],
    ["a byte order mark", (text) => `\u{feff}${text}`, 1],
    ["carriage returns", (text) => text.replaceAll("\n", "\r\n"), 1],
    ["no unit", (text) => text.replace(/^unit.*$/m, "unit"), 2],
    ["a unit code that is not valid", (text) => text.replace(/^unit \w{18}/m, "unit 91130302MA00010188"), 2],
    ["a hash before the first entry", (text) => text.replace(/^entry/m, `${"A".repeat(43)}=\nentry`), 3],
    ["no line for the list", (text) => text.replace(/^list.*\n/m, ""), 5],
    ["extra data that nobody signed", (text) => text.replace("\nindex", "\nextra Y2VydGlmaWVk\nindex"), 8],
    ["an added line", (text) => text.replace(/^list/m, "note it is certified\nlist"), 6],
  ])("is malformed with %s", async (_, spoil, line) => {
    const text = new TextDecoder().decode(await made(revoked))
    expect(spoil(text)).not.toBe(text)
    expect(parseStatement(utf8(spoil(text)))).toEqual({ _tag: "Left", left: { _tag: "MalformedStatement", line } })
  })

  it("is printed back unchanged after it was parsed", async () => {
    for (const uscc of [certified, revoked, usccOf(77)]) {
      const file = await made(uscc)
      expect(printStatement(right(parseStatement(file)))).toEqual(file)
    }
  })

  it("is malformed when it is longer than a statement can be", () => {
    expect(parseStatement(utf8("shifan/statement/v1\n".repeat(20_000)))).toMatchObject({ left: { line: 1 } })
  })
})
