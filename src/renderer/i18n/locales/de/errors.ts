import type { Messages } from '../../messages.ts'

export const errors: Messages['errors'] = {
  nameEmpty: 'Bitte gib einen Namen ein.',
  nameTooLong: 'Ein Name hat höchstens {count} Zeichen.',
  nameInvisible: 'Dieser Name enthält unsichtbare Zeichen. Bitte tippe ihn neu.',
  nameTaken: 'Der Name ist vergeben. Bist du es? Melde dich an.',
  passwordEmpty: 'Bitte gib dein Passwort ein.',
  passwordShort: 'Ein Passwort braucht mindestens {count} Zeichen.',
  passwordLong: 'Ein Passwort hat höchstens {count} Zeichen.',
  wrongCredentials: 'Name und Passwort passen nicht zusammen. Bitte prüfe beide.',
  throttled: 'Zu viele Versuche. In {seconds} s kannst du es wieder versuchen.',
  crowded: 'Viele kommen gerade zugleich herein. In {seconds} s kannst du es wieder versuchen.',
  throttledTitle: 'Eine kurze Pause',
  unreachableTitle: 'Der Raum ist nicht erreichbar',
  unreachable: 'Läuft er, und bist du im selben Netz? Was du getippt hast, bleibt erhalten.',
  registrationClosed: 'Dieser Raum nimmt niemanden von selbst auf. Frag, wer ihn betreibt.',
  hostFirst:
    'Wer diesen Raum betreibt, kommt als Erstes herein. Bitte versuch es gleich noch einmal.',
  inviteNeeded: 'In diesen Raum kommt man mit einer Einladung. Bitte gib deine ein.',
  inviteInvalid: 'Diese Einladung ist nicht gültig. Bitte prüfe sie, oder bitte um eine andere.',
  inviteExpired: 'Diese Einladung ist abgelaufen. Bitte frag nach einer anderen.',
  inviteUsedUp: 'Diese Einladung wurde schon benutzt. Bitte frag nach einer anderen.',
  inviteRevoked: 'Diese Einladung wurde zurückgenommen. Bitte frag nach einer anderen.',
  notLetInYet: 'Jemand, der diesen Raum verwaltet, muss dich erst einlassen.',
  lastAdministrator: 'Zuerst muss noch jemand anderes den Raum verwalten.',
  storageFull: 'Der Raum hat keinen Speicherplatz mehr. Wer ihn betreibt, muss Platz schaffen.',
  unavailable: 'Der Raum ist gerade beschäftigt. Bitte versuche es gleich noch einmal.',
  forbidden: 'Das darfst du hier nicht.',
  notFound: 'Das gibt es nicht mehr.',
  archived: 'Diese Gruppe wurde archiviert.',
  tooLarge: 'Das ist zu groß.',
  limitReached: 'Eine Grenze dieses Raums ist erreicht.',
  conflict: 'Jemand hat das im selben Moment geändert. Bitte sieh noch einmal nach.',
  signedOut: 'Deine Sitzung ist zu Ende. Bitte melde dich an. Was du schriebst, bleibt erhalten.',
  invalid: 'Etwas in diesem Formular stimmt nicht.',
  partMissing:
    'Dieser Teil von Parley konnte nicht geladen werden. Bitte versuche es gleich noch einmal.',
  unexpected: 'Bei uns ging etwas schief. Nichts, was du schriebst, ist verloren.',
  rateLimited: 'Das war viel auf einmal. Nichts ist verloren: In {seconds} s geht es weiter.',
  notReached:
    'Der Raum hat nicht geantwortet. Nichts ist verloren: Versuch es wieder, sobald du verbunden bist. Läuft er, und bist du im selben Netz?',
  fieldTooLong: 'Hier passen höchstens {count} Zeichen hin.',
  wrongPassword: 'Das ist nicht dein jetziges Passwort. Es wurde nicht geändert.',
  pictureUnreadable:
    'Diese Datei ist kein Bild, das sich zeigen lässt. Nimm ein PNG, JPEG oder WebP.',
  pictureTooLarge: 'Dieses Bild ist auch verkleinert zu groß. Bitte nimm ein anderes.',
  deviceGone: 'Dieses Gerät war schon abgemeldet.',
  personGone: 'Diese Person ist nicht in diesem Raum.',
  group: {
    forbidden:
      'Deine Rolle in dieser Gruppe erlaubt das nicht. Frag ihren Besitzer oder einen Admin.',
    notFound:
      'Diese Gruppe gibt es für dich nicht mehr: Du wurdest entfernt, oder sie nimmt nur Eingeladene auf. Bitte jemanden darin, dich hinzuzufügen.',
    memberNotFound: 'Diese Person ist nicht mehr in der Gruppe. Sonst wurde nichts geändert.',
    archived:
      'Diese Gruppe wurde archiviert, darum kann sich in ihr nichts ändern. Ihr Besitzer kann sie wiederherstellen.',
    conflict:
      'Jemand hat diese Gruppe im selben Moment geändert. Nichts ging verloren: Sieh bitte noch einmal nach.',
    limitReached:
      'Du bist in so vielen Gruppen, wie der Raum erlaubt. Verlass erst eine, die du nicht mehr brauchst.',
    full: 'Diese Gruppe ist so groß, wie der Raum erlaubt, oder die Person ist in zu vielen Gruppen.',
  },
}
