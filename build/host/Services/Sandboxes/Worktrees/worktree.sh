# worktree.sh REPOSITORY HOME TREE BRANCH   makes the worktree TREE below HOME where there is none, and prints what git calls it.
# It runs in a container without a network that sees the folder around REPOSITORY and HOME, and nothing else of the host: git
# runs what a repository's configuration names, and an agent may have written that.
set -euo pipefail
repository=$1 home=$2 tree=$3 branch=$4

fail() { printf '%s\n' "$*" >&2; exit 1; }
[[ -d $repository/.git && ! -L $repository/.git ]] || fail "it has no folder .git: it is no git repository, or one that belongs to another"

# As the repository's owner, whose files these are. No hook, no watcher, no clean-up beside it.
read -r uid gid < <(stat -c '%u %g' "$repository")
run() { setpriv --reuid "$uid" --regid "$gid" --clear-groups --no-new-privs env -i PATH="$PATH" HOME=/tmp LANG=C.UTF-8 "$@"; }
git() { run git -c safe.directory='*' -c core.hooksPath=/dev/null -c core.fsmonitor=false -c gc.auto=0 -C "$repository" "$@"; }

id_of_tree() {
  local file
  for file in "$repository"/.git/worktrees/*/gitdir; do
    if [[ -f $file && $(head -c 4096 "$file") == "$tree/.git" ]]; then
      basename "$(dirname "$file")"
      return
    fi
  done
}

id=$(id_of_tree)
if [[ -n $id && ! -e $tree/.git ]]; then
  rmdir "$tree" 2> /dev/null || true
  git worktree remove --force --force "$tree" # its files are gone; git still keeps its place
  id=
fi
if [[ -z $id ]]; then
  folder=$home
  chown -h "$uid:$gid" "$home"
  IFS=/ read -ra parts <<< "${tree#"$home/"}"
  for part in "${parts[@]}"; do
    folder+=/$part
    [[ -d $folder ]] || { mkdir "$folder"; chown -h "$uid:$gid" "$folder"; }
  done
  git check-ref-format --branch "$branch" > /dev/null
  if git show-ref --verify --quiet "refs/heads/$branch"; then
    what=("$tree" "$branch")
  elif git show-ref --verify --quiet "refs/remotes/origin/$branch"; then
    what=(-b "$branch" "$tree" "origin/$branch")
  else
    what=(-b "$branch" "$tree" HEAD)
  fi
  # Locked: whoever prunes where the tree cannot be seen would take it for gone.
  git worktree add --quiet --lock --reason "a sandbox works in it" "${what[@]}"
  id=$(id_of_tree)
fi
[[ -n $id ]] || fail "git did not say where it keeps the worktree"

# Deleting a reference, which a commit does with its own notes, takes a lock beside packed-refs: in a folder that the sandbox
# cannot write to. git follows a link there, and locks where it leads. Under git's own lock, since others may be at work.
share_packed_refs() {
  cd "$1"
  mkdir -p logs ai-sandbox
  [[ -L packed-refs || -d reftable ]] && return
  for _ in {1..100}; do
    if (set -o noclobber; : > packed-refs.lock) 2> /dev/null; then
      trap 'rm -f packed-refs.lock' EXIT
      if [[ -f packed-refs ]]; then cp -p packed-refs ai-sandbox/packed-refs; else : > ai-sandbox/packed-refs; fi
      ln -s ai-sandbox/packed-refs packed-refs.link
      mv -T packed-refs.link packed-refs
      return
    fi
    sleep 0.1
  done
  echo "another git holds $1/packed-refs.lock; where none runs, delete it" >&2
  return 1
}
run bash -c "set -euo pipefail; $(declare -f share_packed_refs); share_packed_refs \"\$1\"" share "$repository/.git"
printf '%s\n' "$id"
