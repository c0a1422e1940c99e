#!/usr/bin/env bash
# Entry point: compiles the build host when a source is newer than the compiled one, then hands over to it.
# Arguments, exit code and terminal pass through unchanged. Usage: ./build.sh --target=Up
set -euo pipefail

script=${BASH_SOURCE[0]}
while [ -L "$script" ]; do
  folder=$(cd -P "$(dirname "$script")" && pwd)
  script=$(readlink "$script")
  case $script in /*) ;; *) script=$folder/$script ;; esac
done
root=$(cd -P "$(dirname "$script")" && pwd)
host=$root/artifacts/bin/AiSandbox.Host/release/AiSandbox.Host.dll
stamp=$root/artifacts/host.stamp

# Around a command of the user's, 125 says that it is not the command's own code.
failure=1
shopt -s nocasematch
for word in "$@"; do
  case $word in --) break ;; exec | shell | agent | -*=exec | -*=shell | -*=agent) failure=125 ;; esac
done
shopt -u nocasematch

fail() {
  printf 'Error: %s\n' "$1" >&2
  exit "$failure"
}

find_dotnet() {
  for candidate in "$(command -v dotnet || true)" "${DOTNET_ROOT:-}/dotnet" "${HOME:-}/.dotnet/dotnet" /usr/local/share/dotnet/dotnet; do
    if [ -x "$candidate" ]; then
      printf '%s' "$candidate"
      return
    fi
  done
  fail "no .NET SDK was found. $install"
}

sdk=$(sed -n 's/.*"version": *"\([0-9]*\.[0-9]*\).*/\1/p' "$root/global.json")
case $(uname -s) in
  Darwin) install="Install it: brew install --cask dotnet-sdk, or see https://dotnet.microsoft.com/download/dotnet/$sdk" ;;
  *) install="Install it: sudo apt-get install dotnet-sdk-$sdk, sudo dnf install dotnet-sdk-$sdk, or see https://dotnet.microsoft.com/download/dotnet/$sdk" ;;
esac

# The stamp says which package of Cake.Frosting the host was compiled with; empty: the layer in build/frosting.
is_stale() {
  local package=
  [ ! -f "$stamp" ] || read -r package < "$stamp" || true
  [ ! -f "$host" ] || [ ! -f "$stamp" ] || [ "$package" != "${CakeFrostingPackage:-}" ] || [ -n "$(find "$root/build/host" "$root/build/policy" "$root/build/verification" "$root/build/frosting" \
    "$root/build/Cake.props" "$root/Directory.Build.props" "$root/Directory.Packages.props" "$root/global.json" -newer "$stamp" -print -quit)" ]
}

# What is compiled and run must be nobody's who could not exchange this script anyhow: this user's, root's, or who owns the checkout's
# folder. Where others can write to that folder, one of them may have made artifacts/ first. OwnPlaces of the host looks at the rest.
refuse_foreign() {
  local mode owner group found='' groups=()
  read -r mode _ owner group _ <<< "$(ls -ldn "$root")"
  case $mode in
    d???????w[!tT]*) fail "everyone can write to $root, and so replace what is run from there.
Next: chmod o-w '$root'" ;;
  esac
  case $mode in d????w*) groups=(! -group "$group") ;; esac
  set -- ! -user "$EUID" ! -user 0 ! -user "$owner" -o ! -type l -perm -0002 -o ! -type l -perm -0020 ${groups[@]+"${groups[@]}"}
  found=$(cd "$root" && {
    find . -maxdepth 1 ! -name . ! -name projects \( "$@" \) -print
    find artifacts artifacts/bin artifacts/obj artifacts/host.lock -maxdepth 0 \( -type l -o "$@" \) -print 2>/dev/null || true
    find build artifacts/{bin,obj}/{AiSandbox.Host,AiSandbox.Policy,AiSandbox.Verification,Cake.Frosting} \( "$@" \) -print 2>/dev/null || true
  } | head -n 1)
  [ -z "$found" ] || fail "$found belongs to another user, can be written by others, or is a link, and this script would run it: $(ls -ldn "$root/$found")
Next: look at it, then: $(mend "${found#./}")"
}

mend() {
  local sudo='sudo '
  if [ -L "$root/$1" ] || [ -O "$root/$1" ]; then sudo=; fi
  if [ "${1%%/*}" = artifacts ]; then
    printf "%srm -rf '%s'" "$sudo" "$root/artifacts"
  elif [ -z "$sudo" ]; then
    printf "chmod -R go-w '%s'" "$root/$1"
  else
    printf "sudo rm -rf '%s'   (if all of it is yours: sudo chown -R %s '%s')" "$root/$1" "$EUID" "$root/$1"
  fi
}

compile() {
  local waited=0 pid='' command=''
  umask go-w # whatever the user's says: nobody else writes to what is run
  mkdir -p "$root/artifacts"
  refuse_foreign
  # Two first runs at once must not compile into the same folder. A lock whose owner is gone is taken over.
  until mkdir "$root/artifacts/host.lock" 2>/dev/null; do
    [ -w "$root/artifacts" ] || fail "$root/artifacts cannot be written, and the build host is compiled there.
Next: make the checkout writable for this user"
    read -r pid command 2>/dev/null < "$root/artifacts/host.lock/pid" || [ -n "$pid" ] || sleep 1
    if [ -n "$pid" ] && ! kill -0 "$pid" 2>/dev/null; then rm -rf "$root/artifacts/host.lock"; continue; fi
    [ "$waited" != 0 ] || printf 'Waiting: process %s (%s) compiles the build host …\n' "${pid:-unknown}" "${command:-unknown}" >&2
    waited=$((waited + 1))
    [ "$waited" -le 1500 ] || fail "process ${pid:-unknown} (${command:-unknown}) has held $root/artifacts/host.lock for five minutes.
Next: wait until it has ended, or end it: kill ${pid:-ID}; if it is no build.sh: rm -rf '$root/artifacts/host.lock'"
    sleep 0.2
  done
  printf '%s %s\n' $$ "$0" > "$root/artifacts/host.lock/pid"
  trap 'rm -rf "$root/artifacts/host.lock"' EXIT
  trap 'exit 130' INT TERM
  is_stale || return 0

  printf 'Compiling the build host …\n' >&2
  local answer
  answer=$(cd "$root" && "$dotnet" --version 2>&1) ||
    fail "$dotnet has no .NET SDK $sdk, which global.json asks for. $install
$answer"
  printf '%s' "${CakeFrostingPackage:-}" > "$stamp.new"
  local begun=$SECONDS line
  if ! (cd "$root" && "$dotnet" build build/host/AiSandbox.Host.csproj --configuration Release --nologo --verbosity minimal \
    --disable-build-servers -p:RunAnalyzers=false 2>&1) | tee "$root/artifacts/host.log" | while IFS= read -r line; do
      case $line in *Restored*|*' -> '*) printf '  %s\n' "${line#"${line%%[![:space:]]*}"}" >&2 ;; esac
    done; then
    tail -n 20 "$root/artifacts/host.log" >&2
    fail "the build host did not compile. The end of its output is above, all of it in artifacts/host.log."
  fi
  mv "$stamp.new" "$stamp"
  printf '  done in %s s\n' $((SECONDS - begun)) >&2
}

dotnet=$(find_dotnet)
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_TieredPGO=0
refuse_foreign
if is_stale; then
  (compile)
fi

AI_SANDBOX_ROOT=$root AI_SANDBOX_SCRIPT=$(printf '%q' "$0") exec "$dotnet" "$host" "$@"
