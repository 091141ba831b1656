#!/usr/bin/env bash
# stripe-mock, which knows Stripe's official description of /v1 and refuses what it does not allow; and that description itself.
# By hand: . .ci/parts/common.sh && . .ci/parts/stripe-mock.sh && get_stripe_mock && start_stripe_mock /var/tmp/stripe-mock 12111; stop_stripe_mock

stripe_mock_pid=''
stripe_mock_version=v0.203.0

get_stripe_mock() { get_go_program stripe-mock "github.com/stripe/stripe-mock@$stripe_mock_version" && [ -r "$(stripe_description_file)" ]; }

# Where the description stands that stripe-mock was built with.
stripe_description_file() { echo "$("$(go_command)" env GOMODCACHE)/github.com/stripe/stripe-mock@$stripe_mock_version/embedded/openapi/spec3.json"; }

start_stripe_mock() { # directory, port
  launch "$1" "$parts_home/bin/stripe-mock" -http-addr "127.0.0.1:$2" || return 1
  stripe_mock_pid=$part_pid
  until_up stripe-mock "$stripe_mock_pid" 30 "$1/log" curl -sS "http://127.0.0.1:$2/"
}

stop_stripe_mock() { end_part "$stripe_mock_pid"; stripe_mock_pid=''; }
