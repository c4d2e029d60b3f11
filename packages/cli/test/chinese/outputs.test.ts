import { describe, expect, it } from "vitest"
import { allCommands } from "../command-tree.js"
import { byBureau, published, runProgram, unit } from "../shifan.js"
import { strangeWordsIn } from "./latin-words.js"

const commands = new Set(["shifan", ...allCommands.flat()])

/** Identifiers and user input: codes, officers, streams, hashes, reading ids, names of the test's units. */
const identifiers: ReadonlyArray<RegExp> = [
  // Must be first: a key may happen to contain eight hex digits, would be cut in two.
  /gov\.cn\S*/g,
  /(?<=--by )(?:unit|county|bureau)(?=:)/g,
  /\b[a-z]+-130300(?:-[\w-]+)?(?:@\d+)?/g,
  /\b[0-9A-Z]{18}\b/g,
  /\bSJ-\d\d\b/g,
  /(?:sha256:)?[0-9a-f]{8,}/g,
  /\b[a-zA-Z.]+ ?= ?[\w()]+/g,
  /HYPERLINK|"B"/g,
  // A command to type, printed if the verifier page was not built when the list was published.
  /npm run build/g,
  /qinhuangdao-2020-2/g,
]

describe("Chinese output", () => {
  it.each([
    [["doctor"]],
    [["history", unit]],
    [["why", unit]],
    [["replay", "--stats"]],
    [["instrument", "show"]],
    [["instrument", "check"]],
    [["call", "show"]],
    [["due", "--within", "9999d"]],
    [["worklist"]],
    [["worklist", "--within", "9999d"]],
    [["worklist", "--within", "3"]],
    [["worklist", "--county", "3"]],
    [["roster", "list"]],
    [["roster", "diff", "2020-01-01", "2021-01-01"]],
    [["roster", "publications"]],
    [["audit", "verify"]],
    [["audit", "policy", "show"]],
    [["support", unit, ...byBureau("2021-01-04")]],
    [["certify", unit, ...byBureau("2021-01-04")]],
    [["award-plaque", unit, ...byBureau("2021-01-04"), "--dry-run"]],
    [["audit", "what-if", "--reading", "staff.qualified=both"]],
    [["copy", "-", "memory:"]],
    [["restore", "nowhere.db"]],
    [["history", "1"]],
    [["due", "--within", "3"]],
    [
      [
        "call",
        "open",
        "2020",
        "--from",
        "2020-11-20",
        "--to",
        "2020-12-20",
        "--document",
        "示例",
        ...byBureau("2020-11-20"),
      ],
    ],
    [["backup", "/nowhere/copy.db"]],
    [["audit", "published", "nowhere.csv"]],
  ])("contains no Latin word except those of the list and identifiers: %j", async (argv) => {
    const { folder } = await published()
    const { out, err } = await runProgram(["--lang", "zh", "--store", `sqlite:${folder}/shifan.db`, "--yes", ...argv])
    const text = [folder, "nowhere.db", "nowhere.csv", "/nowhere"].reduce(
      (left, name) => left.replaceAll(name, " "),
      out + err,
    )
    const plain = identifiers.reduce((left, pattern) => left.replace(pattern, " "), text)
    expect(strangeWordsIn(plain, commands)).toEqual([])
  })
})
