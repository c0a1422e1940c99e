#!/bin/bash
# The life of a private engine, in network, mount and process namespaces of its own, where nothing of the machine is in
# reach: bash private-engine.sh <host.dll> <checkout>. Prints one line "what: seen" for each thing that the test looks at.
set -u
host=$1 checkout=$2
mount -t tmpfs tmpfs /run
ip link set lo up 2>/dev/null
echo 0 >/proc/sys/net/ipv4/ip_forward
export AI_SANDBOX_ROOT=$checkout AI_SANDBOX_SCRIPT=./build.sh
unset DOCKER_HOST DOCKER_CONTEXT

root=$checkout/.engine/root
# A copy: the engine's own are gone in the end.
cp -a "$root" "$checkout/tools"
libraries=$(echo "$checkout"/tools/usr/lib/*-linux-gnu*)
rules() { LD_LIBRARY_PATH=$libraries XTABLES_LIBDIR=$libraries/xtables "$checkout/tools/usr/sbin/iptables-save" | grep -c 'DOCKER\|docker0\| br-'; }
docker() { DOCKER_HOST=unix:///run/ai-sandbox-engine/docker.sock DOCKER_CONFIG=$checkout/.engine/client "$root/usr/bin/docker" "$@"; }
target() { dotnet exec "$host" --no-report "--target=$1" "${@:2}"; }
daemons() { cat /proc/[0-9]*/comm | grep -c '^dockerd$'; }
processes() { cat /proc/[0-9]*/comm | grep -c '^dockerd$\|^containerd\|^docker-init$\|^engine-test$'; }
# The machine's own private engine has groups of the same name.
groups() { find /sys/fs/cgroup -path '*/ai-sandbox-engine/*' -type d | sort; }
see() { echo "$1: $2"; }

groups >/run/groups
target PrepareEngine >/tmp/first.$$ & target PrepareEngine >/tmp/second.$$
see 'second exit code' $?
wait $!
see 'first exit code' $?
see 'daemons of two runs at once' "$(daemons)"
see 'forwarding while it runs' "$(cat /proc/sys/net/ipv4/ip_forward)"

# A container without a registry: a program and its libraries.
mkdir -p "$checkout/image/bin"
cp -L /bin/sleep "$checkout/image/bin/engine-test"
ldd /bin/sleep | grep -o '/[^ ]*' | while read -r library; do
  mkdir -p "$checkout/image$(dirname "$library")" && cp -L "$library" "$checkout/image$library"
done
tar -C "$checkout/image" -c . | docker import - engine-test >/dev/null
docker network create engine-test >/dev/null
docker run --detach --init --network engine-test --name engine-test engine-test /bin/engine-test 1000 >/dev/null
see 'container' "$(docker inspect --format '{{.State.Status}}' engine-test)"
docker stop --time 1 engine-test >/dev/null && docker start engine-test >/dev/null

# shellcheck disable=SC2046 # a process a word
kill -KILL $(grep -l '^dockerd$\|^containerd$' /proc/[0-9]*/comm | cut -d/ -f3)
see 'Status of a dead engine' "$(target Status 2>&1 | grep -c 'does not run')"
target PrepareEngine >/dev/null
see 'exit code of the start after that' $?
see 'container after that' "$(docker inspect --format '{{.State.Status}}' engine-test)"
docker start engine-test >/dev/null

target Cleanup --yes --engine >/dev/null
see 'exit code of Cleanup' $?
see 'processes left' "$(processes)"
see 'mounts left' "$(grep -c "$(basename "$checkout")" /proc/mounts)"
see 'interfaces left' "$(tail -n +3 /proc/self/net/dev | grep -vc '^ *lo:')"
see 'rules left' "$(rules)"
see 'groups left' "$(groups | comm -13 /run/groups - | wc -l)"
see 'forwarding left' "$(cat /proc/sys/net/ipv4/ip_forward)"
see 'folders left' "$(find "$checkout/.engine" /run/ai-sandbox-engine /run/docker /run/containerd /run/runc -maxdepth 0 2>/dev/null | wc -l)"
see 'second Cleanup' "$(target Cleanup --yes --engine | tail -n 1)"
rm -f /tmp/first.$$ /tmp/second.$$
