/** att_2: the application form, 秦皇岛市中小企业公共服务示范平台申请表, with all its fields. */
import type * as t from "io-ts"
import { CivilDate } from "../law/civil-date.js"
import { basicParticulars, sealBasicParticulars, type BasicParticulars } from "./basic-particulars.js"
import { DivisionCode } from "./division.js"
import { Digest } from "./dossier.js"
import {
  CooperationResources,
  operatingYear,
  serviceProduct,
  type OperatingYear,
  type ServiceProduct,
  readingFigures,
  type ReadingFigures,
} from "./operation.js"
import { bool, list, oneOf } from "../codec/codec.js"
import { record, recordWith } from "../codec/record.js"
import type { Representation, Seal, Sealed } from "./representation.js"
import { Cell, Line } from "./text.js"
import { Uscc } from "./uscc.js"

/** Art. 2(2). An open list: "other" needs a description. */
export const serviceCategories = [
  "information",
  "technology",
  "financing",
  "quality",
  "energySaving",
  "environmentalProtection",
  "entrepreneurship",
  "training",
  "management",
  "businessServices",
  "modernLogistics",
  "other",
] as const

/** A kind of service that a platform offers (art. 2(2), an open list). */
export type ServiceCategory = (typeof serviceCategories)[number]

/** Art. 2(2): a platform offers all kinds of services, or specializes in one. */
export const platformKinds = ["comprehensive", "specialized"] as const

/** Art. 5(2). An open list: "other" needs reasons. */
export const serviceAreas = [
  "industrialCluster",
  "smallEnterpriseStartupBase",
  "industrialPark",
  "nationalNewIndustrializationBase",
  "other",
] as const

/** The area that a platform serves (art. 5(2), an open list). */
export type ServiceArea = (typeof serviceAreas)[number]

/** Headings two to eight of the application report. The first is the form itself. */
export const reportHeadings = [
  "historyAndGoals",
  "clientsRegionAndIndustry",
  "managementAndOperation",
  "recentServices",
  "performanceAndContribution",
  "governmentSupport",
  "nextSteps",
] as const

/** A chapter that annex 2 requires in the application report. */
export type ReportHeading = (typeof reportHeadings)[number]

/** An earlier title of the platform, with the document that granted it. */
export interface PriorDesignation {
  readonly documentTitle: string
  readonly documentNumber: string
}

/**
 * Annex 2 as filled in. `P` is the type of personal data: text when filled in, `Sealed` when recorded.
 * Money in fen, shares in 1/100 %, areas in 1/100 m².
 */
export interface ApplicationForm<P> extends ReadingFigures {
  readonly applicantUnitName: string
  readonly platformName: string
  readonly uscc: Uscc
  /** 所在县、区: county, district or functional zone. */
  readonly countyOrDistrict: DivisionCode
  readonly filledOn: CivilDate
  /** Whether the cover carries the unit's seal. */
  readonly seal: boolean
  readonly platformKind: (typeof platformKinds)[number]
  readonly serviceCategories: ReadonlyArray<ServiceCategory>
  readonly otherServices?: string
  /** The grade applied for, if the regulation has grades. */
  readonly grade?: string
  readonly serviceArea: ServiceArea
  /** Name of the cluster, park, base or trade; for "other", also the reasons. */
  readonly serviceAreaDescription: string
  /** For each heading, the digest of the document of material (1) that covers it. */
  readonly reportSections: { readonly [Heading in ReportHeading]: string }
  readonly basic: BasicParticulars<P>
  /** Three yearly rows, the oldest first. */
  readonly operation: ReadonlyArray<OperatingYear>
  readonly capability: {
    readonly professionalQualifications: string
    readonly serviceProducts: ReadonlyArray<ServiceProduct>
    readonly cooperationResources: CooperationResources
    readonly itEnabledServices: string
    readonly honours: string
  }
  readonly support: {
    readonly governmentSupportReceived: string
    readonly priorDesignations: ReadonlyArray<PriorDesignation>
  }
}

type Optional = "otherServices" | "grade" | keyof ReadingFigures

/** Codec of annex 2, as filled in or as recorded: see `Representation`. */
export const applicationForm = <P>(representation: Representation<P>): t.Type<ApplicationForm<P>, unknown> =>
  recordWith<Omit<ApplicationForm<P>, Optional>, Required<Pick<ApplicationForm<P>, Optional>>>(
    "ApplicationForm",
    {
      applicantUnitName: Line,
      platformName: Line,
      uscc: Uscc,
      countyOrDistrict: DivisionCode,
      filledOn: CivilDate,
      seal: bool,
      platformKind: oneOf("PlatformKind", platformKinds),
      serviceCategories: list(oneOf("ServiceCategory", serviceCategories), { from: 1, to: serviceCategories.length }),
      serviceArea: oneOf("ServiceArea", serviceAreas),
      serviceAreaDescription: Cell,
      reportSections: record<ApplicationForm<P>["reportSections"]>("ReportSections", {
        historyAndGoals: Digest,
        clientsRegionAndIndustry: Digest,
        managementAndOperation: Digest,
        recentServices: Digest,
        performanceAndContribution: Digest,
        governmentSupport: Digest,
        nextSteps: Digest,
      }),
      basic: basicParticulars(representation),
      operation: list(operatingYear(representation), { from: 1, to: 3 }),
      capability: record<ApplicationForm<P>["capability"]>("Capability", {
        professionalQualifications: Cell,
        serviceProducts: list(serviceProduct(representation), { from: 1, to: 10 }),
        cooperationResources: CooperationResources,
        itEnabledServices: Cell,
        honours: Cell,
      }),
      support: record<ApplicationForm<P>["support"]>("Support", {
        governmentSupportReceived: Cell,
        priorDesignations: list(
          record<PriorDesignation>("PriorDesignation", { documentTitle: Line, documentNumber: Line }),
          { to: 10 },
        ),
      }),
    },
    {
      otherServices: Cell,
      grade: Line,
      ...readingFigures(representation),
    },
  )

/** The form as recorded, with each personal datum replaced by a commitment. */
export const sealApplicationForm = (seal: Seal, filled: ApplicationForm<string>): ApplicationForm<Sealed> => ({
  ...filled,
  basic: sealBasicParticulars(seal, "form.basic", filled.basic),
})
