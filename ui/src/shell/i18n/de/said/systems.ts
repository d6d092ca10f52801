/** Of systems, their credentials and consumers, of settings, files and what is set up around them. */
export const systems = {
  // Systems and their connection.
  'There is no system "{text}".': "Ein System „{text}“ gibt es nicht.",
  "It may have been deleted.": "Vielleicht wurde es gelöscht.",
  "{0} is disabled.": "{0} ist deaktiviert.",
  "Enable it to ask the account.": "Aktivieren Sie es, um das Konto zu fragen.",
  "{0} is a folder without an account.": "{0} ist ein Ordner ohne Konto.",
  "Enter a URL and credentials to make it a system.":
    "Geben Sie eine URL und Zugangsdaten ein, um ein System daraus zu machen.",
  "Add a system below it instead.": "Fügen Sie stattdessen darunter ein System hinzu.",
  "Switch the proxy of a system on.": "Schalten Sie den Proxy eines Systems ein.",
  "The client id is missing.": "Die Client-ID fehlt.",
  'It stands in the service key or API credential as "clientid".':
    "Sie steht im Service Key oder API-Credential als „clientid“.",
  "token URL": "Token-URL",
  'Append /oauth/token to the "url" of the service key or API credential.':
    "Hängen Sie /oauth/token an die „url“ des Service Key oder API-Credential an.",
  'It stands in the service key or API credential as "{key}".':
    "Sie steht im Service Key oder API-Credential als „{key}“.",
  "{0} belongs to the demo landscape.": "{0} gehört zur Demolandschaft.",
  "Add a system of your own to connect to an account.":
    "Fügen Sie ein eigenes System hinzu, um sich mit einem Konto zu verbinden.",
  "The name is not valid: {source}.": "Der Name ist nicht möglich: {~source}.",
  "An example: Retail PROD.": "Ein Beispiel: Retail PROD.",
  "A system has at most {MOST_TAGS} tags.": "Ein System hat höchstens {MOST_TAGS} Markierungen.",
  "Remove some.": "Entfernen Sie einige.",
  "A colour is one of 1 to 10, or 0 for none.": "Eine Farbe ist eine von 1 bis 10, oder 0 für keine.",
  'Notes cannot hold "{c}".': "Notizen enthalten kein „{c}“.",
  "Leave such characters out.": "Lassen Sie solche Zeichen weg.",
  "Notes have at most {LONGEST_NOTES} characters.": "Notizen haben höchstens {LONGEST_NOTES} Zeichen.",
  "Shorten them.": "Kürzen Sie sie.",
  "This must be confirmed: type {0}.": "Das muss bestätigt werden: Geben Sie {0} ein.",
  "The system is tagged production.": "Das System ist als produktiv markiert.",
  "TrustAll is refused for {host}, a host of SAP.": "TrustAll ist für {host}, einen Host von SAP, nicht möglich.",
  "Remove it: SAP's certificates are trusted by every computer. A proxy that inspects TLS needs its root certificate in the system.":
    "Entfernen Sie es: Den Zertifikaten von SAP vertraut jeder Computer. Ein HTTP-Proxy, der TLS prüft, braucht sein Stammzertifikat im System.",
  "OnPremise needs SAP's Cloud Connector, which only services on SAP BTP can use.":
    "OnPremise braucht den Cloud Connector von SAP, den nur Dienste auf der SAP BTP verwenden können.",
  "Change or remove the property.": "Ändern oder entfernen Sie die Eigenschaft.",
  "Change the property, or remove it.": "Ändern Sie die Eigenschaft oder entfernen Sie sie.",
  "{name} must be a whole number of requests a second, 0 to {most}.":
    "{name} muss eine ganze Zahl von Anfragen je Sekunde sein, 0 bis {most}.",
  "SAP runs 3 a second of one account; 0 sets no limit.":
    "SAP verarbeitet 3 je Sekunde für ein Konto; 0 setzt keine Grenze.",
  "{name} must be a whole number of seconds, 1 to {most}.":
    "{name} muss eine ganze Zahl von Sekunden sein, 1 bis {most}.",
  "Without it, {0} seconds are waited.": "Ohne sie wird {0} Sekunden gewartet.",
  '{name} can be {allowed}, but not "{text}".': "{name} kann {allowed} sein, aber nicht „{text}“.",

  // Credentials and secrets.
  "No client secret is stored for {name}.": "Für {name} ist kein Client-Secret abgelegt.",
  "Enter the client secret.": "Geben Sie das Client-Secret ein.",
  "No certificate with its private key is stored for {name}.":
    "Für {name} ist kein Zertifikat mit privatem Schlüssel abgelegt.",
  'Enter the "certificate" and "key" of the service key.': "Geben Sie „certificate“ und „key“ des Service Key ein.",
  "The certificate cannot be used: {source}.": "Das Zertifikat ist nicht verwendbar: {~source}.",
  'Copy "certificate" and "key" out of one service key, whole.':
    "Kopieren Sie „certificate“ und „key“ vollständig aus einem Service Key.",
  "The private key of the certificate is missing.": "Der private Schlüssel zum Zertifikat fehlt.",
  'It stands in the service key as "key".': "Er steht im Service Key als „key“.",
  "The certificate of the private key is missing.": "Das Zertifikat zum privaten Schlüssel fehlt.",
  'It stands in the service key as "certificate".': "Es steht im Service Key als „certificate“.",
  "The client secret is missing.": "Das Client-Secret fehlt.",
  'It stands in the service key or API credential as "clientsecret".':
    "Es steht im Service Key oder API-Credential als „clientsecret“.",
  "The account": "Das Konto",
  "The credential is not held any more: 15 minutes have passed, or it was used.":
    "Die Zugangsdaten sind nicht mehr da: 15 Minuten sind um, oder sie wurden verwendet.",
  "Paste it again.": "Fügen Sie sie erneut ein.",
  "The text is empty.": "Der Text ist leer.",
  "The text has {0} characters: this is no key.": "Der Text hat {0} Zeichen: Das ist kein Schlüssel.",
  "Line {line}, column {column}: the JSON text ends here ({reason}).":
    "Zeile {line}, Spalte {column}: Hier endet der JSON-Text ({reason}).",
  "From line {line}, column {column} on no client id was found.":
    "Ab Zeile {line}, Spalte {column} fand sich keine Client-ID.",
  "Entry {number} of {of} in the list that begins in line {0} has no client id.":
    "Eintrag {number} von {of} der Liste, die in Zeile {0} beginnt, hat keine Client-ID.",
  'Accepted are a service key (JSON), the output of "btp create security/api-credential", and lines such as "client-id: …" or "User=…".':
    "Möglich sind ein Service Key (JSON), die Ausgabe von „btp create security/api-credential“ und Zeilen wie „client-id: …“ oder „User=…“.",
  "The host changed, so the client secret must be entered again: it is sent to no host it was not entered for.":
    "Der Host hat sich geändert, daher muss das Client-Secret erneut eingegeben werden: Es wird an keinen Host gesendet, für den es nicht eingegeben wurde.",
  "A passphrase has at least {SHORTEST} characters.": "Eine Passphrase hat mindestens {SHORTEST} Zeichen.",
  "Several words are easy to keep in mind and hard to guess.":
    "Mehrere Wörter sind leicht zu merken und schwer zu erraten.",
  "No keychain answers on this computer ({detail}).": "Auf diesem Computer antwortet kein Schlüsselbund ({~detail}).",
  "Start one, or keep secrets in an encrypted file or for this run only.":
    "Starten Sie einen oder bewahren Sie Secrets in einer verschlüsselten Datei oder nur für diese Sitzung auf.",
  "The keychain refused ({detail}).": "Der Schlüsselbund lehnt ab ({~detail}).",
  "Unlock it and try again.": "Entsperren Sie ihn und versuchen Sie es erneut.",
  "The encrypted file of secrets is locked.": "Die verschlüsselte Datei mit den Secrets ist gesperrt.",
  "Give its passphrase.": "Geben Sie ihre Passphrase ein.",
  "The encrypted file does not open with this passphrase.":
    "Die verschlüsselte Datei öffnet sich mit dieser Passphrase nicht.",
  "Mind capital letters and the keyboard's language. Without the passphrase nobody can open it.":
    "Achten Sie auf Großbuchstaben und die Sprache der Tastatur. Ohne die Passphrase kann sie niemand öffnen.",
  "The encrypted file of secrets is damaged: {detail}.":
    "Die verschlüsselte Datei mit den Secrets ist beschädigt: {~detail}.",
  "It was left as it is. Put a copy in its place, or move it away and enter the secrets again.":
    "Sie wurde gelassen, wie sie ist. Setzen Sie eine Kopie an ihre Stelle oder räumen Sie sie weg und geben Sie die Secrets erneut ein.",
  "The encrypted file of secrets was written by a later version of Zonedesk.":
    "Die verschlüsselte Datei mit den Secrets stammt von einer späteren Version von Zonedesk.",
  "Update Zonedesk. The file was left as it is.": "Aktualisieren Sie Zonedesk. Die Datei wurde gelassen, wie sie ist.",
  "The encrypted file of secrets cannot be read or written: {source}.":
    "Die verschlüsselte Datei mit den Secrets lässt sich nicht lesen oder schreiben: {source}.",
  "This computer gives no random numbers ({detail}).": "Dieser Computer liefert keine Zufallszahlen ({detail}).",
  "The new place gave back another secret than it was given, so nothing was moved.":
    "Der neue Ort gab ein anderes Secret zurück, als er bekam, daher wurde nichts verschoben.",
  "Secrets are used from where they were.": "Secrets werden weiter von dort verwendet, wo sie waren.",

  // Consumers and the proxy.
  "The consumer needs an id.": "Der Consumer braucht eine ID.",
  "An example: idm-prod.": "Ein Beispiel: idm-prod.",
  "An id has 1 to 64 of the letters a-z, digits and - _ . @ ! |, a letter or digit first.":
    "Eine ID besteht aus 1 bis 64 Buchstaben a-z, Ziffern und - _ . @ ! |, vorne Buchstabe oder Ziffer.",
  "The subject of the certificate is missing.": "Das Subject des Zertifikats fehlt.",
  "An example: CN=idm-prod, or the SHA-256 fingerprint.": "Ein Beispiel: CN=idm-prod, oder der SHA-256-Fingerabdruck.",
  "This is neither a subject nor a SHA-256 fingerprint.": "Das ist weder ein Subject noch ein SHA-256-Fingerabdruck.",
  "An example: CN=idm-prod,O=Acme, or the 64 hex digits of openssl x509 -fingerprint -sha256.":
    "Ein Beispiel: CN=idm-prod,O=Acme, oder die 64 Hexziffern von openssl x509 -fingerprint -sha256.",
  "A token is good for 1 to 1440 minutes, a day.": "Ein Token gilt 1 bis 1440 Minuten, also bis zu einem Tag.",
  "An example: 60, an hour.": "Ein Beispiel: 60, eine Stunde.",
  "Only a consumer that signs in with OAuth has tokens.": "Nur ein Consumer, der sich mit OAuth anmeldet, hat Token.",
  "Leave out how long they are good for, or let it sign in with OAuth.":
    "Lassen Sie die Gültigkeit weg oder melden Sie ihn mit OAuth an.",
  "No secret can be made: {what}.": "Es lässt sich kein Secret erzeugen: {what}.",
  "No hash can be made: {source}.": "Es lässt sich kein Hash erzeugen: {source}.",
  "No key can be made: {source}.": "Es lässt sich kein Schlüssel erzeugen: {source}.",
  "The key of the proxy's tokens is damaged where secrets are kept.":
    "Der Schlüssel für die Token des Proxys ist am Ablageort der Secrets beschädigt.",
  "Either this proxy serves TLS, or a router in front ends it: both are asked for.":
    "Entweder spricht dieser Proxy TLS, oder ein Router davor beendet es: Verlangt ist beides.",
  "Leave out --tls-ended-by, or switch TLS off in the proxy settings.":
    "Lassen Sie --tls-ended-by weg oder schalten Sie TLS in den Einstellungen des Proxys aus.",
  "Name a PEM file with the certificates of the authorities that sign for your clients.":
    "Nennen Sie eine PEM-Datei mit den Zertifikaten der Stellen, die für Ihre Clients unterschreiben.",
  "Name the key that the certificate was made with.": "Nennen Sie den Schlüssel, mit dem das Zertifikat erzeugt wurde.",
  "Write it without: openssl pkey -in KEY -out NEW, readable by this user only.":
    "Schreiben Sie ihn ohne Passphrase: openssl pkey -in KEY -out NEW, nur für diesen Benutzer lesbar.",
  "Name a PEM file: a certificate chain, or a private key.":
    "Nennen Sie eine PEM-Datei: eine Zertifikatskette oder einen privaten Schlüssel.",
  "it is larger than 1 MB": "sie ist größer als 1 MB",
  "{path} cannot be read: {why}.": "{path} ist nicht lesbar: {~why}.",
  "Name a PEM file that the user may read who runs the proxy.":
    "Nennen Sie eine PEM-Datei, die der Benutzer lesen darf, unter dem der Proxy läuft.",
  "No certificate can be made: {why}.": "Es lässt sich kein Zertifikat erzeugen: {why}.",
  "The certificate made here: {why}.": "Das hier erzeugte Zertifikat: {why}.",
  "{0} cannot be written: {why}.": "{0} lässt sich nicht schreiben: {why}.",
  "Bodies are kept for 1 minute to 24 hours.": "Inhalte werden 1 Minute bis 24 Stunden aufbewahrt.",
  '"{text}" is no network.': "„{text}“ ist kein Netz.",
  "An example: 10.0.0.0/8.": "Ein Beispiel: 10.0.0.0/8.",
  "A port is a number from 1 to 65535.": "Ein Port ist eine Zahl von 1 bis 65535.",
  "8443 is what most proxies use.": "8443 ist bei Proxys üblich.",
  "The path of the {file} is missing.": "Der Pfad fehlt: {~file}.",
  "private key": "privater Schlüssel",
  certificate: "Zertifikat",
  "Name a PEM file, or switch TLS off.": "Nennen Sie eine PEM-Datei oder schalten Sie TLS aus.",
  '"{text}" is no absolute path.': "„{text}“ ist kein absoluter Pfad.",
  "Begin at the root of the file system: the proxy may be started from any folder.":
    "Beginnen Sie an der Wurzel des Dateisystems: Der Proxy kann aus jedem Ordner gestartet werden.",
  "The public URL {why}.": "Die öffentliche URL {~why}.",
  "An example: https://zonedesk.acme.example:8443.": "Ein Beispiel: https://zonedesk.acme.example:8443.",
  "is no address ({source})": "ist keine Adresse ({source})",
  "begins neither with https:// nor with http://": "beginnt weder mit https:// noch mit http://",
  "holds a user name or password": "enthält einen Benutzernamen oder ein Passwort",
  'has a part behind "?" or "#"': "hat einen Teil hinter „?“ oder „#“",
  "Serve TLS (--tls-self-signed, or --tls-certificate and --tls-key), name the router in front that ends it (--tls-ended-by), or listen on 127.0.0.1: secrets must not go over a network as plain text.":
    "Verwenden Sie TLS (--tls-self-signed, oder --tls-certificate und --tls-key), nennen Sie den Router davor, der es beendet (--tls-ended-by), oder nehmen Sie nur an 127.0.0.1 Verbindungen an: Secrets dürfen nicht im Klartext durch ein Netz gehen.",
  "Choose another port, or end the program that has it.":
    "Wählen Sie einen anderen Port oder beenden Sie das Programm, das ihn belegt.",

  // Settings, workspace, demo.
  "Proxy: {source}.": "HTTP-Proxy: {~source}.",
  "An example: http://proxy.example:8080.": "Ein Beispiel: http://proxy.example:8080.",
  "this is too long for a list of certificates": "das ist zu lang für eine Liste von Zertifikaten",
  "A PEM file holds one or more blocks BEGIN CERTIFICATE.":
    "Eine PEM-Datei enthält einen oder mehrere Blöcke BEGIN CERTIFICATE.",
  "A user counts as inactive after 1 to 3650 days.": "Ein Benutzer gilt nach 1 bis 3650 Tagen als inaktiv.",
  "SAP advises 180.": "SAP empfiehlt 180.",
  "Secrets are locked after 1 to 1440 minutes, or never (0).":
    "Secrets werden nach 1 bis 1440 Minuten gesperrt oder nie (0).",
  "Snapshots count as old after 1 to 8760 hours.": "Snapshots gelten nach 1 bis 8760 Stunden als alt.",
  "An account is sent 1 to {0} requests a second, or any number (0).":
    "Ein Konto bekommt 1 bis {0} Anfragen je Sekunde oder beliebig viele (0).",
  "SAP runs 3.": "SAP verarbeitet 3.",
  "This text is longer than 255 characters or more than one line.":
    "Dieser Text ist länger als 255 Zeichen oder hat mehr als eine Zeile.",
  "Shorten it.": "Kürzen Sie ihn.",
  "The workspace is in order; there is nothing to rescue.":
    "Der Arbeitsbereich ist in Ordnung; es gibt nichts zu retten.",
  "Update Zonedesk, or open a copy.": "Aktualisieren Sie Zonedesk oder öffnen Sie eine Kopie.",
  "Update Zonedesk.": "Aktualisieren Sie Zonedesk.",
  "Open a copy, which saves what can be read, or start a new one beside it.":
    "Öffnen Sie eine Kopie, die rettet, was lesbar ist, oder beginnen Sie daneben einen neuen.",
  "Choose another folder for the workspace.": "Wählen Sie einen anderen Ordner für den Arbeitsbereich.",
  "Choose a file that `zonedesk backup` or Settings > Data has written.":
    "Wählen Sie eine Datei, die `zonedesk backup` oder Einstellungen > Daten geschrieben hat.",
  "Choose another folder, or restore in place of the workspace that is there.":
    "Wählen Sie einen anderen Ordner oder stellen Sie an der Stelle des vorhandenen Arbeitsbereichs wieder her.",
  "Give your user the right to write there, or choose another folder.":
    "Geben Sie Ihrem Benutzer dort das Recht zu schreiben oder wählen Sie einen anderen Ordner.",
  "Make room there and try again. What was saved before is not lost.":
    "Schaffen Sie dort Platz und versuchen Sie es erneut. Was vorher gespeichert war, ist nicht verloren.",
  "Look whether a network folder is gone or the disk has failed, then try again.":
    "Prüfen Sie, ob ein Netzwerkordner nicht erreichbar oder der Datenträger defekt ist, und versuchen Sie es erneut.",
  "Try again when the other program has finished.": "Versuchen Sie es erneut, wenn das andere Programm fertig ist.",
  "Name a folder with --workspace.": "Nennen Sie mit --workspace einen Ordner.",
  "Choose another name.": "Wählen Sie einen anderen Namen.",
  "Choose another id.": "Wählen Sie eine andere ID.",
  "Refresh it first.": "Aktualisieren Sie es zuerst.",
  "Look at the difference, then save on top of that version or take it.":
    "Sehen Sie sich den Unterschied an, speichern Sie dann auf Grundlage dieser Version oder übernehmen Sie sie.",
  "A job is running, which would write to the former workspace.":
    "Ein Job läuft, der in den bisherigen Arbeitsbereich schriebe.",
  "Wait for its end, or cancel it in Activity.": "Warten Sie sein Ende ab oder brechen Sie ihn unter „Aktivität“ ab.",
  "A backup is being restored.": "Eine Sicherung wird wiederhergestellt.",
  "Wait a moment.": "Warten Sie einen Moment.",
  "The backup is damaged: {detail}.": "Die Sicherung ist beschädigt: {~detail}.",
  "Use another one. Nothing was changed.": "Verwenden Sie eine andere. Es wurde nichts geändert.",
  "{name} is no part of the demo landscape any more.": "{name} gehört nicht mehr zur Demolandschaft.",
  "Close the demo landscape and open it again.": "Schließen Sie die Demolandschaft und öffnen Sie sie wieder.",
  "The built-in simulator could not be started: {source}.":
    "Der eingebaute Simulator ließ sich nicht starten: {source}.",
  "The built-in simulator is not running.": "Der eingebaute Simulator läuft nicht.",
  '"{name}" cannot be the name of a system.': "„{name}“ kann nicht der Name eines Systems sein.",
  "The demo landscape names a parent that it does not hold.":
    "Die Demolandschaft nennt ein übergeordnetes System, das sie nicht enthält.",
  "The demo landscape is not open.": "Die Demolandschaft ist nicht geöffnet.",
  "{place} cannot be written: {source}.": "{place} lässt sich nicht schreiben: {source}.",
  "Choose another folder, or give your user the right to write there.":
    "Wählen Sie einen anderen Ordner oder geben Sie Ihrem Benutzer dort das Recht zu schreiben.",
  "The file manager cannot be started: {source}.": "Der Dateimanager lässt sich nicht starten: {source}.",
  "Open {place} yourself.": "Öffnen Sie {place} selbst.",

  // Destinations, import and export.
  "The file is no destination: {bad}.": "Die Datei ist keine Destination: {~bad}.",
  "it is empty": "sie ist leer",
  "line {0} has no =": "in Zeile {0} fehlt ein =",
  "line {line} names {name} a second time": "Zeile {line} nennt {name} ein zweites Mal",
  "it is not JSON (line {line}, column {column})": "sie ist kein JSON (Zeile {line}, Spalte {column})",
  "it is JSON, but not one object": "sie ist JSON, aber nicht ein Objekt",
  "{0} is not plain text": "{0} ist kein einfacher Text",
  "The file names no destination.": "Die Datei nennt keine Destination.",
  "Give it a name.": "Geben Sie ihr einen Namen.",
  "There is no system to export.": "Es gibt kein System zum Exportieren.",
  "Choose at least one.": "Wählen Sie mindestens eines.",
  "AUTH_USER is the id of a consumer, and none is chosen.":
    "AUTH_USER ist die ID eines Consumers, und keiner ist gewählt.",
  "Choose a consumer, or leave AUTH_USER to be typed in SAP Identity Management.":
    "Wählen Sie einen Consumer oder lassen Sie AUTH_USER in SAP Identity Management eingeben.",
  "{0} is a folder: it has no account, so no proxy stands in front of one.":
    "{0} ist ein Ordner ohne Konto, also steht vor keinem ein Proxy.",
  "Choose systems.": "Wählen Sie Systeme.",
  "Change it first.": "Ändern Sie das zuerst.",
  '"{other}" and "{0}" would both be the repository {name}.': "„{other}“ und „{0}“ würden beide zum Repository {name}.",
  "Export them in files of their own, or rename one.":
    "Exportieren Sie sie in eigene Dateien oder benennen Sie eines um.",
  '{0} has no consumer "{id}".': "{0} hat keinen Consumer „{id}“.",
  "Add it, or choose another.": "Fügen Sie ihn hinzu oder wählen Sie einen anderen.",
  "A SCIM repository of SAP Identity Management signs in with user and secret, not with a certificate.":
    "Ein SCIM-Repository von SAP Identity Management meldet sich mit Benutzer und Secret an, nicht mit einem Zertifikat.",
  "Choose a consumer with Basic or OAuth.": "Wählen Sie einen Consumer mit Basic oder OAuth.",
  '{column} of "{repository}" begins with "{first}": a spreadsheet would run it as a formula':
    "{column} von „{repository}“ beginnt mit „{first}“: Eine Tabellenkalkulation führte es als Formel aus",
  "The import is unknown: another was begun, or it was applied.":
    "Der Import ist unbekannt: Ein anderer wurde begonnen, oder er wurde übernommen.",
  "Choose the files again.": "Wählen Sie die Dateien erneut.",
  "Nothing is ticked.": "Es ist nichts angekreuzt.",
  "Tick what is to be imported.": "Kreuzen Sie an, was importiert werden soll.",
  "Number {0} of the list cannot be imported.": "Nummer {0} der Liste lässt sich nicht importieren.",
  "Leave it out.": "Lassen Sie sie aus.",
};
