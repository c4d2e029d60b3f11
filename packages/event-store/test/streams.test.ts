import { fc, test } from "@fast-check/vitest"
import { describe, expect, it } from "vitest"
import { callStream, designationStream, instrumentStream, logStream, parseStream, rosterStream } from "../src/index.js"

const division = fc.stringMatching(/^\d{6}$/)

describe("the name of a stream", () => {
  test.prop([
    division,
    fc.integer({ min: 1900, max: 2999 }),
    fc.stringMatching(/^[a-z0-9]{1,8}(?:-[a-z0-9]{1,8}){0,2}$/),
  ])("is parsed into the parts it was made of", (of, year, slug) => {
    expect(parseStream(callStream(of, year))).toEqual({ aggregate: "call", division: of, key: String(year) })
    expect(parseStream(instrumentStream(of, slug))).toEqual({ aggregate: "instrument", division: of, key: slug })
    expect(parseStream(rosterStream(of))).toEqual({ aggregate: "roster", division: of, key: "" })
    expect(parseStream(logStream(of))).toEqual({ aggregate: "log", division: of, key: "" })
    const key = "91130302MA00010187"
    expect(parseStream(designationStream(of, key))).toEqual({ aggregate: "designation", division: of, key })
  })

  it.each([
    "designation-130300-91130302MA00010188",
    "designation-130300",
    "instrument-130300",
    "call-130300-",
    "roster-130300-2020",
    "roster-130300-",
    "log-13030",
    "log-130300-a",
    "rosters-130300",
    "tlog-130300",
    "$roster-130300",
    "roster-130300\n",
    "",
  ])("is not parsed from %j", (name) => {
    expect(parseStream(name)).toBeUndefined()
  })
})
