import { bilingual } from "@shifan/core"

export const texts = {
  title: bilingual("示范平台认定记录核验", "Verify the designation record"),
  lead: bilingual(
    "放入核验包、证明或单位状况证明，本页在您的计算机上逐条核对，并把每项决定重新裁决一遍。本页不联网、不保存、不上传任何内容，断网也能用。",
    "Drop a bundle, a proof or a statement about one unit: this page checks every record on your own computer and takes every decision again. It uses no network, stores nothing and sends nothing; it works offline.",
  ),
  languages: bilingual("语言", "Language"),
  subject: bilingual("一、要核验的文件", "1. What to verify"),
  drop: bilingual(
    "把核验包的文件夹、.zip压缩包、.tlog-proof证明（连同记录文件），或.statement单位状况证明拖到这里",
    "Drop here the bundle's folder, its .zip, a .tlog-proof with its record, or a .statement",
  ),
  folder: bilingual("选择核验包文件夹", "Choose the bundle's folder"),
  files: bilingual(
    "选择.zip压缩包、证明及其记录，或单位状况证明",
    "Choose a .zip, a proof and its record, or a statement",
  ),
  trusted: bilingual("二、另行取得的依据（强烈建议）", "2. What you have from elsewhere (strongly advised)"),
  policy: bilingual("信任策略文件（policy）", "Policy file (whom to trust)"),
  policyHint: bilingual(
    "写明信任谁的签名，请向审计机关等您信任的来源索取，不要用核验包里的那份。",
    "It says whose signatures count. Have it from a source you trust, say the audit office, not from the bundle.",
  ),
  kept: bilingual("以前留存的检查点（checkpoint）", "A checkpoint you kept"),
  keptHint: bilingual(
    "上次核验时留下的checkpoint文件，用来证明此后没有改写历史。仅用于核验包。",
    "The file called checkpoint from the last time: it shows that history was not rewritten since. For bundles only.",
  ),
  clear: bilingual("不用这个文件", "Leave it out"),
  result: bilingual("三、结果", "3. The result"),
  nothingYet: bilingual("还没有放入文件。", "Nothing was given yet."),
  working: bilingual("正在核验", "Verifying"),
  cancel: bilingual("取消", "Cancel"),
  cancelled: bilingual("已取消，没有结论。", "Cancelled: there is no verdict."),
  failed: bilingual("核验未能完成，没有结论", "It could not be finished; there is no verdict"),
  faults: bilingual("不符之处", "What does not hold"),
  observations: bilingual("值得注意", "Worth a look"),
  missing: bilingual("还缺什么", "What is missing"),
  facts: bilingual("核对了什么", "What was checked"),
  means: bilingual("意味着", "This means"),
  todo: bilingual("怎么办", "What to do"),
  expected: bilingual("应为", "expected"),
  found: bilingual("实为", "found"),
  file: bilingual("文件", "file"),
  record: bilingual("记录", "record"),
  about: bilingual("怎样相信这个页面", "How to trust this page"),
  aboutSource: bilingual(
    "请不要使用与核验包来自同一处的核验页：伪造者会连页面一起伪造。请另行取得本文件，并比对它的SHA-256与公布的是否一致：",
    "Do not use a page that came with the bundle: a forger would forge both. Have this file from elsewhere and compare its SHA-256 with the one published:",
  ),
  aboutTools: bilingual(
    "也可以完全不用本页：核验包内的README说明了怎样只用公开工具核对。",
    "You can do without it altogether: the README in the bundle says how to check it with public tools only.",
  ),
  noEd25519: bilingual(
    "此浏览器不能验证Ed25519签名，请换用较新的浏览器（Chrome 137、Firefox 129、Safari 17或更新）。",
    "This browser cannot verify Ed25519 signatures. Use a newer one: Chrome 137, Firefox 129, Safari 17 or later.",
  ),
} as const
