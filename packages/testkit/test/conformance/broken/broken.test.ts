import { expect, it } from "vitest"
import { brokenAdaptersPage, flaws } from "./flaws.js"

it("docs/broken-adapters.md has every flaw (`npm test -- broken.test.ts -u` writes it anew)", async () => {
  expect(flaws.length).toBeGreaterThanOrEqual(45)
  await expect(brokenAdaptersPage()).toMatchFileSnapshot("../../../../../docs/broken-adapters.md")
})
