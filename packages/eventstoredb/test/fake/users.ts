/** Rights on a node with users, as on a newly installed server. */
import { status, type Metadata } from "@grpc/grpc-js"
import { failureStatus, type CallStatus } from "./messages.js"

export interface User {
  readonly password: string
  readonly isAdmin: boolean
}

export type Users = Readonly<Record<string, User>>

/** Denies access. A user without groups may use ordinary streams, but not `$all` or streams beginning with $. */
export const deniedTo = (users: Users | undefined, metadata: Metadata, stream: string): CallStatus | undefined => {
  if (users === undefined) return undefined
  const basic = metadata.get("authorization")[0]?.toString() ?? ""
  const [name = "", password] = Buffer.from(basic.replace(/^Basic /, ""), "base64")
    .toString()
    .split(":")
  const user = users[name]
  if (basic !== "" && user?.password !== password) return denied(status.UNAUTHENTICATED)
  if (user === undefined) return denied(status.PERMISSION_DENIED)
  return user.isAdmin || !stream.startsWith("$") ? undefined : denied(status.PERMISSION_DENIED)
}

const denied = (code: number): CallStatus => failureStatus(code, "Access Denied", { exception: "access-denied" })
