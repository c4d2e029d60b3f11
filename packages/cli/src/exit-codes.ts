/** The exit codes of the command line. */
export const exits = {
  done: 0,
  failure: 1,
  usage: 2,
  refused: 3,
  verificationFailed: 4,
  conflict: 5,
  notFound: 6,
  findings: 10,
  interrupted: 130,
} as const

export type Exit = (typeof exits)[keyof typeof exits]
