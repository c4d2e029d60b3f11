/** 平台基本情况: the first part, which att_2 and att_3 have in common. */
import type * as t from "io-ts"
import { CivilDate } from "../law/civil-date.js"
import { Count } from "./quantity.js"
import { bool, list, oneOf } from "../codec/codec.js"
import { record, recordWith } from "../codec/record.js"
import type { Representation, Seal, Sealed } from "./representation.js"
import { Email, Line, Mobile, Phone, PostalCode, Website } from "./text.js"

/** 单位性质. The last four are not legal persons (art. 2). In the paper form this is a free text. */
export const unitNatures = [
  "enterprise",
  "publicInstitution",
  "socialOrganisation",
  "privateNonEnterprise",
  "farmersCooperative",
  "otherLegalPerson",
  "soleProprietorship",
  "partnership",
  "branch",
  "individualBusiness",
] as const

/** The legal nature of a unit. */
export type UnitNature = (typeof unitNatures)[number]

/** Numbers of staff with the qualification of art. 5(3). Each person is counted in exactly one of the three. */
export interface QualifiedStaff {
  /** 大专及以上学历, without an intermediate title. */
  readonly diplomaOnly: number
  /** 中级及以上技术职称, without a college diploma. */
  readonly titleOnly: number
  readonly diplomaAndTitle: number
}

/** A main investor in annex 2. */
export interface Investor<P> {
  readonly name: P
  readonly nature: string
  /** In 1/100 %. The shares need not add up to 100 %, since only main investors are listed. */
  readonly share: number
}

/** `P` is the type of personal data: text when filled in, `Sealed` when stored. Money in fen, shares in 1/100 %. */
export interface BasicParticulars<P> {
  readonly registeredOn: CivilDate
  /** When the platform began to operate, if on a different day. */
  readonly operationStart?: CivilDate
  readonly unitNature: UnitNature
  readonly legalRepresentative: P
  readonly registeredAddress: string
  readonly postalCode: string
  readonly contactPerson: P
  readonly phone: P
  readonly mobile: P
  readonly fax?: P
  readonly email: P
  readonly website?: string
  readonly registeredCapital: number
  readonly investors: ReadonlyArray<Investor<P>>
  readonly totalAssets: number
  /** 服务设施、软件占总资产的％ */
  readonly facilitiesAndSoftware: number
  readonly instrumentSets: number
  readonly instruments: number
  /** In 1/100 m². */
  readonly premisesArea: number
  readonly premisesTenure: { readonly rented: boolean; readonly owned: boolean }
  readonly ownedPremises: number
  readonly staff: number
  readonly qualifiedStaff: QualifiedStaff
}

const QualifiedStaff: t.Type<QualifiedStaff, unknown> = record<QualifiedStaff>("QualifiedStaff", {
  diplomaOnly: Count,
  titleOnly: Count,
  diplomaAndTitle: Count,
})

/** Codec of annex 2's first table. */
export const basicParticulars = <P>(representation: Representation<P>): t.Type<BasicParticulars<P>, unknown> =>
  recordWith<
    Omit<BasicParticulars<P>, "operationStart" | "fax" | "website">,
    Required<Pick<BasicParticulars<P>, "operationStart" | "fax" | "website">>
  >(
    "BasicParticulars",
    {
      registeredOn: CivilDate,
      unitNature: oneOf("UnitNature", unitNatures),
      legalRepresentative: representation.personal(Line),
      registeredAddress: Line,
      postalCode: PostalCode,
      contactPerson: representation.personal(Line),
      phone: representation.personal(Phone),
      mobile: representation.personal(Mobile),
      email: representation.personal(Email),
      registeredCapital: representation.amount,
      investors: list(
        record<Investor<P>>("Investor", {
          name: representation.personal(Line),
          nature: Line,
          share: representation.share,
        }),
        {
          to: 4,
        },
      ),
      totalAssets: representation.amount,
      facilitiesAndSoftware: representation.share,
      instrumentSets: Count,
      instruments: representation.share,
      premisesArea: representation.area,
      premisesTenure: record<{ readonly rented: boolean; readonly owned: boolean }>("PremisesTenure", {
        rented: bool,
        owned: bool,
      }),
      ownedPremises: representation.share,
      staff: Count,
      qualifiedStaff: QualifiedStaff,
    },
    { operationStart: CivilDate, fax: representation.personal(Phone), website: Website },
  )

/** Seals the personal data. `path` is the path of these particulars in their form. */
export const sealBasicParticulars = (
  seal: Seal,
  path: string,
  filled: BasicParticulars<string>,
): BasicParticulars<Sealed> => {
  const { fax, investors, ...rest } = filled
  const sealed = (field: "legalRepresentative" | "contactPerson" | "phone" | "mobile" | "email") =>
    seal(`${path}.${field}`, filled[field])
  return {
    ...rest,
    legalRepresentative: sealed("legalRepresentative"),
    contactPerson: sealed("contactPerson"),
    phone: sealed("phone"),
    mobile: sealed("mobile"),
    email: sealed("email"),
    ...(fax === undefined ? {} : { fax: seal(`${path}.fax`, fax) }),
    investors: investors.map((investor, i) => ({
      ...investor,
      name: seal(`${path}.investors.${i}.name`, investor.name),
    })),
  }
}
