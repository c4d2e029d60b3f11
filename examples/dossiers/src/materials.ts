/** The twelve materials of an applicant, as files. Art. 8. */
import { createHash } from "node:crypto"
import { dossierItemNames, yearOf, type Document, type DossierItem } from "@shifan/core"
import { materialName } from "@shifan/core/messages"
import { qinhuangdao2020 } from "@shifan/core/regulations"
import type { Applicant } from "./applicants.js"
import { docx, licencePng, pdf, xlsx } from "./file-formats.js"

export interface MaterialFile {
  readonly item: DossierItem
  readonly name: string
  readonly bytes: Uint8Array
  readonly document: Document
}

interface Content {
  readonly extension: "docx" | "xlsx" | "pdf" | "png"
  readonly bytes: Uint8Array
}

const mediaTypes = {
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  pdf: "application/pdf",
  png: "image/png",
} as const

const headings = [
  "二、申请单位的基本情况",
  "三、服务对象所在区域的行业状况",
  "四、管理运营情况",
  "五、近年来的服务情况",
  "六、主要服务业绩及贡献",
  "七、获得各级政府扶持的情况",
  "八、下一步发展设想",
]

const report = (applicant: Applicant): Content => ({
  extension: "docx",
  bytes: docx(
    "秦皇岛市中小企业公共服务示范平台申请报告",
    headings.map((heading) => [heading, `${applicant.unitName}：本文为示例，内容为虚构，仅供演示。`]),
  ),
})

const accounts = (applicant: Applicant): Content => ({
  extension: "xlsx",
  bytes: xlsx([
    [applicant.unitName, "", ""],
    [`${yearOf(applicant.appliesOn) - 1}年度服务收支情况（万元）`, "", ""],
    ["服务收入", 420, ""],
    ["服务支出", 372, ""],
  ]),
})

const clients = (applicant: Applicant): Content => ({
  extension: "xlsx",
  bytes: xlsx([
    ["序号", "企业名称", "服务成效"],
    ...Array.from({ length: Math.floor(applicant.served[2] / 2) }, (_, i) => [i + 1, `示例企业${i + 1}`, "良好"]),
  ]),
})

const page = (applicant: Applicant, item: DossierItem): Content => ({
  extension: "pdf",
  bytes: pdf(materialName(item, qinhuangdao2020).zh.slice(0, 30), [
    applicant.unitName,
    applicant.uscc,
    "本件为示例，内容为虚构。",
    applicant.appliesOn,
  ]),
})

const contentOf = (applicant: Applicant, item: DossierItem, mark: number): Content => {
  switch (item) {
    case "applicationReport":
      return report(applicant)
    case "legalPersonCertificateOrBusinessLicence":
      return { extension: "png", bytes: licencePng(mark) }
    case "priorYearServiceAccounts":
      return accounts(applicant)
    case "clientListAndOutcomes":
      return clients(applicant)
    default:
      return page(applicant, item)
  }
}

export const materialsOf = (applicant: Applicant, mark: number): ReadonlyArray<MaterialFile> =>
  dossierItemNames
    .filter((item) => applicant.materials[item] === undefined)
    .map((item) => {
      const { extension, bytes } = contentOf(applicant, item, mark)
      const number = String(dossierItemNames.indexOf(item) + 1).padStart(2, "0")
      const document: Document = {
        title: materialName(item, qinhuangdao2020).zh.slice(0, 40),
        digest: `sha256:${createHash("sha256").update(bytes).digest("hex")}`,
        mediaType: mediaTypes[extension],
        size: bytes.length,
      }
      return { item, name: `${number}-${item}.${extension}`, bytes, document }
    })
