import type { FindingWords } from './en.ts'
import type { FindingCode } from './finding.ts'

const nothing = 'Nichts.'

export const de: Record<FindingCode, FindingWords> = {
  'interfaces.ok': {
    seen: '{name} ist verbunden: {addresses}',
    means: 'Andere in diesem Netz erreichen diesen Rechner unter diesen Adressen.',
    todo: nothing,
  },
  'interfaces.none': {
    seen: 'Dieser Rechner ist in keinem Netz.',
    means: 'Kein Anschluss hat eine Adresse, die zu anderen führt.',
    todo: 'Stecke ein Netzkabel ein oder tritt einem WLAN bei.',
  },
  'interfaces.unplugged': {
    seen: '{name} ist eingeschaltet, aber am anderen Ende ist niemand.',
    means: 'Das Kabel ist heraus oder kaputt, oder der Switch oder Router dahinter ist aus.',
    todo: 'Prüfe das Kabel von {name} an beiden Enden, falls du so ins Netz kommst.',
  },
  'interfaces.linkLocal': {
    seen: '{name} hat nur Adressen, die auf dem eigenen Kabel gelten: {addresses}',
    means:
      'Kein Router gab ihm eine andere. Apps finden dort einen Raum, können ihn aber nicht öffnen.',
    todo: 'Starte den Router neu oder schalte sein DHCP ein, oder gib beiden Rechnern Adressen von Hand.',
  },
  'interfaces.tunnel': {
    seen: '{name} ist ein Tunnel, etwa von einem VPN: {addresses}',
    means:
      'Hindurch werden Räume nicht von selbst gefunden; über eine Adresse sind sie vielleicht erreichbar.',
    todo: nothing,
  },
  'multicast.ok': {
    seen: 'Auf {name} wurde die Frage gehört, wer da ist, und andere antworteten: {others}',
    means: 'Dort können Räume von selbst gefunden werden.',
    todo: nothing,
  },
  'multicast.alone': {
    seen: 'Auf {name} kam die Frage zurück, wer da ist, aber niemand sonst antwortete.',
    means:
      'Vielleicht ist sonst niemand da, der antworten würde. Vielleicht hält der Router solche Fragen auf.',
    todo: 'Öffne Parley auf einem anderen Rechner in diesem Netz und prüfe noch einmal. Ändert das nichts, tritt über Adresse oder Einladung bei.',
  },
  'multicast.deaf': {
    seen: 'Auf {name} war nicht einmal die eigene Frage zu hören.',
    means:
      'Eine Firewall auf diesem Rechner hält UDP-Port 5353 zu, so dass dort kein Raum gefunden wird.',
    todo: 'Lass Parley oder UDP-Port 5353 durch die Firewall dieses Rechners.',
  },
  'multicast.disabled': {
    seen: 'Das System hat Multicast auf {name} ausgeschaltet.',
    means: 'Dort werden keine Räume gefunden, und ein eigener wird von anderen nicht gesehen.',
    todo: 'Schalte es ein (unter Linux: ip link set {name} multicast on) oder tritt über eine Adresse bei.',
  },
  'multicast.refused': {
    seen: 'Das System ließ Parley auf {name} nicht fragen: {reason}',
    means: 'Dort werden keine Räume gefunden. Vielleicht geht der Anschluss gerade an oder aus.',
    todo: 'Prüfe gleich noch einmal. Bleibt es so, erlaube Parley in den Einstellungen des Systems das lokale Netz.',
  },
  'multicast.off': {
    seen: 'Die Suche nach Räumen ist ausgeschaltet.',
    means: 'Die Einstellungen dieses Programms halten es davon ab, im Netz zu fragen.',
    todo: 'Tritt über Adresse oder Einladung bei, oder schalte sie ein (PARLEY_DISCOVERY in der App, --announce beim Server).',
  },
  'reach.ok': {
    seen: '{space} antwortet unter {address} nach {took} ms.',
    means: 'Der Weg hin und zurück ist frei.',
    todo: nothing,
  },
  'reach.refused': {
    seen: 'Der Rechner unter {address} antwortet, aber {space} läuft dort nicht.',
    means:
      'Der Raum ist angehalten oder hat inzwischen einen anderen Port; oder eine Firewall dort sagt Nein.',
    todo: 'Bitte wer {space} betreibt, ihn zu starten, oder um eine neue Einladung.',
  },
  'reach.forbidden': {
    seen: 'Dieser Computer lässt Parley keine Verbindung zu {address} aufbauen, wo {space} ist.',
    means:
      'Eine Firewall oder ein anderer Wächter auf diesem Computer verbietet es; es wurde nichts gesendet.',
    todo: 'Parley in der Firewall oder den Einstellungen dieses Computers Verbindungen ins lokale Netzwerk erlauben.',
  },
  'reach.silent': {
    seen: 'Niemand antwortet unter {address}, wo {space} war.',
    means:
      'Der Rechner ist aus oder hat inzwischen eine andere Adresse, oder eine Firewall auf dem Weg verwirft die Frage.',
    todo: 'Bitte wer {space} betreibt, den TCP-Port von {address} durch die Firewall zu lassen, oder um eine neue Einladung.',
  },
  'reach.noRoute': {
    seen: 'Kein Weg führt zu {address}, wo {space} war.',
    means: 'Dieser Rechner ist nicht in dem Netz, in dem der Raum ist.',
    todo: 'Tritt dem Netz bei, in dem {space} ist.',
  },
  'reach.stranger': {
    seen: 'Unter {address} antwortet etwas, aber es ist nicht {space}.',
    means:
      'Ein anderes Programm hat inzwischen diese Adresse, oder etwas auf dem Weg antwortet stattdessen.',
    todo: 'Bitte wer {space} betreibt um eine neue Einladung.',
  },
  'reach.none': {
    seen: 'Es gibt keinen Raum, der sich prüfen ließe.',
    means: 'Im Netz wurde keiner gefunden, und von früher ist keiner bekannt.',
    todo: 'Bitte jemanden, der einen Raum betreibt, um eine Einladung.',
  },
  'reach.serving': {
    seen: 'Der Server lauscht unter {address}.',
    means: 'Programme auf diesem Rechner erreichen ihn.',
    todo: nothing,
  },
  'reach.notServing': {
    seen: 'Niemand lauscht unter {address}.',
    means: 'Der Server läuft nicht, oder mit anderem --host oder --port.',
    todo: 'Starte ihn, oder gib der Prüfung dieselben Einstellungen wie dem Server.',
  },
  'reach.outside': {
    seen: 'Ob andere {address} erreichen, ist von diesem Rechner aus nicht zu sehen.',
    means:
      'Das kann nur jemand anderswo im Netz versuchen. Apps verbinden sich mit dem Server, nie umgekehrt.',
    todo: 'Lass jemanden die Netzprüfung in seiner App ausführen.',
  },
  'firewall.off': {
    seen: 'Die Firewall dieses Rechners lässt alles herein ({program} {detail}).',
    means: 'Sie hält andere nicht von einem Raum auf diesem Rechner ab.',
    todo: nothing,
  },
  'firewall.on': {
    seen: 'Die Firewall dieses Rechners ist an ({program} {detail}).',
    means:
      'Andere erreichen einen Raum auf diesem Rechner nur, wenn sie Parley hereinlässt. Beim Beitreten schadet sie nicht.',
    todo: 'Wenn du einen Raum betreibst: Lass Parley in privaten Netzen herein (TCP 7759 und UDP 5353).',
  },
  'firewall.blocks': {
    seen: 'Die Firewall dieses Rechners lässt nichts herein ({program} {detail}).',
    means: 'Niemand erreicht einen Raum auf diesem Rechner, und von hier wird keiner gefunden.',
    todo: 'Erlaube in den Einstellungen der Firewall eingehende Verbindungen für Parley.',
  },
  'firewall.unknown': {
    seen: 'Was die Firewall dieses Rechners tut, lässt sich nicht lesen.',
    means: 'Vielleicht gibt es keine, oder nur ein Administrator darf sie fragen.',
    todo: 'Wenn andere einen Raum auf diesem Rechner nicht erreichen: Lass TCP 7759 und UDP 5353 herein.',
  },
  'vpn.none': {
    seen: 'Kein VPN, das Parley erkennt, nimmt, was in dieses Netz gesendet wird.',
    means: 'Soweit zu sehen ist, wird direkt erreicht, was nah ist.',
    todo: nothing,
  },
  'vpn.default': {
    seen: 'Was dieses Netz verlässt, geht durch den Tunnel {name}.',
    means: 'Ein VPN ist an. Viele sperren das lokale Netz.',
    todo: 'Wenn Räume nicht gefunden werden: Erlaube im VPN das lokale Netz, oder schalte es kurz aus.',
  },
  'vpn.space': {
    seen: 'Der Weg zu {space} unter {address} führt durch den Tunnel {name}.',
    means: 'Das VPN nimmt ihn, obwohl der Raum vielleicht neben dir ist.',
    todo: 'Wenn {space} in diesem Netz ist: Erlaube im VPN das lokale Netz, oder schalte es aus.',
  },
  'isolation.none': {
    seen: 'Ein anderer Rechner in diesem Netz wurde erreicht.',
    means: 'Das Netz lässt seine Teilnehmer miteinander reden.',
    todo: nothing,
  },
  'isolation.likely': {
    seen: '{space} ist in diesem Netz zu hören, antwortet aber nicht unter {address}.',
    means:
      'Sehr wahrscheinlich trennt das Netz seine Teilnehmer (Client-Isolation, Gastnetz), oder eine Firewall dort tut es.',
    todo: 'Nimm ein anderes Netz als das der Gäste, oder schalte am Router die Client-Isolation aus.',
  },
  'isolation.unknown': {
    seen: 'Kein anderer Rechner in diesem Netz ließ sich prüfen.',
    means: 'Ob das Netz seine Teilnehmer trennt, lässt sich nicht sagen.',
    todo: 'Prüfe noch einmal, sobald ein Raum gefunden ist.',
  },
  'clock.ok': {
    seen: 'Die Uhren dieses Rechners und von {space} stimmen überein ({seconds} s).',
    means: 'Nachrichten zeigen die Zeiten, zu denen sie geschrieben wurden.',
    todo: nothing,
  },
  'clock.off': {
    seen: 'Die Uhren dieses Rechners und von {space} gehen {seconds} s auseinander.',
    means: 'Nachrichten zeigen falsche Zeiten. Ihre Reihenfolge stimmt trotzdem.',
    todo: 'Lass beide Rechner ihre Uhren selbst stellen.',
  },
  'clock.unknown': {
    seen: 'Keine andere Uhr ließ sich vergleichen.',
    means: 'Kein Raum antwortete mit seiner Zeit.',
    todo: 'Prüfe noch einmal, sobald ein Raum erreichbar ist.',
  },
  'certificate.same': {
    seen: '{space} zeigt den Schlüssel, an dem er bekannt ist.',
    means: 'Du sprichst mit dem Raum selbst, und niemand sonst kann mitlesen.',
    todo: nothing,
  },
  'certificate.vouched': {
    seen: '{space} zeigt ein Zertifikat, für das eine Stelle bürgt.',
    means: 'Du sprichst mit dem, dem dieser Name gehört.',
    todo: nothing,
  },
  'certificate.changed': {
    seen: '{address} zeigt einen anderen Schlüssel als den, an dem {space} bekannt ist.',
    means:
      'Dort antwortet ein anderer Server, vielleicht jemand dazwischen. Parley sendet ihm nichts.',
    todo: 'Frage wer {space} betreibt, ob der Schlüssel ersetzt wurde, bevor du einem anderen traust.',
  },
  'certificate.plain': {
    seen: '{space} wird unter {address} ohne Verschlüsselung erreicht.',
    means: 'Wer dazwischen ist, kann alles lesen, auch Passwörter.',
    todo: 'Bitte wer {space} betreibt, die Verschlüsselung einzuschalten.',
  },
  'certificate.unknown': {
    seen: '{space} zeigt unter {address} einen Schlüssel, für den niemand bürgt.',
    means: 'Ob er der richtige ist, lässt sich von hier nicht sagen.',
    todo: 'Tritt mit einer Einladung bei: Sie nennt den Schlüssel.',
  },
  'certificate.kept': {
    seen: 'Das Zertifikat in {file} ist brauchbar.',
    means: 'Die Apps der Leute kennen den Server daran.',
    todo: nothing,
  },
  'certificate.open': {
    seen: 'Andere auf diesem Rechner können den Schlüssel in {file} lesen.',
    means: 'Wer ihn hat, kann sich als der Server ausgeben.',
    todo: 'Nimm allen außer dem Konto des Servers das Recht, ihn zu lesen (chmod 600).',
  },
  'certificate.hidden': {
    seen: 'Das Zertifikat in {file} ist unter diesem Konto nicht lesbar.',
    means: 'Ob es brauchbar ist, lässt sich nicht sagen. Das Konto des Servers kann es lesen.',
    todo: 'Führe die Prüfung unter dem Konto aus, unter dem der Server läuft.',
  },
  'certificate.unusable': {
    seen: 'Das Zertifikat in {file} ist nicht brauchbar: {reason}',
    means: 'Der Server startet nicht damit, und die Apps der Leute lehnen ein anderes ab.',
    todo: 'Stelle die Datei aus einer Sicherung wieder her.',
  },
  'certificate.expires': {
    seen: 'Das Zertifikat in {file} endet in {days} Tagen.',
    means: 'Von da an lehnen Browser und Apps den Server ab.',
    todo: 'Erneuere es und starte den Server neu.',
  },
  'certificate.expired': {
    seen: 'Das Zertifikat in {file} endete vor {days} Tagen.',
    means: 'Browser und Apps lehnen den Server ab.',
    todo: 'Erneuere es und starte den Server neu.',
  },
}
