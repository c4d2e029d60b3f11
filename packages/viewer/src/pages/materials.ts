/** The twelve materials of art. 8 as a grid, and every document that a record names by its digest. */
import {
  bilingual,
  type Bilingual,
  dossierItemNames,
  type Dossier,
  type Event,
  type Material,
  type Regulation,
} from "@shifan/core"
import { Document } from "@shifan/core/forms"
import { articleOfMaterials, inBrackets, materialName } from "@shifan/core/messages"
import { isDesignationEvent } from "@shifan/event-store"
import { html, table, type Content, type Markup } from "@shifan/html"
import type { History } from "../log/log-records.js"
import { code, written, type Place } from "./view.js"

/** The materials an event rests on: the last ones submitted before it or with it. */
const dossierFor = (
  event: Event & { readonly revision: number },
  history: History | undefined,
): Dossier | undefined => {
  if (!restOnMaterials.has(event.type)) return undefined
  return (history?.records ?? []).reduce<Dossier | undefined>((last, { event: other }) => {
    if (other === null || other.revision > event.revision || !isDesignationEvent(other)) return last
    return other.type === "Applied" || other.type === "ApplicationSupplemented" ? other.data.dossier : last
  }, undefined)
}

const restOnMaterials: ReadonlySet<string> = new Set([
  "Applied",
  "ApplicationSupplemented",
  "SupplementRequested",
  "Recommended",
  "RecommendationDeclined",
  "Certified",
  "CertificationDeclined",
] satisfies ReadonlyArray<Event["type"]>)

export const materialSection = (
  place: Place,
  event: Event & { readonly revision: number },
  history: History | undefined,
  regulation: Regulation,
): Content => {
  const dossier = dossierFor(event, history)
  if (dossier === undefined) return undefined
  const { say } = place
  const items: ReadonlyArray<readonly [name: string, material: Material]> = [
    ...dossierItemNames.map((item) => [item, dossier[item]] as const),
    ...Object.entries(dossier.own ?? {}),
  ]
  return html`<h2>${say(materialsUnder(regulation))}</h2>
<ol class="materials">
${items.map(
  ([item, material]) => html`<li class="${material.status}"><p class="name">${say(materialName(item, regulation))}</p>
${materialOf(place, material)}</li>
`,
)}</ol>
`
}

const materialsUnder = (regulation: Regulation): Bilingual => {
  const { zh, en } = inBrackets(articleOfMaterials(regulation))
  return bilingual(`材料${zh}`, `The materials${en}`)
}

const materialOf = (place: Place, material: Material): Markup => {
  const { say } = place
  switch (material.status) {
    case "provided":
      return html`<p class="good"><span aria-hidden="true">✓</span> ${say(bilingual(`已提供${material.documents.length}件`, `${material.documents.length} provided`))}</p>
<ul>${material.documents.map((document) => html`<li>${written(document.title)} ${code(document.digest)} ${bytes(document.size)}</li>`)}</ul>`
    case "declaredNone":
      return html`<p class="plain"><span aria-hidden="true">○</span> ${say(bilingual("声明没有", "declared that there is none"))}: ${written(material.reason)}</p>`
    case "missing":
      return html`<p class="bad"><span aria-hidden="true">✗</span> ${say(bilingual("缺少", "missing"))}</p>`
  }
}

const bytes = (size: number): string => (size < 1024 ? `${size} B` : `${Math.round(size / 1024)} KiB`)

/** All documents in the data of an event, except those of its dossier, which have their own grid. */
export const documentsIn = (data: unknown): ReadonlyArray<Document> => {
  if (Document.is(data)) return [data]
  if (Array.isArray(data)) return data.flatMap(documentsIn)
  if (typeof data !== "object" || data === null) return []
  return Object.entries(data).flatMap(([key, value]) => (key === "dossier" ? [] : documentsIn(value)))
}

export const documentSection = ({ say }: Place, documents: ReadonlyArray<Document>): Content =>
  documents.length > 0 &&
  html`<h2>${say(bilingual("证明文件", "Evidence"))}</h2>
${table({
  columns: [
    { head: say(bilingual("名称", "title")) },
    { head: say(bilingual("摘要", "digest")) },
    { head: say(bilingual("大小", "size")), kind: "number" },
  ],
  rows: documents.map(({ title, digest, size }) => [written(title), code(digest), bytes(size)]),
})}
`
