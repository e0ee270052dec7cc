import { expect, it } from 'vitest'
import { Avahi } from './avahi.ts'
import { harbour, otherHarbour } from './harbour.ts'
import { Host, Switch } from './lab.ts'
import { Announcing, Looking } from './neighbours.ts'

/** What the responder of most Linux machines and ours have to do with each other. */
export function understandsAvahi(): void {
  const type = '_parley._tcp'
  const text = ['v=1', `id=${harbour.id}`, `fp=${harbour.fingerprint}`, 'tls=1']

  function anOffice() {
    const office = new Switch()
    const ours = new Host().plug(office, 'eth0', '10.9.0.1/24', 'fd09::1/64')
    const theirs = new Host().plug(office, 'eth0', '10.9.0.2/24', 'fd09::2/64')
    return { office, ours, theirs }
  }

  it('is listed by it with its text and addresses', async () => {
    const { ours, theirs } = anOffice()
    const avahi = await Avahi.start(theirs)
    await new Announcing(ours, { ...harbour, name: 'Mr. Ödön’s Harbour' }).named(
      'Mr. Ödön’s Harbour',
    )
    const lines = (await avahi.browse(type)).map((line) => line.split(';'))
    expect(lines.length).toBeGreaterThan(0)
    for (const [, , , name, , , host, , port, said] of lines) {
      expect(unescaped(name!)).toBe('Mr. Ödön’s Harbour')
      expect(host).toMatch(/^parley-[0-9a-f]{16}\.local$/)
      expect(port).toBe('7759')
      for (const entry of text) expect(said).toContain(`"${entry}"`)
    }
    expect(lines.map(([, , , , , , , address]) => address)).toContain('10.9.0.1')
  })

  it('finds what it publishes, and loses what it takes back', async () => {
    const { ours, theirs } = anOffice()
    const avahi = await Avahi.start(theirs)
    const published = avahi.publish('Boat house', type, 7760, ...text)
    const looking = new Looking(ours)
    const [space] = await looking.finds(
      ([one]) => one !== undefined && one.addresses.includes('10.9.0.2:7760'),
    )
    expect(space).toMatchObject({ id: harbour.id, name: 'Boat house' })
    await published.end()
    await looking.finds(({ length }) => length === 0)
  })

  it('leaves it the name that it has', async () => {
    const { ours, theirs } = anOffice()
    const avahi = await Avahi.start(theirs)
    const published = avahi.publish('Harbour', type, 7760, ...text)
    await published.until((lines) => lines.find((line) => line.includes('Established')))
    await new Announcing(ours, otherHarbour).named('Harbour (2)')
  })

  it('is left the name that it has', async () => {
    const { ours, theirs } = anOffice()
    const avahi = await Avahi.start(theirs)
    await new Announcing(ours).named('Harbour')
    const published = avahi.publish('Harbour', type, 7760, ...text)
    await published.until((lines) => lines.find((line) => line.includes('Established')))
    expect(published.output).toContain('Harbour #2')
  })

  it('lives on one machine with it', async () => {
    const { ours, theirs } = anOffice()
    const avahi = await Avahi.start(ours)
    avahi.publish('Boat house', '_boats._tcp', 7760)
    const announcing = new Announcing(ours)
    await announcing.named('Harbour')
    await new Looking(theirs).finds(({ length }) => length === 1)
    expect((await avahi.browse(type)).join('\n')).toContain('10.9.0.1')
  })
}

/** Avahi writes bytes as `\NNN`, and a backslash before what would part a name. */
function unescaped(text: string): string {
  const bytes = text.replace(/\\(\d{3}|.)/g, (_, code: string) =>
    code.length === 3 ? String.fromCharCode(Number(code)) : code,
  )
  return Buffer.from(bytes, 'latin1').toString()
}
