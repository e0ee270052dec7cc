/** The square of an image that becomes the picture: its centre and side, in the image's pixels. */
export type SquareCrop = { x: number; y: number; side: number }

export type ImageSize = { width: number; height: number }

/** The smallest square that still makes a picture worth looking at. */
const LEAST_SIDE = 32

const clamp = (value: number, low: number, high: number) => Math.max(low, Math.min(value, high))

function within({ x, y, side }: SquareCrop, { width, height }: ImageSize): SquareCrop {
  const half = side / 2
  return { x: clamp(x, half, width - half), y: clamp(y, half, height - half), side }
}

/** The largest square, in the middle. */
export function middleSquare({ width, height }: ImageSize): SquareCrop {
  return { x: width / 2, y: height / 2, side: Math.min(width, height) }
}

/** Moved by so many pixels of the image; never beyond its edge. */
export function moveCrop(crop: SquareCrop, image: ImageSize, dx: number, dy: number): SquareCrop {
  return within({ ...crop, x: crop.x + dx, y: crop.y + dy }, image)
}

/** How far one can zoom into an image; 1 where it is too small for that. */
export function mostZoom(image: ImageSize): number {
  const { side } = middleSquare(image)
  return Math.max(1, Math.min(8, side / LEAST_SIDE))
}

/** `zoom` 1 is the largest square; the middle stays as far as the edges let it. */
export function zoomCrop(crop: SquareCrop, image: ImageSize, zoom: number): SquareCrop {
  const side = middleSquare(image).side / clamp(zoom, 1, mostZoom(image))
  return within({ ...crop, side }, image)
}

export function zoomOf(crop: SquareCrop, image: ImageSize): number {
  return middleSquare(image).side / crop.side
}
