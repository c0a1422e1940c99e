# shellcheck shell=bash
# worktree.sh VERB …   what git does for a sandbox that works on a branch of another sandbox's repository. It runs in containers
# without a network, which see the folders that the verb names and nothing else of the host: git runs what a repository's
# configuration names, and agents may have written that. No container that writes one agent's repository reads another's.
#
#   open REPOSITORY NAME BRANCH PLACE    prints what the sandbox begins with; PLACE is a place under .git/worktrees to give up, or empty
#   make HOME TREE BRANCH OBJECTS        makes the repository TREE below HOME from that, or brings it up to date; borrows from OBJECTS
#   pack HOME TREE OBJECTS               prints TREE's branches, and a pack of what OBJECTS does not have
#   take REPOSITORY NAME BRANCH          takes that over as refs/remotes/sandbox/NAME/*, and moves BRANCH forward
set -euo pipefail
verb=$1; shift
most=200 # branches
name_of_branch='[A-Za-z0-9_][A-Za-z0-9._/+@-]{0,199}'

fail() { printf '%s\n' "$*" >&2; exit 1; }

# As the owner of the files. No hook, no watcher, no clean-up beside it.
be_owner_of() { read -r uid gid < <(stat -c '%u %g' "$1"); }
run() { setpriv --reuid "$uid" --regid "$gid" --clear-groups --no-new-privs env -i PATH="$PATH" HOME=/tmp LANG=C.UTF-8 GIT_CONFIG_NOSYSTEM=1 "$@"; }
git() {
  run "${places[@]}" git -c safe.directory='*' -c core.hooksPath=/dev/null -c core.fsmonitor=false -c gc.auto=0 -c maintenance.auto=false \
    -C "$repository" "$@"
}
places=()

require_repository() {
  [[ -d $1/.git && $(realpath -e "$1/.git") == "$1/.git" ]] || fail "$1 has no folder .git, or a link leads away from it"
}

# What the form before left: the place of a linked worktree, and folders in which another agent could make links.
give_up() {
  local git=$repository/.git
  [[ $1 =~ ^[A-Za-z0-9_+@-][A-Za-z0-9._+@-]*$ ]] || fail "$1 is not a valid name of a worktree's entry"
  if [[ -f $git/ai-sandbox/packed-refs && ! -L $git/ai-sandbox/packed-refs && -L $git/packed-refs ]]; then
    run mv -T "$git/ai-sandbox/packed-refs" "$git/packed-refs"
  fi
  [[ ! -L $git/worktrees ]] || fail "$git/worktrees is a link"
  run rm -rf "$git/ai-sandbox" "$git/worktrees/$1"
  run rmdir --ignore-fail-on-non-empty "$git/worktrees" 2> /dev/null || true
  for folder in logs refs objects; do
    if [[ -d $git/$folder && ! -L $git/$folder ]]; then run find "$git/$folder" -type l -delete; fi
  done
}

open() {
  repository=$1 name=$2 branch=$3
  require_repository "$repository"
  be_owner_of "$repository"
  [[ -z $4 ]] || give_up "$4"
  [[ ! -s $repository/.git/objects/info/alternates ]] ||
    fail "it borrows objects from another repository itself, as .git/objects/info/alternates says; git repack -a -d and deleting that file make it whole"
  [[ $(git rev-parse --show-object-format) == sha1 ]] || fail "its objects are named by SHA-256, which this cannot take over"
  git check-ref-format --branch "$branch" > /dev/null
  local start='' from
  for from in "refs/heads/$branch" "refs/remotes/origin/$branch" HEAD; do
    if start=$(git rev-parse --verify --quiet "$from^{commit}"); then break; fi
  done
  [[ -n $start ]] || fail "it has no commit yet"

  # A reference of its own, so that what the sandbox begins with stays where the branch is deleted.
  git show-ref --verify --quiet "refs/remotes/sandbox/$name/$branch" || git update-ref "refs/remotes/sandbox/$name/$branch" "$start"
  printf 'start %s\n' "$start"
  git config --get remote.origin.url | sed -E '1!d; s#^(https?://)[^/@]*@#\1#; s/^/url /' || true # a password stays here
  [[ ! -f $repository/.git/shallow ]] || sed 's/^/shallow /' "$repository/.git/shallow"
  git for-each-ref --format='%(objectname) %(refname)' refs/heads refs/remotes refs/tags
}

make() {
  local home=$1 tree=$2 branch=$3 objects=$4 start='' url='' first second old=''
  repository=$tree
  be_owner_of "$home"
  if [[ -f $tree/.git && ! -L $tree/.git ]]; then # the form before: its files stay as they are
    run rm -f "$tree/.git"
    old=1
  fi
  run mkdir -p "$tree"
  [[ -e $tree/.git ]] || run git init --quiet --initial-branch="$branch" "$tree"
  require_repository "$tree"

  local -A have=() host=()
  while read -r first second; do have[$second]=$first; done < <(git for-each-ref --format='%(objectname) %(refname)' refs/remotes refs/tags)
  local shallow=() commands=()
  while read -r first second; do
    case $first in
      start) start=$second; continue ;;
      url) url=$second; continue ;;
      shallow) shallow+=("$second"); continue ;;
    esac
    case $second in
      */HEAD | refs/remotes/sandbox/* | refs/remotes/host/*) ;;
      refs/heads/*)
        host[refs/remotes/host/${second#refs/heads/}]=1
        commands+=("update refs/remotes/host/${second#refs/heads/} $first") ;;
      *) [[ -n ${have[$second]-} ]] || commands+=("create $second $first") ;; # what was fetched inside may be newer
    esac
  done
  for second in "${!have[@]}"; do
    if [[ $second == refs/remotes/host/* && -z ${host[$second]-} ]]; then printf 'delete %s\n' "$second"; fi
  done | git update-ref --stdin

  run bash -c 'printf "%s\n" "$1" > "$2/.git/objects/info/alternates"' alternates "$objects" "$tree"
  if [[ -z $(git for-each-ref --count=1 refs/heads) ]]; then
    (( ${#shallow[@]} == 0 )) || printf '%s\n' "${shallow[@]}" | run tee "$tree/.git/shallow" > /dev/null
    git update-ref "refs/heads/$branch" "$start"
    git symbolic-ref HEAD "refs/heads/$branch"
    if [[ -n $url ]]; then
      git config remote.origin.url "$url"
      git config remote.origin.fetch '+refs/heads/*:refs/remotes/origin/*'
    fi
    if [[ -n $old ]]; then git reset --quiet --mixed; else git reset --quiet --hard; fi
  fi
  (( ${#commands[@]} == 0 )) || printf '%s\n' "${commands[@]}" | git update-ref --stdin
}

# Never reads the configuration of the sandbox's repository: of it a repository made here has the references and the objects.
pack() {
  local home=$1 tree=$2 objects=$3 oid type ref count=0 left=0
  require_repository "$tree"
  be_owner_of "$home"
  repository=/tmp/reader
  run git init --quiet --bare "$repository"
  run rm -rf "$repository/refs"
  run ln -s "$tree/.git/refs" "$repository/refs"
  for file in packed-refs shallow; do
    [[ ! -f $tree/.git/$file ]] || run ln -s "$tree/.git/$file" "$repository/$file"
  done
  places=(env GIT_OBJECT_DIRECTORY="$tree/.git/objects" GIT_ALTERNATE_OBJECT_DIRECTORIES="$objects")

  local -a tips=()
  while read -r oid type ref; do
    if [[ $type == commit && $ref =~ ^$name_of_branch$ ]] && (( ++count <= most )); then
      printf '%s %s\n' "$oid" "$ref"
      tips+=("$oid")
    else
      left=$((left + 1))
    fi
  done < <(git for-each-ref --format='%(objectname) %(objecttype) %(refname:lstrip=2)' refs/heads)
  (( left == 0 )) || printf '%s branches are not fetched: their names are unusual, or there are too many.\n' "$left" >&2
  printf '\n'

  # Whatever is known to be there already need not be walked.
  {
    (( ${#tips[@]} == 0 )) || printf '%s\n' "${tips[@]}"
    git for-each-ref --format='%(objectname)' refs/remotes refs/heads |
      (places=(env GIT_OBJECT_DIRECTORY="$objects"); git cat-file --batch-check) | sed -nE 's/^([0-9a-f]+) commit .*/^\1/p'
  } | git pack-objects --revs --local --delta-base-offset --quiet --stdout
}

take() {
  local name=$2 branch=$3 line ref prefix=refs/remotes/sandbox/$2
  repository=$1
  require_repository "$repository"
  be_owner_of "$repository"
  local -A new=()
  while IFS= read -r line && [[ -n $line ]]; do
    if ! [[ $line =~ ^[0-9a-f]{40}\ $name_of_branch$ ]] || (( ${#new[@]} >= most )); then fail "the list of branches is not valid"; fi
    new[${line#* }]=${line%% *}
  done
  git index-pack --stdin --strict > /dev/null # refuses trees that would be checked out into .git, and the like
  (( ${#new[@]} == 0 )) || printf '%s\n' "${new[@]}" | git rev-list --objects --quiet --stdin --not --all

  git for-each-ref --format='%(refname)' "$prefix/" | while IFS= read -r ref; do
    [[ -n ${new[${ref#"$prefix/"}]-} ]] || printf 'delete %s\n' "$ref"
  done | git update-ref --stdin
  for ref in "${!new[@]}"; do printf 'update %s/%s %s\n' "$prefix" "$ref" "${new[$ref]}"; done | git update-ref --stdin

  local tip=${new[$branch]-} old
  old=$(git rev-parse --verify --quiet "refs/heads/$branch" || true)
  if [[ -z $tip ]]; then echo gone
  elif [[ $tip == "$old" ]]; then echo same
  elif [[ -n $old ]] && ! git merge-base --is-ancestor "$old" "$tip"; then echo apart
  elif [[ $'\n'$(git worktree list --porcelain)$'\n' == *$'\n'"branch refs/heads/$branch"$'\n'* ]]; then echo open
  else
    git update-ref -m "sandbox $name" "refs/heads/$branch" "$tip" "${old:-$(printf '0%.0s' {1..40})}"
    echo moved
  fi
  for ref in "${!new[@]}"; do [[ $ref == "$branch" ]] || printf '%s\n' "$ref"; done | sort
}

"$verb" "$@"
