#!/usr/bin/env bash
# Starts a real Cloud Foundry UAA on loopback, in memory, and waits until it gives tokens.
#   start.sh PORT    prints the base URL and, on a second line, the process id. Stop it with `kill PID`.
# Needs mvn, unzip, openssl, curl and a Java 17 (JAVA, default `java`). Keeps downloads and its own state in the folder
# ZONEDESK_UAA_CACHE, else in target/real-uaa of the project.
set -euo pipefail
port=$1
here=$(cd "$(dirname "$0")" && pwd)
cache=${ZONEDESK_UAA_CACHE:-$here/../../../target/real-uaa}
run=$cache/run-$port
uaa=4.30.0 runner=9.0.27.1
mkdir -p "$run/config"
cache=$(cd "$cache" && pwd) run=$cache/run-$port

fetch() { # groupId:artifactId:version[:packaging], file name
  [ -s "$cache/$2" ] && return
  mvn -q -B dependency:copy -Dartifact="$1" -DoutputDirectory="$cache" >&2
  [ -s "$cache/$2" ] || { echo "could not get $1" >&2; exit 1; }
}
war=cloudfoundry-identity-uaa-$uaa.war jar=webapp-runner-$runner.jar
fetch "org.cloudfoundry.identity:cloudfoundry-identity-uaa:$uaa:war" "$war"
fetch "com.github.jsimone:webapp-runner:$runner" "$jar"
# What Java 17 lacks or cannot run: JAXB left the JDK, and the war's Groovy 2.5.2 (used by its page templates) fails to initialise.
fetch javax.xml.bind:jaxb-api:2.3.1 jaxb-api-2.3.1.jar
fetch com.sun.xml.bind:jaxb-impl:2.3.9 jaxb-impl-2.3.9.jar
fetch com.sun.activation:jakarta.activation:1.2.2 jakarta.activation-1.2.2.jar
fetch org.codehaus.groovy:groovy:2.5.23 groovy-2.5.23.jar
app=$cache/uaa-$uaa
if [ ! -d "$app" ]; then
  rm -rf "$app.new"; mkdir "$app.new"; (cd "$app.new" && unzip -q "$cache/$war")
  rm "$app.new/WEB-INF/lib/"groovy-2.5.2.jar "$app.new/WEB-INF/lib/"activation-1.1.jar
  cp "$cache/"{groovy-2.5.23,jaxb-api-2.3.1,jaxb-impl-2.3.9,jakarta.activation-1.2.2}.jar "$app.new/WEB-INF/lib/"
  printf '%s\n' 'log4j.rootLogger=WARN, out' 'log4j.appender.out=org.apache.log4j.ConsoleAppender' 'log4j.appender.out.layout=org.apache.log4j.PatternLayout' \
    'log4j.appender.out.layout.ConversionPattern=%d %p %c{1} %m%n' > "$app.new/WEB-INF/classes/log4j.properties" # its own is DEBUG
  mv "$app.new" "$app"
fi

if [ ! -s "$cache/sp.crt" ]; then
  openssl req -x509 -newkey rsa:2048 -nodes -days 3650 -subj /CN=contract -keyout "$cache/sp.pem" -out "$cache/sp.crt" 2>/dev/null
  openssl rsa -in "$cache/sp.pem" -traditional -out "$cache/sp.key" 2>/dev/null
fi
while IFS= read -r line; do
  case $line in
    @KEY@) sed 's/^/    /' "$cache/sp.key" ;;
    @CERT@) sed 's/^/    /' "$cache/sp.crt" ;;
    *) printf '%s\n' "${line//@PORT@/$port}" ;;
  esac
done < "$here/uaa.yml" > "$run/config/uaa.yml"

if curl -s -o /dev/null "http://127.0.0.1:$port/"; then echo "port $port is taken" >&2; exit 1; fi
opens=()
for p in java.lang java.lang.reflect java.util java.text java.net java.io java.time; do opens+=(--add-opens "java.base/$p=ALL-UNNAMED"); done
cd "$run"
CLOUDFOUNDRY_CONFIG_PATH=$run/config UAA_CONFIG_PATH=$run/config CLOUD_FOUNDRY_CONFIG_PATH=$run/config \
  nohup "${JAVA:-java}" -Xmx768m -XX:+UseSerialGC "${opens[@]}" -Djava.security.egd=file:/dev/urandom \
  -jar "$cache/$jar" --port "$port" -Aaddress=127.0.0.1 --temp-directory "$run/tomcat" "$app" > "$run/uaa.log" 2>&1 < /dev/null &
pid=$!
trap 'kill "$pid"' TERM INT
for _ in $(seq 240); do
  kill -0 "$pid" 2>/dev/null || { tail -n 30 "$run/uaa.log" >&2; echo "UAA ended while starting" >&2; exit 1; }
  if curl -sf -o /dev/null -u contract:contract-secret -d grant_type=client_credentials "http://localhost:$port/oauth/token"; then
    printf '%s\n%s\n' "http://localhost:$port" "$pid"; exit 0
  fi
  if grep -q "Unable to start UAA application" "$run/uaa.log"; then
    grep -m 5 "Caused by" "$run/uaa.log" >&2; kill "$pid"; echo "UAA could not start, see $run/uaa.log" >&2; exit 1
  fi
  sleep 1
done
echo "UAA not ready after 240 s, see $run/uaa.log" >&2; kill "$pid"; exit 1
