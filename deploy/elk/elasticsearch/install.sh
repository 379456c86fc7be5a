#!/usr/bin/env bash
# Puts Watchgate's policies and templates into Elasticsearch; what is there already is replaced, so it can be repeated.
#
#   install.sh [--dry-run] [--roles] [--kibana URL] [--ca-file FILE]
#              [--user NAME --password-file FILE | --api-key-file FILE] [URL]
#
#   URL        of Elasticsearch, default http://127.0.0.1:9200
#   --dry-run  prints what would be sent and sends nothing
#   --roles    also creates the roles watchgate-writer and watchgate-reader
#   --kibana   also imports data views and saved searches there
#
# Exit codes: 0 done; 1 refused, with the reason; 64 usage; 69 nobody answers; 77 not allowed.
set -euo pipefail
folder=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

fail() {
    local code=$1
    shift
    printf 'install.sh: %s\n' "$*" >&2
    exit "$code"
}

url=http://127.0.0.1:9200 kibana='' ca_file='' user='' password_file='' api_key_file='' dry_run='' roles=''
while [ $# -gt 0 ]; do
    case $1 in
    --dry-run) dry_run=yes ;;
    --roles) roles=yes ;;
    --kibana | --ca-file | --user | --password-file | --api-key-file)
        [ $# -ge 2 ] || fail 64 "$1 needs a value"
        name=${1#--}
        printf -v "${name//-/_}" '%s' "$2"
        shift
        ;;
    -h | --help)
        sed -n '2,/^set /{/^set /d;s/^# \{0,1\}//;p}' "${BASH_SOURCE[0]}"
        exit 0
        ;;
    http://* | https://*) url=${1%/} ;;
    *) fail 64 "$1 is neither an option nor a URL such as http://127.0.0.1:9200; see --help" ;;
    esac
    shift
done
[ -z "$user" ] || [ -n "$password_file" ] || fail 64 "--user needs --password-file too"
[ -z "$user" ] || [ -z "$api_key_file" ] || fail 64 "give either --user or --api-key-file, not both"
for file in "$password_file" "$api_key_file" "$ca_file"; do
    [ -z "$file" ] || [ -r "$file" ] || fail 77 "$file cannot be read"
done
[ -n "$dry_run" ] || command -v curl >/dev/null || fail 69 "curl is needed: apt-get install curl"

answer=$(mktemp)
trap 'rm -f "$answer"' EXIT

# Secrets go to curl through a pipe: arguments can be read by everybody on the machine.
credentials() {
    if [ -n "$user" ]; then printf 'user = "%s:%s"\n' "$user" "$(sed 's/[\\"]/\\&/g' "$password_file")"; fi
    if [ -n "$api_key_file" ]; then printf 'header = "Authorization: ApiKey %s"\n' "$(cat "$api_key_file")"; fi
    if [ -n "$ca_file" ]; then printf 'cacert = "%s"\n' "$ca_file"; fi
}

# Sends a request and explains what went wrong: send NAME METHOD ADDRESS CURL-OPTIONS...
send() {
    local name=$1 method=$2 address=$3 status
    shift 3
    if [ -n "$dry_run" ]; then
        printf '%s %s\n' "$method" "$address"
        return 0
    fi
    status=$(credentials | curl --config - --silent --show-error --max-time 30 --request "$method" \
        --output "$answer" --write-out '%{http_code}' "$@" "$address") ||
        fail 69 "$address does not answer: is the URL right, and the server running? For https give --ca-file"
    case $status in
    2??) printf 'ok  %s\n' "$name" ;;
    401) fail 77 "$name: not signed in; give --user and --password-file, or --api-key-file" ;;
    403) fail 77 "$name: not allowed; the user needs the cluster privileges manage_ilm, manage_index_templates and, with --roles, manage_security" ;;
    404 | 405) fail 1 "$name: status $status; is $address Elasticsearch 8 or newer?" ;;
    *) fail 1 "$name: status $status: $(head -c 2000 "$answer")" ;;
    esac
}

# put API NAME FILE
put() { send "$1/$2" PUT "$url/$1/$2" --header 'Content-Type: application/json' --data-binary "@$folder/$3"; }

# What others refer to comes first.
put _ilm/policy watchgate-logs policy-logs.json
put _ilm/policy watchgate-audit policy-audit.json
put _component_template watchgate-settings component-settings.json
put _component_template watchgate-fields component-fields.json
put _component_template watchgate-nginx component-nginx.json
put _index_template watchgate-gateway template-gateway.json
put _index_template watchgate-audit template-audit.json
put _index_template watchgate-nginx template-nginx.json
if [ -n "$roles" ]; then
    put _security/role watchgate-writer role-writer.json
    put _security/role watchgate-reader role-reader.json
fi
if [ -n "$kibana" ]; then
    send "saved searches" POST "${kibana%/}/api/saved_objects/_import?overwrite=true" --header 'kbn-xsrf: watchgate' \
        --form "file=@$folder/../kibana/watchgate.ndjson"
fi
