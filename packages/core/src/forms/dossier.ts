/** The twelve materials of an application (art. 8), and documents, which are kept outside the log and referenced by digest. */
import type * as t from "io-ts"
import { bilingual } from "../law/bilingual.js"
import { list, oneOf, textLike } from "../codec/codec.js"
import { dictionary, record, recordWith, tagged, type Fields } from "../codec/record.js"
import { Cell, Line } from "./text.js"
import { Count } from "./quantity.js"

/** Digest of a document: `sha256:` and 64 hexadecimal digits. */
export const Digest: t.Type<string, string> = textLike(
  "Digest",
  bilingual("sha256:加64位十六进制摘要", "sha256: and 64 hexadecimal digits"),
  /^sha256:[0-9a-f]{64}$/,
)

export const MediaType: t.Type<string, string> = textLike(
  "MediaType",
  bilingual("媒体类型，如application/pdf", "a media type such as application/pdf"),
  /^[a-z]+\/[\w.+-]{1,100}$/,
)

/**
 * A filed document, referenced by digest. The file itself is kept elsewhere. `digest`: `sha256:` and 64 hexadecimal digits.
 */
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

/** Names of the materials in the order of art. 8; the first is item (1). */
export const dossierItemNames = [
  "applicationReport",
  "legalPersonCertificateOrBusinessLicence",
  "priorYearServiceAccounts",
  "facilityInventory",
  "personnelRoster",
  "clientListAndOutcomes",
  "developmentOrOperatingPlan",
  "qualityManagementCertificate",
  "qualificationsAndHonours",
  "governmentSupport",
  "otherEvidence",
  "truthfulnessDeclaration",
] as const

/** Name of one of the twelve materials of art. 8. */
export type DossierItem = (typeof dossierItemNames)[number]

/** A material. `declaredNone`: the unit declares, with a reason, that it has none. `missing`: required but not filed. */
export type Material = MaterialOf<Document>

/** The twelve materials of art. 8, each provided, declared not to exist, or missing. */
export type Dossier = DossierOf<Document>

/** A dossier with documents of type `D`: digests as recorded, or the files themselves while they are checked. */
export type DossierOf<D> = { readonly [Item in DossierItem]: MaterialOf<D> } & {
  /** Further materials required by a regulation, by the names it declares. */
  readonly own?: { readonly [name: string]: MaterialOf<D> }
}

/** A material with documents of type `D`: digests when stored, files when filed. */
export type MaterialOf<D> =
  | { readonly status: "provided"; readonly documents: ReadonlyArray<D> }
  | { readonly status: "declaredNone"; readonly reason: string }
  | { readonly status: "missing" }

/* @__NO_SIDE_EFFECTS__ */
const materialOf = <D>(document: t.Type<D, unknown>): t.Type<MaterialOf<D>, unknown> =>
  tagged<MaterialOf<D>, "status">("Material", "status", {
    provided: record("provided", {
      status: oneOf("status", ["provided"]),
      documents: list(document, { from: 1, to: 20 }),
    }),
    declaredNone: record("declaredNone", { status: oneOf("status", ["declaredNone"]), reason: Cell }),
    missing: record("missing", { status: oneOf("status", ["missing"]) }),
  })

/** Codec of a dossier, given the codec of its documents. */
/* @__NO_SIDE_EFFECTS__ */
export const dossierOf = <D>(document: t.Type<D, unknown>): t.Type<DossierOf<D>, unknown> => {
  const material = materialOf(document)
  const fields = Object.fromEntries(dossierItemNames.map((item) => [item, material]))
  return recordWith<Omit<DossierOf<D>, "own">, Required<Pick<DossierOf<D>, "own">>>(
    "Dossier",
    fields as Fields<Omit<DossierOf<D>, "own">>,
    { own: dictionary("Dossier", material) },
  )
}

export const Dossier: t.Type<Dossier, unknown> = dossierOf(Document)
