import type { Messages } from '../../messages.ts'

export const joining: Messages['joining'] = {
  title: 'Einem Raum beitreten',
  lead: 'Räume in deinem Netz erscheinen hier von selbst.',
  around: 'In diesem Netz',
  looking: 'Parley sieht sich um … Der Raum muss nur im selben Netz geöffnet sein.',
  address: 'Adresse oder Link',
  addressHint: 'Der Link einer Einladung oder eine Adresse wie 192.168.1.20.',
  go: 'Dorthin gehen',
  back: 'Zurück',
  failed: 'Du bist noch nicht dort',
  problem: {
    unreachable: 'Dort antwortet niemand. Läuft der Raum, und seid ihr beide im selben Netz?',
    otherKey:
      'Wer dort antwortet, hat einen anderen Schlüssel als der Raum, der dir genannt wurde. Nichts wurde gesendet. Bitte die Person, die den Raum betreibt, um eine neue Einladung.',
    notParley: 'Dort antwortet etwas, aber kein Parley. Stimmt die Adresse?',
    failed: 'Das hat auf diesem Gerät nicht geklappt. Bitte versuche es noch einmal.',
    notAnAddress: 'Das ist weder eine Adresse noch der Link einer Einladung.',
  },
  firstLead:
    'Du hast die Adresse eingegeben, also weiß Parley noch nicht, wer dort zu erwarten ist.',
  key: 'Der Schlüssel, den er zeigt',
  keyText:
    'Von jetzt an spricht Parley mit dem, der diesen Schlüssel hat, und mit niemandem sonst. Um von Anfang an sicher zu sein, vergleiche ihn mit dem, was der Betreiber des Raums sieht, oder bitte um eine Einladung.',
  plain:
    'Was du dort schreibst, geht unverschlüsselt durchs Netz: Wer dazwischensteht, kann mitlesen, auch dein Passwort.',
  enter: 'Hineingehen',
  other: 'Einem anderen Raum beitreten',
}
