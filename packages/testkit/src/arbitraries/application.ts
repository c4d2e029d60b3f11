import fc from "fast-check"
import {
  civilDate,
  dossierItemNames,
  plusDays,
  type ApplicationForm,
  type CivilDate,
  type Document,
  type Dossier,
  type DossierItem,
  type Material,
  type Sealed,
  type Uscc,
} from "@shifan/core"

const hexDigit = "0123456789abcdef"

/** An arbitrary commitment. Decisions do not depend on its value. */
export const sealed: Sealed = { sealed: hexDigit.repeat(4) }

/** A well-formed document with an invented digest. */
export const document: Document = {
  title: "示例材料",
  digest: `sha256:${hexDigit.repeat(4)}`,
  mediaType: "application/pdf",
  size: 1024,
}

const near = (threshold: number, spread: number): fc.Arbitrary<number> =>
  fc.integer({ min: Math.max(0, threshold - spread), max: threshold + spread })

/** Mostly a number that meets the condition, sometimes one close to its threshold. */
const often = (plain: number, other: fc.Arbitrary<number>): fc.Arbitrary<number> =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(plain) }, { weight: 1, arbitrary: other })

const servedInThreeYears: fc.Arbitrary<ReadonlyArray<number>> = fc.oneof(
  { weight: 3, arbitrary: fc.constant<ReadonlyArray<number>>([60, 70, 80]) },
  { weight: 1, arbitrary: fc.tuple(near(48, 2), near(49, 2), near(50, 2)) },
)

/** A form filled in on this day, with numbers close to the limits of art. 5, so that both sides of each are frequent. */
export const applicationForm = (
  uscc: Uscc,
  county: ApplicationForm<Sealed>["countyOrDistrict"],
  on: CivilDate,
): fc.Arbitrary<ApplicationForm<Sealed>> =>
  fc
    .record({
      staff: often(20, near(10, 2)),
      qualified: often(14, near(6, 1)),
      totalAssets: often(200_000_000, near(100_000_000, 1)),
      served: servedInThreeYears,
      daysOperated: often(2000, near(730, 2)),
    })
    .map(({ staff, qualified, totalAssets, served, daysOperated }) => ({
      ...plainForm(uscc, county, on),
      basic: {
        ...plainForm(uscc, county, on).basic,
        registeredOn: plusDays(on, -daysOperated),
        totalAssets,
        staff,
        qualifiedStaff: { diplomaOnly: Math.min(staff, qualified), titleOnly: 0, diplomaAndTitle: 0 },
      },
      operation: served.map((smesServed, i) => ({ ...plainYear(Number(on.slice(0, 4)) - 3 + i), smesServed })),
    }))

const plainYear = (year: number) => ({
  year,
  operatingRevenue: 420_000_000,
  serviceRevenue: 360_000_000,
  totalProfit: -1_000_000,
  taxesPaid: 20_000_000,
  smesServed: 60,
  visits: 120,
  smesWithAgreement: 30,
})

/** A form that meets every number of art. 5 with a wide margin. */
export const plainForm = (
  uscc: Uscc,
  countyOrDistrict: ApplicationForm<Sealed>["countyOrDistrict"],
  on: CivilDate,
): ApplicationForm<Sealed> => ({
  applicantUnitName: "秦皇岛示例服务有限公司",
  platformName: "示例服务平台",
  uscc,
  countyOrDistrict,
  filledOn: on,
  seal: true,
  platformKind: "specialized",
  serviceCategories: ["technology"],
  serviceArea: "industrialPark",
  serviceAreaDescription: "示例产业园区",
  reportSections: {
    historyAndGoals: document.digest,
    clientsRegionAndIndustry: document.digest,
    managementAndOperation: document.digest,
    recentServices: document.digest,
    performanceAndContribution: document.digest,
    governmentSupport: document.digest,
    nextSteps: document.digest,
  },
  basic: {
    registeredOn: civilDate("2015-03-01"),
    unitNature: "enterprise",
    legalRepresentative: sealed,
    registeredAddress: "河北省秦皇岛市示例路1号",
    postalCode: "066000",
    contactPerson: sealed,
    phone: sealed,
    mobile: sealed,
    email: sealed,
    registeredCapital: 200_000_000,
    investors: [],
    totalAssets: 326_500_000,
    facilitiesAndSoftware: 3000,
    instrumentSets: 4,
    instruments: 2000,
    premisesArea: 86_000,
    premisesTenure: { rented: true, owned: false },
    ownedPremises: 0,
    staff: 18,
    qualifiedStaff: { diplomaOnly: 6, titleOnly: 3, diplomaAndTitle: 4 },
  },
  operation: [
    { ...plainYear(Number(on.slice(0, 4)) - 3), smesServed: 60 },
    { ...plainYear(Number(on.slice(0, 4)) - 2), smesServed: 70 },
    { ...plainYear(Number(on.slice(0, 4)) - 1), smesServed: 80 },
  ],
  capability: {
    professionalQualifications: "示例资质",
    serviceProducts: [{ name: "技术咨询", scale: 80, scaleUnit: "enterprises", revenueShare: 5500 }],
    cooperationResources: { partnersWithAgreement: "示例大学", otherPartners: "示例协会" },
    itEnabledServices: "线上预约",
    honours: "示例荣誉",
  },
  selfDeclaredSatisfaction: 9350,
  support: { governmentSupportReceived: "示例补贴", priorDesignations: [] },
})

const provided: Material = { status: "provided", documents: [document] }
const none: Material = { status: "declaredNone", reason: "尚未开展。" }

/** All twelve materials, each provided. */
export const fullDossier: Dossier = Object.fromEntries(dossierItemNames.map((item) => [item, provided])) as {
  readonly [Item in DossierItem]: Material
}

/** Mostly complete; sometimes a material is declared not applicable, or is missing. */
export const dossier: fc.Arbitrary<Dossier> = fc.oneof(
  { weight: 6, arbitrary: fc.constant(fullDossier) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(...dossierItemNames), fc.constantFrom<Material>(none, { status: "missing" }))
      .map(([item, material]) => ({ ...fullDossier, [item]: material })),
  },
)
