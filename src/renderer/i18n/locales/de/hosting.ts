import type { Messages } from '../../messages.ts'

export const hosting: Messages['hosting'] = {
  host: 'Raum in diesem Netz eröffnen',
  hostText: 'Beginne einen Raum auf diesem Rechner. Die anderen sehen ihn und treten bei.',
  joinText: 'Mit dem Link einer Einladung, ihren Wörtern oder einer Adresse.',
  lead: 'Alle in deinem Netz können ihn finden und beitreten. Er liegt nur auf diesem Rechner.',
  name: 'Name des Raums',
  nameHint: 'Das sehen die anderen. Du kannst ihn später ändern.',
  nameOf: 'Raum von {name}',
  nameAt: 'Parley auf {name}',
  begin: 'Raum eröffnen',
  notBegun: 'Das konnte auf diesem Rechner nicht festgehalten werden. Ist die Platte voll?',
  back: 'Zurück',
  restarting: 'Dein Raum ist stehen geblieben und wird neu gestartet…',
  openLog: 'Protokoll öffnen',
  leaveIt: 'Nicht starten',
  since: '{space} läuft seit {time}.',
  off: '{space} läuft nicht. Was darin steht, ist in seinem Ordner sicher.',
  again: 'Wieder eröffnen',
  stop: 'Raum anhalten',
  stopTitle: '{space} anhalten?',
  stopText:
    'Alle werden getrennt und finden hier nichts, bis du ihn wieder eröffnest. Was geschrieben wurde, bleibt; was sie inzwischen schreiben, wartet bei ihnen.',
  release: 'Er ist umgezogen',
  releaseTitle: 'Ist {space} auf einen anderen Rechner umgezogen?',
  releaseText:
    'Dann ist er ein Raum wie die anderen in deiner Liste: Deine App sucht im Netz nach seinem Schlüssel und geht dorthin, mit deinem Konto und allem, was du geschrieben hast. Sein alter Ordner bleibt, wo er ist.',
  bar: 'Du hast diesen Raum angehalten.',
  people: 'Gerade verbunden',
  connected: '{count} Person ist verbunden. | {count} Personen sind verbunden.',
  reach: 'Im Netz',
  open: 'Andere im Netz können beitreten',
  openHint: 'Sonst ist der Raum nur für diesen Rechner da.',
  addresses: 'Adressen',
  doubled:
    'Ein anderer Rechner kündigt diesen Raum auch an: Dort läuft eine Kopie seines Ordners. Was im einen geschrieben wird, ist nicht im anderen. Beende einen von beiden für immer.',
  portTaken:
    'Ein anderes Programm auf diesem Rechner nutzt Port {taken}, deshalb ist der Raum jetzt auf Port {port}. Die Apps finden ihn von selbst; wer ihn über seine Adresse öffnet, braucht die neue.',
  noNetwork:
    'Dieser Rechner ist in keinem Netz. Der Raum läuft hier; seine Adressen erscheinen, sobald es eines gibt.',
  invite: 'Jemanden einladen',
  announce: 'Andere Parleys finden ihn von selbst',
  announceHint: 'Sonst braucht man eine Einladung oder eine Adresse.',
  networks: 'Angekündigt in',
  notConnected: 'Gerade nicht verbunden',
  data: 'Daten',
  folder: 'Ordner',
  size: 'Größe',
  openFolder: 'Ordner öffnen',
  notOpened: 'Dein Rechner konnte diesen Ordner nicht öffnen. Gibt es ihn noch?',
  notKept:
    'Das gilt, solange Parley läuft, ließ sich aber nicht für den nächsten Start festhalten. Ist die Platte voll?',
  backUp: 'Jetzt sichern…',
  backUpHint:
    'Eine Sicherung ist eine Datei mit allem, was geschrieben wurde. Dabei kann weiter gesprochen werden. Der Schlüssel des Raums ist nicht darin: Um den Raum auf einen anderen Rechner zu bringen, nimm den ganzen Ordner.',
  backUpDone: 'Die Sicherung ist angelegt',
  backUpDoneText: 'Sie ist {path}.',
  backUpFailed: 'Es wurde keine Sicherung angelegt',
  restore: 'Aus einer Sicherung wiederherstellen…',
  restoreTitle: 'Zu einer Sicherung zurückkehren?',
  restoreText:
    'Der Raum wird kurz angehalten und ist dann, wie er bei der Sicherung war: Was seither geschrieben wurde, fehlt darin. Der jetzige Ordner wird daneben aufgehoben.',
  restoreChoose: 'Sicherung wählen',
  restoreDone: 'Der Raum ist, wie er in der Sicherung war',
  restoreDoneText: 'Was vorher da war, ist in {path}. Entferne es, wenn du es nicht mehr brauchst.',
  restoreFailed: 'Nichts wurde wiederhergestellt. Alles ist, wie es war.',
  restoreHalf:
    'Nicht alles ließ sich zurückstellen. Was vorher da war, ist in {path}: Beende Parley und gib diesem Ordner seinen alten Namen.',
  running: 'Wann er da ist',
  keepRunning: 'Weiterlaufen, wenn das Fenster geschlossen wird',
  keepRunningHint:
    'Parley bleibt dann im Infobereich. Hat dein Desktop keinen, starte Parley noch einmal, um es zu sehen.',
  atLogin: 'Beim Anmelden starten',
  atLoginHint: 'Damit der Raum da ist, wann immer dieser Rechner läuft.',
  renameHint: 'Alle im Raum sehen ihn. Sie sind gleich danach wieder verbunden.',
  other: 'Ein Raum aus einem Ordner',
  otherText:
    'Der Datenordner eines anderen Rechners oder eines eigenen Servers. Alle folgen, denn ein Raum wird an seinem Schlüssel erkannt und nicht an seiner Adresse.',
  otherFirst:
    'Oder mache mit einem Raum weiter, den du in einem Ordner hast, von einem anderen Rechner oder Server.',
  chooseFolder: 'Ordner wählen…',
  folderProblem: {
    noSpace:
      'In diesem Ordner ist kein Raum. Der Ordner eines Raums enthält eine Datei namens parley.db.',
    notWritable: 'Parley darf in diesen Ordner nicht schreiben. Kopiere ihn an einen eigenen Ort.',
    unreadable: 'Was in diesem Ordner ist, lässt sich nicht als Raum lesen.',
  },
  folderFailed: 'Dieser Raum ließ sich nicht bereitstellen, und nichts wurde geändert: {reason}',
  serveTitle: '{space} eröffnen?',
  serveText: 'Er liegt in {folder} und bleibt dort. Kein anderer Server darf ihn geöffnet haben.',
  serveInstead: '{space} läuft dann nicht mehr; sein Ordner bleibt, wo er ist.',
  problem: {
    missing:
      'Der Teil von Parley, der Räume bereitstellt, fehlt: Vielleicht hat ihn ein Virenscanner entfernt. Lass ihn dort wiederherstellen, oder installiere Parley neu. Was geschrieben wurde, liegt anderswo und ist sicher.',
    forbidden:
      'Dieser Rechner lässt den Teil von Parley, der Räume bereitstellt, nicht laufen. Vielleicht hält ihn ein Virenscanner fest: Erlaube ihn oder installiere Parley neu.',
    inUse:
      'Ein anderes Parley auf diesem Rechner stellt diesen Raum schon bereit. Beende erst jenes; nichts ist verloren.',
    full: 'Die Platte, auf der dein Raum liegt, ist voll. Was geschrieben wurde, ist sicher. Schaffe dort Platz: Dein Raum macht von selbst weiter, spätestens nach einer Minute.',
    notWritable:
      'Parley darf in den Ordner deines Raums nicht schreiben: Er ist schreibgeschützt oder gehört jemand anderem. Sein Inhalt blieb unverändert. Lass Parley dort schreiben und versuche es noch einmal, oder kopiere den Ordner an einen eigenen Ort und eröffne ihn von dort.',
    unusable:
      'Der Ordner des Raums lässt sich so nicht verwenden. Sein Inhalt blieb unverändert; das Protokoll sagt, was nicht stimmt.',
    folderGone:
      'Im Ordner, der bereitgestellt wurde, ist kein Raum mehr. Liegt er auf einem Laufwerk, das nicht verbunden ist? Verbinde es und versuche es noch einmal: An seiner Stelle wird keiner angelegt.',
    crashing:
      'Der Server ist immer wieder stehen geblieben. Was geschrieben wurde, ist in seinem Ordner sicher.',
  },
}
