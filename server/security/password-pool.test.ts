import { getPriority } from 'node:os'
import { Worker } from 'node:worker_threads'
import { afterEach, describe, expect, it } from 'vitest'
import { PasswordPool, type PasswordPoolOptions } from './password-pool.ts'

const ada = { address: '10.0.0.1', name: 'ada' }
const pools: PasswordPool[] = []

function pool(options: PasswordPoolOptions = {}): PasswordPool {
  const made = new PasswordPool({ cost: 4, ...options })
  pools.push(made)
  return made
}

afterEach(async () => {
  await Promise.all(pools.splice(0).map((made) => made.close()))
})

describe('a password pool', () => {
  it('knows a password again, and no other', async () => {
    const passwords = pool()
    const hash = await passwords.hash('correct horse', ada)
    expect(await passwords.matches('correct horse', hash, ada)).toBe(true)
    expect(await passwords.matches('correct house', hash, ada)).toBe(false)
  })

  it('hashes with bcrypt at cost 12 unless told otherwise', async () => {
    const passwords = new PasswordPool()
    pools.push(passwords)
    expect(await passwords.hash('correct horse', ada)).toMatch(/^\$2[aby]\$12\$.{53}$/)
  })

  it('tells passwords apart that differ after 72 bytes or a zero byte', async () => {
    const passwords = pool()
    const long = 'a'.repeat(100)
    const hash = await passwords.hash(`${long}b`, ada)
    expect(await passwords.matches(`${long}c`, hash, ada)).toBe(false)
    const withZero = await passwords.hash('one\0two', ada)
    expect(await passwords.matches('one\0three', withZero, ada)).toBe(false)
    expect(await passwords.matches('one\0two', withZero, ada)).toBe(true)
  })

  it('takes passwords of any letters', async () => {
    const passwords = pool()
    const hash = await passwords.hash('пароль🐎 مرور', ada)
    expect(await passwords.matches('пароль🐎 مرور', hash, ada)).toBe(true)
  })

  it('does the same work for somebody who does not exist, and says no', async () => {
    const sent: unknown[] = []
    const startWorker = (): Worker => {
      const worker = new Worker(new URL('./password-worker.ts', import.meta.url))
      const post = worker.postMessage.bind(worker)
      worker.postMessage = (task: unknown) => {
        sent.push(task)
        post(task)
      }
      return worker
    }
    const passwords = pool({ startWorker })
    expect(await passwords.matches('correct horse', null, ada)).toBe(false)
    expect(sent).toEqual([
      {
        do: 'matches',
        password: 'correct horse',
        hash: expect.stringMatching(/^\$2b\$04\$.{53}$/),
      },
    ])
  })

  it('lets the event loop turn while it hashes', async () => {
    const passwords = pool({ cost: 10 })
    const state = { hashing: true }
    const hash = passwords.hash('correct horse', ada).finally(() => (state.hashing = false))
    let turns = 0
    while (state.hashing) {
      await new Promise((turned) => setImmediate(turned))
      turns += 1
    }
    await hash
    expect(turns).toBeGreaterThan(50)
  })

  it.runIf(process.platform === 'linux')(
    'lowers its own threads, not the connections',
    async () => {
      const before = getPriority()
      await pool().hash('correct horse', ada)
      expect(getPriority()).toBe(before)
    },
  )

  it('lets others have its core while it hashes', async () => {
    const sleeps = new Int32Array(new SharedArrayBuffer(4))
    const passwords = pool({ cost: 10, startWorker: () => countingSleeps(sleeps) })
    await passwords.hash('correct horse', ada)
    expect(sleeps[0]).toBeGreaterThan(10)
  })

  it('refuses, and says how long to wait, where too many wait already', async () => {
    const passwords = pool({ workers: 1, queue: 3 })
    const attempts = Array.from({ length: 6 }, () => passwords.hash('correct horse', ada))
    const outcomes = await Promise.allSettled(attempts)
    expect(outcomes.map(({ status }) => status)).toEqual([
      ...Array.from({ length: 4 }, () => 'fulfilled'),
      ...Array.from({ length: 2 }, () => 'rejected'),
    ])
    expect(outcomes[5]).toMatchObject({
      reason: { code: 'unavailable', details: { retryAfter: expect.any(Number) } },
    })
  })

  it('refuses whoever would wait longer than a client does', async () => {
    const passwords = pool({ workers: 1, patience: 0 })
    const attempts = ['in hand', 'next', 'too late'].map((password) =>
      passwords.hash(password, ada),
    )
    const outcomes = await Promise.allSettled(attempts)
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected'])
  })

  it('serves everyone in turn, however much one of them asks', async () => {
    const passwords = pool({ workers: 1 })
    const done: string[] = []
    const ask = (name: string, address: string) =>
      passwords.hash('correct horse', { name, address }).then(() => done.push(name))
    const flood = Array.from({ length: 20 }, () => ask('flood', '10.0.0.66'))
    await Promise.all([...flood, ask('neighbour', '10.0.0.66'), ask('ada', '10.0.0.1')])
    expect(done.slice(0, 4)).toEqual(['flood', 'flood', 'ada', 'neighbour'])
    expect(done).toHaveLength(22)
  })

  it('refuses nobody because somebody else asks for too much', async () => {
    const passwords = pool({ workers: 1, queue: 3 })
    const ask = (name: string) => passwords.hash('correct horse', { ...ada, name })
    const outcomes = Promise.allSettled(Array.from({ length: 10 }, () => ask('flood')))
    expect(await ask('neighbour')).toMatch(/^\$2/)
    expect((await outcomes).filter(({ status }) => status === 'rejected')).toHaveLength(6)
  })

  it('goes on with another thread where one died', async () => {
    const workers: Worker[] = []
    const startWorker = (): Worker => {
      const worker = new Worker(new URL('./password-worker.ts', import.meta.url))
      workers.push(worker)
      return worker
    }
    const passwords = pool({ workers: 1, cost: 12, startWorker })
    const lost = passwords.hash('correct horse', ada)
    const waiting = passwords.hash('battery staple', ada)
    await workers[0]!.terminate()
    await expect(lost).rejects.toThrow('a password thread ended')
    expect(await waiting).toMatch(/^\$2/)
    expect(workers).toHaveLength(2)
  })

  it('knows no password by a hash that is none', async () => {
    const passwords = pool()
    expect(await passwords.matches('correct horse', 'not a hash', ada)).toBe(false)
  })

  it('refuses whoever waits when it closes', async () => {
    const passwords = pool({ workers: 1, cost: 12 })
    const attempts = [passwords.hash('one', ada), passwords.hash('two', ada)]
    const outcomes = Promise.allSettled(attempts)
    await passwords.close()
    expect((await outcomes).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    await expect(passwords.hash('three', ada)).rejects.toMatchObject({ code: 'unavailable' })
  })
})

/** A password thread that counts in `sleeps` how often it slept. */
function countingSleeps(sleeps: Int32Array): Worker {
  const code = `
    const { workerData } = require('node:worker_threads')
    const { wait } = Atomics
    Atomics.wait = (...args) => {
      Atomics.add(workerData, 0, 1)
      return wait(...args)
    }
    import('${new URL('./password-worker.ts', import.meta.url).href}')`
  return new Worker(code, { eval: true, workerData: sleeps })
}
