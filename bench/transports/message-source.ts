import { numberedText, numbersIn } from '../texts.ts'

/** Messages that appear at a steady rate, numbered from 0, and when each of them did. */
export class MessageSource {
  readonly texts: string[] = []
  readonly #madeAt: number[] = []
  readonly #listeners = new Set<(text: string) => void>()

  emit(): void {
    const text = numberedText(this.texts.length)
    this.texts.push(text)
    this.#madeAt.push(performance.now())
    for (const listener of this.#listeners) listener(text)
  }

  after(number: number): string[] {
    return this.texts.slice(number)
  }

  /** Returns the way to stop. */
  subscribe(listener: (text: string) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** How long ago the messages in some received bytes appeared, in milliseconds; by their numbers. */
  delaysIn(data: Buffer, from = 0, to = data.length): { number: number; delay: number }[] {
    const now = performance.now()
    const found: { number: number; delay: number }[] = []
    numbersIn(data, from, to, (number) => {
      found.push({ number, delay: now - this.#madeAt[number]! })
    })
    return found
  }
}
