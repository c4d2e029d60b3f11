/**
 * Finds out what is wrong with an address by starting a connection with each node. The client library only reports that it
 * has no connection, and keeps retrying even if that cannot help.
 */
import { connect as connectPlain, type Socket } from "node:net"
import { checkServerIdentity, connect as connectSecure } from "node:tls"
import { bilingual, type Bilingual } from "@shifan/core"
import type { Connection } from "./client-pool.js"
import { serverNameOf, targetOf, type Endpoint } from "./endpoint.js"

/** `fine`: the expected answer. `unclear`: no answer, which may be an outage. */
type Finding = Bilingual | "fine" | "unclear"

/** Milliseconds within which a node must start to answer. */
const limit = 1500

/** A fault that waiting cannot fix, if every node has one; `undefined` otherwise. */
export const misconfiguration = async (
  { endpoints, tls }: Pick<Connection, "endpoints" | "tls">,
  stop: AbortSignal,
): Promise<Bilingual | undefined> => {
  const authority = tls.insecure ? undefined : tls.authority
  const ask = (endpoint: Endpoint): Promise<Finding> =>
    tls.insecure ? askPlain(endpoint, stop) : askSecure(endpoint, authority, stop)
  const findings = await Promise.all(endpoints.map(ask))
  const faults = findings.filter((finding) => typeof finding === "object")
  return faults.length === findings.length ? faults[0] : undefined
}

const askSecure = (endpoint: Endpoint, authority: Buffer | undefined, stop: AbortSignal): Promise<Finding> => {
  const { address, port } = endpoint
  const socket = connectSecure({
    host: address,
    port,
    servername: serverNameOf(address),
    checkServerIdentity: (_, certificate) => checkServerIdentity(address, certificate),
    ALPNProtocols: ["h2"],
    ...(authority === undefined ? {} : { ca: authority }),
  })
  return firstWord(socket, stop, (settle) => {
    socket.once("secureConnect", () => settle("fine"))
    socket.once("error", (error) => settle(tlsFault(endpoint, codeOf(error))))
  })
}

/** The start of an HTTP/2 connection: the client's preface and an empty SETTINGS frame. */
const preface = Buffer.concat([
  Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
  Buffer.from([0, 0, 0, 4, 0, 0, 0, 0, 0]),
])
/** Offset of the type in an HTTP/2 frame, and the type of the SETTINGS frame that a server sends first. */
const typeAt = 3
const settingsType = 4

const askPlain = (endpoint: Endpoint, stop: AbortSignal): Promise<Finding> => {
  const { address, port } = endpoint
  const socket = connectPlain({ host: address, port })
  let isConnected = false
  return firstWord(socket, stop, (settle) => {
    socket.once("connect", () => {
      isConnected = true
      socket.write(preface)
    })
    socket.once("data", (data: Buffer) => settle(data[typeAt] === settingsType ? "fine" : needsTls(endpoint)))
    socket.once("close", () => settle(isConnected ? needsTls(endpoint) : "unclear"))
    socket.once("error", (error) => settle(isConnected ? needsTls(endpoint) : hostFault(endpoint, codeOf(error))))
  })
}

const firstWord = (
  socket: Socket,
  stop: AbortSignal,
  listen: (settle: (finding: Finding) => void) => void,
): Promise<Finding> =>
  new Promise((resolve) => {
    const settle = (finding: Finding): void => {
      clearTimeout(timer)
      stop.removeEventListener("abort", giveUp)
      resolve(finding)
      socket.on("error", () => {})
      socket.destroy()
    }
    const giveUp = (): void => settle("unclear")
    const timer = setTimeout(giveUp, limit)
    stop.addEventListener("abort", giveUp)
    listen(settle)
  })

const codeOf = (error: Error): string =>
  "code" in error && typeof error.code === "string" ? error.code : error.message

const hostFault = ({ address }: Endpoint, code: string): Finding =>
  code === "ENOTFOUND" ? bilingual(`找不到主机${address}`, `there is no host ${address}`) : "unclear"

const tlsFault = (endpoint: Endpoint, code: string): Finding => {
  const target = targetOf(endpoint)
  if (/^(?:UNABLE_TO|SELF_SIGNED|DEPTH_ZERO)/.test(code))
    return bilingual(
      `${target}的证书不是由所信任的机构签发；以tlsCaFile指明签发机构的证书`,
      `the certificate of ${target} was not signed by an authority that is trusted here: name the authority's with tlsCaFile`,
    )
  if (code === "ERR_TLS_CERT_ALTNAME_INVALID")
    return bilingual(
      `${target}的证书不是签发给${endpoint.address}的`,
      `the certificate of ${target} is not for ${endpoint.address}`,
    )
  if (code === "CERT_HAS_EXPIRED" || code === "CERT_NOT_YET_VALID")
    return bilingual(`${target}的证书不在有效期内`, `the certificate of ${target} is not valid today`)
  // A server without TLS sends something else, or hangs up at once.
  if (/^(?:EPROTO|ERR_SSL_|ECONNRESET)/.test(code))
    return bilingual(
      `${target}没有启用TLS；如确系如此，在地址中写明tls=false`,
      `${target} does not speak TLS: if that is meant, say tls=false in the address`,
    )
  return hostFault(endpoint, code)
}

const needsTls = (endpoint: Endpoint): Finding =>
  bilingual(
    `${targetOf(endpoint)}须经TLS连接；去掉地址中的tls=false`,
    `${targetOf(endpoint)} wants TLS: leave tls=false out of the address`,
  )
