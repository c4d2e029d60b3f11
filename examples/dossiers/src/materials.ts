/** The twelve materials of one applicant, as files. Art. 8. */
import { createHash } from "node:crypto"
import { dossierItemNames, dossierItems, yearOf, type Document, type DossierItem } from "@shifan/core"
import type { Applicant } from "./applicants.js"
import { docx, xlsx } from "./office-files.js"
import { pdf } from "./pdf.js"
import { licencePicture } from "./png.js"

export interface MaterialFile {
  readonly item: DossierItem
  readonly name: string
  readonly bytes: Uint8Array
  readonly document: Document
}

interface Made {
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

const report = (one: Applicant): Made => ({
  extension: "docx",
  bytes: docx(
    "秦皇岛市中小企业公共服务示范平台申请报告",
    headings.map((heading) => [heading, `${one.unitName}：本文为示例，内容为虚构，仅供演示。`]),
  ),
})

const accounts = (one: Applicant): Made => ({
  extension: "xlsx",
  bytes: xlsx([
    [one.unitName, "", ""],
    [`${yearOf(one.appliesOn) - 1}年度服务收支情况（万元）`, "", ""],
    ["服务收入", 420, ""],
    ["服务支出", 372, ""],
  ]),
})

const clients = (one: Applicant): Made => ({
  extension: "xlsx",
  bytes: xlsx([
    ["序号", "企业名称", "服务成效"],
    ...Array.from({ length: Math.floor(one.served[2] / 2) }, (_, i) => [i + 1, `示例企业${i + 1}`, "良好"]),
  ]),
})

const page = (one: Applicant, item: DossierItem): Made => ({
  extension: "pdf",
  bytes: pdf(dossierItems[item].zh.slice(0, 30), [one.unitName, one.uscc, "本件为示例，内容为虚构。", one.appliesOn]),
})

const made = (one: Applicant, item: DossierItem, mark: number): Made => {
  switch (item) {
    case "applicationReport":
      return report(one)
    case "legalPersonCertificateOrBusinessLicence":
      return { extension: "png", bytes: licencePicture(mark) }
    case "priorYearServiceAccounts":
      return accounts(one)
    case "clientListAndOutcomes":
      return clients(one)
    default:
      return page(one, item)
  }
}

export const materialsOf = (one: Applicant, mark: number): ReadonlyArray<MaterialFile> =>
  dossierItemNames
    .filter((item) => one.materials[item] === undefined)
    .map((item) => {
      const { extension, bytes } = made(one, item, mark)
      const number = String(dossierItemNames.indexOf(item) + 1).padStart(2, "0")
      const document: Document = {
        title: dossierItems[item].zh.slice(0, 40),
        digest: `sha256:${createHash("sha256").update(bytes).digest("hex")}`,
        mediaType: mediaTypes[extension],
        size: bytes.length,
      }
      return { item, name: `${number}-${item}.${extension}`, bytes, document }
    })
