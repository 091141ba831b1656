#!/usr/bin/env bash
# OpenSearch for the tests. Sourced by .ci/run, or by hand:
#   . .ci/parts/opensearch.sh && start_opensearch /var/tmp/opensearch 22300 && STOA_TEST_OPENSEARCH_URL=http://127.0.0.1:22300 npm test; stop_opensearch
# Wants `java` (17) and `mvn`; takes 512 MB of heap and two ports, the second one after the first.

opensearch_parts=$(cd "$(dirname "${BASH_SOURCE[0]}")/opensearch" && pwd)
opensearch_pid=''

start_opensearch() { # directory, port
  local directory=$1 port=$2 second
  mkdir -p "$directory/lib" "$directory/data" || return 1
  if [ ! -e "$directory/lib/.complete" ]; then
    (cd "$directory" && mvn -q -B -f "$opensearch_parts/pom.xml" dependency:copy-dependencies -DoutputDirectory="$directory/lib") || return 1
    touch "$directory/lib/.complete"
  fi
  (cd "$directory" && exec setsid java -Xms512m -Xmx512m -cp "$directory/lib/*" "$opensearch_parts/OpenSearchNode.java" "$port" "$((port + 1))" "$directory/data") >"$directory/log" 2>&1 </dev/null &
  opensearch_pid=$!
  for ((second = 0; second < 120; second += 1)); do
    curl -fsS "http://127.0.0.1:$port/_cluster/health?wait_for_status=yellow&timeout=1s" >/dev/null 2>&1 && return 0
    kill -0 "$opensearch_pid" 2>/dev/null || break
    sleep 1
  done
  echo 'OpenSearch did not start:' && tail -n 40 "$directory/log"
  stop_opensearch
  return 1
}

# Ends what start_opensearch started, and nothing else.
stop_opensearch() {
  [ -n "$opensearch_pid" ] || return 0
  kill -TERM "$opensearch_pid" 2>/dev/null
  wait "$opensearch_pid" 2>/dev/null
  opensearch_pid=''
}
