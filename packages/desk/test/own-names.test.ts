/** The desk of an office under a regulation with its own names for the authorities. */
import { instantAt, type Regulation } from "@shifan/core"
import { roleName } from "@shifan/core/messages"
import { qinhuangdao2020 } from "@shifan/core/regulations"
import { describe, expect, it } from "vitest"
import { officeUnder } from "../../audit/test/office-under.js"
import { port } from "../../audit/test/port-regulation.js"
import { bothRoutes, certification, direct, second, titled } from "../../audit/test/port-story.js"
import { desk } from "../src/index.js"
import { host, listsOf, signInCode, sound } from "./office.js"
import { visitor } from "./visitor.js"

const office = await officeUnder(port, [2024])
await office.play([...bothRoutes(), ...certification(2)])

let ticks = 0
const deskUnder = (regulation: Regulation) =>
  desk({
    store: office.store,
    handle: office.handle,
    division: port.territory.bureau.code,
    library: [port],
    regulation,
    clock: () => instantAt(Date.parse("2030-12-05T02:00:00Z") + ticks++),
    random: (size) => new Uint8Array(size).fill(ticks++ % 250),
    newId: () => `0190163d-8694-7000-8000-${String(900 + ticks++).padStart(12, "0")}`,
    explainError: ({ _tag }) => ({ message: { zh: `错误${_tag}`, en: `failed: ${_tag}` } }),
    audit: () => Promise.resolve(sound),
    signInCode,
    publisher: listsOf("示例"),
    reportDefect: ({ thrown }) => {
      throw thrown
    },
  })

const app = deskUnder(port)
/** Its program is still configured with another text; the record is under that of the office. */
const moved = deskUnder({ ...qinhuangdao2020, territory: port.territory })

const screens = [
  "/?whose=all&within=9999",
  "/?whose=all&asOf=2024-06-01",
  "/units",
  ...[direct, second, titled].map((unit) => `/units/${unit}`),
  `/units/${titled}/events/2`,
  `/units/${titled}/corrections`,
  "/calls/2024",
  "/publications",
  "/batch",
  "/batch/Recommend",
  `/acts/TakeStep?unit=${second}&as=county`,
  `/acts/Recommend?unit=${second}&as=county`,
  `/acts/AwardPlaque?unit=${titled}&as=bureau`,
]

describe.each([
  ["bureau:371300", "its own text", app],
  ["county:371302", "its own text", app],
  ["bureau:371300", "another", moved],
  ["county:371302", "another", moved],
])("the desk of %s, configured with %s", (place, _, configured) => {
  it.each(screens)("calls the authorities by their names in the regulation: %s", async (path) => {
    const browser = visitor(configured, host)
    const signIn = await browser.open("/sign-in")
    await signIn.send({ code: signInCode, place, officer: "SJ-01", unit: "" })
    const { text } = await browser.open(path)
    expect(text).toContain(place.startsWith("county") ? "受理窗口" : "市数据局")
    expect(text).not.toContain(roleName("county", qinhuangdao2020).zh)
    expect(text).not.toContain(`${roleName("bureau", qinhuangdao2020).zh} 371300`)
  })
})

describe("the worklist", () => {
  it("names the recommending authority as the regulation does", async () => {
    const browser = visitor(app, host)
    await (
      await browser.open("/sign-in")
    ).send({ code: signInCode, place: "bureau:371300", officer: "SJ-01", unit: "" })
    const { text } = await browser.open("/?whose=all")
    expect(text).toContain("受理窗口测评推荐")
    expect(text).not.toContain("县区测评推荐")
  })
})
