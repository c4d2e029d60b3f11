/** Parses `eventstoredb://user:password@host:2113,host:2113?tls=true&tlsCaFile=ca.crt`. Refuses anything unknown. */
import * as E from "fp-ts/lib/Either.js"
import { bilingual, type Bilingual } from "@shifan/core"
import type { Endpoint } from "./endpoint.js"

/** A parsed `eventstoredb://` address. Contains the password, so it must not be printed. */
export interface Address {
  readonly endpoints: readonly [Endpoint, ...Array<Endpoint>]
  readonly credentials: { readonly username: string; readonly password: string } | undefined
  readonly tls: boolean
  /** PEM file of the authority that signed the servers' certificates. Default: the authorities the system trusts. */
  readonly tlsCaFile: string | undefined
  readonly connectionName: string | undefined
  /** In milliseconds, like `patience`; see `Timing`. */
  readonly timeout: number | undefined
  readonly patience: number | undefined
}

/** An invalid address. The message says what is wrong without repeating the password. */
export interface BadAddress {
  readonly _tag: "BadAddress"
  readonly fault: "scheme" | "credentials" | "host" | "option" | "value" | "credentialsWithoutTls" | "caWithoutTls"
  readonly message: Bilingual
}

/** The URL scheme of this store. All others, including `esdb:`, are refused. */
export const scheme = "eventstoredb:"

const options = ["tls", "tlsCaFile", "connectionName", "timeout", "patience"] as const
type Option = (typeof options)[number]

const shape = /^([^:/?#]*):\/\/(?:([^/?#]*)@)?([^@/?#]*)\/?(?:\?(.*))?$/

const defaultPort = 2113

/**
 * Parses an `eventstoredb://` address with its hosts, credentials and options. An unknown option is refused and named in
 * the message.
 */
export const parseAddress = (url: string): E.Either<BadAddress, Address> => {
  const [, name, user, hosts = "", query] = shape.exec(url) ?? []
  if (`${name ?? url.slice(0, url.indexOf(":"))}:` !== scheme || hosts === "") return notThisScheme(url, name)
  const credentials = user === undefined ? E.right(undefined) : credentialsIn(user)
  if (E.isLeft(credentials)) return credentials
  // An unescaped ? splits a password: its first half parses as hosts, the second as options. Neither may be shown.
  const isPasswordSplit = user === undefined && query?.includes("@") === true
  const endpoints = endpointsIn(hosts)
  if (E.isLeft(endpoints)) return isPasswordSplit ? notUserAndPassword : endpoints
  const values = optionsIn(query)
  if (E.isLeft(values)) return isPasswordSplit ? notUserAndPassword : values
  const tls = oneOf("tls", values.right.get("tls") ?? "true", ["true", "false"])
  if (E.isLeft(tls)) return tls
  const timeout = duration("timeout", values.right)
  if (E.isLeft(timeout)) return timeout
  const patience = duration("patience", values.right)
  if (E.isLeft(patience)) return patience
  return consistent({
    endpoints: endpoints.right,
    credentials: credentials.right,
    tls: tls.right === "true",
    tlsCaFile: values.right.get("tlsCaFile"),
    connectionName: values.right.get("connectionName"),
    timeout: timeout.right,
    patience: patience.right,
  })
}

const bad = (fault: BadAddress["fault"], zh: string, en: string): E.Either<BadAddress, never> =>
  E.left({ _tag: "BadAddress", fault, message: bilingual(zh, en) })

const notThisScheme = (url: string, name: string | undefined): E.Either<BadAddress, never> =>
  `${name ?? ""}:` === scheme || (name === undefined && url.startsWith(scheme))
    ? bad("host", `${scheme}//之后应有主机名`, `expected a host after ${scheme}//`)
    : bad(
        "scheme",
        `应以${scheme}//开头，实为${name ?? "别的"}${isOtherName(name) ? "（同一种服务器的另一种写法）" : ""}`,
        `expected ${scheme}//, got ${name ?? "something else"}${isOtherName(name) ? ", the same server by another name" : ""}`,
      )

/** Whether the scheme (without its colon) is a common one for the same server: its own client's, or from its later name. */
export const isOtherName = (name: string | undefined): boolean =>
  name !== undefined && /^(?:esdb|kurrentdb|kdb)(?:\+discover)?$/.test(name)

const notUserAndPassword = bad(
  "credentials",
  "@之前应为“用户:密码”，其中的: @ / ?写作%3A %40 %2F %3F",
  "expected user:password before @, with : @ / ? in them written %3A %40 %2F %3F",
)

const credentialsIn = (user: string): E.Either<BadAddress, { username: string; password: string }> => {
  const [, name = "", password = ""] = /^([^:]+):([^:]+)$/.exec(user) ?? []
  const username = decoded(name)
  const secret = decoded(password)
  return username && secret ? E.right({ username, password: secret }) : notUserAndPassword
}

const decoded = (text: string): string | undefined => {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

/** If the user left out the host, the part after the colon may be a password. Shows only a port. */
const badHost = (host: string): E.Either<BadAddress, never> => {
  const [name = ""] = host.split(":")
  const shown = /^[^:]*(?::\d+)?$/.test(host) ? host : `${name}:…`
  return bad("host", `${shown}应为“主机”或“主机:端口”`, `${shown}: expected host or host:port`)
}

const endpointsIn = (hosts: string): E.Either<BadAddress, Address["endpoints"]> => {
  const endpoints: Array<Endpoint> = []
  for (const host of hosts.split(",")) {
    const [, address, digits] = /^([A-Za-z0-9._-]+)(?::(\d{1,5}))?$/.exec(host) ?? []
    const port = digits === undefined ? defaultPort : Number(digits)
    if (address === undefined || port < 1 || port > 65_535) return badHost(host)
    endpoints.push({ address, port })
  }
  const [first, ...others] = endpoints
  return first === undefined ? bad("host", "没有主机", "there is no host") : E.right([first, ...others])
}

const optionsIn = (query: string | undefined): E.Either<BadAddress, ReadonlyMap<Option, string>> => {
  const values = new Map<Option, string>()
  for (const part of (query ?? "").split("&")) {
    if (part === "") continue
    const [key = "", ...rest] = part.split("=")
    const option = options.find((known) => known === key)
    if (option === undefined)
      return bad(
        "option",
        `没有选项${key}；可用：${options.join("、")}`,
        `there is no option ${key}; there are ${options.join(", ")}`,
      )
    const value = decoded(rest.join("="))
    if (!value || values.has(option)) return bad("value", `${option}应有一个值`, `${option}: expected one value, once`)
    values.set(option, value)
  }
  return E.right(values)
}

const oneOf = <A extends string>(option: Option, value: string, allowed: ReadonlyArray<A>): E.Either<BadAddress, A> => {
  const known = allowed.find((each) => each === value)
  return known === undefined
    ? bad(
        "value",
        `${option}应为${allowed.join("或")}，实为${value}`,
        `${option}: expected ${allowed.join(" or ")}, got ${value}`,
      )
    : E.right(known)
}

const duration = (option: Option, values: ReadonlyMap<Option, string>): E.Either<BadAddress, number | undefined> => {
  const value = values.get(option)
  if (value === undefined) return E.right(undefined)
  return /^[1-9]\d{0,6}$/.test(value)
    ? E.right(Number(value))
    : bad("value", `${option}应为毫秒数，实为${value}`, `${option}: expected milliseconds, got ${value}`)
}

/** Refuses credentials and a CA file without TLS, where the client would silently ignore both. */
const consistent = (address: Address): E.Either<BadAddress, Address> => {
  if (address.tls) return E.right(address)
  if (address.credentials !== undefined)
    return bad(
      "credentialsWithoutTls",
      "tls=false时不会发送用户和密码：请改用TLS，或去掉用户和密码",
      "with tls=false the user and password would not be sent: use TLS, or leave them out",
    )
  return address.tlsCaFile === undefined
    ? E.right(address)
    : bad("caWithoutTls", "tls=false时tlsCaFile无用", "with tls=false there is no use for tlsCaFile")
}
