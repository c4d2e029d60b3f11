/** Whether the system's error has a code, such as `ENOENT`. */
export const hasCode = (thrown: unknown, code: string): boolean =>
  typeof thrown === "object" && thrown !== null && "code" in thrown && thrown.code === code
