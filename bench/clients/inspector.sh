#!/bin/sh
# Lists and calls the tools of a stdio server with the MCP Inspector's CLI (Node 22 or newer):
#   npm install node@22 @modelcontextprotocol/inspector
#   sh inspector.sh bird_echo text=hi -- java -cp … Main
set -eu
tool=$1
shift
arguments=""
while [ "$1" != "--" ]; do
  arguments="$arguments --tool-arg $1"
  shift
done
shift
inspector="npx --no-install @modelcontextprotocol/inspector --cli"
$inspector "$@" --method tools/list
# shellcheck disable=SC2086 # one word for each argument, and they have no blanks
$inspector "$@" --method tools/call --tool-name "$tool" $arguments
