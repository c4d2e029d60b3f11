/** The forms under the port's regulation, blank and filled in from its story, written and read back. */
import { asFilled } from "@shifan/core/forms"
import { commandCodecs } from "@shifan/core/registry"
import { right } from "@shifan/testkit/basics"
import { describe, expect, it } from "vitest"
import { port } from "../../audit/test/port-regulation.js"
import { bothRoutes, certification, reviewAndEnd } from "../../audit/test/port-story.js"
import { acts, codecOfAct, readForm, sheetOf, valuesOf, writeForm, type FormFormat, type Values } from "../src/index.js"
import { blanksOf } from "../src/sheet/sheet.js"

/** Replaces what a command keeps sealed. */
const personal = {
  legalRepresentative: "示例法人甲",
  contactPerson: "示例联系人甲",
  phone: "0335-5550101",
  mobile: "13800000001",
  email: "contact@example.cn",
  investors: [],
}

const withPersonalData = (form: object): object =>
  "basic" in form ? { ...form, basic: { ...Object(form.basic), ...personal } } : form

/** Each command of the story as its form is filled in. */
const commands = [...bothRoutes(), ...certification(2), ...reviewAndEnd(2)].map(
  ({ attempt, change = (data) => data }) => {
    const { type, data } = attempt.command
    const filled: unknown = commandCodecs(asFilled)[type].encode(change(data as never) as never)
    const parts = Object.entries(Object(filled)).map(([name, part]) =>
      name === "form" || name === "report" ? [name, withPersonalData(Object(part))] : [name, part],
    )
    return [type, Object.fromEntries(parts)] as const
  },
)

/** A form has a box for each grade of the text, and no place for another. */
const hasGradeOfTheText = (data: object): boolean => {
  const grade: unknown = Object(Object(data).form).grade
  return grade === undefined || port.lifecycle.grades?.some((one) => one === grade) === true
}

const throughFile = async (format: FormFormat, act: string, values: Values) =>
  right(await readForm(writeForm(format, sheetOf(act, values, port), values), port, act))

describe.each(["docx", "xlsx"] as const)("a .%s form under the port's regulation", (format) => {
  it.each(acts)("is read back blank with no fault except missing answers: %s", async (act) => {
    const { faults, ...read } = await throughFile(format, act, new Map())
    expect(read).toMatchObject({ act, doubts: [] })
    for (const { got } of faults) expect(got).toBe("nothing")
  })

  it.each(commands.filter(([, data]) => hasGradeOfTheText(data)))(
    "is read back as it was filled in: %s",
    async (act, data) => {
      const values = valuesOf(codecOfAct(act, port), data, port)
      expect(await throughFile(format, act, values)).toEqual({ act, data, faults: [], doubts: [] })
    },
  )
})

describe("the blank application under the port's regulation", () => {
  it("asks for each of the regulation's own fields and materials by its name", () => {
    const labels = blanksOf(sheetOf("Apply", new Map(), port)).map(({ label }) => label)
    const { figures, dates, materials } = port.own ?? {}
    for (const { zh } of Object.values({ ...figures, ...dates, ...materials }))
      expect(labels.filter((label) => label.includes(zh)).length).toBeGreaterThan(0)
    expect(labels.some((label) => label.includes("可用率（％）"))).toBe(true)
  })
})
