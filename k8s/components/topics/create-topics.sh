#!/bin/sh
# Makes the topics of topics.txt, and tells the workers' share group to begin with the first request there is, and
# to take none of a transaction that was aborted.
# BOOTSTRAP_SERVERS: where Kafka is; REPLICATION: copies of each record, 1 unless said.
set -eu
folder=$(dirname "$0")
bin=/opt/kafka/bin
while read -r name partitions settings; do
  case $name in '' | '#'*) continue ;; esac
  set -- --create --if-not-exists --topic "$name" --partitions "$partitions" --replication-factor "${REPLICATION:-1}"
  for setting in $settings; do
    set -- "$@" --config "$setting"
  done
  "$bin/kafka-topics.sh" --bootstrap-server "$BOOTSTRAP_SERVERS" "$@"
done < "$folder/topics.txt"
"$bin/kafka-configs.sh" --bootstrap-server "$BOOTSTRAP_SERVERS" --alter --entity-type groups --entity-name impasto-workers \
  --add-config share.auto.offset.reset=earliest,share.isolation.level=read_committed
