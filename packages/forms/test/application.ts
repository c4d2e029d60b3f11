/** An application as filled in by a unit. */
import { fullDossier, plainForm, unit } from "@shifan/testkit"
import { civilDate, division } from "@shifan/core"

const form = plainForm(unit, division("130302", "海港区").code, civilDate("2020-12-01"))

const clear = {
  legalRepresentative: "示例甲",
  contactPerson: "示例乙",
  phone: "0335-5550101",
  mobile: "13800000001",
  email: "contact@example.cn",
}

/** As JSON. */
export const application = {
  callYear: 2020,
  form: {
    ...form,
    basic: {
      ...form.basic,
      ...clear,
      operationStart: "2015-04-01",
      registeredCapital: "200",
      totalAssets: "326.5",
      facilitiesAndSoftware: "30",
      instruments: "20",
      premisesArea: "860",
      ownedPremises: "0",
      investors: [{ name: "示例投资", nature: "民营", share: "60" }],
    },
    operation: form.operation.map((year) => ({
      ...year,
      operatingRevenue: "420",
      serviceRevenue: "360",
      totalProfit: "-1",
      taxesPaid: "20",
    })),
    capability: {
      ...form.capability,
      serviceProducts: [{ name: "技术咨询", scale: 80, scaleUnit: "enterprises", revenueShare: "55" }],
    },
    selfDeclaredSatisfaction: "93.5",
    priorYearEnd: { staff: 17, diplomaOnly: 5, titleOnly: 3, diplomaAndTitle: 4, totalAssets: "300.5" },
  },
  dossier: fullDossier,
} as const
