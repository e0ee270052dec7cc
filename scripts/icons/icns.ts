/** The picture types of a mac's icon that hold PNG, with their size in pixels; `@2x` ones twice. */
const types: readonly (readonly [string, number])[] = [
  ['icp4', 16],
  ['icp5', 32],
  ['ic11', 32],
  ['ic12', 64],
  ['ic07', 128],
  ['ic13', 256],
  ['ic08', 256],
  ['ic14', 512],
  ['ic09', 512],
  ['ic10', 1024],
]

function block(type: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8)
  head.write(type, 0, 'ascii')
  head.writeUInt32BE(content.length + head.length, 4)
  return Buffer.concat([head, content])
}

/** @param pngs by size; what is missing is left out */
export function icns(pngs: ReadonlyMap<number, Buffer>): Buffer {
  const pictures = types.flatMap(([type, size]) => {
    const png = pngs.get(size)
    return png ? [block(type, png)] : []
  })
  return block('icns', Buffer.concat(pictures))
}
