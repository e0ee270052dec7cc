export const hosting = {
  host: 'Host on this network',
  hostText: 'Begin a space on this computer. The others see it appear and join.',
  joinText: 'By the link of an invite, its words, or an address.',
  lead: 'Everybody on your network can find it and join. It is kept on this computer alone.',
  name: 'Name of the space',
  nameHint: 'What the others see. You can change it later.',
  nameOf: '{name}’s space',
  nameAt: 'Parley on {name}',
  begin: 'Host',
  notBegun: 'That could not be kept on this computer. Is its disk full?',
  back: 'Back',
  restarting: 'Your space stopped and is being started again…',
  openLog: 'Open the log',
  leaveIt: 'Leave it stopped',
  problem: {
    missing:
      'The part of Parley that serves spaces is missing. A virus scanner may have taken it away: install Parley again.',
    forbidden:
      'This computer does not let the part of Parley that serves spaces run. A virus scanner may hold it: allow it, or install Parley again.',
    inUse:
      'Another Parley on this computer serves this space already. Quit that one first; nothing is lost.',
    unusable:
      'The folder of the space cannot be used as it is. What is in it was not changed; the log says what is wrong.',
    crashing: 'The server stopped again and again. What people wrote is safe in its folder.',
  },
}
