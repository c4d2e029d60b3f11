/**
 * Finds out what is wrong with an address by starting a connection with each node. The client library only reports that it
 * has no connection, and keeps retrying even if that cannot help.
 */
import { connect as connectPlain, type Socket } from "node:net"
import { checkServerIdentity, connect as connectSecure } from "node:tls"
import { bilingual, type Bilingual } from "@shifan/core"
import type { Connection } from "./client-pool.js"
import { serverNameOf, targetOf, type Endpoint } from "./endpoint.js"
import { notEventStoreDb } from "./unavailable.js"

/** `fine`: the expected answer. `unclear`: no answer, which may be an outage. */
type Finding = Bilingual | "fine" | "unclear"

/**
 * How a node answers to the start of a connection. `other`: it speaks, but another protocol. `hungUp`: as a node without TLS
 * does when spoken to with TLS and the other way round, but also what stands before a node in an outage.
 */
type Answer = Finding | "other" | "hungUp"

/** Milliseconds within which a node must start to answer. */
const limit = 1500

/** A fault that waiting cannot fix, if every node has one; `undefined` otherwise. */
export const misconfiguration = async (
  { endpoints, tls }: Pick<Connection, "endpoints" | "tls">,
  stop: AbortSignal,
): Promise<Bilingual | undefined> => {
  const findings = await Promise.all(
    endpoints.map((endpoint) => (tls.insecure ? askPlain(endpoint, stop) : askSecure(endpoint, tls.authority, stop))),
  )
  const faults = findings.filter((finding) => typeof finding === "object")
  return faults.length === findings.length ? faults[0] : undefined
}

const askSecure = async (endpoint: Endpoint, authority: Buffer | undefined, stop: AbortSignal): Promise<Finding> => {
  const answer = await speakTls(endpoint, stop, authority === undefined ? {} : { ca: authority })
  if (answer !== "other" && answer !== "hungUp") return answer
  return (await speakPlain(endpoint, stop)) === "fine" ? withoutTls(endpoint) : unless(answer, endpoint)
}

const askPlain = async (endpoint: Endpoint, stop: AbortSignal): Promise<Finding> => {
  const answer = await speakPlain(endpoint, stop)
  if (answer !== "other" && answer !== "hungUp") return answer
  // Nothing is sent over this connection: it only shows whether there is TLS, whoever signed the certificate.
  const secured = await speakTls(endpoint, stop, { rejectUnauthorized: false })
  return secured === "fine" ? needsTls(endpoint) : unless(answer, endpoint)
}

/** What a node is that answers neither way. */
const unless = (answer: "other" | "hungUp", endpoint: Endpoint): Finding =>
  answer === "other" ? notEventStoreDb(targetOf(endpoint)) : "unclear"

const speakTls = (
  endpoint: Endpoint,
  stop: AbortSignal,
  trust: { readonly ca?: Buffer; readonly rejectUnauthorized?: false },
): Promise<Answer> => {
  const { address, port } = endpoint
  const socket = connectSecure({
    host: address,
    port,
    servername: serverNameOf(address),
    checkServerIdentity: (_, certificate) => checkServerIdentity(address, certificate),
    ALPNProtocols: ["h2"],
    ...trust,
  })
  return firstWord(socket, stop, (settle) => {
    socket.once("secureConnect", () => settle(socket.alpnProtocol === "h2" ? "fine" : "other"))
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

const speakPlain = (endpoint: Endpoint, stop: AbortSignal): Promise<Answer> => {
  const { address, port } = endpoint
  const socket = connectPlain({ host: address, port })
  let isConnected = false
  let said = Buffer.alloc(0)
  return firstWord(socket, stop, (settle) => {
    socket.once("connect", () => {
      isConnected = true
      socket.write(preface)
    })
    socket.on("data", (data: Buffer) => {
      said = Buffer.concat([said, data])
      if (said.length > typeAt) settle(said[typeAt] === settingsType ? "fine" : "other")
    })
    socket.once("error", (error) => settle(isConnected ? "hungUp" : hostFault(endpoint, codeOf(error))))
    socket.once("close", () => settle(isConnected ? "hungUp" : "unclear"))
  })
}

const firstWord = (
  socket: Socket,
  stop: AbortSignal,
  listen: (settle: (answer: Answer) => void) => void,
): Promise<Answer> =>
  new Promise((resolve) => {
    const settle = (answer: Answer): void => {
      clearTimeout(timer)
      stop.removeEventListener("abort", giveUp)
      resolve(answer)
      socket.on("error", () => {})
      socket.destroy()
    }
    const giveUp = (): void => settle("unclear")
    const timer = setTimeout(giveUp, limit)
    stop.addEventListener("abort", giveUp)
    listen(settle)
    if (stop.aborted) giveUp()
  })

const codeOf = (error: Error): string =>
  "code" in error && typeof error.code === "string" ? error.code : error.message

const hostFault = ({ address }: Endpoint, code: string): Finding =>
  code === "ENOTFOUND" ? bilingual(`找不到主机${address}`, `there is no host ${address}`) : "unclear"

const tlsFault = (endpoint: Endpoint, code: string): Answer => {
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
  if (code === "ECONNRESET") return "hungUp"
  return /^(?:EPROTO|ERR_SSL_)/.test(code) ? "other" : hostFault(endpoint, code)
}

const withoutTls = (endpoint: Endpoint): Finding =>
  bilingual(
    `${targetOf(endpoint)}没有启用TLS；如确系如此，在地址中写明tls=false`,
    `${targetOf(endpoint)} does not speak TLS: if that is meant, say tls=false in the address`,
  )

const needsTls = (endpoint: Endpoint): Finding =>
  bilingual(
    `${targetOf(endpoint)}须经TLS连接；去掉地址中的tls=false`,
    `${targetOf(endpoint)} wants TLS: leave tls=false out of the address`,
  )
