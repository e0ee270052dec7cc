export const joining = {
  title: 'Join a space',
  lead: 'Spaces on your network appear here by themselves.',
  around: 'On this network',
  looking: 'Looking around… Nothing is needed but that the space is open on the same network.',
  address: 'Address or link',
  addressHint: 'The link of an invite, or an address such as 192.168.1.20.',
  go: 'Go there',
  back: 'Back',
  failed: 'You are not there yet',
  problem: {
    unreachable:
      'Nobody answers there. Is the space running, and are both of you on the same network?',
    otherKey:
      'Whoever answers there has another key than the space that you were told of. Nothing was sent. Ask whoever runs it for a new invite.',
    notParley: 'Something answers there, but it is no Parley. Is the address right?',
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
}
