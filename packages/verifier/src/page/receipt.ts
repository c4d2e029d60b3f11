/** Shows the parts still missing to check a receipt, and offers the proof of a broken promise for download. */
import { missingTexts, type ReceiptReport } from "@shifan/bundle"
import { bilingual } from "@shifan/core"
import { texts } from "../messages/page.js"
import { element, inPageLanguage } from "./element.js"

export const receiptSections = ({ missing, verdict }: ReceiptReport): ReadonlyArray<HTMLElement> => [
  ...(missing.length === 0
    ? []
    : [
        element(
          "section",
          {},
          element("h3", {}, inPageLanguage(texts.missing)),
          ...missing.map((part) => element("p", { class: "finding note" }, inPageLanguage(lacking[part]))),
        ),
      ]),
  ...(verdict?._tag === "Broken" ? [handOn(verdict)] : []),
]

const lacking = {
  policy: missingTexts.policy,
  evidence: bilingual(
    "没有据以核对的材料。请把回执与核验包的.zip、该记录的.tlog-proof证明或检查点一起放入。",
    "There is nothing to check it against. Drop the receipt together with a bundle's .zip, the record's .tlog-proof, or a checkpoint.",
  ),
} as const

/** The same bytes as from the command line: anybody with the receipt, this file and a policy gets the same result. */
const handOn = ({ how, proof }: Extract<ReceiptReport["verdict"], { readonly _tag: "Broken" }>): HTMLElement => {
  const name = how === "late" ? "broken-promise.checkpoint" : "broken-promise.tlog-proof"
  const href = URL.createObjectURL(new Blob([new Uint8Array(proof)], { type: "application/octet-stream" }))
  return element(
    "section",
    {},
    element("h3", {}, inPageLanguage(bilingual("转交证据", "Proof to hand on"))),
    element(
      "p",
      {},
      inPageLanguage(
        bilingual(
          "请保存这份证据，与回执一起交审计机关。任何人凭这两份文件和信任策略都能得出同样的结论。",
          "Save it and take it to the audit office together with the receipt: with both and a policy, anyone reaches the same result.",
        ),
      ),
    ),
    element("a", { href, download: name, id: "proof-of-breach" }, name),
  )
}
