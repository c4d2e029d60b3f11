/** Failures about usage, files read and written, and stores. */
import { exits } from "../exit-codes.js"
import { absent, error, failed, misused, refused, unproved } from "./entry.js"

export const useAndFiles = {
  Usage: misused("用法有误", "wrong usage", "用--help查看用法", "see --help"),
  /** An unexpected exception. */
  Defect: failed("程序缺陷", "a bug in the program", "请报告此问题", "run it with SHIFAN_DEBUG=1 and report it"),
  Interrupted: error(exits.interrupted)(
    "已中断",
    "interrupted by Ctrl-C",
    "再次运行，已办的不重复",
    "run it again: nothing is done twice",
  ),
  NotFound: absent("没有所查的内容", "not found", "核对名称或代码", "check the name or code"),
  Refused: refused(
    "有行不予导入",
    "some rows were refused",
    "逐行更正后再导入",
    "correct the rows listed, then import again",
  ),
  NoMaterials: misused(
    "申报文件夹中没有materials目录",
    "the application folder has no materials",
    "将材料放入materials目录",
    "put them in a folder named materials",
  ),
  NotAFolder: misused("不是文件夹", "not a folder", "核对路径", "check the path"),
  NotAFile: error(exits.usage, exits.verificationFailed, exits.failure)(
    "不是普通文件",
    "not a regular file",
    "核对路径",
    "check the path",
  ),
  FileTooLarge: error(exits.usage, exits.verificationFailed, exits.failure)(
    "文件超过上限",
    "the file exceeds the limit",
    "精简或拆分文件",
    "shorten or split it",
  ),
  FileChanged: failed(
    "文件在读取期间被改动",
    "the file was changed while it was read",
    "待其不再改动后再次运行，已办的不重复",
    "run it again when nobody writes to it: nothing is done twice",
  ),
  FileExists: error(exits.failure, exits.usage)(
    "文件已存在",
    "the file already exists",
    "换一个文件名或目录",
    "choose another name or folder",
  ),
  FolderInUse: error(exits.failure, exits.usage)(
    "目录不是空的",
    "the folder is not empty",
    "用--out另选目录",
    "choose another with --out",
  ),
  FolderBusy: failed(
    "另一次运行正在写入该目录",
    "another run is writing to the folder",
    "待其结束后再运行",
    "run it again when that one has finished",
  ),
  PortInUse: misused("端口不能使用", "the port cannot be used", "用--port另选", "choose another with --port"),
  NotWritten: failed(
    "文件无法写入",
    "a file could not be written",
    "核对权限和空间",
    "check permissions and free space",
  ),
  FilesNotWritten: failed(
    "已登记公布，文件未写出",
    "the publication is recorded, but its files were not written",
    "用roster write写出",
    "write them with roster write",
  ),
  NotJson: misused("不是JSON", "not JSON", "在所指行列更正", "fix it at the line and column given"),
  NotAForm: misused(
    "不是可读的表格",
    "not a readable form",
    "按所说的另存，或改用空白表填写",
    "save it as suggested, or fill in a blank form",
  ),
  WrongEncoding: misused(
    "文本编码不符",
    "the text is in another encoding",
    "另存为UTF-8，或用--encoding注明",
    "save it as UTF-8, or name the encoding with --encoding",
  ),
  NoExamples: absent("没有示例材料", "the examples are missing", "在项目目录中运行", "run it in a checkout"),
  NothingCertified: failed("演示未能走完", "the demo did not finish", "请报告此问题", "please report it"),
  PageMissing: absent("核验页尚未生成", "the verifier page was not built", "先运行npm run build", "run npm run build"),
} as const

export const stores = {
  StoreExists: misused("存储已存在", "the store already exists", "直接使用，或换一个地址", "use it, or choose another"),
  NotOurs: failed("不是本程序的存储", "the file belongs to another program", "核对--store", "check --store"),
  OtherVersion: failed(
    "存储格式版本不同",
    "the store has another format version",
    "使用相应版本的程序",
    "use the matching version of shifan",
  ),
  LogOfAnother: failed(
    "旁边的-wal不是该文件的日志",
    "the -wal file belongs to another database",
    "先移开，再核对哪一份应予保留",
    "move it away and find out which of the two to keep",
  ),
  SecondVault: misused(
    "个人信息已封存在另一个保管库中",
    "this store's personal data are sealed in another vault",
    "在存有原保管库的机器上办理，或由备份恢复",
    "work on the machine that has the vault, or restore it",
  ),
  BadAddress: misused("存储地址有误", "the store's address is wrong", "在所指之处更正", "correct what is named"),
  CaUnreadable: misused("根证书无法读取", "the CA certificate cannot be read", "核对文件", "check the file"),
  Damaged: unproved("备份文件已损坏", "the backup is damaged", "换用另一份备份", "use another backup"),
  Mismatch: error(exits.failure, exits.verificationFailed)(
    "目标不是来源的副本",
    "the target is not a prefix of the source",
    "核对两处存储",
    "find out which of the two is right",
  ),
  CopyDiffers: unproved(
    "复制后核对不符",
    "the copy differs from the original",
    "停用副本，重新复制到空存储",
    "discard the copy and copy again into an empty store",
  ),
  Unsound: unproved("存储有误", "the store is not sound", "运行doctor，恢复备份", "run doctor and restore a backup"),
} as const
