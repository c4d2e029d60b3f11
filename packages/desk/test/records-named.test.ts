/** Fields that name a record of the unit, or a part of its filing: chosen by name, never typed as a number or a path. */
import { civilDate as day } from "@shifan/core"
import { describe, expect, it } from "vitest"
import { document } from "@shifan/testkit"
import { applied, certified, officeWith, signedIn, town, unit } from "./office.js"

const falsified = town.act(town.bureau, day("2020-12-30"), "SpotCheck", {
  regular: false,
  findings: "示例",
  falsificationFound: true,
  evidence: [],
})
const harmless = town.act(town.bureau, day("2020-12-30"), "SpotCheck", {
  regular: true,
  findings: "示例",
  falsificationFound: false,
  evidence: [],
})
const annulled = town.act(town.bureau, day("2021-01-04"), "AnnulDecision", {
  revision: 2,
  ground: "court",
  effect: "fromBeginning",
  decidedOn: day("2021-01-04"),
  document,
  reasons: "示例",
})

/** The options of the select with this id: their values and texts. */
const optionsOf = (page: string, id: string): ReadonlyArray<readonly [value: string, text: string]> => {
  const [, options = ""] = new RegExp(`<select id="${id}"[^>]*>(.*?)</select>`, "s").exec(page) ?? []
  return [...options.matchAll(/<option value="([^"]+)"[^>]*>([^<]*)</g)].map(([, value = "", text = ""]) => [
    value,
    text,
  ])
}

describe("the choice of a record by its name", () => {
  it("offers for a revocation only a spot check that found falsification", async () => {
    const browser = await signedIn(await officeWith([...certified, harmless, falsified]))
    const { text } = await browser.open(`/acts/Revoke?unit=${unit}&as=bureau`)
    expect(optionsOf(text, "f-restsOn")).toEqual([["4", "第4号 2020-12-30 抽查：发现弄虚作假"]])
  })

  it("offers for an annulment only a decision that stands, also on the page of corrections", async () => {
    const browser = await signedIn(await officeWith([...certified, annulled]))
    const { text } = await browser.open(`/acts/AnnulDecision?unit=${unit}&as=bureau`)
    expect(optionsOf(text, "f-revision")).toEqual([
      ["3", "第3号 2021-01-04 撤销原决定：第2号“认定”，经法院判决，自始无效"],
    ])
    const corrections = await browser.open(`/units/${unit}/corrections`)
    expect(corrections.text.match(/\/acts\/AnnulDecision/g)?.length).toBe(1)
  })

  it("sends the number of the record", async () => {
    const browser = await signedIn(await officeWith(certified))
    const form = await browser.open(`/acts/AnnulDecision?unit=${unit}&as=bureau`)
    const preview = await form.send({
      on: "2021-01-05",
      "v:revision": "2",
      "b:ground": "court",
      "b:effect": "fromBeginning",
      "v:decidedOn": "2021-01-04",
      "v:document.title": "判决书",
      "v:document.digest": document.digest,
      "v:document.mediaType": document.mediaType,
      "v:document.size": "1024",
      "v:reasons": "示例",
      do: "preview",
    })
    expect(preview.text).toContain("第2号“认定”")
  })
})

describe("the choice of a part of a filing by its label", () => {
  it("offers the fields and materials for a supplement by Chinese labels", async () => {
    const browser = await signedIn(await officeWith(applied))
    const form = await browser.open(`/acts/RequestSupplement?unit=${unit}&as=county`)
    const options = new Map(optionsOf(form.text, "f-wanting-0-at"))
    expect(options.get("form.basic.staff")).toContain("从业人数")
    expect(options.get("dossier.personnelRoster")).toContain("名单")
    expect([...options.keys()].filter((path) => /callYear|digest|\.\d/.test(path))).toEqual([])
    for (const name of options.values()) expect(name).toMatch(/^[^a-zA-Z]*\p{Script=Han}/u)
  })

  it("offers only parts that the county may ask for", async () => {
    const browser = await signedIn(await officeWith(applied))
    const form = await browser.open(`/acts/RequestSupplement?unit=${unit}&as=county`)
    const paths = optionsOf(form.text, "f-wanting-0-at").map(([path]) => path)
    const atOnce = 40
    for (let from = 0; from < paths.length; from += atOnce) {
      const rows = paths.slice(from, from + atOnce).flatMap((path, i) => [
        [`v:wanting.${i}.at`, path],
        [`v:wanting.${i}.text`, "示例"],
      ])
      const filled = { ...Object.fromEntries(rows), officer: "HG-01", on: "2020-12-03", "v:until": "2020-12-10" }
      expect((await form.send({ ...filled, do: "preview" })).text).toContain("预览，未写入")
    }
    expect(paths.length).toBeGreaterThan(atOnce)
    const done = await form.send({
      "v:wanting.0.at": "form.basic.staff",
      "v:wanting.0.text": "示例",
      officer: "HG-01",
      on: "2020-12-03",
      "v:until": "2020-12-10",
      do: "record",
    })
    expect(done.status).toBe(200)
    const why = await browser.open(`/units/${unit}/events/1`)
    expect(why.text).toMatch(/<dt>[^<]*从业人数<\/dt>/)
    expect(why.text).not.toContain("form.basic.staff")
  })
})
