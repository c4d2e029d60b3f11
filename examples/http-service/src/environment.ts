/** All settings from the environment, with their defaults. */
export interface Environment {
  /** The store's file, or the address of a cluster. */
  readonly store: string
  /** File of the encrypted personal data; it belongs to one store. */
  readonly vault: string
  /** File of the persons who may act, by hash of their token. */
  readonly identities: string
  readonly host: string
  readonly port: number
}

export const environmentOf = (env: NodeJS.ProcessEnv): Environment => ({
  store: env["SHIFAN_STORE"] ?? "shifan.db",
  vault: env["SHIFAN_VAULT"] ?? "shifan.vault.db",
  identities: env["SHIFAN_IDENTITIES"] ?? "identities.json",
  host: env["HOST"] ?? "127.0.0.1",
  port: Number(env["PORT"] ?? 8080),
})
