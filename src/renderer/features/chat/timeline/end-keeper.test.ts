import { expect, it } from 'vitest'
import { EndKeeper } from './end-keeper.ts'

it('stays with whoever is at the end, though more came than the list has scrolled by yet', () => {
  const keeper = new EndKeeper(false)
  keeper.look({ offset: 500, atEnd: true })
  keeper.look({ offset: 500, atEnd: false })
  keeper.look({ offset: 620, atEnd: false })
  expect(keeper.stays).toBe(true)
})

it('lets go of whoever goes up, and takes up whoever comes back', () => {
  const keeper = new EndKeeper(true)
  keeper.look({ offset: 500, atEnd: true })
  keeper.look({ offset: 460, atEnd: true })
  expect(keeper.stays).toBe(true)
  keeper.look({ offset: 300, atEnd: false })
  expect(keeper.stays).toBe(false)
  keeper.look({ offset: 400, atEnd: false })
  expect(keeper.stays).toBe(false)
  keeper.look({ offset: 500, atEnd: true })
  expect(keeper.stays).toBe(true)
})

it('takes rows that were taken away above for nobody’s going up', () => {
  const keeper = new EndKeeper(true)
  keeper.look({ offset: 9_000, atEnd: true })
  keeper.moved({ offset: 6_000, atEnd: false })
  keeper.look({ offset: 6_000, atEnd: false })
  expect(keeper.stays).toBe(true)
})

it('is not called back to the end by where the list still is when somebody goes to a row', () => {
  const keeper = new EndKeeper(true)
  keeper.look({ offset: 500, atEnd: true })
  const arrived = keeper.goElsewhere()
  keeper.look({ offset: 500, atEnd: true })
  expect(keeper.stays).toBe(false)
  arrived()
  keeper.look({ offset: 120, atEnd: false })
  expect(keeper.stays).toBe(false)
})
