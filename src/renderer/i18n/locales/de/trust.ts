import type { Messages } from '../../messages.ts'

export const trust: Messages['trust'] = {
  bar: 'Dieser Raum zeigt einen anderen Schlüssel als bisher. Parley spricht nicht mit ihm.',
  barUnknown:
    'Dieser Raum zeigt einen Schlüssel, für den niemand bürgt. Parley spricht nicht mit ihm.',
  look: 'Was tun?',
  changedTitle: 'Dieser Raum zeigt einen anderen Schlüssel',
  changed:
    'Wer unter {address} antwortet, hat nicht den Schlüssel, an dem dieses Gerät {space} erkennt. Nichts wurde gesendet: keine Nachricht, kein Passwort und keine Anmeldung.',
  meaning: 'Das kann bedeuten',
  reinstalled:
    'Der Server wurde neu eingerichtet oder hat seinen Schlüssel verloren. Wer ihn betreibt, weiß davon.',
  lent: 'Ein anderer Rechner hat jetzt diese Adresse. Parley sucht {space} anhand seines Schlüssels und macht weiter, sobald es ihn findet.',
  between: 'Jemand steht dazwischen und gibt sich als {space} aus, um mitzulesen.',
  unknownTitle: 'Dieser Raum ist noch an keinem Schlüssel zu erkennen',
  unknown:
    'Wer unter {address} antwortet, zeigt einen eigenen Schlüssel, für den keine Stelle bürgt. Nichts wurde gesendet: keine Nachricht, kein Passwort und keine Anmeldung.',
  seen: 'Der Schlüssel, den er jetzt zeigt',
  pinned: 'Der Schlüssel, den er bisher hatte',
  compare:
    'Frag die Person, die den Raum betreibt, nach dem Schlüssel: persönlich oder am Telefon, nicht hier. Der Server nennt ihn, wenn er startet. Vertrau ihm nur, wenn alles übereinstimmt.',
  compared: 'Ich habe alles verglichen, und es stimmt überein',
  accept: 'Dem neuen Schlüssel vertrauen',
  acceptUnknown: 'Diesem Schlüssel vertrauen',
  later: 'Nicht jetzt',
  failed: 'Der Schlüssel hat sich inzwischen noch einmal geändert. Sieh ihn dir erneut an.',
}
