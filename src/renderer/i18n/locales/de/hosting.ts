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
  problem: {
    missing:
      'Der Teil von Parley, der Räume bereitstellt, fehlt. Vielleicht hat ihn ein Virenscanner entfernt: Installiere Parley neu.',
    forbidden:
      'Dieser Rechner lässt den Teil von Parley, der Räume bereitstellt, nicht laufen. Vielleicht hält ihn ein Virenscanner fest: Erlaube ihn oder installiere Parley neu.',
    inUse:
      'Ein anderes Parley auf diesem Rechner stellt diesen Raum schon bereit. Beende erst jenes; nichts ist verloren.',
    unusable:
      'Der Ordner des Raums lässt sich so nicht verwenden. Sein Inhalt blieb unverändert; das Protokoll sagt, was nicht stimmt.',
    crashing:
      'Der Server ist immer wieder stehen geblieben. Was geschrieben wurde, ist in seinem Ordner sicher.',
  },
}
