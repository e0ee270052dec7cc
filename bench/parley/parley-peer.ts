import type { LeanSocket } from '../lean/lean-socket.ts'
import type { Peer } from '../peers/peer.ts'
import { openParley, ParleyMember } from './parley-member.ts'
import type { SeededSpace } from '../seed/seed-space.ts'
import { startParley } from './start-parley.ts'

/** The real server, and a group of `members` signed-in people in it. */
export async function parleyPeer(space: SeededSpace, members: number): Promise<Peer> {
  const server = await startParley({ folder: space.folder })
  const group = space.groups.get(members)!
  const byConnection = new WeakMap<LeanSocket, ParleyMember>()
  return {
    ...server,
    name: 'Parley',
    accept: () => openParley(server.port),
    open: async (index) => {
      const device = Math.floor(index / space.people.length)
      const person = space.people[index % space.people.length]!
      const member = await ParleyMember.connect(server.port, person, { device })
      byConnection.set(member.socket, member)
      return member.socket
    },
    attend: (socket, heard) => byConnection.get(socket)!.listen({ onEvents: heard }),
    publish: (socket, texts) => byConnection.get(socket)!.send(group, texts),
  }
}
