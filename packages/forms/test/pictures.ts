/** Grey-scale images of pages: as drawn by `pdftoppm` (PGM), and as stored (PNG). */
import { crc32, deflateSync, inflateSync } from "node:zlib"

export interface Picture {
  readonly width: number
  readonly height: number
  /** 0 is black; row by row. */
  readonly grey: Uint8Array
}

export const readPgm = (bytes: Uint8Array): Picture => {
  const file = Buffer.from(bytes)
  const [head = "", width, height] = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(file.toString("latin1", 0, 40)) ?? []
  if (head === "") throw new Error("not a grey picture")
  return { width: Number(width), height: Number(height), grey: file.subarray(head.length) }
}

const chunk = (type: string, data: Uint8Array): Buffer => {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data])
  const length = Buffer.alloc(4)
  const check = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  check.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, check])
}

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/** Eight bits per pixel, without row filters. */
export const writePng = ({ width, height, grey }: Picture): Uint8Array => {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header[8] = 8
  const rows = Buffer.alloc((width + 1) * height)
  for (let y = 0; y < height; y++) rows.set(grey.subarray(y * width, (y + 1) * width), y * (width + 1) + 1)
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(rows, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ])
}

/** Reads only files from `writePng`. */
export const readPng = (bytes: Uint8Array): Picture => {
  const file = Buffer.from(bytes)
  const width = file.readUInt32BE(16)
  const height = file.readUInt32BE(20)
  const length = file.readUInt32BE(33)
  const rows = inflateSync(file.subarray(41, 41 + length))
  const grey = new Uint8Array(width * height)
  for (let y = 0; y < height; y++) grey.set(rows.subarray(y * (width + 1) + 1, (y + 1) * (width + 1)), y * width)
  return { width, height, grey }
}

/** The mean of each square of pixels: slightly different fonts give nearly the same. */
export const blurred = ({ width, height, grey }: Picture, square: number): ReadonlyArray<number> => {
  const means: Array<number> = []
  for (let top = 0; top + square <= height; top += square)
    for (let left = 0; left + square <= width; left += square) {
      let sum = 0
      for (let y = top; y < top + square; y++)
        for (let x = left; x < left + square; x++) sum += grey[y * width + x] ?? 0
      means.push(sum / (square * square))
    }
  return means
}
