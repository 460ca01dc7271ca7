#!/usr/bin/env bash
# A tour of the API with curl: upload, submit, watch, steer, list, download. Prints each request before it makes it.
#
#   deploy/examples/tour.sh PHOTO STYLE [GATEWAY]
#
# GATEWAY is http://127.0.0.1:8080 unless said otherwise; with IMPASTO_KEY set, each request carries that API key.
set -euo pipefail

if [[ $# -lt 2 ]]; then
  sed -n '2,6s/^# \{0,1\}//p' "$0" >&2
  exit 2
fi
photo=$1
style=$2
gateway=${3:-http://127.0.0.1:8080}
out=${IMPASTO_OUT:-$PWD}

request() {
  printf '\n$ curl %s\n' "$*" >&2
  curl -sS --fail-with-body ${IMPASTO_KEY:+-H "Authorization: Bearer $IMPASTO_KEY"} "$@"
}

# The one text member of a name; a tour needs no more of JSON than that.
member() {
  local found
  found=$(sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p" | head -n 1)
  echo "$found"
}

echo "1. Pictures are uploaded once and named by their id."
content=$(request --data-binary "@$photo" -H 'Content-Type: image/jpeg' "$gateway/v1/images" | tee /dev/stderr | member id)
manner=$(request --data-binary "@$style" -H 'Content-Type: image/jpeg' "$gateway/v1/images" | tee /dev/stderr | member id)

echo
echo "2. A transfer is accepted at once; the same key never makes two."
order="{\"content\": \"$content\", \"styles\": [\"$manner\"], \"labels\": {\"tour\": \"first\"}, \"retention\": \"PT1H\",
        \"options\": {\"size\": 192, \"evaluations\": 40}}"
key="tour-$RANDOM-$RANDOM"
first=$(request "$gateway/v1/transfers" -H 'Content-Type: application/json' -H "Idempotency-Key: $key" -d "$order" | member id)
again=$(request "$gateway/v1/transfers" -H 'Content-Type: application/json' -H "Idempotency-Key: $key" -d "$order" | member id)
[[ $first == "$again" ]] && echo "transfer $first, both times"

echo
echo "3. It can be watched while it is painted."
request -N "$gateway/v1/transfers/$first/events" | sed -n 's/^event: //p' | uniq -c

echo
echo "4. The painting, how it came about, and the losses of each evaluation."
request -o "$out/tour.png" "$gateway/v1/transfers/$first/result"
request -o "$out/tour.json" "$gateway/v1/transfers/$first/manifest"
request "$gateway/v1/transfers/$first/artifacts/losses.csv" | sed -n '1,3p'

echo
echo "5. Another one is paused, resumed with more of the style, and cancelled."
second=$(request -X PUT "$gateway/v1/transfers/$(cat /proc/sys/kernel/random/uuid)" -H 'Content-Type: application/json' \
  -d "{\"content\": \"$content\", \"styles\": [\"$manner\"], \"labels\": {\"tour\": \"second\"},
       \"options\": {\"size\": 256, \"evaluations\": 2000}}" | member id)
request -X POST "$gateway/v1/transfers/$second/pause" | member state
request -X PATCH "$gateway/v1/transfers/$second/options" -H 'Content-Type: application/json' -d '{"styleWeight": 900}' | member state
request -X POST "$gateway/v1/transfers/$second/resume" | member state
request -X POST "$gateway/v1/transfers/$second/cancel" | member state

echo
echo "6. Transfers are listed, newest first, by state and label."
request "$gateway/v1/transfers?label=tour:first&limit=1" | member id

echo
echo "7. Deleting one removes its pictures, too."
request -X DELETE "$gateway/v1/transfers/$second" -o /dev/null -w '%{http_code}\n'
echo "The painting is $out/tour.png"
