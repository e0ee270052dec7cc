import type { Broker } from '../broker/broker.ts'
import type { Clock } from '../domain/clock.ts'
import { PresenceBoard } from '../domain/presence/presence-board.ts'
import type { Metrics } from '../observability/metrics.ts'
import type { Storage } from '../storage/storage.ts'
import type { Failures } from '../transport/failures.ts'
import type { Connections } from '../transport/socket/connections.ts'
import type { NativeTopics } from '../transport/socket/native-topics.ts'
import { Announcements } from './announcements.ts'
import { CommitPublisher } from './commit-publisher.ts'
import { PresencePushes } from './presence-pushes.ts'
import { Stage } from './stage.ts'
import { Typing } from './typing.ts'

export type RealtimeDeps = {
  /** This process among those that serve the space. */
  node: string
  broker: Broker
  storage: Storage
  connections: Connections
  topics: NativeTopics
  clock: Clock
  metrics: Metrics
  failures: Failures
  /** Milliseconds without a connection before a person counts as offline. */
  presenceGrace: number
}

export type Realtime = {
  stage: Stage
  presence: PresenceBoard
  announcements: Announcements
  typing: Typing
  close: () => Promise<void>
}

const STORE_SEEN_EVERY = 30_000

/** All that carries news from where it arises to those who hear it. */
export function createRealtime(deps: RealtimeDeps): Realtime {
  const { broker, clock, connections, failures, metrics, node, storage, topics } = deps
  const subscribers = (topic: string): number => topics.subscribers(topic)
  const pushes = new PresencePushes({
    publish: (topic, frame) => topics.publish(topic, frame),
    subscribers,
  })
  const presence = new PresenceBoard({
    node,
    broker,
    people: storage.people,
    clock,
    grace: deps.presenceGrace,
    storeEvery: STORE_SEEN_EVERY,
    onChange: (user, change) => pushes.changed(user, change),
    onFailure: (error) => failures.report(error, 'presence'),
  })
  const stage = new Stage({
    node,
    connections,
    topics,
    seenBy: (conversation, user) => storage.conversations.seenBy(conversation, user),
    presence: {
      arrived: (user) => presence.arrived(user),
      left: ({ caller, activity }) => presence.left(caller!.user, activity),
    },
    onFailure: (error, doing) => failures.report(error, doing),
  })
  const announcements = new Announcements(broker)
  const commits = new CommitPublisher(broker, metrics)
  const stops = [
    stage.listen(broker),
    storage.log.onCommitted((committed) => commits.publish(committed)),
    () => pushes.stop(),
    () => announcements.flush(),
  ]
  return {
    stage,
    presence,
    announcements,
    typing: new Typing({ node, broker, subscribers, metrics }),
    close: async () => {
      for (const stop of stops) stop()
      await presence.close()
    },
  }
}
