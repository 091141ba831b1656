#!/usr/bin/env bash
# The published rules of e-invoices, and the check of Factur-X files. By hand: . .ci/parts/common.sh && . .ci/parts/einvoice.sh && get_einvoice && npm run invoices:sample -- DIR
# && node .ci/parts/einvoice/judge.mjs "$parts_home/einvoice" DIR. Needs 1 GB while it judges.

einvoice_parts=$(cd "$(dirname "${BASH_SOURCE[0]}")/einvoice" && pwd)

# Two class paths: the validators bring different versions of the same libraries.
get_einvoice() {
  local name lib
  get_packages openjdk-17-jre-headless maven || return 1
  for name in rules facturx; do
    lib="$parts_home/einvoice/$name"
    cmp -s "$einvoice_parts/$name/pom.xml" "$lib/.pom.xml" && continue
    rm -rf "$lib" && mkdir -p "$lib" || return 1
    (cd "$lib" && thrice nice -n 10 mvn -q -B -f "$einvoice_parts/$name/pom.xml" dependency:copy-dependencies -DoutputDirectory="$lib") && cp "$einvoice_parts/$name/pom.xml" "$lib/.pom.xml" || return 1
  done
}
