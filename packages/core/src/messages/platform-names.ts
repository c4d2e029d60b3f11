/** Names of the kinds of platforms and services (art. 2(2)). */
import type { ApplicationForm, ServiceCategory } from "../forms/application.js"
import { bilingual, type Bilingual } from "../law/bilingual.js"

/** Names of the kinds of platforms. */
export const platformKindNames: { readonly [K in ApplicationForm<never>["platformKind"]]: Bilingual } = {
  comprehensive: bilingual("综合性平台", "comprehensive"),
  specialized: bilingual("专业平台", "specialised"),
}

/** Names of the kinds of services. */
export const serviceCategoryNames: { readonly [C in ServiceCategory]: Bilingual } = {
  information: bilingual("信息", "information"),
  technology: bilingual("技术", "technology"),
  financing: bilingual("融资", "financing"),
  quality: bilingual("质量", "quality"),
  energySaving: bilingual("节能", "energy saving"),
  environmentalProtection: bilingual("环保", "environmental protection"),
  entrepreneurship: bilingual("创业", "entrepreneurship"),
  training: bilingual("培训", "training"),
  management: bilingual("管理", "management"),
  businessServices: bilingual("商务", "business services"),
  modernLogistics: bilingual("现代物流", "modern logistics"),
  other: bilingual("其他", "other"),
}
