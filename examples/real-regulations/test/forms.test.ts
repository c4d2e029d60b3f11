import { codecOfAct, readForm, sheetOf, valuesOf, writeForm } from "@shifan/forms"
import { right } from "@shifan/testkit/basics"
import { describe, expect, it } from "vitest"
import { miit2017, tongling, wuhu } from "../src/index.js"

describe("the application form under a text that is only partly known", () => {
  it.each(Object.entries({ miit2017, tongling, wuhu }))(
    "asks for the fields that the text adds to the annexes: %s",
    async (_, text) => {
      const { extensions = {}, own = {} } = text
      const valuesBy = (kind: string, value: unknown) =>
        Object.fromEntries(Object.entries(extensions).flatMap(([name, { as }]) => (as === kind ? [[name, value]] : [])))
      const asked = { count: valuesBy("count", 7), share: valuesBy("share", "20") }
      const filled = Object.fromEntries(Object.entries(asked).filter(([, fields]) => Object.keys(fields).length > 0))
      const values = valuesOf(codecOfAct("Apply", text), { form: { extensions: filled } }, text)
      const sheet = sheetOf("Apply", values, text)
      const words = JSON.stringify(sheet.blocks)
      for (const name of Object.keys(extensions)) expect(words).toContain(own.figures?.[name]?.zh)
      for (const format of ["docx", "xlsx"] as const) {
        const { data } = right(await readForm(writeForm(format, sheet, values), text, "Apply"))
        expect(data).toMatchObject({ form: { extensions: filled } })
      }
    },
  )
})
