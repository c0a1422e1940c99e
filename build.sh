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
  [ ! -f "$host" ] || [ ! -f "$stamp" ] || [ "$package" != "${CakeFrostingPackage:-}" ] || [ -n "$(find "$root/build/host" "$root/build/frosting" "$root/build/Cake.props" \
    "$root/Directory.Build.props" "$root/Directory.Packages.props" "$root/global.json" -newer "$stamp" -print -quit)" ]
}

compile() {
  mkdir -p "$root/artifacts"
  # Two first runs at once must not compile into the same folder. A lock whose owner is gone is taken over.
  until mkdir "$root/artifacts/host.lock" 2>/dev/null; do
    owner=$(cat "$root/artifacts/host.lock/pid" 2>/dev/null || sleep 1)
    if [ -n "$owner" ] && ! kill -0 "$owner" 2>/dev/null; then rm -rf "$root/artifacts/host.lock"; else sleep 0.2; fi
  done
  printf '%s' $$ > "$root/artifacts/host.lock/pid"
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
if is_stale; then
  (compile)
fi

AI_SANDBOX_ROOT=$root AI_SANDBOX_SCRIPT=$(printf '%q' "$0") exec "$dotnet" "$host" "$@"
