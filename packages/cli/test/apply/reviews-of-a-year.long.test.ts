/** Two reviews with the numbers that cities published, replayed on the command line with invented units. */
import { describe, expect, it } from "vitest"
import { listIn, storeWithCall } from "../shifan.js"
import { commandsOfReviews, type Course } from "./reviews-of-a-year.js"

const played = async (counts: { readonly [C in Course]?: number }) => {
  const { shifan, save } = await storeWithCall()
  const lines = commandsOfReviews(counts)
  const file = save("reviews.jsonl", lines.map((line) => JSON.stringify(line)).join("\n"))
  const submitted = await shifan("--quiet", "submit", file)
  const list = async (...view: ReadonlyArray<string>): Promise<number> => {
    const listed = listIn(await shifan("--json", ...view, "roster", "list"), "entries")
    return listed.length
  }
  const audited = await shifan("audit", "verify")
  return { submitted, list, audited, shifan }
}

describe("art_13__para_1, art_14__para_1: the submitted reviews of a year", () => {
  it("keep 71 of 75 titles, and revoke 4 on two grounds", async () => {
    const { submitted, list, audited } = await played({ kept: 71, notFiled: 2, falsified: 2 })
    expect(submitted).toMatchObject({ exit: 0, err: "298 done, 0 done before, 0 refused\n" })
    expect(audited).toMatchObject({ exit: 0 })
    expect([await list("--as-of", "2021-06-27"), await list("--as-of", "2021-06-28"), await list()]).toEqual([
      75, 73, 71,
    ])
  })

  it("keep 98 of 105 titles, 8 of them after a rectification, and revoke 7", async () => {
    const { submitted, list, audited, shifan } = await played({
      kept: 90,
      keptAfterRectification: 8,
      failed: 5,
      notFiled: 2,
    })
    expect(submitted).toMatchObject({ exit: 0, err: "444 done, 0 done before, 0 refused\n" })
    expect(audited).toMatchObject({ exit: 0 })
    expect([await list("--as-of", "2021-12-14"), await list("--as-of", "2021-12-15"), await list()]).toEqual([
      105, 100, 98,
    ])
    const due = listIn(await shifan("--json", "--as-of", "2021-12-31", "due", "--within", "0d"), "duties")
    const waiting = (due as ReadonlyArray<{ readonly duty: string }>).filter(({ duty }) => duty === "reviewConclusion")
    expect(waiting).toEqual([])
  })
})
