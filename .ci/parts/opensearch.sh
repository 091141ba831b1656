#!/usr/bin/env bash
# OpenSearch 2.19. By hand: . .ci/parts/common.sh && . .ci/parts/opensearch.sh && get_opensearch && start_opensearch /var/tmp/opensearch 9210; stop_opensearch
# Takes 512 MB of heap and two ports, the second one after the first.

opensearch_parts=$(cd "$(dirname "${BASH_SOURCE[0]}")/opensearch" && pwd)
opensearch_pid=''

get_opensearch() {
  local lib="$parts_home/opensearch/lib"
  get_packages curl openjdk-17-jre-headless maven || return 1
  cmp -s "$opensearch_parts/pom.xml" "$lib/.pom.xml" && return 0
  rm -rf "$lib" && mkdir -p "$lib" || return 1
  (cd "$lib" && thrice nice -n 10 mvn -q -B -f "$opensearch_parts/pom.xml" dependency:copy-dependencies -DoutputDirectory="$lib") && cp "$opensearch_parts/pom.xml" "$lib/.pom.xml"
}

start_opensearch() { # directory, port
  mkdir -p "$1/data" || return 1
  launch "$1" java -Xms512m -Xmx512m -cp "$parts_home/opensearch/lib/*" "$opensearch_parts/OpenSearchNode.java" "$2" "$(($2 + 1))" "$1/data" || return 1
  opensearch_pid=$part_pid
  until_up OpenSearch "$opensearch_pid" 120 "$1/log" curl -fsS "http://127.0.0.1:$2/_cluster/health?wait_for_status=yellow&timeout=1s"
}

stop_opensearch() { end_part "$opensearch_pid"; opensearch_pid=''; }
