import { bilingual, type Bilingual, type CivilDate, type Language } from "@shifan/core"
import { programs } from "./readme-programs.js"

export interface ReadmeFacts {
  readonly origin: string
  /** Number of leaves. */
  readonly size: number
  readonly asOf: CivilDate
  readonly audience: "public" | "auditor" | "discipline"
}

/** `README.md`: the contents of a bundle and how to check them with independent tools. Each language has half of it. */
export const readme = (facts: ReadmeFacts): string => `${half("zh", facts)}\n\n---\n\n${half("en", facts)}\n`

const half = (language: Language, facts: ReadmeFacts): string => {
  const say = (text: Bilingual): string => text[language]
  return [
    `# ${say(bilingual("示范平台认定记录核验包", "A bundle of the designation record"))}`,
    introduction(facts).map(say).join("\n"),
    [tableHead, "|---|---|", ...files.map(([path, what]) => `| ${path} | ${say(what)} |`)]
      .map((row) => (typeof row === "string" ? row : say(row)))
      .join("\n"),
    ...steps(language).map(([title, block], i) => `## ${i + 1}. ${say(title)}\n\n${block}`),
    say(last),
  ].join("\n\n")
}

/** An origin may be any printable text; inside a code span it cannot become markup. */
const code = (text: string): string => `\`${text.replaceAll("`", "'")}\``

const introduction = ({ origin, size, asOf, audience }: ReadmeFacts): ReadonlyArray<Bilingual> => [
  bilingual(
    `日志 ${code(origin)} 的前 ${size} 条记录，名单截至 ${asOf}。`,
    `The first ${size} records of the log ${code(origin)}, with the list as of ${asOf}.`,
  ),
  audience === "public"
    ? bilingual("本包不含任何个人信息原文。", "It holds no personal data in clear.")
    : bilingual(
        "**本包含经开示的个人信息，不得外传。**",
        "**It holds personal data opened to its reader: do not pass it on.**",
      ),
  bilingual(
    "核验不需要我们的程序，也不需要信任我们。公钥、信任策略和核验页请**另行取得**（如向审计机关索取），不要取自本包；它们的SHA-256由主管部门随名单公布。",
    "To check it you need neither our program nor any trust in us. Have the public keys, the policy and the page that verifies **from\nelsewhere**, say the audit office, and do not take them from this bundle; the authority publishes their SHA-256 with the list.",
  ),
]

const tableHead = bilingual("| 文件 | 内容 |", "| file | holds |")

const files: ReadonlyArray<readonly [path: string, what: Bilingual]> = [
  [
    "`checkpoint`",
    bilingual(
      "已签名的检查点：日志名、条数、根哈希（C2SP signed-note、tlog-checkpoint），及见证方的会签（tlog-cosignature）",
      "the signed head: name of the log, number of records, root hash (C2SP signed-note, tlog-checkpoint), and what witnesses cosigned (tlog-cosignature)",
    ),
  ],
  [
    "`checkpoint.tsr`",
    bilingual("如有：检查点文件的时间戳（RFC 3161）", "where there is one: a timestamp of that file (RFC 3161)"),
  ],
  [
    "`timestamp/…`",
    bilingual(
      "如有：另外的时间戳；旁边有`.checkpoint`的，盖的是那份较早的检查点",
      "where there are more: further timestamps, each of that file or of the earlier `.checkpoint` beside it",
    ),
  ],
  [
    "`tile/entries/…`",
    bilingual(
      "每条记录的规范化JSON字节（RFC 8785），即日志的叶（C2SP tlog-tiles）",
      "the canonical JSON bytes of each record (RFC 8785), the log's leaves (C2SP tlog-tiles)",
    ),
  ],
  [
    "`tile/0/…`, `tile/1/…`",
    bilingual("默克尔树的哈希块（RFC 6962，SHA-256）", "hash tiles of the Merkle tree (RFC 6962, SHA-256)"),
  ],
  [
    "`policy`",
    bilingual("信任策略（C2SP tlog-policy），仅供参考", "whom to trust (C2SP tlog-policy), for your information only"),
  ],
  [
    "`roster.json`, `proof/…`",
    bilingual(
      "名单，每行所依据的叶的序号及其证明（C2SP tlog-proof）；单独一份证明不说明其后是否撤销",
      "the list, with the leaf each row rests on and its proof (C2SP tlog-proof), which alone does not show that nothing revoked it since",
    ),
  ],
  [
    "`instrument.json`",
    bilingual("办法的沿革：颁布、延长、解释", "the regulation's history: enacted, extended, interpreted"),
  ],
  [
    "`openings.json`",
    bilingual("仅限有权查阅者：封存字段的原文和盐", "for readers in scope only: sealed values with their salts"),
  ],
]

type Step = readonly [title: Bilingual, block: string]

const block = (language: string, text: string): string => `\`\`\`${language}\n${text}\n\`\`\``

const steps = (language: Language): ReadonlyArray<Step> => {
  const { tree, ed25519, sm2, cosignature, timestamp, leaf, proof, opening, fsck } = programs(language)
  return [
    [
      bilingual(
        "重算全部叶和根哈希（只用Python标准库），应输出`OK`",
        "Hash all leaves again and rebuild the root, with Python's standard library: `OK`",
      ),
      block("python", tree),
    ],
    [
      bilingual(
        "验证检查点的Ed25519签名，应输出`Signature Verified Successfully`",
        "The log's Ed25519 signature of the checkpoint: `Signature Verified Successfully`",
      ),
      block("sh", ed25519),
    ],
    [
      bilingual(
        "日志另以国密SM2签名的，验证SM2签名（SM3，用户标识1234567812345678）",
        "Where the log signs with SM2 as well: its SM2 signature (SM3, user id 1234567812345678)",
      ),
      block("sh", sm2),
    ],
    [
      bilingual(
        "验证见证方的会签，并显示会签的时间",
        "What a witness cosigned, and when: the cosignature is over the text of the checkpoint and the time",
      ),
      block("sh", cosignature),
    ],
    [
      bilingual(
        "有`checkpoint.tsr`的，验证时间戳：检查点在所示时间之前已经存在；`timestamp/`内的同样验证",
        "Where there is a `checkpoint.tsr`: the checkpoint was there by the time it states; likewise those in `timestamp/`",
      ),
      block("sh", timestamp),
    ],
    [bilingual("取出一条记录并计算叶哈希", "One record, and its leaf hash"), block("sh", leaf)],
    [
      bilingual(
        "用证明核对这条记录在日志中，应输出`OK`；证明末尾的检查点须按第2至第4项验证",
        "The proof that this record is in the log: `OK`. The checkpoint at the end of the proof is verified as in 2 to 4",
      ),
      block("sh", proof),
    ],
    [
      bilingual(
        "核对一项开示：结果应等于叶中同一路径的`sealed`",
        "An opening: gives the `sealed` that stands in the leaf at the same path",
      ),
      block("sh", opening),
    ],
    [bilingual("用公开工具一次完成第1、2项（Go）", "1 and 2 at once with a public tool (Go)"), block("sh", fsck)],
  ]
}

const last = bilingual(
  "`shifan audit verify 本目录 --policy 策略文件 --kept 以前留存的检查点` 完成以上各项，并把每项决定重新裁决一遍。请留存 `checkpoint`，下次核验时用它证明日志没有被改写。",
  "`shifan audit verify THIS_FOLDER --policy FILE --kept CHECKPOINT` does all of it and takes every decision again. Keep `checkpoint`: it\nis what will show the next time that the log was not rewritten.",
)
