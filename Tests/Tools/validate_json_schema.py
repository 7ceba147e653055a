"""Validates JSON values with python-jsonschema, which knows nothing of lorac.

    python3 validate_json_schema.py SCHEMA INSTANCES

INSTANCES is a JSON list. Prints a JSON list of the same length: null for a value that the schema accepts, else the
path and text of one error. The schema itself is first checked against the JSON Schema 2020-12 meta-schema.
"""

import json
import sys

from jsonschema import Draft202012Validator


def main(schema_path, instances_path):
    with open(schema_path, encoding="utf-8") as file:
        schema = json.load(file)
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    with open(instances_path, encoding="utf-8") as file:
        instances = json.load(file)
    answers = []
    for instance in instances:
        error = next(validator.iter_errors(instance), None)
        answers.append(error and f"{error.json_path}: {error.message[:300]}")
    json.dump(answers, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
