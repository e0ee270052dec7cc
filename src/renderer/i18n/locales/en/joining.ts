export const joining = {
  title: 'Join a space',
  lead: 'Spaces on your network appear here by themselves.',
  around: 'On this network',
  looking: 'Looking around… Nothing is needed but that the space is open on the same network.',
  noNetwork:
    'This device is on no network. Plug in a cable or join a wireless network: spaces appear by themselves then.',
  address: 'Address, link or words',
  addressHint:
    'An address such as 192.168.1.20, the link of an invite, or the four words you were told.',
  go: 'Go there',
  back: 'Back',
  failed: 'You are not there yet',
  problem: {
    unreachable:
      'Nobody answers there. Is the space running, and are both of you on the same network?',
    otherKey:
      'Whoever answers there has another key than the space that you were told of. Nothing was sent. Ask whoever runs it for a new invite.',
    notParley: 'Something answers there, but it is no Parley. Is the address right?',
    linkLocal:
      'This address works on one network card alone, and a window cannot connect to it. Ask for an address such as 192.168.1.20, or a name.',
    failed: 'That did not work on this device. Please try again.',
    notAnAddress: 'This is neither an address nor a link of an invite.',
  },
  firstLead: 'You typed the address, so nobody has told Parley yet whom to expect there.',
  key: 'The key it shows',
  keyText:
    'From now on Parley speaks to whoever has this key, and to nobody else. To be sure from the start, compare it with what whoever runs the space sees, or ask for an invite.',
  plain:
    'What you write there goes over the network as plain text: whoever is in between can read it, your password too.',
  enter: 'Go in',
  other: 'Join another space',
  link: {
    already: 'You are in {space} already. That is where you are now.',
    tooLong: 'The link that was opened is far too long for an invite. Nothing was done with it.',
    hidden:
      'The link that was opened holds characters that nobody can see. Nothing was done with it. Ask for the invite anew.',
    noInvite:
      'The link that was opened is no invite that Parley can read. Part of it may be missing: copy the whole link, or ask for it anew.',
    oneSpace:
      'This window was opened for one space alone, so the invite to another was left alone.',
  },
  invited: 'You are invited to {space}',
  accept: 'Go there',
  decline: 'Not now',
  keyBegins: 'key {key}',
  doubled:
    'Two machines announce {space} right now. If that lasts, ask whoever runs it to stop one of them: what is written at one is not at the other. You stay with the one you are connected to.',
  words: {
    notFour: 'An invite in words has four of them.',
    nobody:
      'No space on this network could be asked. Type its address first; the words are asked for there.',
    unknown:
      'The space on this network does not know these words. They are good once, and for a day: check them, or ask for new ones. | None of the {count} spaces on this network knows these words. They are good once, and for a day: check them, or ask for new ones.',
    tooFast: 'That was often. Try again in {seconds} seconds.',
  },
}
