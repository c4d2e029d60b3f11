/** The twelve materials of an application (art. 8), and documents, which are kept outside the log and known by digest. */
import type * as t from "io-ts"
import { bilingual, type Bilingual } from "../law/bilingual.js"
import { list, oneOf, textLike } from "../codec/codec.js"
import { record, tagged, type Fields } from "../codec/record.js"
import { Cell, Line } from "./text.js"
import { Count } from "./quantity.js"

/** `sha256:` and 64 hexadecimal digits. */
export const Digest: t.Type<string, string> = textLike(
  "Digest",
  bilingual("sha256:加64位十六进制摘要", "sha256: and 64 hexadecimal digits"),
  /^sha256:[0-9a-f]{64}$/,
)

const MediaType: t.Type<string, string> = textLike(
  "MediaType",
  bilingual("媒体类型，如application/pdf", "a media type, as application/pdf"),
  /^[a-z]+\/[\w.+-]{1,100}$/,
)

export interface Document {
  readonly title: string
  readonly digest: string
  readonly mediaType: string
  /** In bytes. */
  readonly size: number
}

export const Document: t.Type<Document, unknown> = record<Document>("Document", {
  title: Line,
  digest: Digest,
  mediaType: MediaType,
  size: Count,
})

/** In the order of art. 8: the first is item (1). The names are the text's, exact. */
export const dossierItems = {
  applicationReport: bilingual("秦皇岛市中小企业公共服务示范平台申请报告", "application report (Annex 2)"),
  legalPersonCertificateOrBusinessLicence: bilingual(
    "法人证书或营业执照副本复印件",
    "copy of the legal person certificate or business licence",
  ),
  priorYearServiceAccounts: bilingual(
    "上一年度服务收支情况的财务报表",
    "last year's accounts of service income and expenditure",
  ),
  facilityInventory: bilingual(
    "主要服务设施、软件或仪器设备清单",
    "inventory of main facilities, software or instruments",
  ),
  personnelRoster: bilingual("主要管理人员和专业技术人员名单及职称情况", "managers and specialists with their titles"),
  clientListAndOutcomes: bilingual(
    "签订服务协议的中小企业名单和服务中小企业成效的评价",
    "SMEs under service agreement and evaluation of the outcomes",
  ),
  developmentOrOperatingPlan: bilingual("发展规划或年度运营计划", "development plan or yearly operating plan"),
  qualityManagementCertificate: bilingual(
    "质量管理体系认证（或年度监督审核）证书复印件",
    "copy of the quality management certificate (or yearly surveillance audit)",
  ),
  qualificationsAndHonours: bilingual(
    "县区级及以上部门颁发的从业资格、资质、认定证书（证明）复印件，授予的荣誉证书（证明）复印件",
    "copies of qualifications, accreditations and honours granted at county level or above",
  ),
  governmentSupport: bilingual("得到各级政府扶持的情况", "support received from governments"),
  otherEvidence: bilingual("能够证明符合申报条件的其他材料", "other evidence that the conditions are met"),
  truthfulnessDeclaration: bilingual("对申报材料真实性的声明", "declaration that the materials are true"),
} as const satisfies Record<string, Bilingual>

export type DossierItem = keyof typeof dossierItems

export const dossierItemNames = Object.keys(dossierItems) as ReadonlyArray<DossierItem>

/** `declaredNone` says, with a reason, that the unit has no such thing; `missing` says it ought to be there and is not. */
export type Material = MaterialOf<Document>

export type Dossier = { readonly [Item in DossierItem]: Material }

/** `D` describes a document: by digest where it is stored, by file where it is handed in. */
export type MaterialOf<D> =
  | { readonly status: "provided"; readonly documents: ReadonlyArray<D> }
  | { readonly status: "declaredNone"; readonly reason: string }
  | { readonly status: "missing" }

const materialOf = <D>(document: t.Type<D, unknown>): t.Type<MaterialOf<D>, unknown> =>
  tagged<MaterialOf<D>, "status">("Material", "status", {
    provided: record("provided", {
      status: oneOf("status", ["provided"]),
      documents: list(document, { from: 1, to: 20 }),
    }),
    declaredNone: record("declaredNone", { status: oneOf("status", ["declaredNone"]), reason: Cell }),
    missing: record("missing", { status: oneOf("status", ["missing"]) }),
  })

export const dossierOf = <D>(
  document: t.Type<D, unknown>,
): t.Type<{ readonly [Item in DossierItem]: MaterialOf<D> }, unknown> => {
  const material = materialOf(document)
  const fields = Object.fromEntries(dossierItemNames.map((item) => [item, material]))
  return record("Dossier", fields as Fields<{ readonly [Item in DossierItem]: MaterialOf<D> }>)
}

export const Dossier: t.Type<Dossier, unknown> = dossierOf(Document)
