# shellcheck shell=sh disable=SC1090,SC3044 # where it runs in bash, shopt is there; .bashrc is the user's
# For every shell, login or not: the environment of the sandbox, also where a tool started it with an empty one.
while IFS='=' read -r ai_name ai_value; do
  case $ai_name in
    '#'*) ;;
    PATH) case ":$PATH:" in *":/root/.local/bin:"*":/usr/sbin:"*) ;; *) export PATH="$ai_value" ;; esac ;;
    *) if eval "[ -z \"\${$ai_name+set}\" ]"; then export "$ai_name=$ai_value"; fi ;;
  esac
done < /etc/environment
unset ai_name ai_value

# An old volume has no .profile from the image, and needs none: a login shell reads .bashrc where nothing else would.
if [ -n "${BASH_VERSION-}" ] && [ -n "${PS1-}" ] && shopt -q login_shell && [ -f ~/.bashrc ] \
   && [ ! -e ~/.profile ] && [ ! -e ~/.bash_profile ] && [ ! -e ~/.bash_login ] && [ -z "${ai_bashrc-}" ]; then
  ai_bashrc=1
  . ~/.bashrc
fi
