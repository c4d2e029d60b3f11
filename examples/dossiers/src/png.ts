/** A picture as a scanner would leave it: a licence's frame and a red seal. PNG, 8 bits a channel. */
import { crc32, deflateSync } from "node:zlib"

const width = 320
const height = 220

const chunk = (type: string, data: Uint8Array): Uint8Array => {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data])
  const frame = Buffer.alloc(body.length + 8)
  frame.writeUInt32BE(data.length, 0)
  body.copy(frame, 4)
  frame.writeUInt32BE(crc32(body), body.length + 4)
  return frame
}

/** `mark` moves the seal, so that no two licences are the same picture. */
export const licencePicture = (mark: number): Uint8Array => {
  const [cx, cy] = [200 + (mark % 60), 130 + (mark % 40)]
  const colourAt = (x: number, y: number): readonly [number, number, number] => {
    const edge = Math.min(x, y, width - 1 - x, height - 1 - y)
    const distance = (x - cx) ** 2 + (y - cy) ** 2
    if (edge >= 6 && edge < 10) return [178, 140, 60]
    if (distance < 34 ** 2 && distance > 29 ** 2) return [200, 30, 30]
    return y > 30 && y < 120 && x > 30 && x < 190 && y % 18 < 2 ? [90, 90, 90] : [252, 249, 240]
  }
  const rows = Buffer.alloc(height * (1 + width * 3))
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) rows.set(colourAt(x, y), y * (1 + width * 3) + 1 + x * 3)
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(rows, { level: 9 })),
    chunk("IEND", new Uint8Array()),
  ])
}
