/** The forms of a recommendation and of an assessment, laid out as those of the first text, in the words of the text that governs. */
import type { RegulationDraft } from "@shifan/core"
import { textWords } from "@shifan/core/messages"
import { cover, opinion, productRows, tall, titledText, yearRows } from "./annex-parts.js"
import { basicTable } from "./basic-particulars.js"
import type { FieldsByPath } from "./fields-by-path.js"
import { cell, heading, paragraph, row, table, type Block, type Fragment } from "./sheet.js"

/** 推荐表, filled in by the authority that recommends: 附件1 of the first text (art. 7). */
export const recommendationForm = (fields: FieldsByPath, text: RegulationDraft): ReadonlyArray<Block> => {
  const { county, divisionOnForms, platform } = textWords(text)
  const of = (name: string): Fragment => fields.blank(`form.${name}`)
  return [
    ...cover(text, {
      filed: "Recommended",
      title: "推荐表",
      lines: [
        [`${platform.zh}承担单位名称：`, of("operatingUnitName")],
        [`所在${divisionOnForms.zh}：`, of("countyOrDistrict")],
        ["填报日期：", of("filledOn")],
      ],
    }),
    table([
      titledText("单位运营情况：", of("operationsSummary"), 36),
      titledText("主要服务业绩：", of("servicePerformance"), 36),
      titledText("服务质量和满意度", of("serviceQualityAndSatisfaction"), 32),
      titledText("对区域中小企业发展的影响和作用", of("regionalImpact"), 32),
      titledText("示范性", of("demonstrativeness"), 32),
      opinion(`${county.formal}申报意见：`, of("countyOpinion"), 56),
    ]),
  ]
}

/**
 * 测评表: parts one to three belong to the unit, part four to the authority that assesses; each reads only its own. 附件3 of
 * the first text (art. 13).
 */
export const operationAssessmentForm = (
  unit: FieldsByPath,
  county: FieldsByPath,
  text: RegulationDraft,
): ReadonlyArray<Block> => {
  const { county: assessing, cycle, platform } = textWords(text)
  const of = (name: string): Fragment => unit.blank(`report.${name}`)
  const assessed = (name: string): Fragment => county.blank(`assessment.${name}`)
  return [
    ...cover(text, {
      filed: "ReviewFiled",
      title: "年度运营情况测评表",
      lines: [
        [`获得${platform.zh}称号的单位名称：`, unit.blank("report.operatingUnitName", 7), "（盖章）"],
        ["填报日期：", of("filledOn")],
      ],
    }),
    paragraph("heading", "一、平台基本情况"),
    basicTable(unit, "report.basic", {
      facilities: "其中：服务设施、软件占总资产",
      qualified: "其中：大专及以上学历和中级及以上技术职称的专业人员",
    }),
    paragraph("heading", "二、近三年运营情况（单位：万元）（附审计机构出具的上一年度服务收支专项审计报告）"),
    table(
      yearRows(unit, "report.lastThreeYears", {
        revenue: "营业收入",
        service: "其中 服务收入",
        profit: "利润总额",
        taxes: "上缴税金",
        served: "服务中小企业户（次）数",
        agreements: "其中签订服务协议户数",
      }),
    ),
    paragraph("heading", `三、服务业绩自测情况（附${cycle?.zh ?? ""}工作总结）`),
    table([
      ...productRows(unit, "report.serviceProducts"),
      tall(
        heading(5, "合作资源（仅填写变化情况）", { rows: 2 }),
        heading(6, "签订合作协议的单位"),
        cell(13, of("cooperationResources.partnersWithAgreement")),
      ),
      tall(heading(6, "其他合作单位"), cell(13, of("cooperationResources.otherPartners"))),
      titledText("对区域中小企业发展的影响及作用（自测情况）", of("performanceSelfAssessment"), 20),
    ]),
    paragraph("heading", `四、${assessing.formal}组织测评情况（以下由${assessing.formal}填写）`),
    table([
      row(
        heading(6, "测评方式、范围及数量：", { rows: 3 }),
        heading(3, "方式"),
        cell(15, assessed("satisfaction.assessmentMethod")),
      ),
      row(heading(3, "范围"), cell(15, assessed("satisfaction.assessmentScope"))),
      row(
        heading(3, "数量"),
        cell(15, [
          county.blank("assessment.satisfaction.sampleSize", 6),
          "　用户满意度：",
          county.blank("assessment.satisfaction.result", 6),
          "％",
        ]),
      ),
      titledText("服务质量和满意度：", assessed("serviceQualityAndSatisfaction"), 18),
      titledText("对区域中小企业发展的影响及作用：", assessed("regionalImpact"), 18),
      titledText("示范性：", assessed("demonstrativeness"), 18),
      opinion("年度测评意见：", assessed("assessmentOpinion"), 36),
    ]),
  ]
}
