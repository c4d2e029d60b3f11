/** A sheet asks for no digest: those of the files beside the form are computed. */
import { describe, expect, it } from "vitest"
import { writeFileSync } from "node:fs"
import { qinhuangdao2020 } from "@shifan/core/regulations"
import { sheetOf, writeForm } from "@shifan/forms"
import { storeWithApplication } from "../shifan.js"

const spotCheck = new Map([
  ["regular#true", "■"],
  ["findings", "现场与申报不符"],
  ["falsificationFound#true", "■"],
  ["evidence.0.title", "现场检查记录"],
])

const abc = "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

describe("a form that names documents", () => {
  it.each(["docx", "xlsx"] as const)("is completed with the files of these names beside it: .%s", async (format) => {
    const { shifan, at } = await storeWithApplication()
    const file = at(`抽查.${format}`)
    writeFileSync(file, writeForm(format, sheetOf("SpotCheck", spotCheck, qinhuangdao2020), spotCheck))
    const without = await shifan("--json", "form", "read", file)
    expect(without.exit).toBe(2)
    const { faults } = JSON.parse(without.out)
    expect(faults.map(({ sentence }: { sentence: { zh: string } }) => sentence.zh)).toEqual([
      "表旁没有名为“现场检查记录”的文件，或有多个，无从计算其摘要",
    ])
    writeFileSync(at("现场检查记录.pdf"), "abc")
    writeFileSync(at("另一记录.pdf"), "x")
    const read = await shifan("--json", "form", "read", file)
    expect(JSON.parse(read.out)).toMatchObject({
      data: { evidence: [{ title: "现场检查记录", digest: abc, mediaType: "application/pdf", size: 3 }] },
      faults: [],
    })
    // Two files of one name: nobody can say which is meant.
    writeFileSync(at("现场检查记录.docx"), "abd")
    expect((await shifan("form", "read", file)).exit).toBe(2)
  })
})
