/** Offices of other texts with cases on record, and everything that people read and hold of them. */
import { civilDate as day, instantAt, isInstant, shanghaiDate, type Library, type Regulation } from "@shifan/core"
import { actNames, eventName } from "@shifan/core/messages"
import { textMapOf } from "@shifan/core/regulations"
import { actSentence, nextStep, officeStateAt, subjectOf, stepNameOfYear, worklistOn } from "@shifan/casework"
import { desk } from "@shifan/desk"
import { collectStream, decodeEvents, encode, type Envelope } from "@shifan/event-store"
import { publicRecord, siteFiles } from "@shifan/site"
import { right } from "@shifan/testkit/basics"
import { examinationOfStore, recordCollector, viewerOf } from "@shifan/viewer"
import { replay } from "@shifan/audit"
import { officeUnder, type Change, type StoryStep } from "../../../audit/test/office-under.js"
import { bothRoutes, certification, reviewAndEnd } from "../../../audit/test/port-story.js"
import { port } from "../../../audit/test/port-regulation.js"
import { host, listsOf, signInCode, sound } from "../../../desk/test/office.js"
import { visitor } from "../../../desk/test/visitor.js"

/** The invented data of the testkit name the first city; another city's units do not. */
const elsewhere = (data: object): object =>
  JSON.parse(JSON.stringify(data).replaceAll("河北省秦皇岛市", "示例").replaceAll("秦皇岛", "示例")) as object

/** A story whose units are not of the first city. */
export const inOwnCity = (story: ReadonlyArray<StoryStep>): ReadonlyArray<StoryStep> =>
  story.map((step) => ({
    ...step,
    change: ((data: object) =>
      elsewhere((step.change as ((data: object) => object) | undefined)?.(data) ?? data)) as Change,
  }))

/** An office in the middle of the port's story, or after it. */
export const portOffice = async (whole: boolean) => {
  const office = await officeUnder(port, [2024, 2027])
  const story = [...bothRoutes(), ...certification(2), ...(whole ? reviewAndEnd(2) : [])]
  await office.play(inOwnCity(story))
  return office
}

type Office = Awaited<ReturnType<typeof officeUnder>>

const envelopesOf = async ({ store }: Office): Promise<ReadonlyArray<Envelope>> =>
  right(await collectStream(decodeEvents(store.readAll()))).map(({ envelope }) => envelope)

/** A page under a name that says where it is. */
export type Pages = ReadonlyMap<string, string>

/** What a command line or a clerk is told of each event, and of what waits. */
export const sentencesOf = async (office: Office, text: Regulation): Promise<Pages> => {
  const envelopes = await envelopesOf(office)
  const state = right(await officeStateAt(office.store, [text], {}))
  const said = (names: ReadonlyArray<{ readonly zh: string; readonly en: string } | undefined>): string =>
    names.flatMap((name) => (name === undefined ? [] : [name.zh, name.en])).join("\n")
  return new Map([
    ...envelopes.map(
      (event) =>
        [
          `${event.stream}@${event.revision}`,
          said([
            actSentence(subjectOf(event.stream, [event], text), event, text),
            eventName(event.type, text),
            nextStep(event.type, text),
          ]),
        ] as const,
    ),
    ["acts", said(Object.values(actNames))],
    ["waiting", said(worklistOn(state, day("2030-01-01")).map((one) => stepNameOfYear(one, text)))],
  ])
}

/** The desk's pages that links lead to, in both languages, for the bureau and the authority that recommends. */
export const deskPagesOf = async (
  office: Office,
  text: Regulation,
  at: string,
  library: Library = [text],
): Promise<Pages> => {
  let ticks = 0
  const app = desk({
    store: office.store,
    handle: office.handle,
    division: text.territory.bureau.code,
    library,
    regulation: text,
    clock: () => instantAt(Date.parse(at) + ticks++),
    random: (size) => new Uint8Array(size).fill(ticks++ % 250),
    newId: () => `0190163d-8694-7000-8000-${String(900 + ticks++).padStart(12, "0")}`,
    explainError: ({ _tag }) => ({ message: { zh: _tag, en: _tag } }),
    audit: () => Promise.resolve(sound),
    signInCode,
    publisher: listsOf("示例"),
    reportDefect: ({ thrown }) => {
      throw thrown
    },
  })
  const pages = new Map<string, string>()
  const places = [
    `bureau:${text.territory.bureau.code}`,
    ...text.territory.counties.map(({ code }) => `county:${code}`),
  ]
  for (const place of places) {
    const browser = visitor(app, host)
    const front = await browser.open("/sign-in")
    pages.set(`${place} /sign-in`, front.text)
    await front.send({ code: signInCode, place, officer: "SJ-01", unit: "" })
    const known = new Set<string>()
    const queue = ["/?whose=all&within=9999", "/?language=en&whose=all&within=9999", "/units", "/units?language=en"]
    while (queue.length > 0 && known.size < mostPages) {
      const path = queue.shift() ?? ""
      if (known.has(path)) continue
      known.add(path)
      const answer = await browser.request(path)
      if (!(answer.headers.get("Content-Type") ?? "").includes("html")) continue
      const page = await answer.text()
      pages.set(`${place} ${path}`, page)
      queue.push(...linksIn(page).filter((link) => !/form\.(?:docx|xlsx)/.test(link)))
    }
  }
  return pages
}

/** Enough for every kind of page in both languages. */
const mostPages = 400

const linksIn = (page: string): ReadonlyArray<string> =>
  [...page.matchAll(/<a [^>]*href="(\/[^"#]*)/g)].map(([, link = ""]) => link.replaceAll("&amp;", "&"))

/** All files of the site that are read: pages, feeds, lists. */
export const sitePagesOf = async (office: Office, text: Regulation, library: Library = [text]): Promise<Pages> => {
  const events = (await envelopesOf(office)).map((envelope) => ({ envelope, leaf: right(encode(envelope)) }))
  const record = publicRecord(events, { asOf: day("2030-01-01"), regulation: text, library })
  const site = { record, regulation: text, text: textMapOf(text), tests: new Map(), handedOut: {} }
  return new Map(
    [...siteFiles(site)]
      .filter(([path]) => /\.(?:html|xml|json|csv|js)$/.test(path))
      .map(([path, bytes]) => [path, new TextDecoder().decode(bytes)]),
  )
}

/** All pages of the viewer. */
export const viewerPagesOf = async (office: Office, text: Regulation, library: Library = [text]): Promise<Pages> => {
  const records = recordCollector()
  const verdict = await replay(office.store.readAll(), { library, each: records.take })
  const newest = (await envelopesOf(office)).at(-1)?.recordedAt
  const examination = examinationOfStore({
    verdict,
    beside: [],
    publications: 0,
    keptElsewhere: true,
    heads: [],
    sentence: { zh: "示例", en: "example" },
    newestOn: newest !== undefined && isInstant(newest) ? shanghaiDate(newest) : null,
  })
  const viewer = viewerOf({ examination, log: records.all(), library, name: "示例", on: day("2030-01-01") })
  return new Map([...viewer.paths()].map((path) => [path, viewer.page(path) ?? ""]))
}
