/** A page of the viewer that throws, as its reader and the operator see it. */
import type { Defect } from "@shifan/desk"
import { expect, it } from "vitest"
import { answerOf } from "../../src/log/view-answers.js"

const thrown = new Error("示例 of what went wrong")
const viewer = {
  files: new Map(),
  paths: () => [],
  page: () => {
    throw thrown
  },
}

it.each([
  ["zh", "zh-CN", "错误编号：00FF0A1B"],
  ["en", "en", "Reference: 00FF0A1B"],
])("a page that throws becomes an error page in %s with the reported reference", async (language, tag, shown) => {
  const reported: Array<Defect> = []
  const answer = answerOf(viewer, {
    random: () => Uint8Array.of(0, 255, 10, 27),
    reportDefect: (defect) => void reported.push(defect),
  })
  const path = `/${language}/chain/1.html`
  const response = answer({ method: "GET", url: `http://127.0.0.1:4176${path}` })
  const page = await response.text()
  expect([response.status, response.headers.get("Cache-Control")]).toEqual([500, "no-store"])
  expect(page).toContain(`<html lang="${tag}">`)
  expect(page).toContain(shown)
  expect(page).not.toContain("went wrong")
  expect(reported).toEqual([{ reference: "00FF0A1B", method: "GET", path, thrown }])
})
