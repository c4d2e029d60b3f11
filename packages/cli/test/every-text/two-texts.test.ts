/** Where one text has followed another, each act is told in the words of the one that it was decided under. */
import { civilDate as day, type Regulation } from "@shifan/core"
import { bilingual } from "@shifan/core"
import { document, samplesFor, usccOf } from "@shifan/testkit"
import { beforeAll, describe, expect, it } from "vitest"
import { officeUnder, type StoryStep } from "../../../audit/test/office-under.js"
import { filledForLeague, league } from "./league-regulation.js"
import { deskPagesOf, inOwnCity, sitePagesOf, viewerPagesOf, type Pages } from "./offices.js"

const later: Regulation = {
  ...league,
  id: "meng-2023",
  title: bilingual("云山盟牧区服务点评选规程", "Protocol for service points"),
  documentNumber: "云署发〔2023〕8号",
  authorities: { county: bilingual("旗评审组", "banner panel"), bureau: bilingual("盟服务局", "service office") },
  wording: { platform: bilingual("服务点", "service point") },
  firstDay: day("2023-01-01"),
}

/** Certified under the earlier text, its plaque awarded under the later. */
const across = usccOf(31)
/** Applied and was certified under the later text only. */
const anew = usccOf(32)

const story = (): ReadonlyArray<StoryStep> => {
  const step = (unit: typeof across, text: Regulation, year: number) => {
    const town = samplesFor(text, unit)
    const on = (date: string) => day(`${year}-${date}`)
    const vote = { step: "herdersVote", takenOn: on("05-10"), outcome: "passed" as const, document }
    return [
      { attempt: town.apply(on("05-02")), change: filledForLeague },
      { attempt: town.act(town.county, on("05-10"), "TakeStep", vote) },
      { attempt: town.recommend(on("05-20")) },
      { attempt: town.certify(on("06-10")) },
    ].map((one) => ({ ...one, unit, answer: ["ok"] }))
  }
  const town = samplesFor(later, across)
  const plaque = town.act(town.bureau, day("2023-06-20"), "AwardPlaque", { awardedOn: day("2023-06-20") })
  return [...step(across, league, 2022), ...step(anew, later, 2023), { attempt: plaque, unit: across, answer: ["ok"] }]
}

const library = [league, later]

const officeUnderBoth = async () => {
  const office = await officeUnder(league, [2022, 2023], undefined, library)
  const { id, documentNumber, firstDay, validityYears } = later
  const enacted = { regulation: id, documentNumber, effectiveFrom: firstDay, validityYears }
  expect(await office.official("instrument", "later", { type: "Enact", data: enacted }, firstDay)).toEqual(["ok"])
  const superseded = { by: "later", from: firstDay }
  expect(await office.official("instrument", "text", { type: "Supersede", data: superseded }, firstDay)).toEqual(["ok"])
  await office.play(inOwnCity(story()))
  return office
}

/** Rows and entries of a page, as a reader sees them. */
const entriesIn = (page: string): ReadonlyArray<string> =>
  page.split(/<tr>|<li>|<article>/).map((part) => part.replaceAll(/<[^>]*>/g, " ").replaceAll(/\s+/g, " "))

const entryWith = (page: string, ...words: ReadonlyArray<string>): string =>
  entriesIn(page).find((entry) => words.every((word) => entry.includes(word))) ?? ""

const pageAt = (pages: Pages, end: string): string => {
  const [, page = ""] = [...pages].find(([name]) => name.endsWith(end)) ?? []
  expect([end, page === ""]).toEqual([end, false])
  return page
}

describe("a record with acts under two texts", () => {
  let office: Awaited<ReturnType<typeof officeUnderBoth>>
  beforeAll(async () => {
    office = await officeUnderBoth()
  })

  it("is told by the desk in the words of each act's text", async () => {
    const pages = await deskPagesOf(office, later, "2023-09-01T02:00:00Z", library)
    const page = pageAt(pages, `bureau:152500 /units/${across}`)
    expect(entryWith(page, "2022-06-10", "SJ-01")).toContain("盟科技局")
    expect(entryWith(page, "2022-05-20", "HG-01")).toContain("评选办公室")
    expect(entryWith(page, "2023-06-20", "SJ-01")).toContain("盟服务局")
    const why = pageAt(pages, `bureau:152500 /units/${across}/events/3`)
    expect(why).toContain("盟科技局")
    expect(why.slice(why.indexOf("<h1"))).not.toContain("盟服务局")
    expect(entryWith(pageAt(pages, `bureau:152500 /units/${anew}`), "2023-06-10", "SJ-01")).toContain("盟服务局")
    expect(pageAt(pages, "bureau:152500 /calls/2022")).toContain("待盟科技局评审认定")
    expect(pageAt(pages, "bureau:152500 /calls/2023")).toContain("待盟服务局评审认定")
  })

  it("is told by the site so, which links only its own text", async () => {
    const pages = await sitePagesOf(office, later, library)
    const page = pageAt(pages, `units/${across}.html`)
    const certified = entryWith(page, "2022-06-10", "第二十五条")
    expect(certified).toContain("盟科技局")
    expect(entryWith(page, "2023-06-20", "授牌")).toContain("盟服务局")
    expect(page).toContain('<span class="fixed">第二十五条</span>')
    expect(pageAt(pages, `units/${anew}.html`)).toContain('href="../regulation.html#art_25__para_1"')
    // Of two certifications the site's own text counts one.
    const section = /<section id="art_25__para_1">[\s\S]*?<\/section>/.exec(pageAt(pages, "regulation.html"))?.[0]
    expect(section).toContain("<dt>记录引用次数</dt><dd>1</dd>")
  })

  it("is told by the viewer so", async () => {
    const pages = await viewerPagesOf(office, later, library)
    const units = [...pages].filter(([name, page]) => name.includes(across) && page.includes("2022-06-10"))
    expect(units.length).toBeGreaterThan(0)
    for (const [name, page] of units.filter(([path]) => !path.startsWith("en/"))) {
      expect([name, entryWith(page, "2022-06-10", "SJ-01", "第二十五条")]).toEqual([
        name,
        expect.stringContaining("盟科技局"),
      ])
      expect([name, entryWith(page, "2023-06-20", "SJ-01")]).toEqual([name, expect.stringContaining("盟服务局")])
    }
  })
})
