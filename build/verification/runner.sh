# Runs commands in a container, any number at a time, for as long as its standard input is open. Starting a process through
# the engine costs more than most cases take.
#   in:   number, and the command's words in base64, each ended by NUL
#   out:  number, exit code, standard output and standard error in base64, each behind an equals sign
folder=$(mktemp -d /dev/shm/runner.XXXXXX) # writable where the root is not
trap 'rm -rf "$folder"' EXIT

while read -r number words; do
  {
    mapfile -d '' -t command < <(base64 -d <<< "$words")
    "${command[@]}" > "$folder/$number.out" 2> "$folder/$number.err" < /dev/null
    code=$?
    {
      flock 9 # one answer after the other: longer ones are not written in one piece
      echo "$number $code =$(base64 -w 0 "$folder/$number.out") =$(base64 -w 0 "$folder/$number.err")"
    } 9> "$folder/lock"
    rm -f "$folder/$number".*
  } &
done
