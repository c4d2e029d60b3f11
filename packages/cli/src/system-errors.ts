/** Says errors of the operating system and the network in words. The system's own text is English, and differs by version. */
import { bilingual, type Bilingual } from "@shifan/core"

/** The code of a system error, such as `ENOSPC`; other errors as text. */
export const errorCode = (thrown: unknown): string => {
  const code = textIn(thrown, "code")
  if (code !== undefined) return code
  return textIn(thrown, "name") === "TimeoutError" ? "ETIMEDOUT" : String(thrown)
}

/** The error that lies behind others, such as the refused connection behind a failed `fetch`. */
export const rootCause = (thrown: unknown): unknown => {
  if (!(thrown instanceof Error)) return thrown
  const causes: ReadonlyArray<unknown> = thrown instanceof AggregateError ? thrown.errors : [thrown.cause]
  const cause = causes.find((one) => one instanceof Error)
  return cause === undefined ? thrown : rootCause(cause)
}

/** The path that a system error names. */
export const errorPath = (thrown: unknown): string | undefined => textIn(thrown, "path")

const textIn = (thrown: unknown, name: string): string | undefined => {
  const value: unknown = thrown instanceof Error ? Reflect.get(thrown, name) : undefined
  return typeof value === "string" ? value : undefined
}

export const systemWords = (code: string): Bilingual => words[code] ?? groupOf(code)

/** Whether there are words for it. An unknown code is a defect of this program, or an error that is not the system's. */
export const isSystemError = (thrown: unknown): boolean => {
  const code = errorCode(thrown)
  return words[code] !== undefined || textIn(thrown, "syscall") !== undefined
}

const groupOf = (code: string): Bilingual => {
  if (code.startsWith("ERR_SSL_") || code.startsWith("ERR_TLS_")) return words["EPROTO"] ?? other(code)
  return other(code)
}

const other = (code: string): Bilingual => bilingual(`系统报错${code}`, `the system reports ${code}`)

const noPermission = bilingual("没有权限", "no permission")
const noRoom = bilingual("磁盘空间不足", "the disk is full")
const unsupported = bilingual("此处的文件系统不支持", "the file system there does not support it")
const tooManyOpen = bilingual("打开的文件过多", "too many files are open")
const noLeave = bilingual("网络不通", "the network does not lead there")
const lateAnswer = bilingual("在时限内没有答复", "there was no answer in time")
const cutOff = bilingual("连接中断", "the connection broke")
const untrusted = bilingual(
  "证书不是由所信任的机构签发",
  "its certificate was not signed by an authority that is trusted here",
)
const selfSigned = bilingual("证书是自签的，不受信任", "its certificate is signed by itself, and not trusted")

const words: Readonly<Record<string, Bilingual | undefined>> = {
  EACCES: noPermission,
  EPERM: noPermission,
  EROFS: bilingual("文件系统为只读", "the file system is read-only"),
  ENOENT: bilingual("不存在", "there is no such file or folder"),
  ENOTDIR: bilingual("不是文件夹", "it is not a folder"),
  EISDIR: bilingual("是文件夹", "it is a folder"),
  EEXIST: bilingual("已存在", "it already exists"),
  ENOTEMPTY: bilingual("文件夹不是空的", "the folder is not empty"),
  ELOOP: bilingual("链接互相指向，没有尽头", "its links lead in a circle"),
  ENAMETOOLONG: bilingual("路径过长", "the path is too long"),
  ERR_INVALID_ARG_VALUE: bilingual("路径中有空字符", "the path has a NUL character"),
  ENOSPC: noRoom,
  EDQUOT: noRoom,
  EFBIG: bilingual("文件过大", "the file is too large"),
  EMFILE: tooManyOpen,
  ENFILE: tooManyOpen,
  ENOMEM: bilingual("内存不足", "there is not enough memory"),
  EIO: bilingual("磁盘读写出错", "the disk could not be read or written"),
  EBUSY: bilingual("正被其他程序占用", "another program is using it"),
  ETXTBSY: bilingual("正被其他程序占用", "another program is using it"),
  EXDEV: bilingual("不在同一磁盘", "it is on another disk"),
  EMLINK: bilingual("链接过多", "it has too many links"),
  ENXIO: bilingual("没有这一设备", "there is no such device"),
  ENODEV: bilingual("没有这一设备", "there is no such device"),
  ESTALE: bilingual("网络文件系统上已换了文件", "the network file system has another file there now"),
  ENOTSUP: bilingual("此处不能建立文件", "nothing can be made there"),
  EOPNOTSUPP: unsupported,
  ENOSYS: unsupported,
  EINVAL: bilingual("系统不接受", "the system does not accept it"),
  EBADF: bilingual("没有打开供写入", "it is not open for writing"),
  EPIPE: cutOff,
  ECONNREFUSED: bilingual("对方拒绝连接", "nobody listens there"),
  ECONNRESET: cutOff,
  ECONNABORTED: cutOff,
  UND_ERR_SOCKET: cutOff,
  ETIMEDOUT: lateAnswer,
  UND_ERR_CONNECT_TIMEOUT: lateAnswer,
  UND_ERR_HEADERS_TIMEOUT: lateAnswer,
  UND_ERR_BODY_TIMEOUT: lateAnswer,
  EHOSTUNREACH: noLeave,
  EHOSTDOWN: noLeave,
  ENETUNREACH: noLeave,
  ENETDOWN: noLeave,
  ENOTFOUND: bilingual("找不到这一主机", "there is no such host"),
  EAI_AGAIN: bilingual("暂时查不到主机的地址", "the address of the host cannot be looked up now"),
  EADDRINUSE: bilingual("端口已被占用", "the port is in use"),
  EADDRNOTAVAIL: bilingual("本机没有这一地址", "this machine does not have that address"),
  EPROTO: bilingual("对方没有以TLS应答", "what answers there does not speak TLS"),
  CERT_HAS_EXPIRED: bilingual("证书已过期", "its certificate has expired"),
  CERT_NOT_YET_VALID: bilingual("证书尚未生效", "its certificate is not valid yet"),
  CERT_REVOKED: bilingual("证书已吊销", "its certificate was revoked"),
  DEPTH_ZERO_SELF_SIGNED_CERT: selfSigned,
  SELF_SIGNED_CERT_IN_CHAIN: selfSigned,
  UNABLE_TO_GET_ISSUER_CERT: untrusted,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted,
  ERR_TLS_CERT_ALTNAME_INVALID: bilingual("证书不是签发给这一主机的", "its certificate is for another host"),
}
