/** What the editor explains: keys, functions and variables of a transformation. */
export const words = {
  "Entities that do not meet it are left out; that is no error.":
    "Entitäten, auf die sie nicht zutrifft, bleiben weg; das ist kein Fehler.",
  "true: the entity type is not processed at all.": "true: Der Entitätstyp wird gar nicht verarbeitet.",
  "Operations of a write transformation that are left out.":
    "Operationen einer Schreibtransformation, die ausgelassen werden.",
  "Where the proxy serves the entity type: Users or Groups.":
    "Wo der Proxy den Entitätstyp anbietet: Users oder Groups.",
  "What is read and written, from top to bottom; a later mapping wins.":
    "Was gelesen und geschrieben wird, von oben nach unten; ein späteres Mapping gewinnt.",
  "The mapping runs only if it holds; it looks at the input.":
    "Das Mapping läuft nur, wenn sie zutrifft; sie betrachtet die Eingabe.",
  "true: the mapping is left out.": "true: Das Mapping wird ausgelassen.",
  "What it does at the target: set unless given.": "Was es am Ziel tut; ohne Angabe set.",
  "The one operation that runs it when writing; without it create and update do.":
    "Die eine Operation, bei der es beim Schreiben läuft; ohne sie sind es Anlegen und Aktualisieren.",
  "Where the value is read from in the input.": "Wo der Wert in der Eingabe gelesen wird.",
  "The values that a value mapping compares, one path for each.":
    "Die Werte, die beim Zuordnen verglichen werden, je ein Pfad.",
  "The variable that the value is read from.": "Die Variable, aus der der Wert gelesen wird.",
  "Selects inside the variable.": "Wählt innerhalb der Variablen aus.",
  "The value itself; %property% and ${variable} inside a text are replaced.":
    // biome-ignore lint/suspicious/noTemplateCurlyInString: as it is written in a transformation
    "Der Wert selbst; %property% und ${variable} in einem Text werden ersetzt.",
  "Where the value goes in the output.": "Wohin der Wert in der Ausgabe kommt.",
  "The variable that takes the value, for mappings below.":
    "Die Variable, die den Wert bekommt, für Mappings darunter.",
  "true: a missing value is skipped; otherwise it fails the entity.":
    "true: Ein fehlender Wert wird übersprungen; sonst scheitert die Entität.",
  "What an optional mapping writes where the value is missing.":
    "Was ein optionales Mapping schreibt, wenn der Wert fehlt.",
  "true: a list of one element stays a list; otherwise it becomes that element.":
    "true: Eine Liste mit einem Element bleibt eine Liste; sonst wird sie zu diesem Element.",
  "true: the value also tells which identity it is; no target is needed.":
    "true: Der Wert sagt auch, welche Identität es ist; ein Ziel ist nicht nötig.",
  "What is done with the value, each on what the one before gives.":
    "Was mit dem Wert geschieht, jede mit dem, was die vorige ergibt.",
  "Pairs of keys and a value; the first whose keys match the sources wins.":
    "Paare aus Schlüsseln und einem Wert; das erste, dessen Schlüssel zu den Quellen passen, gewinnt.",
  "One text for each source path; all must be equal.": "Ein Text je Quellpfad; alle müssen gleich sein.",
  "What is written where the keys match.": "Was geschrieben wird, wenn die Schlüssel passen.",
  "Writes the value to the target.": "Schreibt den Wert ins Ziel.",
  "Takes the target out of the output.": "Nimmt das Ziel aus der Ausgabe heraus.",
  "Gives the last name of the target the name in constant.": "Gibt dem letzten Namen des Ziels den Namen aus constant.",
  "Looks the values of sourcePaths up in valueMappings.": "Sucht die Werte von sourcePaths in valueMappings.",
  "Only when an entity is created.": "Nur wenn eine Entität angelegt wird.",
  "Only when an entity is patched; patches run nothing else.":
    "Nur bei einem Patch einer Entität; bei Patches läuft sonst nichts.",
  "Only when an entity is deleted.": "Nur wenn eine Entität gelöscht wird.",
  "Nothing is created.": "Es wird nichts angelegt.",
  "Nothing is updated.": "Es wird nichts aktualisiert.",
  "Nothing is deleted.": "Es wird nichts gelöscht.",
  "The endpoint of users.": "Der Endpunkt der Benutzer.",
  "The endpoint of groups.": "Der Endpunkt der Gruppen.",
  "The id of the entity in the system it is read from; a read transformation sets it.":
    "Die ID der Entität in dem System, aus dem sie gelesen wird; eine Lesetransformation setzt sie.",
  "The id of the entity in the system it is written to; not set on create.":
    "Die ID der Entität in dem System, in das sie geschrieben wird; beim Anlegen nicht gesetzt.",
  "The address of the entity; a read transformation sets it.":
    "Die Adresse der Entität; eine Lesetransformation setzt sie.",
  "The address of the proxy up to and including /Users/ or /Groups/.":
    "Die Adresse des Proxys bis einschließlich /Users/ oder /Groups/.",
  "The time of the run, as ips.date.variable.format says.":
    "Die Zeit des Laufs, in der Form von ips.date.variable.format.",
  "The operation that runs.": "Die Operation, die läuft.",
  "Kept for target systems that assign groups.": "Für Zielsysteme, die Gruppen zuordnen.",
  "Kept for target systems that take groups away.": "Für Zielsysteme, die Gruppen entziehen.",

  "The function runs only if it holds; @ is the value or element.":
    "Die Funktion läuft nur, wenn sie zutrifft; @ ist der Wert oder das Element.",
  "Run for each element of a list.": "Für jedes Element einer Liste ausführen.",
  "Run on this member of the map, or of each map of the list.":
    "Auf dieses Element des Objekts anwenden, oder jedes Objekts der Liste.",
  "The old name of applyOnAttribute.": "Der alte Name von applyOnAttribute.",
  "Put the result into this member and leave the one read.":
    "Das Ergebnis in dieses Element schreiben und das gelesene lassen.",
  "How bytes become text.": "Wie aus Bytes Text wird.",
  "Leave the = at the end out.": "Die = am Ende weglassen.",
  "A Java regular expression.": "Ein regulärer Ausdruck von Java.",
  "What takes the place; $1 is the first group.": "Was an die Stelle tritt; $1 ist die erste Gruppe.",
  "Language whose rules count, en_EN unless given.": "Sprache, deren Regeln gelten; ohne Angabe en_EN.",
  "The member that is read.": "Das Element, das gelesen wird.",
  "Its new name.": "Sein neuer Name.",
  "The member.": "Das Element.",
  "What it becomes.": "Was daraus wird.",
  "The members that are read.": "Die Elemente, die gelesen werden.",
  "Value, separator and a second id in one text.": "Wert, Trennzeichen und eine zweite ID in einem Text.",
  "What stands between, : unless given.": "Was dazwischen steht; ohne Angabe „:“.",
  "The second id, or the path of one.": "Die zweite ID oder der Pfad zu ihr.",
  "Text before and after the value.": "Text vor und hinter dem Wert.",
  "What stands before.": "Was davor steht.",
  "What stands behind.": "Was dahinter steht.",
  "A country as another form of ISO 3166-1.": "Ein Land in einer anderen Form von ISO 3166-1.",
  "United States, US, USA or 840.": "United States, US, USA oder 840.",
  "The member that is written.": "Das Element, das geschrieben wird.",
  "A region as another form of ISO 3166-2.": "Eine Region in einer anderen Form von ISO 3166-2.",
  "Alabama or US-AL.": "Alabama oder US-AL.",
  "A locale as de-DE or DE.": "Eine Sprachangabe als de-DE oder DE.",
  "de-DE or DE.": "de-DE oder DE.",
  "A time zone as IANA or SAP writes it.": "Eine Zeitzone, wie IANA oder SAP sie schreibt.",
  "America/Phoenix or MSTNO.": "America/Phoenix oder MSTNO.",
  "A member copied to another name.": "Ein Element, unter einem anderen Namen kopiert.",
  "Bytes out of base32 or base64.": "Bytes aus base32 oder base64.",
  "One element of a list.": "Ein Element einer Liste.",
  "Base32 or base64 of bytes or text.": "Base32 oder base64 aus Bytes oder Text.",
  "A group of a regular expression that matches the whole value.":
    "Eine Gruppe eines regulären Ausdrucks, der auf den ganzen Wert passt.",
  "0 is the whole value.": "0 ist der ganze Wert.",
  "A date in another format, or moved.": "Ein Datum in einem anderen Format oder verschoben.",
  "Java's letters, or Date(milliseconds).": "Die Buchstaben von Java oder Date(milliseconds).",
  "Whether a regular expression matches the whole value.": "Ob ein regulärer Ausdruck auf den ganzen Wert passt.",
  "A default for a member that is missing or empty.": "Ein Standardwert für ein Element, das fehlt oder leer ist.",
  "Another value for a member that has one.": "Ein anderer Wert für ein Element, das einen hat.",
  "A random password.": "Ein zufälliges Passwort.",
  "Characters in all.": "Zeichen insgesamt.",
  "0 leaves them out.": "0 lässt sie weg.",
  "~!@#$%^&*()_+ unless given.": "Ohne Angabe ~!@#$%^&*()_+.",
  "A member under another name.": "Ein Element unter einem anderen Namen.",
  "Every match of a regular expression replaced.": "Jeder Treffer eines regulären Ausdrucks ersetzt.",
  "The first match of a regular expression replaced.": "Der erste Treffer eines regulären Ausdrucks ersetzt.",
  "The last match of a regular expression replaced.": "Der letzte Treffer eines regulären Ausdrucks ersetzt.",
  "Every occurrence of a text replaced.": "Jedes Vorkommen eines Textes ersetzt.",
  "The text.": "Der Text.",
  "What takes its place.": "Was an seine Stelle tritt.",
  "The id in the target system of an entity of the source system.":
    "Die ID im Zielsystem zu einer Entität des Quellsystems.",
  "user unless given.": "Ohne Angabe user.",
  "Where the entity was read.": "Wo die Entität gelesen wurde.",
  "Where its id is wanted.": "Wo ihre ID gesucht ist.",
  "A list of the parts of a text.": "Eine Liste der Teile eines Textes.",
  "What stands between the parts.": "Was zwischen den Teilen steht.",
  "A part of a text, counted in UTF-16 code units.": "Ein Teil eines Textes, gezählt in UTF-16-Codeeinheiten.",
  "The first one, from 0.": "Die erste, ab 0.",
  "The first one that is left out.": "Die erste, die wegbleibt.",
  "Small letters.": "Kleinbuchstaben.",
  "Text out of bytes or of any value.": "Text aus Bytes oder aus einem beliebigen Wert.",
  "Capital letters.": "Großbuchstaben.",
};
