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

describe("the line about an error of the desk", () => {
  it("gives the reference, the page, the error and its place on one line", () => {
    expect(defectLine(desk, defect(error), false)).toEqual({
      zh: "办理台出错，编号1A2B3C4D：POST /acts/Certify: TypeError: no such thing as this (desk/src/acts/outcome.ts:34)",
      en: "the desk failed, reference 1A2B3C4D: POST /acts/Certify: TypeError: no such thing as this (desk/src/acts/outcome.ts:34)",
    })
  })

  it("names the place in an installed package of Shifan", () => {
    const installed = new Error("x")
    installed.stack = "Error: x\n    at file:///srv/node_modules/@shifan/desk/dist/acts/outcome.js:3:1"
    expect(defectLine(desk, defect(installed), false).en).toMatch(/\(desk\/dist\/acts\/outcome\.js:3\)$/)
  })

  it("has the stack on request, and also describes a thrown value that is not an error", () => {
    expect(defectLine(desk, defect(error), true).en).toContain("at fold (/srv/node_modules")
    expect(defectLine(desk, defect("bare"), true).en).toBe(
      "the desk failed, reference 1A2B3C4D: POST /acts/Certify: bare",
    )
  })
})
