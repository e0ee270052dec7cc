import type { Messages } from '../../messages.ts'

export const joining: Messages['joining'] = {
  title: 'Einem Raum beitreten',
  lead: 'Räume in deinem Netz erscheinen hier von selbst.',
  around: 'In diesem Netz',
  looking: 'Parley sieht sich um … Der Raum muss nur im selben Netz geöffnet sein.',
  noNetwork:
    'Dieses Gerät ist in keinem Netz. Steck ein Kabel ein oder verbinde es mit einem WLAN: Räume erscheinen dann von selbst.',
  address: 'Adresse, Link oder Wörter',
  addressHint:
    'Eine Adresse wie 192.168.1.20, der Link einer Einladung oder die vier Wörter, die dir gesagt wurden.',
  go: 'Dorthin gehen',
  back: 'Zurück',
  failed: 'Du bist noch nicht dort',
  problem: {
    unreachable: 'Dort antwortet niemand. Läuft der Raum, und seid ihr beide im selben Netz?',
    otherKey:
      'Wer dort antwortet, hat einen anderen Schlüssel als der Raum, der dir genannt wurde. Nichts wurde gesendet. Bitte die Person, die den Raum betreibt, um eine neue Einladung.',
    notParley: 'Dort antwortet etwas, aber kein Parley. Stimmt die Adresse?',
    linkLocal:
      'Diese Adresse gilt nur an einer Netzwerkkarte, ein Fenster kann sich nicht mit ihr verbinden. Bitte um eine Adresse wie 192.168.1.20 oder einen Namen.',
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
  link: {
    already: 'Du bist schon in {space}, und dort bist du jetzt.',
    tooLong:
      'Der geöffnete Link ist viel zu lang für eine Einladung. Es wurde nichts damit gemacht.',
    hidden:
      'Der geöffnete Link enthält Zeichen, die niemand sehen kann. Es wurde nichts damit gemacht. Bitte um eine neue Einladung.',
    noInvite:
      'Der geöffnete Link ist keine Einladung, die Parley lesen kann. Vielleicht fehlt ein Teil: Kopiere den ganzen Link, oder bitte um einen neuen.',
    oneSpace:
      'Dieses Fenster wurde nur für einen Raum geöffnet. Die Einladung in einen anderen blieb liegen.',
  },
  invited: 'Du bist in {space} eingeladen',
  accept: 'Dorthin gehen',
  decline: 'Nicht jetzt',
  keyBegins: 'Schlüssel {key}',
  doubled:
    'Zwei Rechner kündigen {space} gerade an. Bleibt das so, bitte den Betreiber, einen davon zu beenden: Was bei einem geschrieben wird, ist nicht beim anderen. Du bleibst bei dem, mit dem du verbunden bist.',
  words: {
    notFour: 'Eine Einladung in Wörtern hat vier davon.',
    nobody:
      'In diesem Netz konnte kein Raum gefragt werden. Gib zuerst seine Adresse ein, dort wird nach den Wörtern gefragt.',
    unknown:
      'Der Raum in diesem Netz kennt diese Wörter nicht. Sie gelten einmal und einen Tag lang: Prüfe sie, oder bitte um neue. | Keiner der {count} Räume in diesem Netz kennt diese Wörter. Sie gelten einmal und einen Tag lang: Prüfe sie, oder bitte um neue.',
    tooFast: 'Das war oft. Versuche es in {seconds} Sekunden noch einmal.',
  },
}
