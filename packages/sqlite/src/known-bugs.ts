/**
 * Whether this SQLite version can lose data in a write-ahead log: if two connections checkpoint at the same time while a
 * third resets the log. Versions 3.7.0 to 3.51.2, except 3.44.6 and 3.50.7 (sqlite.org/wal.html#walresetbug).
 */
export const losesWriteAheadLog = (version: string): boolean => {
  const [major = 0, minor = 0, patch = 0] = version.split(".").map(Number)
  if (major !== 3 || minor > 51) return false
  const corrected = new Map([
    [44, 6],
    [50, 7],
    [51, 3],
  ]).get(minor)
  return corrected === undefined || patch < corrected
}
