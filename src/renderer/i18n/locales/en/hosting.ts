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
  since: '{space} has been served since {time}.',
  off: '{space} is not served. What is in it is safe in its folder.',
  again: 'Host again',
  stop: 'Stop hosting',
  stopTitle: 'Stop hosting {space}?',
  stopText:
    'Everybody is disconnected, and finds nothing here until you host again. What they wrote stays, what they write meanwhile waits with them.',
  release: 'It moved elsewhere',
  releaseTitle: 'Has {space} moved to another computer?',
  releaseText:
    'Then it is one like the others in your list: your app looks for its key on the network and goes there, with your account and all that you wrote. Its old folder stays where it is.',
  bar: 'You do not host this space at the moment.',
  people: 'Connected now',
  connected: '{count} person is connected. | {count} people are connected.',
  reach: 'On the network',
  open: 'Others on the network can join',
  openHint: 'Otherwise the space is there for this computer alone.',
  addresses: 'Addresses',
  doubled:
    'Another machine announces this space as well: a copy of its folder is served there. What is written at one is not at the other. Stop one of them for good.',
  portTaken:
    'Another program on this computer uses port {taken}, so the space is at port {port} now. Apps find it by themselves; whoever opens it by its address needs the new one.',
  noNetwork:
    'This computer is on no network. The space works here; its addresses appear as soon as there is one.',
  invite: 'Invite somebody',
  announce: 'Let apps find it by themselves',
  announceHint: 'Otherwise people need an invite or an address.',
  networks: 'Announced on',
  notConnected: 'Not connected now',
  data: 'Data',
  folder: 'Folder',
  size: 'Size',
  openFolder: 'Open folder',
  notOpened: 'Your computer could not open that folder. Is it still there?',
  notKept:
    'That holds while Parley runs, but could not be kept for its next start. Is the disk full?',
  backUp: 'Back up now…',
  backUpHint:
    'A backup is one file with everything that was written. It goes on while people talk. The key of the space is not in it: to move the space to another computer, take the whole folder.',
  backUpDone: 'The backup is made',
  backUpDoneText: 'It is {path}.',
  backUpFailed: 'No backup was made',
  restore: 'Restore from a backup…',
  restoreTitle: 'Go back to a backup?',
  restoreText:
    'The space is stopped for a moment, and is as it was when the backup was made: what was written since is not in it. The folder as it is now is kept beside it.',
  restoreChoose: 'Choose a backup',
  restoreDone: 'The space is as it was in the backup',
  restoreDoneText: 'What was there before is in {path}. Remove it once you no longer need it.',
  restoreFailed: 'Nothing was restored. Everything is as it was.',
  restoreHalf:
    'Not everything could be put back. What was there before is in {path}: stop Parley, and give that folder its old name.',
  running: 'When it is there',
  keepRunning: 'Keep running when the window is closed',
  keepRunningHint:
    'Parley stays in the tray then. Where your desktop has none, start Parley again to see it.',
  atLogin: 'Start when I log in',
  atLoginHint: 'So that the space is there whenever this computer is.',
  renameHint: 'Everybody in the space sees it. They are connected again in a moment.',
  other: 'A space from a folder',
  otherText:
    'The data folder of another computer, or of a server of its own. Everybody follows, as a space is known by its key and not by its address.',
  otherFirst: 'Or go on with a space that you have in a folder, from another computer or a server.',
  chooseFolder: 'Choose a folder…',
  folderProblem: {
    noSpace: 'There is no space in that folder. A space’s folder holds a file called parley.db.',
    notWritable: 'Parley may not write to that folder. Copy it to a place that is yours.',
    unreadable: 'What is in that folder cannot be read as a space.',
  },
  folderFailed: 'That space could not be served, and nothing was changed: {reason}',
  serveTitle: 'Host {space}?',
  serveText: 'It is served from {folder}, and kept there. No other server may have it open.',
  serveInstead: '{space} is not served any more then; its folder stays where it is.',
  problem: {
    missing:
      'The part of Parley that serves spaces is missing: a virus scanner may have taken it away. Let it give that back, or install Parley again. What people wrote is kept elsewhere, and safe.',
    forbidden:
      'This computer does not let the part of Parley that serves spaces run. A virus scanner may hold it: allow it, or install Parley again.',
    inUse:
      'Another Parley on this computer serves this space already. Quit that one first; nothing is lost.',
    full: 'The disk that your space is kept on is full. What people wrote is safe. Make room there: your space goes on by itself, after a minute at the latest.',
    notWritable:
      'Parley may not write to the folder of your space: it is read-only, or somebody else’s. Nothing in it was changed. Let Parley write there and try again, or copy the folder to a place of your own and host it from there.',
    unusable:
      'The folder of the space cannot be used as it is. What is in it was not changed; the log says what is wrong.',
    folderGone:
      'There is no space any more in the folder that was served. Is it on a drive that is not connected? Connect it and try again: none is made in its place.',
    crashing: 'The server stopped again and again. What people wrote is safe in its folder.',
  },
}
