/** Text frames as a client sends them, one after the other. A mask of zeros is a mask. ASCII only. */
export function framesOf(texts: readonly string[]): Buffer {
  let size = 0
  for (const { length } of texts) size += headerSize(length) + length
  const frames = Buffer.allocUnsafe(size)
  let at = 0
  for (const text of texts) {
    const { length } = text
    frames[at] = 0x81
    if (length < 126) frames[at + 1] = 0x80 | length
    else if (length < 65_536) {
      frames[at + 1] = 0xfe
      frames.writeUInt16BE(length, at + 2)
    } else {
      frames[at + 1] = 0xff
      frames.writeBigUInt64BE(BigInt(length), at + 2)
    }
    at += headerSize(length)
    frames.writeUInt32BE(0, at - 4)
    at += frames.write(text, at, 'latin1')
  }
  return frames
}

function headerSize(length: number): number {
  return length < 126 ? 6 : length < 65_536 ? 8 : 14
}
