export const trust = {
  bar: 'This space shows another key than before. Parley does not talk to it.',
  barUnknown: 'This space shows a key that nobody vouches for. Parley does not talk to it.',
  look: 'What to do',
  changedTitle: 'This space shows another key',
  changed:
    'Whoever answers at {address} has not the key by which this device knows {space}. Nothing was sent: no message, no password and no sign-in.',
  meaning: 'That may mean',
  reinstalled: 'The server was set up anew, or lost its key. Whoever runs it knows.',
  lent: 'Another computer has this address now. Parley looks for {space} by its key, and goes on once it finds it.',
  between: 'Somebody is in between and pretends to be {space}, to read what you write.',
  unknownTitle: 'This space is not known by its key yet',
  unknown:
    'Whoever answers at {address} shows a key of their own that no authority vouches for. Nothing was sent: no message, no password and no sign-in.',
  seen: 'The key it shows now',
  pinned: 'The key it had before',
  compare:
    'Ask whoever runs the space for its key, in person or by phone but not here. The server says it when it starts. Trust it only if all of it is the same.',
  compared: 'I compared all of it, and it is the same',
  accept: 'Trust the new key',
  acceptUnknown: 'Trust this key',
  later: 'Not now',
  failed: 'The key changed once more meanwhile. Look at it again.',
}
