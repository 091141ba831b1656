#!/usr/bin/env bash
# Schemathesis, which asks an API what its description allows, and what it does not.

get_schemathesis() { get_python_packages schemathesis schemathesis==4.32.5; }
