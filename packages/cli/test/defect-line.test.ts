/** The terminal's message for an unexpected error of a served page. */
import { describe, expect, it } from "vitest"
import { defectLine } from "../src/defect-line.js"

const defect = (thrown: unknown) => ({ reference: "1A2B3C4D", method: "POST", path: "/acts/Certify", thrown })

const desk = { zh: "办理台", en: "the desk" }

const error = new TypeError("no such thing\n    as this")
error.stack = [
  "TypeError: no such thing\n    as this",
  "    at node:internal/process:1:2",
  "    at fold (/srv/node_modules/fp-ts/lib/Either.js:5:6)",
  "    at outcomeOf (/srv/packages/desk/src/acts/outcome.ts:34:5)",
].join("\n")

describe("an error of the desk", () => {
  it("is one line: the reference, what, at which page and where", () => {
    expect(defectLine(desk, defect(error), false)).toEqual({
      zh: "办理台出错，编号1A2B3C4D：POST /acts/Certify: TypeError: no such thing as this (desk/src/acts/outcome.ts:34)",
      en: "the desk failed, reference 1A2B3C4D: POST /acts/Certify: TypeError: no such thing as this (desk/src/acts/outcome.ts:34)",
    })
  })

  it("names the place in an installed package of ours", () => {
    const installed = new Error("x")
    installed.stack = "Error: x\n    at file:///srv/node_modules/@shifan/desk/dist/acts/outcome.js:3:1"
    expect(defectLine(desk, defect(installed), false).en).toMatch(/\(desk\/dist\/acts\/outcome\.js:3\)$/)
  })

  it("has its stack where it is asked for, and need be no error", () => {
    expect(defectLine(desk, defect(error), true).en).toContain("at fold (/srv/node_modules")
    expect(defectLine(desk, defect("bare"), true).en).toBe(
      "the desk failed, reference 1A2B3C4D: POST /acts/Certify: bare",
    )
  })
})
