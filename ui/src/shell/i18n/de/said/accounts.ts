/** Of calls to an account, of what is kept and of what an account is reached by. */
export const accounts = {
  // How a call ended.
  "host unknown": "Host unbekannt",
  "connection refused": "Verbindung abgelehnt",
  "the proxy does not answer": "der HTTP-Proxy antwortet nicht",
  "the proxy refused the way": "der HTTP-Proxy lässt nicht zum Host",
  "the proxy asks for a sign-in": "der HTTP-Proxy verlangt eine Anmeldung",
  "no secure connection": "keine sichere Verbindung",
  "the server's certificate is not trusted": "dem Zertifikat des Servers wird nicht vertraut",
  "the server's certificate has ended": "das Zertifikat des Servers ist abgelaufen",
  "the server's certificate is not valid yet": "das Zertifikat des Servers ist noch nicht gültig",
  "the server's certificate is for another host": "das Zertifikat des Servers gilt für einen anderen Host",
  "the server refused the client certificate": "der Server hat das Client-Zertifikat abgelehnt",
  "no answer in time": "keine Antwort innerhalb der Frist",
  "the connection broke": "die Verbindung ist abgerissen",
  "no address is known for it": "zu ihm ist keine Adresse bekannt",
  "it was issued by {issuer}": "ausgestellt von {issuer}",
  "its answer has no end": "seine Antwort hat kein Ende",
  "no connection in time": "keine Verbindung innerhalb der Frist",
  "{proxy_host}:{proxy_port} said {status}": "{proxy_host}:{proxy_port} antwortet {status}",
  "it ended at {0}, and this computer's clock says {1}": "es endete am {0}, die Uhr dieses Computers zeigt {1}",
  "it begins at {0}, and this computer's clock says {1}": "es beginnt am {0}, die Uhr dieses Computers zeigt {1}",
  "it is for {0}": "es gilt für {~0}",
  "no host": "keinen Host",
  "its authority is unknown": "die ausstellende Stelle ist unbekannt",
  "no further details": "keine weiteren Angaben",
  "the token was refused ({status} {message}).": "Das Token wurde verweigert ({status} {message}).",
  "{call} was answered {status} ({said}).": "{call} wurde mit {status} beantwortet ({said}).",
  "takes no more requests{wait} ({call}, 429).": "Das Konto nimmt{~wait} keine Anfragen mehr an ({call}, 429).",
  "for {0} s": "für {0} s",
  "{call} was answered {status} by no account.": "{call} wurde mit {status} beantwortet, aber nicht von einem Konto.",
  "{call} was redirected to {location} ({status}).": "{call} wurde nach {location} umgeleitet ({status}).",
  "the answer to {call} cannot be read ({status}, {what}).":
    "Die Antwort auf {call} ist nicht lesbar ({status}, {~what}).",
  "the answer to {call} is larger than {0} MB.": "Die Antwort auf {call} ist größer als {0} MB.",
  "TLS cannot be set up ({detail}).": "TLS lässt sich nicht einrichten ({detail}).",
  '"{id}" cannot be an id: no path can name it': "„{id}“ kann keine ID sein: Kein Pfad kann sie nennen",
  "the token was refused: {status} {message}": "das Token wurde verweigert: {status} {message}",
  "429: too many requests": "429: zu viele Anfragen",
  "{status} without an answer of UAA": "{status} ohne eine Antwort von UAA",
  "{status}: redirected to {location}": "{status}: umgeleitet nach {location}",
  "{status}, but the answer cannot be read: {what}": "{status}, aber die Antwort ist nicht lesbar: {~what}",
  "the answer is larger than {limit} bytes": "die Antwort ist größer als {limit} Byte",
  "not JSON at line {line}, column {column}": "kein JSON in Zeile {line}, Spalte {column}",
  "the JSON ends too early, at line {line}, column {column}":
    "das JSON endet zu früh, in Zeile {line}, Spalte {column}",
  "{what} must be a JSON object": "{what} muss ein JSON-Objekt sein",
  'a list answer must have the member "resources"': "eine Liste als Antwort muss „resources“ enthalten",
  'no JSON object with the member "access_token"': "kein JSON-Objekt mit „access_token“",
  "the token holds characters that no header may hold": "das Token enthält Zeichen, die kein Header enthalten darf",

  // And what to do.
  "Check the address for typing errors, and this computer's network and VPN.":
    "Prüfen Sie die Adresse auf Tippfehler sowie Netzwerk und VPN dieses Computers.",
  "Check host and port, and whether a firewall is in between.":
    "Prüfen Sie Host und Port und ob eine Firewall dazwischen ist.",
  "Check the proxy's address in Settings or in HTTPS_PROXY, and the network.":
    "Prüfen Sie die Adresse des HTTP-Proxys in den Einstellungen oder in HTTPS_PROXY sowie das Netzwerk.",
  "Ask those who run the proxy to let this host pass, or except it (NO_PROXY).":
    "Bitten Sie die Betreiber des HTTP-Proxys, diesen Host durchzulassen, oder nehmen Sie ihn aus (NO_PROXY).",
  "Give user and password in HTTPS_PROXY (http://user:password@proxy:8080), or use a proxy without.":
    "Geben Sie Benutzer und Passwort in HTTPS_PROXY an (http://user:password@proxy:8080) oder verwenden Sie einen HTTP-Proxy ohne Anmeldung.",
  "Check that the port speaks TLS, and whether a firewall is in between.":
    "Prüfen Sie, ob der Port TLS spricht und ob eine Firewall dazwischen ist.",
  "Behind a proxy that inspects TLS, its root certificate must be trusted by the system.":
    "Hinter einem HTTP-Proxy, der TLS prüft, muss das System dessen Stammzertifikat vertrauen.",
  "Check this computer's date. If it is right, the server's certificate must be renewed.":
    "Prüfen Sie das Datum dieses Computers. Stimmt es, muss das Zertifikat des Servers erneuert werden.",
  "Set this computer's date and time right.": "Stellen Sie Datum und Uhrzeit dieses Computers richtig.",
  "Check the address for typing errors: somebody else answers there.":
    "Prüfen Sie die Adresse auf Tippfehler: Dort antwortet jemand anders.",
  "The certificate was revoked, has ended, or belongs to another credential. Enter a new one.":
    "Das Zertifikat wurde widerrufen, ist abgelaufen oder gehört zu anderen Zugangsdaten. Geben Sie ein neues ein.",
  "Check network, VPN and proxy, then try again.":
    "Prüfen Sie Netzwerk, VPN und HTTP-Proxy und versuchen Sie es dann erneut.",
  "Refresh before you try again: the change may have been carried out.":
    "Aktualisieren Sie, bevor Sie es erneut versuchen: Die Änderung kann ausgeführt worden sein.",
  "The client id or secret is wrong, was rotated, or belongs to another subaccount. Enter a new one.":
    "Client-ID oder Client-Secret ist falsch, wurde ersetzt oder gehört zu einem anderen Subaccount. Geben Sie ein neues ein.",
  "Check that the token address belongs to this credential, and that the credential is one for the API.":
    "Prüfen Sie, ob die Token-Adresse zu diesen Zugangsdaten gehört und ob sie für die API gelten.",
  "The token was refused: URL and token URL may belong to different regions or landscapes.":
    "Das Token wurde abgelehnt: URL und Token-URL gehören vielleicht zu verschiedenen Regionen oder Landschaften.",
  "The credential lacks the scope. Create an API credential that is not read-only.":
    "Den Zugangsdaten fehlt der Scope. Legen Sie ein API-Credential an, das nicht nur lesen darf.",
  "It was deleted meanwhile. Refresh.": "Es wurde inzwischen gelöscht. Aktualisieren Sie.",
  "It exists already or was changed meanwhile. Refresh and compare.":
    "Es existiert schon oder wurde inzwischen geändert. Aktualisieren und vergleichen Sie.",
  "The request was not accepted as it is. The message says why.":
    "Die Anfrage wurde so nicht angenommen. Die Meldung sagt, warum.",
  "Wait a moment, then try again.": "Warten Sie einen Moment und versuchen Sie es dann erneut.",
  "A server in front of the account did not take the request. An id or filter may hold characters that no address may hold (a slash), or be too long.":
    "Ein Server vor dem Konto hat die Anfrage nicht angenommen. Eine ID oder ein Filter enthält vielleicht Zeichen, die keine Adresse enthalten darf (einen Schrägstrich), oder ist zu lang.",
  "The service is disturbed. Try again later.": "Der Dienst ist gestört. Versuchen Sie es später erneut.",
  "The address seems to belong to something else. It must be the account's API (https://api.authentication.<region>.hana.ondemand.com).":
    "Die Adresse gehört anscheinend zu etwas anderem. Es muss die API des Kontos sein (https://api.authentication.<region>.hana.ondemand.com).",
  "Ask for less at once.": "Fordern Sie weniger auf einmal an.",
  "Change it in SAP BTP Cockpit.": "Ändern Sie sie im SAP BTP Cockpit.",
  "Check the certificate store of this computer.": "Prüfen Sie den Zertifikatsspeicher dieses Computers.",

  // Addresses, headers, certificates, filters.
  "the address is empty": "die Adresse ist leer",
  "this is not an address such as {example}": "das ist keine Adresse wie {example}",
  "the address must begin with https://; http:// is allowed only for this computer (localhost)":
    "die Adresse muss mit https:// beginnen; http:// ist nur für diesen Computer (localhost) möglich",
  "the address holds a user name or password; they have fields of their own":
    "die Adresse enthält einen Benutzernamen oder ein Passwort; dafür gibt es eigene Felder",
  'the address must end before the "?" or "#"': "die Adresse muss vor „?“ oder „#“ enden",
  "the token address must end in /oauth/token": "die Token-Adresse muss auf /oauth/token enden",
  '"{name}" cannot be the name of a header (letters, digits and -, as in X-Request-Source)':
    "„{name}“ kann nicht der Name eines Headers sein (Buchstaben, Ziffern und -, wie in X-Request-Source)",
  "the value of the header {name} holds characters that no header may hold, such as line breaks":
    "der Wert des Headers {name} enthält Zeichen, die kein Header enthalten darf, etwa Zeilenumbrüche",
  "the header {name} cannot be replaced: {why}": "der Header {name} lässt sich nicht ersetzen: {~why}",
  "it carries the token": "er trägt das Token",
  "it belongs to the proxy": "er gehört dem HTTP-Proxy",
  "it follows from the address": "er folgt aus der Adresse",
  "it belongs to the connection": "er gehört zur Verbindung",
  "it follows from the body": "er folgt aus dem Inhalt",
  "answers are read as JSON": "Antworten werden als JSON gelesen",
  "answers are unpacked here": "Antworten werden hier entpackt",
  "it guards against the changes of others": "er schützt vor Änderungen anderer",
  "this is no certificate: it has no block that begins with -----BEGIN CERTIFICATE-----":
    "das ist kein Zertifikat: Es hat keinen Block, der mit -----BEGIN CERTIFICATE----- beginnt",
  "certificate {number} of the chain is damaged or cut short":
    "Zertifikat {number} der Kette ist beschädigt oder unvollständig",
  "this is no private key: it has no block that begins with -----BEGIN PRIVATE KEY-----":
    "das ist kein privater Schlüssel: Er hat keinen Block, der mit -----BEGIN PRIVATE KEY----- beginnt",
  "the private key is protected by a passphrase; one without is needed":
    "der private Schlüssel ist durch eine Passphrase geschützt; nötig ist einer ohne",
  "the private key cannot be read: it is damaged, or of a kind that is not supported (RSA from 2048 bits, ECDSA P-256 and P-384, Ed25519)":
    "der private Schlüssel ist nicht lesbar: Er ist beschädigt oder von einer Art, die nicht unterstützt wird (RSA ab 2048 Bit, ECDSA P-256 und P-384, Ed25519)",
  "the private key belongs to another certificate": "der private Schlüssel gehört zu einem anderen Zertifikat",
  "the filter ends too early": "der Filter endet zu früh",
  "an attribute name is expected": "erwartet wird der Name eines Attributs",
  "an operator such as eq is expected": "erwartet wird ein Operator wie eq",
  'a value is expected: "text" in quotes, a number, true or false':
    'erwartet wird ein Wert: "Text" in Anführungszeichen, eine Zahl, true oder false',
  "this text is not closed or holds a bad escape":
    "dieser Text ist nicht geschlossen oder enthält eine falsche Escape-Folge",
  "this is not closed": "hier fehlt eine schließende Klammer",
  "and, or, or the end is expected": "erwartet wird and, or oder das Ende",
  "too many parentheses in one another": "zu viele Klammern ineinander",
  "{problem} at position {0}": "{~problem} an Stelle {0}",
  "{0} is no attribute that can be filtered by": "nach {0} lässt sich nicht filtern",
  "{attr} cannot be held against {value}": "{attr} lässt sich nicht mit {value} vergleichen",
  'the server knows no "{0}"': "der Server kennt kein „{0}“",

  // The workspace and what it keeps.
  "{0} has version {found}; this program knows versions up to {known}":
    "{0} hat die Version {found}; dieses Programm kennt Versionen bis {known}",
  "{0} is damaged: {detail}": "{0} ist beschädigt: {~detail}",
  "its first bytes are not those of a database": "die ersten Bytes sind nicht die einer Datenbank",
  "parts of it are missing": "Teile davon fehlen",
  "{0} is not a Zonedesk workspace": "{0} ist kein Arbeitsbereich von Zonedesk",
  "the file {0} is no backup of a Zonedesk workspace":
    "die Datei {0} ist keine Sicherung eines Arbeitsbereichs von Zonedesk",
  "{0} is there already": "{0} ist schon da",
  "{0} cannot be written to": "in {0} lässt sich nicht schreiben",
  "the disk of {0} is full": "der Datenträger von {0} ist voll",
  "{0} is in use by another process": "{0} wird von einem anderen Prozess verwendet",
  "this computer names no folder for an application's data":
    "dieser Computer nennt keinen Ordner für die Daten einer Anwendung",
  'a system named "{name}" exists already': "ein System namens „{name}“ gibt es schon",
  "there is no system {id}": "ein System {id} gibt es nicht",
  'a destination named "{name}" exists already': "eine Destination namens „{name}“ gibt es schon",
  "there is no destination {id}": "eine Destination {id} gibt es nicht",
  '"{parent}" cannot be above "{child}": {rule}': "„{parent}“ kann nicht über „{child}“ stehen: {~rule}",
  "a subaccount has no systems below it": "unter einem Subaccount stehen keine Systeme",
  "a global account has none above it": "über einem globalen Konto steht keines",
  '"{child}" cannot be moved below itself': "„{child}“ lässt sich nicht unter sich selbst verschieben",
  'a consumer with the id "{id}" exists already': "einen Consumer mit der ID „{id}“ gibt es schon",
  'the system has no consumer "{id}"': "das System hat keinen Consumer „{id}“",
  "system {system} has no snapshot": "zum System {system} gibt es keinen Snapshot",
  "the journal has no entry {entry}": "das Journal hat keinen Eintrag {entry}",
  "the {kind} transformation has no version {number}": "von der {~kind}transformation gibt es keine Version {number}",
  "version {0} of the {kind} transformation was saved meanwhile by {1}":
    "Version {0} der {~kind}transformation wurde inzwischen von {1} gespeichert",
  "the text is that of version {number} of the {kind} transformation: nothing changed":
    "der Text ist der von Version {number} der {~kind}transformation: Es wurde nichts geändert",
  "{what} cannot be read: {source}": "{what} ist nicht lesbar: {~source}",
  '"{0}" is not the id of a system': "„{0}“ ist nicht die ID eines Systems",
  "a system needs a name": "ein System braucht einen Namen",
  "a name has at most 100 characters, not {0}": "ein Name hat höchstens 100 Zeichen, nicht {0}",
  'a name cannot hold "{0}"; letters a-z, digits, "-", "_", "." and spaces are allowed':
    "ein Name enthält kein „{0}“; möglich sind Buchstaben a-z, Ziffern, „-“, „_“, „.“ und Leerzeichen",
  "a name cannot begin or end with a space": "ein Name beginnt und endet nicht mit einem Leerzeichen",
  "it gave no sign within {0} s": "er hat sich {0} s lang nicht gemeldet",
  "the entry holds no text": "der Eintrag enthält keinen Text",
  "the entry has an unknown form": "der Eintrag hat eine unbekannte Form",
  "its first bytes are not those of a vault": "die ersten Bytes sind nicht die einer solchen Datei",
  "it is too short": "sie ist zu kurz",
  "its checksum is another": "ihre Prüfsumme ist eine andere",
  "it asks for more memory than is sensible": "sie verlangt mehr Speicher, als sinnvoll ist",
  "{0} is reached from other computers, and the proxy speaks plain HTTP":
    "{0} ist von anderen Computern zu erreichen, und der Proxy spricht unverschlüsseltes HTTP",
  "{address} cannot be listened on": "an {address} lassen sich keine Verbindungen annehmen",
  "TLS cannot be set up: {0}": "TLS lässt sich nicht einrichten: {0}",
  "certificate {number} of the authorities that vouch for clients cannot be used":
    "Zertifikat {number} der Stellen, die für Clients bürgen, ist nicht verwendbar",
  "the authorities that vouch for clients cannot be used: {0}":
    "die Stellen, die für Clients bürgen, sind nicht verwendbar: {0}",

  // A test of the connection.
  "Not tried, because a step before it failed.": "Nicht versucht, weil ein Schritt davor scheiterte.",
  "Found {hosts}.": "{hosts} gefunden.",
  "The proxy {0} looks up {hosts}.": "Der HTTP-Proxy {0} sucht {hosts}.",
  "Plain HTTP to this computer: there is nothing to secure.":
    "Unverschlüsseltes HTTP zu diesem Computer: Es gibt nichts zu sichern.",
  "Connected, but certificates are not checked (TrustAll): whoever is in between can read along.":
    "Verbunden, aber Zertifikate werden nicht geprüft (TrustAll): Wer dazwischen ist, kann mitlesen.",
  "The certificate is trusted and ends on {0}.": "Dem Zertifikat wird vertraut; es läuft am {0} ab.",
  "A token was given out, but this computer's clock is {by} {how} the server's. Set it right.":
    "Es gab ein Token, aber die Uhr dieses Computers geht {by} {~how}. Stellen Sie sie richtig.",
  "ahead of": "vor",
  behind: "nach",
  "A token was given out.": "Es gab ein Token.",
  "A token was given out to {subject}, whose certificate ends on {0}.":
    "Es gab ein Token für {subject}, dessen Zertifikat am {0} abläuft.",
  "The token names no scopes.": "Das Token nennt keine Scopes.",
  "Read and write ({names}).": "Lesen und Schreiben ({names}).",
  "Read-only: this credential has no write scope ({names}). To change something, another is needed.":
    "Nur lesend: Diesen Zugangsdaten fehlt der Scope zum Schreiben ({names}). Zum Ändern sind andere nötig.",
  "Neither users nor role collections may be read ({names}).":
    "Weder Benutzer noch Rollensammlungen dürfen gelesen werden ({names}).",
  "Paste an API credential of the account (btp create security/api-credential), or remove OAuth2TokenScope.":
    "Fügen Sie ein API-Credential des Kontos ein (btp create security/api-credential) oder entfernen Sie OAuth2TokenScope.",
  "The token is from region {token}, the API is in {api}: the account may refuse it.":
    "Das Token ist aus der Region {token}, die API ist in {api}: Das Konto lehnt es vielleicht ab.",
  "The account is {subdomain} ({id}).": "Das Konto ist {subdomain} ({id}).",
  "The account is {one}.": "Das Konto ist {one}.",
  "The token does not say which account it is for.": "Das Token sagt nicht, für welches Konto es ist.",
  "1 user.": "1 Benutzer.",
  "{total} users.": "{total} Benutzer.",
  "1 role collection.": "1 Rollensammlung.",
  "{total} role collections.": "{total} Rollensammlungen.",
  "{0} ms a request. {pace}: reading the whole account takes {1} request{plural}, about {2}.{said}":
    "{0} ms je Anfrage. {~pace}: Das ganze Konto zu lesen braucht {1} Anfrage{~plural}, etwa {~2}.{~said}",
  s: "n",
  "{0} days": "{0} Tage",
  "The server says: {limit}.": "Der Server sagt: {limit}.",
  "There is no limit": "Es gibt keine Grenze",
  "SAP runs {limit} request{plural} a second": "SAP verarbeitet {limit} Anfrage{~plural} je Sekunde",
  "At most {limit} request{plural} a second": "Höchstens {limit} Anfrage{~plural} je Sekunde",
  "The credential does not have the scope that OAuth2TokenScope asks for. Change or remove it.":
    "Den Zugangsdaten fehlt der Scope, den OAuth2TokenScope verlangt. Ändern oder entfernen Sie die Eigenschaft.",
  'Nobody gives out tokens at this address. Copy "url" of the service key and append /oauth/token.':
    "An dieser Adresse gibt niemand Token aus. Kopieren Sie die „url“ des Service Key und hängen Sie /oauth/token an.",
  'The token URL seems to belong to something else. Copy "url" of the service key and append /oauth/token.':
    "Die Token-URL gehört anscheinend zu etwas anderem. Kopieren Sie die „url“ des Service Key und hängen Sie /oauth/token an.",
  'A certificate is taken at <subdomain>.authentication.cert.<region>.… only: copy "certurl" of the service key and append /oauth/token.':
    "Ein Zertifikat wird nur unter <subdomain>.authentication.cert.<region>.… angenommen: Kopieren Sie die „certurl“ des Service Key und hängen Sie /oauth/token an.",
  'This host takes certificates, not secrets: copy "url" of the service key and append /oauth/token.':
    "Dieser Host nimmt Zertifikate, keine Secrets: Kopieren Sie die „url“ des Service Key und hängen Sie /oauth/token an.",
  'This is where people log on. The API is at https://api.authentication.{0}.… ("apiurl" of the service key).':
    "Hier melden sich Menschen an. Die API ist unter https://api.authentication.{0}.… („apiurl“ des Service Key).",
  'Something else answers there. The API is at https://api.authentication.<region>.hana.ondemand.com ("apiurl" of the service key).':
    "Dort antwortet etwas anderes. Die API ist unter https://api.authentication.<region>.hana.ondemand.com („apiurl“ des Service Key).",
  "{0} is asked in region {api}, but its token is from {token}.":
    "{0} wird in der Region {api} gefragt, aber das Token ist aus {token}.",
  'Copy "apiurl" of the same service key that the token URL comes from.':
    "Kopieren Sie die „apiurl“ desselben Service Key, aus dem die Token-URL stammt.",
  "The token is for the account {of}, not for {expected}, which the token URL names.":
    "Das Token ist für das Konto {of}, nicht für {expected}, das die Token-URL nennt.",
  "Paste a key of the account that is meant, or mend the token URL.":
    "Fügen Sie einen Schlüssel des gemeinten Kontos ein oder berichtigen Sie die Token-URL.",
};
