/** The applicants, all invented, as their names say. Omitted values are those of `ordinary`. */
import { civilDate as day, type Bilingual, type CivilDate, type DossierItem, type Uscc } from "@shifan/core"
import { code, codeEndingInZero } from "./codes.js"

export type Expected = "notMet" | "notYetJudged" | "refused"

export interface Applicant {
  /** Folder name after the number. */
  readonly slug: string
  readonly uscc: Uscc
  readonly division: string
  readonly unitName: string
  readonly platformName: string
  readonly appliesOn: CivilDate
  readonly operationStart: CivilDate
  readonly staff: number
  readonly qualified: { readonly diplomaOnly: number; readonly titleOnly: number; readonly diplomaAndTitle: number }
  /** In 万元. */
  readonly totalAssets: string
  /** SMEs served in the previous three years, oldest first. */
  readonly served: readonly [number, number, number]
  readonly visits: readonly [number, number, number]
  readonly unitNature: "enterprise" | "privateNonEnterprise" | "publicInstitution" | "individualBusiness"
  readonly materials: { readonly [Item in DossierItem]?: "missing" | "declaredNone" }
  readonly case: Bilingual
  readonly expected: Expected
}

const ordinary = {
  staff: 18,
  qualified: { diplomaOnly: 6, titleOnly: 3, diplomaAndTitle: 4 },
  totalAssets: "326.5",
  served: [58, 71, 96],
  visits: [143, 180, 241],
  unitNature: "enterprise",
  materials: {},
  expected: "notYetJudged",
} as const satisfies Partial<Applicant>

type Particulars = Pick<Applicant, "slug" | "division" | "unitName" | "platformName" | "case"> & Partial<Applicant>

/** Most apply on 1 December 2020; those of later years on 10 September, during the call. */
const applicant = (number: number, particulars: Particulars): Applicant => ({
  ...ordinary,
  uscc: code("91", particulars.division, 100 + number),
  appliesOn: day("2020-12-01"),
  operationStart: day("2016-05-18"),
  ...particulars,
})

const particulars: ReadonlyArray<Particulars> = [
  {
    slug: "exactly-met",
    division: "130302",
    unitName: "秦皇岛示例启航创业服务有限公司",
    platformName: "示例启航创业服务平台",
    case: { zh: "第五条各项数字恰好达到", en: "every number of Art. 5 exactly met" },
    operationStart: day("2018-12-01"),
    staff: 10,
    qualified: { diplomaOnly: 2, titleOnly: 2, diplomaAndTitle: 2 },
    totalAssets: "100",
    served: [48, 49, 50],
  },
  {
    slug: "nine-staff",
    division: "130303",
    unitName: "秦皇岛示例关城信息咨询有限公司",
    platformName: "示例关城信息服务平台",
    case: { zh: "从业人数9人，差1人", en: "nine staff, one short" },
    staff: 9,
    qualified: { diplomaOnly: 3, titleOnly: 1, diplomaAndTitle: 2 },
    expected: "notMet",
  },
  {
    slug: "assets-one-fen-short",
    division: "130304",
    unitName: "秦皇岛示例海滨会展服务有限公司",
    platformName: "示例海滨商务服务平台",
    case: { zh: "资产总额差1分钱", en: "total assets one fen short" },
    totalAssets: "99.999999",
    expected: "notMet",
  },
  {
    slug: "fifty-visits-49-enterprises",
    division: "130306",
    unitName: "秦皇岛示例抚宁农机检测有限公司",
    platformName: "示例抚宁质量检测平台",
    case: { zh: "服务50户次但只有49家企业", en: "50 visits but 49 enterprises" },
    served: [40, 45, 49],
    visits: [41, 46, 50],
    expected: "notMet",
  },
  {
    slug: "one-qualified-short",
    division: "130321",
    unitName: "秦皇岛示例青龙林果技术有限公司",
    platformName: "示例青龙林果技术平台",
    case: { zh: "10人中专业人员5人，差1人", en: "five qualified of ten, one short" },
    staff: 10,
    qualified: { diplomaOnly: 3, titleOnly: 1, diplomaAndTitle: 1 },
    expected: "notMet",
  },
  {
    slug: "no-growth",
    division: "130322",
    unitName: "秦皇岛示例昌黎葡萄酒服务有限公司",
    platformName: "示例昌黎葡萄酒产业服务平台",
    case: { zh: "三年服务企业数持平，没有增长", en: "the same number served each year, no growth" },
    served: [60, 60, 60],
    expected: "notMet",
  },
  {
    slug: "sixty-percent-in-integers",
    division: "130324",
    unitName: "秦皇岛示例卢龙甘薯检验有限公司",
    platformName: "示例卢龙食品检验平台",
    case: {
      zh: "40人中24人恰为60%；浮点相加7/40、14/40、3/40会判不足",
      en: "24 of 40 is 60% exactly; 7/40 + 14/40 + 3/40 in floating point falls below",
    },
    staff: 40,
    qualified: { diplomaOnly: 7, titleOnly: 14, diplomaAndTitle: 3 },
  },
  {
    slug: "one-day-short-of-two-years",
    division: "130302",
    unitName: "秦皇岛示例港城环保技术有限公司",
    platformName: "示例港城环保技术平台",
    case: { zh: "运营满两年差一天", en: "one day short of two years" },
    operationStart: day("2018-12-02"),
    expected: "notMet",
  },
  {
    slug: "leap-day",
    division: "130371",
    unitName: "秦皇岛示例经开智能装备服务有限公司",
    platformName: "示例经开智能装备服务平台",
    case: {
      zh: "2020年2月29日起算，2022年2月28日满两年",
      en: "began on 29 February 2020: two years on 28 February 2022",
    },
    appliesOn: day("2022-09-10"),
    operationStart: day("2020-02-29"),
  },
  {
    slug: "waiver-granted",
    division: "130372",
    unitName: "秦皇岛示例北戴河新区健康服务有限公司",
    platformName: "示例新区健康产业服务平台",
    case: { zh: "业绩突出，从业人数8人获放宽", en: "outstanding, so eight staff are waived" },
    staff: 8,
    qualified: { diplomaOnly: 2, titleOnly: 1, diplomaAndTitle: 3 },
    served: [120, 155, 210],
    expected: "notMet",
  },
  {
    slug: "waiver-not-allowed",
    division: "130302",
    unitName: "秦皇岛示例海港培训服务有限公司",
    platformName: "示例海港人才培训平台",
    case: { zh: "管理制度不完善，该项不得放宽", en: "no management system, which may not be waived" },
    appliesOn: day("2021-09-10"),
  },
  {
    slug: "material-declared-none",
    division: "130303",
    unitName: "秦皇岛示例山海关船舶设计有限公司",
    platformName: "示例山海关船舶设计平台",
    case: { zh: "没有质量管理体系认证，已说明理由", en: "no quality certificate, declared none with a reason" },
    appliesOn: day("2021-09-10"),
    materials: { qualityManagementCertificate: "declaredNone" },
  },
  {
    slug: "material-missing",
    division: "130304",
    unitName: "秦皇岛示例北戴河文创服务有限公司",
    platformName: "示例北戴河文创服务平台",
    case: { zh: "缺服务企业名单", en: "the client list is missing" },
    appliesOn: day("2021-09-10"),
    materials: { clientListAndOutcomes: "missing" },
    expected: "refused",
  },
  {
    slug: "individual-business",
    division: "130306",
    uscc: code("92", "130306", 114),
    unitName: "秦皇岛示例抚宁便民打印服务部",
    platformName: "示例抚宁便民服务平台",
    case: { zh: "个体工商户，不是法人单位", en: "an individual business, no legal person" },
    appliesOn: day("2021-09-10"),
    unitNature: "individualBusiness",
    expected: "refused",
  },
  {
    slug: "code-ending-in-zero",
    division: "130321",
    uscc: codeEndingInZero("130321", 115),
    unitName: "秦皇岛示例青龙电商物流有限公司",
    platformName: "示例青龙电商物流平台",
    case: { zh: "统一社会信用代码校验位为0", en: "a code whose check character is 0" },
    appliesOn: day("2022-09-10"),
  },
  {
    slug: "zone",
    division: "130371",
    unitName: "秦皇岛示例经开检验检测有限公司",
    platformName: "示例经开检验检测平台",
    case: { zh: "由开发区主管部门推荐", en: "recommended by a zone's authority" },
  },
  {
    slug: "after-the-extension",
    division: "130372",
    unitName: "秦皇岛示例新区数字服务有限公司",
    platformName: "示例新区数字化转型平台",
    case: { zh: "办法延长有效期之后申报", en: "applies after the extension" },
    appliesOn: day("2023-09-10"),
  },
  {
    slug: "private-non-enterprise",
    division: "130322",
    unitName: "昌黎示例毛皮产业服务中心",
    platformName: "示例昌黎毛皮产业服务平台",
    case: { zh: "民办非企业单位", en: "a private non-enterprise unit" },
    unitNature: "privateNonEnterprise",
  },
  {
    slug: "comprehensive",
    division: "130302",
    unitName: "秦皇岛示例融通企业服务有限公司",
    platformName: "示例融通综合服务平台",
    case: { zh: "综合性平台，条件充裕", en: "a comprehensive platform with room to spare" },
    staff: 46,
    qualified: { diplomaOnly: 17, titleOnly: 5, diplomaAndTitle: 16 },
    totalAssets: "1860.25",
    served: [210, 268, 335],
    visits: [560, 702, 911],
  },
  {
    slug: "last-call",
    division: "130306",
    unitName: "秦皇岛示例抚宁节能技术有限公司",
    platformName: "示例抚宁节能服务平台",
    case: { zh: "2024年度申报", en: "applies in the call of 2024" },
    appliesOn: day("2024-09-10"),
  },
]

export const applicants: ReadonlyArray<Applicant> = particulars.map((each, i) => applicant(i + 1, each))
