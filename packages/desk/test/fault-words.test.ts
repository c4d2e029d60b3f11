/** Faults in the words of the page: an empty form, and every act's, in both languages. */
import { acts } from "@shifan/core"
import { describe, expect, it } from "vitest"
import { certified, officeWith, signedIn, unit } from "./office.js"

const listed = (page: string): ReadonlyArray<string> =>
  [
    ...(/<div class="notice bad".*?<\/div>\s*<\/div>/s.exec(page)?.[0] ?? "").matchAll(/<li>(?:<a [^>]*>)?([^<]*)/g),
  ].map(([, text = ""]) =>
    text.replaceAll("&quot;", '"').replaceAll("&lt;", "<").replaceAll("&#39;", "'").replaceAll("&amp;", "&"),
  )

/** Everything that an act's form objects to if nothing is filled in. */
const objections = async (act: keyof typeof acts, language: "zh" | "en"): Promise<ReadonlyArray<string>> => {
  const browser = await signedIn(await officeWith(certified))
  const [as] = acts[act].by
  const of = act === "Apply" ? "" : `unit=${unit}&`
  const form = await browser.open(`/acts/${act}?${of}as=${as}${language === "en" ? "&language=en" : ""}`)
  return listed((await form.send({ do: "preview", officer: "" })).text)
}

describe.each(Object.keys(acts) as ReadonlyArray<keyof typeof acts>)("the empty form of %s", (act) => {
  it("reports its faults in Chinese without brackets, empty quotes, true or false", async () => {
    const texts = await objections(act, "zh")
    expect(texts.length).toBeGreaterThan(0)
    for (const text of texts) expect(text).not.toMatch(/\[\]|\{\}|""|true|false|文本|实为(?:nothing|空)|ASCII/)
  })

  it("reports its faults in English with English labels", async () => {
    const texts = await objections(act, "en")
    expect(texts.length).toBeGreaterThan(0)
    for (const text of texts) {
      const [label = ""] = text.split(":")
      expect(label).toMatch(/^[\x20-\x7e·]+$/)
      expect(text).not.toMatch(/\[\]|\{\}|""|true or false|in quotes|\. [a-z]/)
    }
  })
})

it("the empty application reports the missing officer and the missing unit code only once", async () => {
  const texts = await objections("Apply", "zh")
  expect(texts.filter((text) => text.startsWith("经办人代号"))).toHaveLength(1)
  expect(texts.filter((text) => text.includes("社会信用代码"))).toHaveLength(1)
})
