/** An applicant's annex 2 as filled in by the unit: money in 万元, percentages as decimals. */
import { yearOf } from "@shifan/core"
import type { Applicant } from "./applicants.js"

type Json = string | number | boolean | ReadonlyArray<Json> | { readonly [key: string]: Json }

/** `report`: digest of the application report, which contains all seven sections. */
export const formOf = (applicant: Applicant, report: string): { readonly [key: string]: Json } => ({
  applicantUnitName: applicant.unitName,
  platformName: applicant.platformName,
  uscc: applicant.uscc,
  countyOrDistrict: applicant.division,
  filledOn: applicant.appliesOn,
  seal: true,
  platformKind: applicant.slug === "comprehensive" ? "comprehensive" : "specialized",
  serviceCategories:
    applicant.slug === "comprehensive"
      ? ["information", "financing", "training", "management"]
      : ["technology", "training"],
  serviceArea: "industrialPark",
  serviceAreaDescription: "示例产业园区",
  reportSections: {
    historyAndGoals: report,
    clientsRegionAndIndustry: report,
    managementAndOperation: report,
    recentServices: report,
    performanceAndContribution: report,
    governmentSupport: report,
    nextSteps: report,
  },
  basic: {
    registeredOn: applicant.operationStart,
    operationStart: applicant.operationStart,
    unitNature: applicant.unitNature,
    legalRepresentative: "示例法人甲",
    registeredAddress: "河北省秦皇岛市示例路1号",
    postalCode: "066000",
    contactPerson: "示例联系人甲",
    phone: "0335-5550101",
    mobile: "13800000001",
    email: "contact@example.cn",
    website: "https://example.cn",
    registeredCapital: "200",
    investors: [{ name: "示例投资有限公司", nature: "民营", share: "60" }],
    totalAssets: applicant.totalAssets,
    facilitiesAndSoftware: "32.5",
    instrumentSets: 24,
    instruments: "21",
    premisesArea: "860",
    premisesTenure: { rented: true, owned: false },
    ownedPremises: "0",
    staff: applicant.staff,
    qualifiedStaff: { ...applicant.qualified },
  },
  // No rows for years before the unit existed.
  operation: applicant.served
    .map((served, i) => ({
      year: yearOf(applicant.appliesOn) - 3 + i,
      operatingRevenue: String(420 + 35 * i),
      serviceRevenue: String(360 + 30 * i),
      totalProfit: i === 0 ? "-6.4" : String(18 + 9 * i),
      taxesPaid: `${20 + 3 * i}.5`,
      smesServed: served,
      visits: applicant.visits[i] ?? served,
      smesWithAgreement: Math.floor(served / 2),
    }))
    .filter(({ year }) => year >= yearOf(applicant.operationStart)),
  capability: {
    professionalQualifications: "检验检测机构资质认定（示例）",
    serviceProducts: [
      { name: "技术咨询", scale: applicant.served[2], scaleUnit: "enterprises", revenueShare: "55" },
      { name: "人才培训", scale: 640, scaleUnit: "persons", revenueShare: "25.5" },
    ],
    cooperationResources: { partnersWithAgreement: "示例大学、示例银行", otherPartners: "示例行业协会" },
    itEnabledServices: "线上预约与远程诊断",
    honours: "县级优秀服务机构（示例）",
  },
  selfDeclaredSatisfaction: "93.5",
  support: {
    governmentSupportReceived: "获县级服务补贴（示例）",
    priorDesignations: [{ documentTitle: "示例县中小企业公共服务平台名单", documentNumber: "示工信〔2019〕示例3号" }],
  },
})
