/** Completes an application with materials next to it: recognises each file by its name, computes digests, and reports both. */
import * as E from "fp-ts/lib/Either.js"
import { bilingual, dossierItemNames, type Bilingual, type DossierItem } from "@shifan/core"
import { reportHeadings, type ReportHeading } from "@shifan/core/forms"
import { cite, materialName } from "@shifan/core/messages"
import { ownText } from "../own-text.js"
import { exits, type Failure } from "../result.js"
import { documentOf, materialsNamed, type MaterialFile } from "./material-files.js"

export interface Computed {
  readonly json: unknown
  /** One line for each recognised file. */
  readonly taken: ReadonlyArray<Bilingual>
}

type Json = Readonly<Record<string, unknown>>

const objectIn = (json: unknown, name: string): Json => {
  const value: unknown = typeof json === "object" && json !== null ? Reflect.get(json, name) : undefined
  return typeof value === "object" && value !== null ? { ...value } : {}
}

/** Whether anything remains to compute: a material without an entry, or a document without a digest. */
export const lacksDigests = (json: unknown): boolean => {
  const dossier = objectIn(json, "dossier")
  const sections = objectIn(objectIn(json, "form"), "reportSections")
  return (
    dossierItemNames.some((item) => !isStated(objectIn(dossier, item))) ||
    reportHeadings.some((heading) => typeof sections[heading] !== "string")
  )
}

const isStated = ({ status, documents, reason }: Json): boolean => {
  if (status === "missing") return true
  if (status === "declaredNone") return reason !== undefined
  return Array.isArray(documents) && documents.length > 0 && documents.every((document) => hasDigest(document))
}

const hasDigest = (document: unknown): boolean => typeof objectIn({ document }, "document")["digest"] === "string"

const digestsIn = (dossier: Json): ReadonlyArray<unknown> =>
  Object.values(dossier).flatMap((material) => {
    const { documents } = objectIn({ material }, "material")
    return Array.isArray(documents) ? documents.map((document) => objectIn({ document }, "document")["digest"]) : []
  })

/** `report`: the form itself, used as the application report if there is no other. */
export const computeDossier = (
  where: string,
  json: unknown,
  files: ReadonlyArray<MaterialFile>,
  report?: MaterialFile,
): E.Either<Failure, Computed> => {
  const dossier = objectIn(json, "dossier")
  const named = digestsIn(dossier)
  const open = dossierItemNames.filter((item) => !isStated(objectIn(dossier, item)))
  const recognised = files
    .filter(({ digest }) => !named.includes(digest))
    .map((file) => ({ file, items: materialsNamed(file.name) }))
  const taken = new Map<DossierItem, Array<MaterialFile>>(open.map((item) => [item, []]))
  const doubts: Array<Bilingual> = []
  for (const { file, items } of recognised) {
    const [item] = items
    const ofItem = item === undefined || items.length > 1 ? undefined : taken.get(item)
    if (ofItem === undefined) doubts.push(doubtAbout(file, items))
    else ofItem.push(file)
  }
  const reports = taken.get("applicationReport")
  if (reports?.length === 0 && report !== undefined) reports.push(report)
  doubts.push(
    ...open.flatMap((item) => (isTicked(dossier, item) && taken.get(item)?.length === 0 ? [noFile(item)] : [])),
  )
  const materials = { ...dossier, ...Object.fromEntries([...taken].map(([item, of]) => [item, materialOf(of)])) }
  const sections = sectionsOf(json, materials, doubts)
  if (doubts.length > 0) return E.left(doubtful(where, doubts))
  return E.right({
    json: { ...Object(json), form: { ...objectIn(json, "form"), reportSections: sections }, dossier: materials },
    taken: [...taken].flatMap(([item, of]) => of.map((file) => recognisedAs(item, file))),
  })
}

const isTicked = (dossier: Json, item: DossierItem): boolean => objectIn(dossier, item)["status"] === "provided"

const materialOf = (files: ReadonlyArray<MaterialFile>): Json =>
  files.length === 0 ? { status: "missing" } : { status: "provided", documents: files.map(documentOf) }

/** Words in the report's headings that tell its files apart if there are several. */
const headingWords: { readonly [H in ReportHeading]: ReadonlyArray<string> } = {
  historyAndGoals: ["基本情况"],
  clientsRegionAndIndustry: ["行业状况", "服务对象"],
  managementAndOperation: ["管理运营"],
  recentServices: ["近年来的服务", "服务情况"],
  performanceAndContribution: ["服务业绩", "贡献"],
  governmentSupport: ["扶持"],
  nextSteps: ["发展设想", "下一步"],
}

const sectionsOf = (json: unknown, dossier: Json, doubts: Array<Bilingual>): Json => {
  const sections = objectIn(objectIn(json, "form"), "reportSections")
  const { documents } = objectIn(dossier, "applicationReport")
  const reports: ReadonlyArray<Json> = Array.isArray(documents)
    ? documents.map((document) => objectIn({ document }, "document"))
    : []
  const digests = reportHeadings.map((heading) => {
    if (typeof sections[heading] === "string") return [heading, sections[heading]]
    const about = reports.filter(({ title }) => headingWords[heading].some((word) => String(title).includes(word)))
    const [only] = reports.length === 1 ? reports : about
    if (only === undefined || (reports.length > 1 && about.length > 1)) {
      if (reports.length > 1) doubts.push(whichPart(heading))
      return [heading, undefined]
    }
    return [heading, only["digest"]]
  })
  return Object.fromEntries(digests)
}

const nameOf = (item: DossierItem): Bilingual => materialName(item, ownText)

/** By its place in the list of materials. */
const provisionOf = (item: DossierItem): Bilingual => {
  const provision = ownText.materials[item]?.provision
  return provision === undefined ? bilingual("", "") : cite(provision)
}

const recognisedAs = (item: DossierItem, { name, digest, size }: MaterialFile): Bilingual =>
  bilingual(
    `${provisionOf(item).zh}${nameOf(item).zh}：${name}（${size}字节，${digest}）`,
    `${provisionOf(item).en} ${nameOf(item).en}: ${name} (${size} bytes, ${digest})`,
  )

const doubtAbout = ({ name }: MaterialFile, items: ReadonlyArray<DossierItem>): Bilingual => {
  const [item] = items
  if (item === undefined) return bilingual(`${name}：看不出是哪一项材料`, `${name}: cannot tell which material this is`)
  if (items.length === 1)
    return bilingual(
      `${name}：像是${provisionOf(item).zh}的材料，该项已另有填报`,
      `${name}: looks like ${provisionOf(item).en}, but the form says something else about that item`,
    )
  return bilingual(
    `${name}：可能是${items.map((each) => provisionOf(each).zh).join("或")}的材料`,
    `${name}: could be ${items.map((each) => provisionOf(each).en).join(" or ")}`,
  )
}

const noFile = (item: DossierItem): Bilingual =>
  bilingual(
    `${provisionOf(item).zh}${nameOf(item).zh}：勾选为已提交，没有认得出的文件`,
    `${provisionOf(item).en} ${nameOf(item).en}: ticked as submitted, but no file was recognised as it`,
  )

const partNames: { readonly [H in ReportHeading]: Bilingual } = {
  historyAndGoals: bilingual("二、申请单位的基本情况", "part 2, the unit"),
  clientsRegionAndIndustry: bilingual("三、服务对象所在区域的行业状况", "part 3, region and trade"),
  managementAndOperation: bilingual("四、管理运营情况", "part 4, management"),
  recentServices: bilingual("五、近年来的服务情况", "part 5, services"),
  performanceAndContribution: bilingual("六、主要服务业绩", "part 6, performance"),
  governmentSupport: bilingual("七、获得各级政府扶持的情况", "part 7, support"),
  nextSteps: bilingual("八、下一步发展设想", "part 8, next steps"),
}

const whichPart = (heading: ReportHeading): Bilingual =>
  bilingual(
    `申请报告有多个文件，看不出${partNames[heading].zh}在哪一个`,
    `the report has several files; cannot tell which holds ${partNames[heading].en}`,
  )

const doubtful = (where: string, doubts: ReadonlyArray<Bilingual>): Failure => ({
  exit: exits.usage,
  code: "Malformed",
  message: bilingual(
    `${where}的材料有${doubts.length}处须核对`,
    `${where}: ${doubts.length} ${doubts.length === 1 ? "material" : "materials"} to look at`,
  ),
  figures: doubts,
  hint: bilingual(
    "文件名以第八条的序号开头，如“02-营业执照”，或写入材料名称",
    "start a file's name with its number in Art. 8, as in 02-licence, or include the material's name",
  ),
  details: doubts,
})
