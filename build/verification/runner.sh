# shellcheck shell=bash disable=SC2154 # eval sets command
# Runs commands in a container, any number at a time, for as long as its standard input is open. Starting a process through
# the engine costs more than most cases take; this starts two besides the command.
#   in:   number, and the command's words as bash reads them
#   out:  number, "out" or "err", and a piece of what it printed in base64; at the end number, "exit" and its code
folder=$(mktemp -d /dev/shm/runner.XXXXXX) # writable where the root is not
trap 'rm -rf "$folder"' EXIT

# A line of less than 4096 bytes is written in one piece, so that those of others do not get into it: pipe(7).
tell() {
  [[ -s $folder/$number.$1 ]] || return
  local piece
  for piece in $(base64 -w 3000 "$folder/$number.$1"); do echo "$number $1 $piece"; done
}

while read -r number words; do
  {
    eval "command=($words)"
    "${command[@]}" > "$folder/$number.out" 2> "$folder/$number.err" < /dev/null
    code=$?
    tell out
    tell err
    echo "$number exit $code"
  } &
done
