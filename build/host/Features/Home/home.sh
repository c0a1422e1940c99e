# shellcheck shell=bash
# Runs in a container of its own, which has a home's volume at /volume and nothing else: no network, and no power but over
# files. What an agent wrote is data here: no file of it is run, and no name of it is read as an option.
set -euo pipefail
shopt -s extglob
export LC_ALL=C
stage=/volume/.ai-sandbox-restore # beside what it replaces, so that taking its place is renaming

# Ends with 1 where a file changed while it was read.
pack() { # folder, and what of it stays behind
  local folder=$1; shift
  tar --create --directory "$folder" --format=pax --pax-option=delete=atime,delete=ctime --numeric-owner --sparse \
    --exclude=./.ai-sandbox-restore "${@/#/--exclude=./}" .
}

unpack() { # from standard input
  tar --extract --directory $stage/new --numeric-owner --same-owner --preserve-permissions --delay-directory-restore
}

move() { # from to: all but the stage itself
  find "$1" -mindepth 1 -maxdepth 1 ! -path $stage -exec mv --target-directory="$2" -- {} +
}

forward() {
  move $stage/new /volume
  chown --reference=$stage/new /volume && chmod --reference=$stage/new /volume
  rm -rf $stage
}

# Ends what was cut off: before all of the old was out of the way, it comes back; after that, the new goes in.
mend() {
  if [ -L $stage ]; then rm -f $stage; fi
  if [ -e $stage/forward ]; then forward; elif [ -d $stage/old ]; then move $stage/old /volume; fi
  rm -rf $stage
}

prepare() { mend; mkdir -m 0700 $stage $stage/new; }

whole() {
  if [ -e $stage/old ]; then echo 'a Restore or Clone into it was cut off in the middle; run that again first' >&2; exit 3; fi
}

# Whether nothing in it can be the user's secret: a program for Linux, Windows, macOS or the web, or what somebody else has written
# about a package. Both speak of keys, and hold examples of them.
published() { # file
  case $1 in */node_modules/*.@(md|mdx|markdown|txt|rst|html) | */site-packages/*.@(md|txt|rst|html)) return 0 ;; esac
  [[ $(head --bytes=4 -- "$1" | od --address-radix=n --format=x1) =~ ^\ (7f\ 45\ 4c\ 46|4d\ 5a|cf\ fa\ ed\ fe|ca\ fe\ ba\ be|00\ 61\ 73\ 6d) ]]
}

# Ends with 10 where all is well but for files that changed while they were read: the sandbox may be running.
judge() { # codes of a pack and of what took it
  if (( $2 != 0 || $1 > 1 )); then exit 2; fi
  exit $(( $1 * 10 ))
}

verb=$1; shift
case $verb in
  save) # what stays behind
    whole
    set +e
    pack /volume "$@" | gzip -3
    judge "${PIPESTATUS[@]}" ;;
  load) prepare; unpack ;;
  copy)
    prepare
    set +e
    pack /from | unpack
    judge "${PIPESTATUS[@]}" ;;
  swap)
    trap '' INT TERM HUP
    mkdir $stage/old
    move /volume $stage/old
    : > $stage/forward
    forward ;;
  discard) mend ;;
  used) find /volume -mindepth 1 -maxdepth 1 ! -name workspace ! -path $stage ! -type l -print -quit | wc -l ;;
  scan) # number of folders that stay behind, these, words by line, pattern of all, number of rules, rule and pattern of each, then what find looks for
    behind=(-path ./.ai-sandbox-restore)
    for folder in "${@:2:$1}"; do behind+=(-o -path "./$folder"); done
    shift $(( $1 + 1 ))
    words=$1 all=$2 count=$3; shift 3
    rules=("${@:1:count*2}"); shift $(( count * 2 ))
    cd /volume
    find . \( "${behind[@]}" \) -prune -o -type f -size +0 \( "$@" \) -printf 'name\0%P\0'
    # shellcheck disable=SC2016 # the inner shells' words
    # The words first, which is fast. Without --text, what has zeros in it is read in pieces, and no file is one endless line.
    find . \( "${behind[@]}" \) -prune -o -type f -print0 |
      xargs --null --no-run-if-empty sh -c 'grep --files-with-matches --null --fixed-strings -e "$0" -- "$@" || [ $? -eq 1 ]' "$words" |
      xargs --null --no-run-if-empty sh -c 'grep --files-with-matches --null --perl-regexp -e "$0" -- "$@" || [ $? -eq 1 ]' "$all" |
      while IFS= read -r -d '' file; do
        if published "$file"; then continue; fi
        for (( i = 0; i < count * 2; i += 2 )); do
          if grep --quiet --perl-regexp -e "${rules[i + 1]}" -- "$file"; then printf '%s\0%s\0' "${rules[i]}" "${file#./}"; break; fi
        done
      done ;;
esac
