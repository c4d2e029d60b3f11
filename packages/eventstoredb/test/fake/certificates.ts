/** A certificate for localhost and 127.0.0.1 with its authority. For tests only: the key is public. */
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { ServerCredentials } from "@grpc/grpc-js"

const fileOf = (name: string): string => join(import.meta.dirname, "certificates", name)

export const authorityFile = fileOf("ca.crt")

export const nodeKey = (): Buffer => readFileSync(fileOf("node.key"))
export const nodeCertificate = (): Buffer => readFileSync(fileOf("node.crt"))

export const nodeCredentials = (): ServerCredentials =>
  ServerCredentials.createSsl(null, [{ private_key: nodeKey(), cert_chain: nodeCertificate() }])
