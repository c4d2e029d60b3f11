import { describe, expect, it } from "vitest"
import { fc, test } from "@fast-check/vitest"
import type { CivilDate } from "@shifan/core"
import { anyDay } from "@shifan/testkit"
import { pathAskedFor, viewerOf } from "../src/index.js"
import { good } from "./sample-view.js"

const asked = (path: string, query: string): string | undefined => {
  const fields = new URLSearchParams(query)
  return pathAskedFor(path, (name) => fields.get(name))
}

const viewer = viewerOf(good.evidence, { answersForms: true })

describe("the form of a page", () => {
  it("is shown only if a server answers it", () => {
    for (const path of [
      "zh/day/2024-11-06/1.html",
      "en/due/2024-11-06/1.html",
      "zh/comparison/2023-12-31..2024-11-06.html",
    ]) {
      expect(viewer.page(path)).toContain('<form method="get"')
      expect(viewerOf(good.evidence).page(path)).not.toContain("<form")
    }
  })

  test.prop([anyDay, fc.constantFrom("zh", "en"), fc.constantFrom("day", "due")])(
    "leads to the page of any day",
    (on, language, view) => {
      const path = asked(`${language}/${view}/2024-11-06/1.html`, `on=${on}`)
      expect(path).toBe(`${language}/${view}/${on}/1.html`)
      expect(viewer.page(path ?? "")).toContain(on)
    },
  )

  test.prop([anyDay, anyDay])(
    "leads to the comparison of two days, the earlier first",
    (a: CivilDate, b: CivilDate) => {
      const path = asked("en/comparison/2023-12-31..2024-11-06.html", `from=${a}&to=${b}`) ?? ""
      const [earlier, later] = a <= b ? [a, b] : [b, a]
      expect(path).toBe(`en/comparison/${earlier}..${later}.html`)
      expect(viewer.page(path)).toContain("Decisions between them")
    },
  )

  it("leads nowhere if a day is invalid or missing, or if the page has no form", () => {
    expect(asked("zh/day/2024-11-06/1.html", "on=2021-02-30")).toBeUndefined()
    expect(asked("zh/day/2024-11-06/1.html", "")).toBeUndefined()
    expect(asked("zh/comparison/2023-12-31..2024-11-06.html", "from=2021-01-01")).toBeUndefined()
    expect(asked("zh/index.html", "on=2021-01-01")).toBeUndefined()
    expect(asked("nowhere", "on=2021-01-01")).toBeUndefined()
  })
})
