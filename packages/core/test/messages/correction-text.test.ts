/** Corrections in words for clerks and citizens: no field identifiers, no fen. */
import { qinhuangdao2020 } from "../../src/regulations/index.js"
import { describe, expect, it } from "vitest"
import { document } from "@shifan/testkit"
import type { CivilDate, Correction, EventOf } from "../../src/index.js"
import { correctionText } from "../../src/messages/index.js"

const of = { revision: 2, reason: "笔误", document, approver: "SJ-02" }

describe("the text of a correction", () => {
  it("states the change of a certificate number", () => {
    const wrong: Correction = { ...of, field: "Certified.certificateNumber", from: "QHD-2020-01", to: "QHD-2020-10" }
    expect(correctionText(wrong, qinhuangdao2020)).toEqual({
      zh: "第2号“认定”的证书编号，由QHD-2020-01更正为QHD-2020-10",
      en: "revision 2 (certified), certificate number: QHD-2020-01 → QHD-2020-10",
    })
  })

  it("states an amount in 万元, and a missing amount as none", () => {
    const tenTimes: Correction = { ...of, field: "SupportGranted.amount", from: 50_000_000, to: null }
    expect(correctionText(tenTimes, qinhuangdao2020)).toEqual({
      zh: "第2号“扶持”的扶持金额，由50万元更正为空缺",
      en: "revision 2 (support granted), amount: 50 万元 → none",
    })
  })

  it("states a year as a plain number, not as money", () => {
    const year: Correction = { ...of, field: "AnnualSummaryFiled.year", from: 2021, to: 2022 }
    expect(correctionText(year, qinhuangdao2020).zh).toBe("第2号“报送年度工作总结”的年度，由2021更正为2022")
  })

  it("states what the confirmations since come to, if a title's last day is corrected", () => {
    const until: EventOf<"RecordCorrected">["data"] = {
      ...of,
      field: "TitleImported.validUntil",
      from: "2021-12-13" as CivilDate,
      to: "2022-02-28" as CivilDate,
      confirmedUntil: [
        { revision: 3, validUntil: "2025-02-28" as CivilDate },
        { revision: 6, validUntil: "2028-02-28" as CivilDate },
      ],
    }
    expect(correctionText(until, qinhuangdao2020)).toEqual({
      zh: "第2号“补录称号”的有效期至，由2021-12-13更正为2022-02-28，经确认的有效期至2028-02-28",
      en: "revision 2 (title imported), last day of the title: 2021-12-13 → 2022-02-28, as confirmed since: 2028-02-28",
    })
    const none = correctionText({ ...until, confirmedUntil: [{ revision: 3, validUntil: null }] }, qinhuangdao2020)
    expect(none.en).toMatch(/, as confirmed since: none$/)
  })

  it("states a document by its title and a day by its date", () => {
    const other: Correction = {
      ...of,
      field: "ParticularsChanged.document",
      from: { ...document, title: "批文" },
      to: { ...document, title: "变更登记通知书" },
    }
    expect(correctionText(other, qinhuangdao2020).zh).toBe("第2号“变更登记”的文件，由“批文”更正为“变更登记通知书”")
    const day: Correction = {
      ...of,
      field: "UnitEnded.endedOn",
      from: "2021-09-28" as CivilDate,
      to: "2021-09-29" as CivilDate,
    }
    expect(correctionText(day, qinhuangdao2020).en).toBe(
      "revision 2 (unit ended), day of the end: 2021-09-28 → 2021-09-29",
    )
  })
})
