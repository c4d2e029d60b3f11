/** Names of the twelve materials as in art. 8. Separate from their codecs, since rules do not need the names. */
import { bilingual, type Bilingual } from "../law/bilingual.js"
import type { DossierItem } from "./dossier.js"

/** The Chinese names are exactly those of the text. */
export const dossierItems: { readonly [Item in DossierItem]: Bilingual } = {
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
}
