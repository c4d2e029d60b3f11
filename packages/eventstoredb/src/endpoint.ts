import { isIP } from "node:net"
import type { ChannelOptions } from "@grpc/grpc-js"

export interface Endpoint {
  readonly address: string
  readonly port: number
}

export const targetOf = ({ address, port }: Endpoint): string => `${address}:${port}`

/** Server name for TLS; empty for an IP address, which is not a valid one (RFC 6066, section 3) and which Node refuses. */
export const serverNameOf = (address: string): string => (isIP(address) === 0 ? address : "")

/** A connection belongs to one channel. By default grpc-js shares it with others, which would lose it when one is closed. */
export const ownConnections: ChannelOptions = { "grpc.use_local_subchannel_pool": 1 }
