/** Arts. 16 to 18: supervision of the work, interpretation, and the days on which the text is in force. */
import { allows, forbids, obliges, type Obligation } from "./obligation.js"

const tests = "core/test/provisions/articles-17-and-18.test.ts"
const instruments = "core/test/aggregates/instrument-and-call.test.ts"
const reviews = "core/test/provisions/readings-in-reviews.test.ts"
const replay = "audit/test/replay.test.ts"
const law = "core/src/kernel/applicable-law.ts"
const decide = "core/src/aggregates/instrument/decide.ts"
const title = "core/src/aggregates/designation/rules/title.ts"
const preconditions = "core/src/aggregates/designation/preconditions.ts"

export const articles16To18: ReadonlyArray<Obligation> = [
  obliges(
    "art_16__para_1.decidedAgain",
    "每项决定可由审计重新作出并核对",
    "an auditor decides every act again and compares",
    [
      "audit/src/redecide.ts",
      "if (E.isRight(decision)) return differenceFault(events, decision.right, place)",
      "if (E.isRight(decision)) return undefined",
    ],
    { [replay]: "reports DecidedOtherwise, with the difference, for a decision that would be made otherwise" },
  ),
  obliges(
    "art_16__para_1.lawfulThen",
    "依据作出时不允许的决定会被发现",
    "what the law of its day would have refused is found out",
    [
      "audit/src/redecide.ts",
      'return logFault("Undecidable", place, decided,',
      'return undefined as never; logFault("Undecidable", place, decided,',
    ],
    { [replay]: "reports Undecidable, with the reason, for a decision that would be refused" },
  ),
  obliges(
    "art_16__para_1.oneUnit",
    "任何人可凭证明核对一家单位在名单日的状况",
    "anybody verifies what one unit's standing was on the day of a list",
    [
      "bundle/src/statement/verify.ts",
      'E.isLeft(verified) ? E.left(fault("NotInMap", formatProofFault(verified.left))) : E.right(standing)',
      "E.right(standing)",
    ],
    { "bundle/test/statement.test.ts": "has an earlier phase" },
  ),
  obliges(
    "art_16__para_1.unknownUnit",
    "日志没有某单位的，须由相邻的条目证明",
    "that the log knows no such unit is shown by the neighbours between which it would stand",
    ["bundle/src/statement/verify.ts", "first.index + 1 === second.index", "first.index < second.index"],
    { "bundle/test/statement.test.ts": "proves nothing unless its two neighbours are adjacent and in order" },
  ),
  obliges(
    "art_16__para_1.promise",
    "回执的承诺未兑现的，有可转交的证据",
    "a promise to an applicant that the log broke is proved to anybody",
    ["audit/src/receipt/verify.ts", "if (!sameBytes(leaf.hash, receipt.leafHash))", "if (false)"],
    { "bundle/test/receipts.test.ts": "is proved broken to anybody by another leaf in its place" },
  ),
  obliges(
    "art_16__para_1.nothingLost",
    "记录缺失或被改动会被发现",
    "what is missing from the record, or was changed in it, is found out",
    ["audit/src/leaf-check.ts", "place.revision === last + 1 ? undefined", "true ? undefined"],
    { [replay]: "reports a Gap for a missing revision" },
  ),
  obliges(
    "art_16__para_1.disclosureOnRecord",
    "调阅个人信息须有可调阅的内容，并留有记录",
    "personal data are opened on the record, and only what there is",
    ["service/src/disclosure.ts", "if (disclosures.length > 0 && ", "if (true || "],
    { "service/test/erasure.test.ts": "is on record with its recipient and purpose" },
  ),
  forbids(
    "art_16__para_1.unsignedLog",
    "日志始终有密钥签署",
    "the log is never without a key",
    ["core/src/aggregates/log-keys.ts", "signingKeys(state).length === 1", "false"],
    {
      "core/test/aggregates/log-keys.test.ts":
        "refuses to retire the only key, an unknown key or a retired key, and to bring a retired key back",
    },
  ),
  obliges(
    "art_17__para_1.byBureau",
    "由市局解释",
    "the bureau interprets, and nobody else",
    ["core/src/kernel/competence.ts", 'actor.role !== "bureau" || (bureau ?? actor.code) !== actor.code', "false"],
    { [tests]: "art_17__para_1: only the bureau may interpret" },
  ),
  obliges(
    "art_17__para_1.fromItsDay",
    "解释自其适用之日起生效",
    "an interpretation holds from its day on",
    [law, "appliesFrom <= on", "appliesFrom < on"],
    { [tests]: "art_17__para_1: an interpretation applies from its day on" },
  ),
  obliges(
    "art_17__para_1.latest",
    "多次解释以最后发布的为准",
    "of several interpretations the one issued last holds",
    [
      law,
      "interpretations.filter(({ appliesFrom }) => appliesFrom <= on).map(",
      "interpretations.filter(({ appliesFrom }) => appliesFrom <= on).toReversed().map(",
    ],
    { [tests]: "art_17__para_1: the interpretation issued last prevails" },
  ),
  forbids(
    "art_17__para_1.retroactive",
    "不溯及既往，另有写明的除外",
    "it does not reach back, unless it says so",
    [decide, "retroactive || appliesFrom >= effectiveOn", "true"],
    { [tests]: "art_17__para_1: an interpretation is retroactive only if it says so" },
  ),
  obliges(
    "art_17__para_1.knownOption",
    "解释须在登记的选项之内",
    "it chooses one of the options there are",
    [decide, "check(isOptionOf(reading, option),", "check(true,"],
    { [tests]: "art_17__para_1: an interpretation names a known reading" },
  ),
  obliges(
    "art_18__para_1.fromPublication",
    "自发布之日起施行",
    "in force from the day of publication",
    [law, "all.findLast(({ from, lastDay }) => from <= on", "all.findLast(({ from, lastDay }) => from < on"],
    { [tests]: "art_18__para_1: is in force from 2020-11-12 to 2022-11-12" },
  ),
  obliges(
    "art_18__para_1.twoYears",
    "有效期两年，届满之日为对应日",
    "for two years, to the corresponding day",
    [law, "on <= lastDay)", "on < lastDay)"],
    { [tests]: "art_18__para_1: is in force from 2020-11-12 to 2022-11-12" },
  ),
  forbids(
    "art_18__para_1.outside",
    "有效期之外不作决定",
    "no decision outside its validity",
    [preconditions, 'if (status._tag === "InForce" || mayBeDoneAfterwards', "if (true || mayBeDoneAfterwards"],
    { [tests]: "art_18__para_1: allows no decision after its last day" },
  ),
  obliges(
    "art_18__para_1.asInText",
    "颁布登记与文本一致",
    "what is put on record of the text is what it says",
    [decide, "check(expected === got, path, bilingual(`文本所载", "check(true, path, bilingual(`文本所载"],
    { [instruments]: "is refused when %s differs from the text itself" },
  ),
  forbids(
    "art_18__para_1.enactedOnce",
    "同一文本只颁布一次",
    "a text is enacted once",
    [decide, "other === undefined,", "true,"],
    { [instruments]: "cannot be done twice for the same text, even under another slug" },
  ),
  forbids(
    "art_18__para_1.gapStaysGap",
    "事后补上空档须说明理由",
    "a gap is not closed afterwards without reasons",
    ["core/src/kernel/retroactive.ts", "from >= effectiveOn || reasons !== undefined", "true"],
    {
      [instruments]: "needs reasons to take effect before the day of the act, and never precedes the text's first day",
    },
  ),
  allows(
    "art_18__para_1.ended",
    "可废止或以新办法替代，自该日起不再有效",
    "it may be repealed or superseded, and ends with the day before",
    [law, "dayBefore(instrument.endedFrom)", "instrument.endedFrom"],
    { [tests]: "art_18__para_1: ends when it is repealed or superseded" },
  ),
  forbids(
    "art_18__para_1.endedOnce",
    "不重复废止",
    "and neither twice",
    [decide, 'act !== "CorrectInstrument" && endedFrom !== null', "false"],
    { [tests]: "art_18__para_1: ends when it is repealed or superseded" },
  ),
  forbids(
    "art_18__para_1.importedBefore",
    "补录的称号须在首部办法施行前授予",
    "a title that is imported was granted before the first text",
    [title, 'notAfter("grantedOn", grantedOn, lastDayBefore),', ""],
    { [reviews]: "art_18__para_1: must have been granted before the first day of the first instrument" },
  ),
  forbids(
    "art_18__para_1.importedConfirmation",
    "补录的确认不早于授予，不晚于首部办法施行前",
    "and confirmed since it was granted, not before",
    [title, 'between("lastConfirmedOn", lastConfirmedOn, grantedOn, lastDayBefore),', ""],
    { [reviews]: "art_18__para_1: must have been granted before the first day of the first instrument" },
  ),
  forbids(
    "art_18__para_1.importedAfterRevocation",
    "被撤销的称号不得补录",
    "a title that was revoked does not come back as an older one",
    [title, "...notImportable(state.lastRevokedOn !== null,", "...notImportable(false,"],
    { [reviews]: "art_2__para_1: can be imported for a unit that withdrew its application" },
  ),
  forbids(
    "art_18__para_1.aheadOfRecord",
    "决定不得自记录之日以后生效",
    "nothing takes effect after the day it is recorded",
    ["core/src/kernel/competence.ts", "effectiveOn > recordedOn", "false"],
    { [tests]: "art_18__para_1: has no act that takes effect after the day of its record" },
  ),
]
