import { readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import {
  betweenCounties,
  bothLifecycles,
  designationSpace,
  explore,
  lawsOfEveryOption,
  lifecycleIn,
  lifecyclePage,
  lifecyclePicture,
} from "../../src/exploration/index.js"

describe("the lifecycle found by exploration", { timeout: 300_000 }, () => {
  const lifecycle = bothLifecycles(
    ["title.term=threeYears"].map((name) => {
      const law = lawsOfEveryOption.find((one) => one.name === name)?.law
      if (law === undefined) throw new Error(`no such law: ${name}`)
      const space = betweenCounties(designationSpace(law))
      const all = explore(space)
      if (!all.complete) throw new Error("not explored to its end")
      return lifecycleIn(space, all)
    }),
  )

  it("equals docs/lifecycle.md (`npm run test:long -- lifecycle -u` writes it anew)", async () => {
    await expect(lifecyclePage(lifecycle)).toMatchFileSnapshot("../../../../docs/lifecycle.md")
  })

  it("equals the picture in the README", () => {
    const readme = readFileSync(join(import.meta.dirname, "../../../../README.md"), "utf8")
    const [, picture] = /```mermaid\n([\s\S]*?)```/.exec(readme) ?? []
    expect(picture?.trimEnd().split("\n")).toEqual(lifecyclePicture(lifecycle))
  })
})
