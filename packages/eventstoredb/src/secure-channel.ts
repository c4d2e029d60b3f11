/** TLS that also works for nodes addressed by IP. grpc-js would send the IP address as a server name. */
import { checkServerIdentity, connect, createSecureContext, type SecureContext } from "node:tls"
import { CallCredentials, ChannelCredentials, type ChannelOptions } from "@grpc/grpc-js"
import { serverNameOf } from "./endpoint.js"
import type { PendingConnections } from "./pending-connections.js"

type Connector = ReturnType<ChannelCredentials["_createSecureConnector"]>
type Target = Parameters<ChannelCredentials["_createSecureConnector"]>[0]

class NodeCredentials extends ChannelCredentials {
  private readonly context: SecureContext
  private readonly pending: PendingConnections

  constructor(context: SecureContext, pending: PendingConnections) {
    super()
    this.context = context
    this.pending = pending
  }

  override _isSecure(): boolean {
    return true
  }

  override _equals(other: ChannelCredentials): boolean {
    return other instanceof NodeCredentials && other.context === this.context
  }

  override _createSecureConnector(
    { path }: Target,
    _options: ChannelOptions,
    callCredentials: CallCredentials = CallCredentials.createEmpty(),
  ): Connector {
    const host = path.replace(/:\d+$/, "")
    return {
      connect: (socket) =>
        new Promise((resolve, reject) => {
          this.pending.add(socket)
          const secure = connect({
            socket,
            secureContext: this.context,
            servername: serverNameOf(host),
            // With an empty server name, Node would check the certificate against "localhost".
            checkServerIdentity: (_, certificate) => checkServerIdentity(host, certificate),
            ALPNProtocols: ["h2"],
          })
          secure.once("secureConnect", () => {
            this.pending.remove(socket)
            if (secure.authorized) resolve({ socket: secure, secure: true })
            else reject(secure.authorizationError)
          })
          secure.on("error", reject)
          secure.once("close", () => reject(new Error("closed before the TLS handshake was done")))
        }),
      waitForReady: () => Promise.resolve(),
      getCallCredentials: () => callCredentials,
      destroy: () => {},
    }
  }
}

/**
 * `authority`: PEM of the authority that signed the servers' certificates. Default: the authorities the system trusts.
 * `pending` knows the connections whose handshake is not done.
 */
export const secureCredentials = (authority: Buffer | undefined, pending: PendingConnections): ChannelCredentials =>
  new NodeCredentials(createSecureContext(authority === undefined ? {} : { ca: authority }), pending)
