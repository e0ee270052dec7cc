import type { FindingCode } from './finding.ts'

/** What was seen, what it means, and the one thing to do. Blanks are the finding's facts. */
export type FindingWords = { seen: string; means: string; todo: string }

const fine = 'Nothing.'

export const en: Record<FindingCode, FindingWords> = {
  'interfaces.ok': {
    seen: '{name} is connected: {addresses}',
    means: 'Others on this network can reach this computer at these addresses.',
    todo: fine,
  },
  'interfaces.none': {
    seen: 'This computer is on no network.',
    means: 'No interface has an address that leads to others.',
    todo: 'Plug in a network cable, or join a wireless network.',
  },
  'interfaces.unplugged': {
    seen: '{name} is switched on, but nothing is at the other end.',
    means: 'Its cable is out or broken, or the switch or router behind it is off.',
    todo: 'Check the cable of {name} at both ends, if this is how you reach the network.',
  },
  'interfaces.linkLocal': {
    seen: '{name} has only addresses that are valid on its own cable: {addresses}',
    means: 'No router gave it another one. Apps find a space there, but cannot open it.',
    todo: 'Restart the router or switch on its DHCP, or give both computers addresses by hand.',
  },
  'interfaces.tunnel': {
    seen: '{name} is a tunnel, such as of a VPN: {addresses}',
    means: 'Spaces are not found through it by themselves; by address they may be reached.',
    todo: fine,
  },
  'multicast.ok': {
    seen: 'On {name} the question of who is there was heard, and others answered: {others}',
    means: 'Spaces can be found by themselves there.',
    todo: fine,
  },
  'multicast.alone': {
    seen: 'On {name} the question of who is there came back, but nobody else answered.',
    means:
      'Perhaps nobody else is there who would answer. Perhaps the router keeps such questions back.',
    todo: 'Open Parley on another computer of this network and look again. Where that changes nothing, join by address or invite.',
  },
  'multicast.deaf': {
    seen: 'On {name} not even the own question was heard.',
    means: 'A firewall on this computer keeps UDP port 5353 shut, so that no space is found there.',
    todo: 'Let Parley, or UDP port 5353, through the firewall of this computer.',
  },
  'multicast.disabled': {
    seen: 'The system has switched multicast off on {name}.',
    means: 'Spaces are not found there, and an own one is not seen by others.',
    todo: 'Switch it on (on Linux: ip link set {name} multicast on), or join by address.',
  },
  'multicast.refused': {
    seen: 'The system did not let Parley ask on {name}: {reason}',
    means: 'Spaces are not found there. The interface may be going up or down just now.',
    todo: 'Look again in a moment. If it stays so, allow Parley the local network in the system’s settings.',
  },
  'multicast.off': {
    seen: 'Looking for spaces is switched off.',
    means: 'The settings of this program keep it from asking on the network.',
    todo: 'Join by address or invite, or switch it on (PARLEY_DISCOVERY in an app, --announce at a server).',
  },
  'reach.ok': {
    seen: '{space} answers at {address}, after {took} ms.',
    means: 'The way there and back is open.',
    todo: fine,
  },
  'reach.refused': {
    seen: 'The computer at {address} answers, but {space} does not run there.',
    means: 'The space is stopped, or has another port by now; or a firewall there says no.',
    todo: 'Ask whoever hosts {space} to start it, or for a new invite.',
  },
  'reach.forbidden': {
    seen: 'This computer does not let Parley connect to {address}, where {space} is.',
    means: 'A firewall or another guard on this computer forbids it; nothing was sent.',
    todo: 'Allow Parley connections to the local network in this computer’s firewall or settings.',
  },
  'reach.silent': {
    seen: 'Nobody answers at {address}, where {space} was.',
    means:
      'The computer is off or has another address by now, or a firewall on the way drops what is asked.',
    todo: 'Ask whoever hosts {space} to let the port of {address} through its firewall, or for a new invite.',
  },
  'reach.noRoute': {
    seen: 'No way leads to {address}, where {space} was.',
    means: 'This computer is not on the network on which the space is.',
    todo: 'Join the network that {space} is on.',
  },
  'reach.stranger': {
    seen: 'Something answers at {address}, but it is not {space}.',
    means: 'Another program has that address by now, or something on the way answers instead.',
    todo: 'Ask whoever hosts {space} for a new invite.',
  },
  'reach.none': {
    seen: 'There is no space that could be tried.',
    means: 'None was found on the network, and none is known from before.',
    todo: 'Ask whoever hosts a space for an invite.',
  },
  'reach.serving': {
    seen: 'The server listens at {address}.',
    means: 'Programs on this computer reach it.',
    todo: fine,
  },
  'reach.notServing': {
    seen: 'Nobody listens at {address}.',
    means: 'The server does not run, or runs with another --host or --port.',
    todo: 'Start it, or give the doctor the same settings as the server.',
  },
  'reach.outside': {
    seen: 'Whether others reach {address} cannot be seen from this computer.',
    means:
      'Only somebody elsewhere on the network can try it. Apps connect to the server, never the other way.',
    todo: 'Have somebody run the network check in their app.',
  },
  'firewall.off': {
    seen: 'The firewall of this computer lets everything in ({program} {detail}).',
    means: 'It does not keep others from a space that this computer hosts.',
    todo: fine,
  },
  'firewall.on': {
    seen: 'The firewall of this computer is on ({program} {detail}).',
    means:
      'Others reach a space on this computer only if it lets Parley in. For joining it does no harm.',
    todo: 'If you host: let Parley in on private networks (TCP 7759 and UDP 5353).',
  },
  'firewall.blocks': {
    seen: 'The firewall of this computer lets nothing in ({program} {detail}).',
    means: 'Nobody reaches a space on this computer, and none is found from here.',
    todo: 'Allow incoming connections for Parley in the firewall’s settings.',
  },
  'firewall.unknown': {
    seen: 'What the firewall of this computer does cannot be read.',
    means: 'There may be none, or only an administrator may ask it.',
    todo: 'If others do not reach a space on this computer: let TCP 7759 and UDP 5353 in.',
  },
  'vpn.none': {
    seen: 'No VPN that Parley recognises takes what is sent to this network.',
    means: 'As far as can be seen, what is near is reached directly.',
    todo: fine,
  },
  'vpn.default': {
    seen: 'What leaves this network goes through the tunnel {name}.',
    means: 'A VPN is on. Many of them shut off the local network.',
    todo: 'If spaces are not found: allow local network access in the VPN, or switch it off for a moment.',
  },
  'vpn.space': {
    seen: 'The way to {space} at {address} leads through the tunnel {name}.',
    means: 'The VPN takes it, though the space may be next to you.',
    todo: 'If {space} is on this network: allow local network access in the VPN, or switch it off.',
  },
  'isolation.none': {
    seen: 'Another computer of this network was reached.',
    means: 'The network lets its members talk to each other.',
    todo: fine,
  },
  'isolation.likely': {
    seen: '{space} is heard on this network, but does not answer at {address}.',
    means:
      'Most likely the network keeps its members apart (client isolation, a guest network), or a firewall at the host does.',
    todo: 'Use another network than the guests’, or switch off client isolation at the router.',
  },
  'isolation.unknown': {
    seen: 'No other computer of this network could be tried.',
    means: 'Whether the network keeps its members apart cannot be told.',
    todo: 'Look again once a space was found.',
  },
  'clock.ok': {
    seen: 'The clocks of this computer and of {space} agree ({seconds} s).',
    means: 'Messages show the times at which they were written.',
    todo: fine,
  },
  'clock.off': {
    seen: 'The clocks of this computer and of {space} are {seconds} s apart.',
    means: 'Messages show wrong times. Their order is right all the same.',
    todo: 'Have both computers set their clocks by themselves.',
  },
  'clock.unknown': {
    seen: 'No other clock could be compared.',
    means: 'No space answered with its time.',
    todo: 'Look again once a space can be reached.',
  },
  'certificate.same': {
    seen: '{space} shows the key that it is known by.',
    means: 'You speak to the space itself, and nobody else can read it.',
    todo: fine,
  },
  'certificate.vouched': {
    seen: '{space} shows a certificate that an authority vouches for.',
    means: 'You speak to whom that name belongs.',
    todo: fine,
  },
  'certificate.changed': {
    seen: '{address} shows another key than the one that {space} is known by.',
    means: 'Another server answers there, perhaps somebody in between. Parley sends it nothing.',
    todo: 'Ask whoever hosts {space} whether its key was replaced, before you trust another.',
  },
  'certificate.plain': {
    seen: '{space} at {address} is reached without encryption.',
    means: 'Whoever is in between can read everything, passwords too.',
    todo: 'Ask whoever hosts {space} to switch encryption on.',
  },
  'certificate.unknown': {
    seen: '{space} shows a key at {address} that nobody vouches for.',
    means: 'Whether it is the right one cannot be told from here.',
    todo: 'Join by an invite, which names the key.',
  },
  'certificate.kept': {
    seen: 'The certificate in {file} can be used.',
    means: 'People’s apps know the server by it.',
    todo: fine,
  },
  'certificate.open': {
    seen: 'Others on this computer can read the key in {file}.',
    means: 'Whoever has it can pass for the server.',
    todo: 'Take the right to read it from all but the server’s account (chmod 600).',
  },
  'certificate.hidden': {
    seen: 'The certificate in {file} cannot be read under this account.',
    means: 'Whether it is of use cannot be told. The server’s own account can read it.',
    todo: 'Run the check under the account that the server runs under.',
  },
  'certificate.unusable': {
    seen: 'The certificate in {file} cannot be used: {reason}',
    means: 'The server does not start with it, and people’s apps refuse another.',
    todo: 'Put the file back from a backup.',
  },
  'certificate.expires': {
    seen: 'The certificate in {file} ends in {days} days.',
    means: 'From then on browsers and apps refuse the server.',
    todo: 'Renew it, and start the server anew.',
  },
  'certificate.expired': {
    seen: 'The certificate in {file} ended {days} days ago.',
    means: 'Browsers and apps refuse the server.',
    todo: 'Renew it, and start the server anew.',
  },
}
