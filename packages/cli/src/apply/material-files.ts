/** Reads the files of an applicant's folder for their digests, and recognises them by name. */
import { createHash } from "node:crypto"
import { extname } from "node:path"
import * as E from "fp-ts/lib/Either.js"
import { dossierItemNames, type Document, type DossierItem } from "@shifan/core"
import { limits, readFolder } from "../input/read-file.js"
import type { Failure } from "../result.js"

export interface MaterialFile {
  readonly name: string
  readonly digest: string
  readonly size: number
}

export const materialFile = (name: string, bytes: Uint8Array): MaterialFile => ({
  name,
  digest: `sha256:${createHash("sha256").update(bytes).digest("hex")}`,
  size: bytes.length,
})

/** @param isMaterial whether to read the file with this name as a material */
export const readMaterialFiles = (
  folder: string,
  isMaterial: (name: string) => boolean = () => true,
): E.Either<Failure, ReadonlyArray<MaterialFile>> => {
  const files: Array<MaterialFile> = []
  const faults = readFolder(folder, limits.document, (name, bytes) => {
    if (isMaterial(name)) files.push(materialFile(name, bytes))
  })
  if (E.isLeft(faults)) return faults
  const [first, ...others] = faults.right
  if (first === undefined) return E.right(files)
  return E.left({ ...first, details: others.map(({ message }) => message) })
}

/** Files that programs leave next to an open document, and files of the operating system. */
export const isLeftBehind = (name: string): boolean => /^(?:~\$|\.|Thumbs\.db$|desktop\.ini$)/i.test(name)

const mediaTypes: Readonly<Record<string, string>> = {
  pdf: "application/pdf",
  doc: "application/msword",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  xls: "application/vnd.ms-excel",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  tif: "image/tiff",
  tiff: "image/tiff",
  txt: "text/plain",
  zip: "application/zip",
  ofd: "application/ofd",
}

/** The title is the file name without its extension. */
export const documentOf = ({ name, digest, size }: MaterialFile): Document => {
  const ending = extname(name)
  return {
    title: (ending === "" ? name : name.slice(0, -ending.length)).trim(),
    digest,
    mediaType: mediaTypes[ending.slice(1).toLowerCase()] ?? "application/octet-stream",
    size,
  }
}

/** Words people use for each material; the first is from art. 8. */
const wordsOf: { readonly [Item in DossierItem]: ReadonlyArray<string> } = {
  applicationReport: ["申请报告", "申请表"],
  legalPersonCertificateOrBusinessLicence: ["法人证书", "营业执照"],
  priorYearServiceAccounts: ["财务报表", "服务收支", "审计报告"],
  facilityInventory: ["设备清单", "服务设施", "仪器设备", "设施清单"],
  personnelRoster: ["人员名单", "专业技术人员", "职称"],
  clientListAndOutcomes: ["服务协议", "企业名单", "成效"],
  developmentOrOperatingPlan: ["发展规划", "运营计划", "工作计划"],
  qualityManagementCertificate: ["质量管理体系", "质量体系"],
  qualificationsAndHonours: ["从业资格", "资质", "荣誉", "认定证书"],
  governmentSupport: ["政府扶持", "扶持的情况", "扶持情况"],
  otherEvidence: ["其他材料"],
  truthfulnessDeclaration: ["真实性", "声明"],
}

const numerals = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"]

/**
 * Guesses the material from a file name: by its words, and by its number in art. 8, as 02-, （二） or 材料2. If the name has
 * both, they must agree.
 */
export const materialsNamed = (name: string): ReadonlyArray<DossierItem> => {
  const text = name.normalize("NFKC").toLowerCase()
  const byWord = dossierItemNames.filter(
    (item) => text.includes(item.toLowerCase()) || wordsOf[item].some((word) => text.includes(word)),
  )
  const numbered = numberIn(text)
  if (numbered === undefined) return byWord
  if (byWord.length === 0 || byWord.includes(numbered)) return [numbered]
  return [numbered, ...byWord]
}

const numberIn = (text: string): DossierItem | undefined => {
  const [, digits, numeral] =
    /^(?:材料|附件)?\(?(?:(\d{1,2})(?!\d)|(十[一二]?|[一二三四五六七八九])(?=[)、.:\s_-]))/.exec(text) ?? []
  const number = digits === undefined ? numerals.indexOf(numeral ?? "") + 1 : Number(digits)
  return dossierItemNames[number - 1]
}
