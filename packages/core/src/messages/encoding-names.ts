/** Names of the ways in which a provision is encoded. */
import { bilingual, type Bilingual } from "../law/bilingual.js"
import type { EncodedAs } from "../regulations/text-map.js"

/** Names of the ways in which a provision is encoded, in both languages. */
export const encodedAsNames: { readonly [K in EncodedAs]: Bilingual } = {
  rule: bilingual("规则", "rule"),
  finding: bilingual("认定", "finding"),
  duty: bilingual("义务", "duty"),
  act: bilingual("行为", "act"),
  form: bilingual("表格", "form"),
  view: bilingual("查询和公开", "view"),
  notEncoded: bilingual("不作处理", "not encoded"),
}
