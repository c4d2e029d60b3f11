import { qinhuangdao2020 } from "@shifan/core/regulations"
import { describe, expect, it } from "vitest"
import { acts, fieldLabel, fieldsOfAct, nameOfPath, type Field } from "../src/index.js"

const every = (fields: ReadonlyArray<Field>): ReadonlyArray<Field> =>
  fields.flatMap((field) => (field._tag === "Leaf" ? [field] : [field, ...field.rows.flatMap(every)]))

const named = (act: string, path: string) =>
  nameOfPath(
    fieldsOfAct(act, () => 1, qinhuangdao2020),
    path,
    qinhuangdao2020,
  )

describe("the name of a path", () => {
  it.each(acts)("is the label of the field in %s, in whichever row, in the data and in the command", (act) => {
    const fields = fieldsOfAct(act, () => 1, qinhuangdao2020)
    expect(fields).not.toEqual([])
    for (const field of every(fields)) {
      const label = fieldLabel(field, qinhuangdao2020)
      const later = field.path.replace(/\.0(?=\.|$)/g, ".17")
      for (const path of [field.path, later, `data.${later}`])
        expect([path, nameOfPath(fields, path, qinhuangdao2020)]).toEqual([path, label])
    }
  })

  it("of a value in a field, and of a record of fields, is that of the field or of the record", () => {
    expect(named("Apply", "data.form.basic.staff.x")?.zh).toBe("平台基本情况·从业人数")
    expect(named("GrantSupport", "data.document")).toEqual({ zh: "扶持文件", en: "document" })
    expect(named("Apply", "form.basic")).toEqual({ zh: "平台基本情况", en: "particulars of the platform" })
  })

  it("is missing for what the form does not have", () => {
    for (const path of ["", "data", "type", "actor", "actor.code", "data.form.foo", "form", "dossier"])
      expect([path, named("Apply", path)]).toEqual([path, undefined])
  })

  it("of the officer and of the day of effect is the same for every act", () => {
    expect(nameOfPath([], "actor.officer", qinhuangdao2020)?.zh).toBe("经办人代号")
    expect(nameOfPath([], "effectiveOn", qinhuangdao2020)?.zh).toBe("生效日期")
  })
})
