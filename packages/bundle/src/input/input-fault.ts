import { bilingual, type Bilingual } from "@shifan/core"

/** Why the page refuses its input. A refusal says nothing about the log. */
export type InputFault =
  | { readonly _tag: "Nothing" }
  /** The browser did not let the page read the dropped files. */
  | { readonly _tag: "NotRead"; readonly reason: string }
  /** No checkpoint with other files next to it, and no proof either. */
  | { readonly _tag: "NoBundle"; readonly files: number }
  | { readonly _tag: "SeveralBundles"; readonly paths: ReadonlyArray<string> }
  | { readonly _tag: "SeveralProofs"; readonly paths: ReadonlyArray<string> }
  | { readonly _tag: "SeveralReceipts"; readonly paths: ReadonlyArray<string> }
  /** Other files than expected: a proof comes with its leaf at most, a receipt with the evidence to compare it with. */
  | { readonly _tag: "SeveralLeaves"; readonly paths: ReadonlyArray<string> }
  /** Some file systems treat the two names as equal: unpacking would overwrite a file. */
  | { readonly _tag: "SameName"; readonly path: string }
  /** The path leads out of its folder, or its meaning depends on the system. */
  | { readonly _tag: "BadName"; readonly path: string }
  | { readonly _tag: "TooManyFiles"; readonly limit: number }
  /** `limit` in bytes, unpacked. */
  | { readonly _tag: "TooLarge"; readonly limit: number }
  /** Unpacks to more than `limit` times its size, which no genuine file does. */
  | { readonly _tag: "TooDense"; readonly path: string; readonly limit: number }
  | { readonly _tag: "Encrypted"; readonly path: string }
  /** `reason`: the message of the archive reader, in English. */
  | { readonly _tag: "ArchiveRefused"; readonly reason: string }
  | { readonly _tag: "OtherArchive"; readonly path: string }

/** One sentence for people, in both languages: why the input cannot be verified here. */
export const formatInputFault = (fault: InputFault): Bilingual => {
  switch (fault._tag) {
    case "Nothing":
      return bilingual("没有收到任何文件。", "No file was given.")
    case "NotRead":
      return bilingual(
        `浏览器不让本页读取拖入的内容，请改用上面的按钮选择。（${fault.reason}）`,
        `The browser does not let this page read the dropped files; choose them with the buttons above. (${fault.reason})`,
      )
    case "NoBundle":
      return bilingual(
        `在${fault.files}个文件中没有找到核验包或证明。请给出核验包的整个文件夹（其中有checkpoint文件）、它的.zip压缩包、.tlog-proof文件、一份.statement文件，或一份.receipt回执。`,
        `Among ${fault.files} files there is neither a bundle nor a proof. Give the whole folder of the bundle (it has a file called checkpoint), its .zip, a .tlog-proof file, one .statement file, or a .receipt.`,
      )
    case "SeveralBundles":
      return bilingual(
        `其中有不止一个核验包，请一次核验一个：${firstOf(fault.paths, "、")}`,
        `There is more than one bundle; verify one at a time: ${firstOf(fault.paths, ", ")}`,
      )
    case "SeveralProofs":
      return bilingual(
        `请一次核验一个证明：${firstOf(fault.paths, "、")}`,
        `Verify one proof at a time: ${firstOf(fault.paths, ", ")}`,
      )
    case "SeveralReceipts":
      return bilingual(
        `请一次核对一份回执：${firstOf(fault.paths, "、")}`,
        `Verify one receipt at a time: ${firstOf(fault.paths, ", ")}`,
      )
    case "SeveralLeaves":
      return bilingual(
        `无法确定哪个文件是该证明所指的记录，或者该回执据以核对的材料，请只给出一个：${firstOf(fault.paths, "、")}`,
        `Give only one record with a proof, or one file to check a receipt against; found several: ${firstOf(fault.paths, ", ")}`,
      )
    case "SameName":
      return bilingual(
        `有两个文件同名，在不同的系统上会得到不同的内容，故不予核验：${fault.path}`,
        `Two files have the same name, so different systems would unpack different contents; not read: ${fault.path}`,
      )
    case "BadName":
      return bilingual(
        `文件名试图越出所在文件夹或写法有歧义，故不予核验：${fault.path}`,
        `A file's name leads out of its folder or is ambiguous; not read: ${fault.path}`,
      )
    case "TooManyFiles":
      return bilingual(`文件超过${fault.limit}个，故不予核验。`, `More than ${fault.limit} files; not read.`)
    case "TooLarge":
      return bilingual(
        `解压后超过${fault.limit}字节，故不予核验。`,
        `More than ${fault.limit} bytes unpacked; not read.`,
      )
    case "TooDense":
      return bilingual(
        `压缩率超过${fault.limit}倍，疑为恶意压缩包，故不予核验：${fault.path}`,
        `Compressed more than ${fault.limit} times, like a file made to do harm; not read: ${fault.path}`,
      )
    case "Encrypted":
      return bilingual(
        `压缩包有密码，请先解压再给出文件夹：${fault.path}`,
        `The archive has a password; unpack it and give the folder: ${fault.path}`,
      )
    case "ArchiveRefused":
      return bilingual(
        `压缩包已损坏或有歧义，请重新下载，或先解压再给出文件夹。（${fault.reason}）`,
        `The archive is damaged or ambiguous; download it again, or unpack it and give the folder. (${fault.reason})`,
      )
    case "OtherArchive":
      return bilingual(
        `本页只读取.zip压缩包，请先解压再给出文件夹：${fault.path}`,
        `This page reads .zip archives only; unpack it and give the folder: ${fault.path}`,
      )
  }
}

const firstOf = (paths: ReadonlyArray<string>, comma: string): string =>
  `${paths.slice(0, 5).join(comma)}${paths.length > 5 ? " …" : ""}`
