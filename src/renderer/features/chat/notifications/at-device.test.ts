import { describe, expect, it } from 'vitest'
import { ManualClock } from '../../../../../client/test/manual-clock.ts'
import { IDLE, LOOK_AGAIN, watchDevice, type AtDeviceOptions } from './at-device.ts'

function at(systemIdle: AtDeviceOptions['systemIdle'] = null) {
  const clock = new ManualClock()
  const told: boolean[] = []
  const device = watchDevice({ clock, systemIdle, changed: (present) => told.push(present) })
  return { clock, told, device }
}

describe('somebody at a browser', () => {
  it('is there until they touched nothing for some minutes, and again at the next touch', async () => {
    const { clock, told, device } = at()
    expect(told).toEqual([true])
    await clock.advance(IDLE - 1)
    expect(told).toEqual([true])
    await clock.advance(1)
    expect(told).toEqual([true, false])
    await clock.advance(IDLE * 10)
    device.touched()
    expect(told).toEqual([true, false, true])
    await clock.advance(IDLE)
    expect(told).toEqual([true, false, true, false])
  })

  it('stays as long as they go on', async () => {
    const { clock, told, device } = at()
    for (let minute = 0; minute < 20; minute += 1) {
      device.touched()
      await clock.advance(60_000)
    }
    expect(told).toEqual([true])
    await clock.advance(IDLE - 60_000)
    expect(told).toEqual([true, false])
  })

  it('is not spoken of any more once the window is closed', async () => {
    const { clock, told, device } = at()
    device.stop()
    await clock.advance(IDLE * 2)
    expect(told).toEqual([true])
  })
})

describe('somebody at the app', () => {
  it('is there while they work in another program', async () => {
    const { clock, told } = at(() => Promise.resolve(20_000))
    await clock.advance(IDLE * 5)
    expect(told).toEqual([true])
  })

  it('is away when the system says so, and back when it does', async () => {
    let idle = 0
    const { clock, told } = at(() => Promise.resolve(idle))
    await clock.advance(IDLE - 1)
    idle = IDLE
    await clock.advance(1)
    expect(told).toEqual([true, false])
    idle = 3_000
    await clock.advance(LOOK_AGAIN)
    expect(told).toEqual([true, false, true])
  })

  it('is looked for at the very moment at which they would be away', async () => {
    let touched = 0
    const { clock, told } = at(() => Promise.resolve(clock.now() - touched))
    touched = clock.now()
    await clock.advance(IDLE - 60_000)
    touched = clock.now()
    await clock.advance(IDLE - 1)
    expect(told).toEqual([true])
    await clock.advance(1)
    expect(told).toEqual([true, false])
  })

  it('is what the window knows where the system does not say', async () => {
    const { clock, told } = at(() => Promise.reject(new Error('not here')))
    await clock.advance(IDLE)
    expect(told).toEqual([true, false])
  })
})
