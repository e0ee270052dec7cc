import { limits } from '../../../../../protocol/limits.ts'
import { Refused } from '../../../../../protocol/errors.ts'
import type { SquareCrop } from './square-crop.ts'

/** Side of the picture that is sent, in pixels: sharp at twice the size at which it is ever shown. */
export const pictureSide = 256
/** What is taken from the person; far more than any photograph, far less than what fills the memory. */
const MOST_BYTES = 60 * 1024 * 1024
const QUALITIES = [0.9, 0.8, 0.6]

/** @throws Refused `picture` that cannot be read, or is too large to be */
export async function readPicture(file: Blob): Promise<ImageBitmap> {
  if (file.size > MOST_BYTES) throw new Refused('too_large', 'picture: is too large to be read')
  try {
    return await createImageBitmap(file, { imageOrientation: 'from-image' })
  } catch {
    throw new Refused('invalid', 'picture: is not an image', { field: 'picture' })
  }
}

/** Fills a square canvas with the crop. */
export function drawCrop(canvas: HTMLCanvasElement, image: ImageBitmap, crop: SquareCrop): void {
  const context = canvas.getContext('2d')
  if (!context) return
  const { x, y, side } = crop
  context.clearRect(0, 0, canvas.width, canvas.height)
  context.imageSmoothingQuality = 'high'
  const place = [0, 0, canvas.width, canvas.height] as const
  context.drawImage(image, x - side / 2, y - side / 2, side, side, ...place)
}

/**
 * The crop as a square WebP that the space accepts (PNG where the browser writes no WebP).
 * @throws Refused `too_large`
 */
export async function encodePicture(image: ImageBitmap, crop: SquareCrop): Promise<Blob> {
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = pictureSide
  drawCrop(canvas, image, crop)
  for (const quality of QUALITIES) {
    const blob = await new Promise<Blob | null>((done) =>
      canvas.toBlob(done, 'image/webp', quality),
    )
    if (blob && blob.size <= limits.pictureBytes) return blob
  }
  throw new Refused('too_large', 'picture: is too large', { limit: limits.pictureBytes })
}
