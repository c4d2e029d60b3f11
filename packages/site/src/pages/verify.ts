/** Explains how to verify the site, with the digests published for that purpose. */
import { bilingual, type Bilingual, type Language } from "@shifan/core"
import { textWords } from "@shifan/core/messages"
import { sha256Hex } from "@shifan/event-store"
import { dateInText, definitionList, html, type Content, type Markup } from "@shifan/html"
import type { PublishedList } from "../record/public-record.js"
import { languages, linkTo, pageFile, pathIn, type File, type Site } from "./site-page.js"

type HandedOut = keyof Site["handedOut"]

const fileNames: { readonly [H in HandedOut]: string } = { verifier: "verifier.html", policy: "policy" }

export const verifyFiles = (site: Site): ReadonlyArray<File> => [
  ...languages.map((language) =>
    pageFile(site, language, {
      path: "verify.html",
      title: texts.title[language],
      section: "verify",
      body: html`<p>${texts.lead[language]}</p>
<h2>${texts.steps[language]}</h2>
<ol>
${steps(site, language).map((step) => html`<li>${step}</li>\n`)}</ol>
<h2>${texts.digests[language]}</h2>
${digests(site, language)}
<h2>${texts.list[language]}</h2>
<p>${texts.listHow[language]}</p>
<pre tabindex="0"><code>sha256sum list.json</code></pre>
`,
    }),
  ),
  ...asPublished(site).map(([kind, bytes]): File => [fileNames[kind], bytes]),
]

const lastPublished = ({ record }: Site): PublishedList["event"] | undefined => record.published.at(-1)?.event

/** Offers only files equal to the last published ones: any other copy would be mistaken for them. */
const asPublished = (site: Site): ReadonlyArray<readonly [HandedOut, Uint8Array]> => {
  const published = lastPublished(site)?.data
  return (["verifier", "policy"] as const).flatMap((kind) => {
    const bytes = site.handedOut[kind]
    return bytes !== undefined && published?.[kind] === `sha256:${sha256Hex(bytes)}` ? [[kind, bytes] as const] : []
  })
}

const steps = (site: Site, language: Language): ReadonlyArray<Content> => {
  const bureau = textWords(site.regulation).bureau.short
  const linked = new Set(asPublished(site).map(([kind]) => kind))
  const file = (kind: HandedOut): Content => {
    const href = linkTo(pathIn(language, "verify.html"), fileNames[kind])
    const name = texts.names[kind][language]
    return linked.has(kind) ? html`<a href="${href}" download>${name}</a>` : name
  }
  return language === "zh"
    ? [
        html`取得${file("verifier")}和${file("policy")}，用下列摘要核对，最好再从另一渠道核对一次。`,
        html`向${bureau.zh}索取核验包（含全部登记记录，个人信息已封存）。`,
        html`断开网络，打开核验页，先选信任策略，再选核验包。页面逐条重放记录、重新作出每项决定，并核对签名和见证。`,
        html`结论为“成立”的，名单及各单位的历史即如本站所载。`,
      ]
    : [
        html`Get ${file("verifier")} and ${file("policy")}, and compare them with the digests below, best a second time by another way.`,
        html`Ask the ${bureau.en} for a bundle: the whole record, with personal data sealed.`,
        html`Go offline, open the page that verifies, choose the policy first and then the bundle. It replays every entry, decides every decision again, and checks signatures and witnesses.`,
        html`If it says that the bundle holds, the list and the history of every unit are as this site tells them.`,
      ]
}

const digests = (site: Site, language: Language): Markup => {
  const published = lastPublished(site)
  if (published === undefined) return html`<p>${texts.notPublished[language]}</p>`
  const digest = (kind: HandedOut): Content =>
    published.data[kind] === undefined ? texts.notRecorded[language] : html`<code>${published.data[kind]}</code>`
  return html`<p>${texts.asPublished[language]}${dateInText(published.effectiveOn, language)}</p>
${definitionList([
  [texts.names.verifier[language], digest("verifier")],
  [texts.names.policy[language], digest("policy")],
  [texts.ofList[language], html`<code>${published.data.digest}</code>`],
  [texts.units[language], html`<code>${published.data.units.root}</code>`],
])}`
}

const texts = {
  title: bilingual("如何核验", "How to verify"),
  lead: bilingual(
    "本站的每一项都由登记记录得出。记录只能追加，由日志签名并由见证方副署；核验不依赖本站，任何人均可自行核验。",
    "Everything here follows from an append-only record that the log signs and witnesses cosign. You need not believe this site: check it.",
  ),
  steps: bilingual("步骤", "Steps"),
  digests: bilingual("公布的摘要（SHA-256）", "Digests as published (SHA-256)"),
  asPublished: bilingual("最近一次公布：", "Last published: "),
  notPublished: bilingual("尚未公布过名单。", "No list was published yet."),
  notRecorded: bilingual("公布时未登记", "none recorded"),
  names: {
    verifier: bilingual("核验页", "the verifier page"),
    policy: bilingual("信任策略", "the policy"),
  },
  ofList: bilingual("名单", "the list"),
  units: bilingual("全部单位状况表", "the map of all units"),
  list: bilingual("核对名单", "The list alone"),
  listHow: bilingual(
    "下载名单的.json文件并计算摘要，应与首页所载相同；历次公布的名单，应与当时登记的摘要相同。",
    "The digest of the list's .json file is on the first page; the digest of a published list is the one recorded then.",
  ),
} satisfies { readonly [name: string]: Bilingual | { readonly [name: string]: Bilingual } }
