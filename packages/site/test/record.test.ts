import { test } from "@fast-check/vitest"
import { describe, expect, it } from "vitest"
import { civilDate, type Event, type Uscc } from "@shifan/core"
import { rosterUnder } from "@shifan/roster"
import { publicRecord, type TitleStatus } from "@shifan/site"
import { anyDay, document, eventsOf, history, nothingSealedIn, unit, usccOf } from "@shifan/testkit"
import { eventOf, filesOf, frozenHistory, imported, logOf, regulation, textOf } from "./sample.js"

const other: Uscc = usccOf(7)

describe("art_11__para_1: the public record", () => {
  test.prop([history(), anyDay], { numRuns: 60 })(
    "has the list of the day, and shows as in force exactly the titles on the list",
    (generated, asOf) => {
      const log = logOf({ uscc: unit, events: eventsOf(generated) })
      const roster = rosterUnder({ asOf })
      for (const { envelope } of log) roster.apply(envelope)
      const { list, units } = publicRecord(log, { asOf, regulation })
      expect(list).toEqual(roster.list())
      const inForce = units.filter(({ status }) => status === "inForce" || status === "passingOn")
      expect(inForce.map(({ uscc }) => uscc)).toEqual(list.map(({ uscc }) => uscc))
      expect(inForce.map(({ title }) => title.platformName)).toEqual(list.map(({ platformName }) => platformName))
    },
  )

  test.prop([history()], { numRuns: 30 })(
    "has a page for every unit that ever held a title, and for no other",
    (generated) => {
      const events = eventsOf(generated)
      const files = filesOf(logOf({ uscc: unit, events }), civilDate("2099-12-31"))
      const everHeld = events.some(({ type }) => ["Certified", "TitleImported", "TitleInherited"].includes(type))
      expect(files.has(`units/${unit}.html`)).toBe(everHeld)
      expect(files.has(`en/units/${unit}.html`)).toBe(everHeld)
    },
  )
})

const succeeded = eventOf("2021-06-01", "TitleSucceeded", { successor: other, cause: "merger", document })

const revoked = eventOf("2021-06-01", "Revoked", {
  ground: "falsification",
  word: "撤销",
  restsOn: 0,
  announcement: { number: "秦工信公告〔2021〕1号", date: civilDate("2021-06-01"), address: "https://example.cn/1" },
  reasons: [{ provision: "art_14__para_1", text: "签字系伪造" }],
})

const ends: ReadonlyArray<readonly [TitleStatus, ReadonlyArray<Event>, zh: RegExp, en: RegExp]> = [
  ["inForce", [], /有效/, /In force/],
  ["expired", [], /有效期已满/, /term has ended/],
  ["revoked", [revoked], /已撤销（[\s\S]*2021年6月1日[\s\S]*秦工信公告〔2021〕1号[\s\S]*签字系伪造/, /was revoked/],
  [
    "surrendered",
    [eventOf("2021-06-01", "TitleSurrendered", { reason: "不再开展该项业务" })],
    /已放弃[\s\S]*不再开展该项业务/,
    /surrendered the title/,
  ],
  [
    "unitEnded",
    [eventOf("2021-06-01", "UnitEnded", { endedOn: civilDate("2021-05-20"), document })],
    /单位已终止[\s\S]*终止于2021年5月20日/,
    /no longer exists[\s\S]*<p>Unit ended: on 2021-05-20/,
  ],
  [
    "annulled",
    [
      eventOf("2021-06-01", "DecisionAnnulled", {
        revision: 0,
        decision: "TitleImported",
        ground: "court",
        effect: "fromBeginning",
        decidedOn: civilDate("2021-05-30"),
        document,
        reasons: "补录的文件不是认定文件",
      }),
    ],
    /认定已撤销[\s\S]*经法院判决，自始无效[\s\S]*补录的文件不是认定文件/,
    /annulled[\s\S]*by a court, from the beginning/,
  ],
  ["passingOn", [succeeded], /承继单位登记前仍在名单上/, /stays on the list/],
  ["succeeded", [succeeded], /称号已由他单位承继/, /Another unit has taken the title over/],
]

describe("the site", () => {
  it.each(ends)(
    "shows a title in the state %s on the unit's pages, in its data and in the lists",
    (status, events, zh, en) => {
      const first = imported(status === "expired" ? { validUntil: civilDate("2021-05-31") } : {})
      const own = { uscc: unit, events: [first, ...events] }
      const log = status === "succeeded" ? logOf(own, { uscc: other, events: [inheritedBy(own.events)] }) : logOf(own)
      const files = filesOf(log)
      expect(textOf(files, `units/${unit}.html`)).toMatch(zh)
      expect(textOf(files, `en/units/${unit}.html`)).toMatch(en)
      const json: { readonly status: string; readonly listed: boolean } = JSON.parse(
        textOf(files, `units/${unit}.json`),
      )
      const isListed = status === "inForce" || status === "passingOn"
      expect(json).toMatchObject({ status, listed: isListed })
      expect(textOf(files, "list.json").includes(unit)).toBe(isListed)
      expect(textOf(files, `state-${status}.html`)).toContain(`units/${unit}.html`)
    },
  )

  it.each(ends)(
    "links to no missing page and repeats no unit in the notice of a title in the state %s",
    (_, events) => {
      const files = filesOf(logOf({ uscc: unit, events: [imported(), ...events] }))
      for (const path of [`units/${unit}.html`, `en/units/${unit}.html`]) {
        const page = textOf(files, path)
        const folder = path.slice(0, path.lastIndexOf("/") + 1)
        const linked = [...page.matchAll(/href="([0-9A-Z]{18}\.html)"/g)].map(([, href = ""]) => `${folder}${href}`)
        expect(linked.filter((one) => !files.has(one))).toEqual([])
        const [, notice = ""] = /<div class="notice[\s\S]*?>([\s\S]*?)<\/div>\n<\/div>/.exec(page) ?? []
        const codes = notice.match(/[0-9A-Z]{18}/g) ?? []
        expect(new Set(codes).size).toBe(codes.length)
      }
    },
  )

  it("links the pages of a unit and of its successor to each other", () => {
    const events = [imported(), succeeded]
    const files = filesOf(logOf({ uscc: unit, events }, { uscc: other, events: [inheritedBy(events)] }))
    expect(textOf(files, `units/${other}.html`)).toContain(`<dt>承继自</dt><dd><a href="${unit}.html">`)
    expect(textOf(files, `units/${unit}.html`)).toContain(`承继单位：<a href="${other}.html">`)
  })

  const correction = eventOf("2021-02-01", "RecordCorrected", {
    revision: 0,
    field: "TitleImported.platformName",
    from: "示例平台",
    to: "示例服务平台",
    reasons: "笔误",
  } as never)

  const annulment = eventOf("2021-06-01", "DecisionAnnulled", {
    revision: 0,
    decision: "TitleImported",
    ground: "court",
    effect: "fromBeginning",
    decidedOn: civilDate("2021-05-30"),
    document,
    reasons: "补录的文件不是认定文件",
  })

  it.each([
    ["correction", correction, '其后已更正： <a href="#r1">见第1号</a>', '所更正的记录：<a href="#r0">第0号</a>'],
    ["annulment", annulment, '其后已被撤销： <a href="#r1">见第1号</a>', '所撤销的决定：<a href="#r0">第0号</a>'],
  ])("links a record and its %s to each other, and neither to itself", (_, change, there, back) => {
    const files = filesOf(logOf({ uscc: unit, events: [imported(), change] }))
    const table = textOf(files, `units/${unit}.html`).split('<span id="r')
    expect(table.slice(1).map((row) => [row[0], row.match(/#r\d/g)])).toEqual([
      ["0", ["#r1"]],
      ["1", ["#r0"]],
    ])
    expect(table[1]).toContain(there)
    expect(table[2]).toContain(back)
  })

  it("says among the changes what was corrected, and shows the corrected name", () => {
    const files = filesOf(logOf({ uscc: unit, events: [imported(), correction] }))
    expect(textOf(files, "changes.html")).toContain("由示例平台更正为示例服务平台")
    expect(textOf(files, "feed.xml")).toContain("由示例平台更正为示例服务平台")
    expect(textOf(files, `units/${unit}.html`)).toContain("<h1>示例服务平台</h1>")
  })

  it.each([2, 5, 9])("publishes nothing sealed, not even a commitment: history %i", (number) => {
    const events = frozenHistory(number)
    const sealed = events
      .flatMap(({ leaf }) => [...new TextDecoder().decode(leaf).matchAll(/"sealed":"([^"]+)"/g)])
      .map(([, commitment = ""]) => commitment)
    expect(sealed.length).toBeGreaterThan(0)
    const files = filesOf(events)
    const all = [...files.keys()].map((path) => textOf(files, path)).join("\n")
    expect(nothingSealedIn(all, sealed)).toEqual([])
  })

  it("publishes an erasure of personal data, but neither its reasons nor who was shown the data", () => {
    const opened = eventOf("2021-02-01", "PersonalDataOpened", {
      openedTo: "张三",
      purpose: "赵六的用途",
      paths: ["form.phone"],
    })
    const erased = eventOf("2021-03-01", "PersonalDataErased", { basis: "李四要求", scope: "全部", approver: "王五" })
    const files = filesOf(logOf({ uscc: unit, events: [imported(), opened, erased] }))
    const all = [...files.keys()].map((path) => textOf(files, path)).join("\n")
    expect(all).toContain("删除个人信息")
    expect(all).not.toMatch(/张三|李四|王五|赵六|form\.phone/)
  })
})

const inheritedBy = (before: ReadonlyArray<Event>): Event => {
  const { units } = publicRecord(logOf({ uscc: unit, events: before }), { asOf: civilDate("2021-06-02"), regulation })
  const title = units[0]?.title
  if (title === undefined) throw new Error("no title")
  return eventOf("2021-06-02", "TitleInherited", {
    predecessor: unit,
    operatingUnitName: "承继公司",
    countyOrDistrict: title.countyOrDistrict,
    document,
    title,
  })
}
