#!/usr/bin/env python3
"""Rows of the Berkeley Function-Calling Leaderboard, and its AST rules for what counts as right.

  bfcl.py sample --data DIR [--per-category 40]          prints the fixed sample, one JSON row a line
  bfcl.py score --data DIR ANSWERS.jsonl [OTHER.jsonl]   right answers per category; with two files also the rows that differ

ANSWERS has one line a row: {"id": "simple_python_3", "calls": [{"name": "f", "arguments": {"x": 1}}]}; "arguments" may be
JSON text. Where several calls are not asked for, more than one is wrong; for irrelevance any call is."""
import argparse
import hashlib
import json
import os
import re

CATEGORIES = ('simple_python', 'multiple', 'live_simple', 'parallel', 'parallel_multiple', 'irrelevance', 'live_relevance')
# Rows where the model has to decide whether to call at all.
DECISIONS = ('irrelevance', 'live_relevance')
PER_CATEGORY = 40

TYPES = {'string': str, 'integer': int, 'float': float, 'number': float, 'boolean': bool, 'array': list, 'tuple': list, 'dict': dict, 'object': dict, 'any': str}
SCHEMA_TYPES = {'dict': 'object', 'float': 'number', 'tuple': 'array', 'any': 'string'}


def load(data, per_category=PER_CATEGORY):
    """The same rows each time: of every category the first ones in the order of a hash of their names."""
    rows = []
    for category in CATEGORIES:
        with open(os.path.join(data, category + '.jsonl'), encoding='utf8') as lines:
            found = [json.loads(line) | {'category': category} for line in lines if line.strip()]
        found.sort(key=lambda row: hashlib.sha256(row['id'].encode()).digest())
        rows += found[:per_category]
    return rows


def schema(node):
    """A parameter description as JSON Schema: the leaderboard writes Python's names of types."""
    if not isinstance(node, dict):
        return node
    result = {}
    for key, value in node.items():
        if key == 'properties':
            result[key] = {name: schema(inner) for name, inner in value.items()}
        elif key == 'items':
            result[key] = schema(value)
        elif key == 'type':
            result[key] = SCHEMA_TYPES.get(value, value) if isinstance(value, str) else value
        elif key not in ('default', 'optional') or isinstance(value, (str, int, float, bool, list)):
            result[key] = value
    return result


def tools(row):
    return [{'type': 'function', 'function': {'name': f['name'], 'description': f.get('description', ''), 'parameters': schema(f['parameters'])}} for f in row['function']]


def messages(row):
    return row['question'][0]


# ---- the leaderboard's rules

def plain(text):
    return re.sub(r'[ ,./\-_*^]', '', text).lower().replace("'", '"')


def plain_all(value):
    return plain(value) if isinstance(value, str) else value


def answer_type(answers):
    for answer in answers:
        if answer != '':
            return type(answer)
    return None


def type_fits(value, answers, wanted, nested):
    """Whether a value has the type; and whether it is compared as it stands, since the right answers are of another type."""
    shown = answer_type(answers)
    variable = shown is not None and shown is not wanted
    if type(value) is wanted:
        if nested is None:
            return True, variable
        for answer in answers:
            if isinstance(answer, list) and all(type_fits(item, answer, nested, None)[0] for item in value):
                return True, variable
        # An empty list, or answers that are no lists, say nothing about the items.
        return not any(isinstance(answer, list) for answer in answers), variable
    return (True, True) if shown is not None and type(value) is shown else (False, variable)


def text_fits(value, answers):
    return plain(value) in [plain(answer) for answer in answers if isinstance(answer, str)]


def list_fits(value, answers):
    return [plain_all(item) for item in value] in [[plain_all(item) for item in answer] for answer in answers if isinstance(answer, list)]


def dict_fits(value, answers):
    for answer in answers:
        if not isinstance(answer, dict):
            continue
        known = all(key in answer and plain_all(inner) in [plain_all(a) for a in answer[key]] for key, inner in value.items())
        if known and all(key in value or '' in options for key, options in answer.items()):
            return True
    return False


def dicts_fit(value, answers):
    for answer in answers:
        if isinstance(answer, list) and len(answer) == len(value) and all(isinstance(v, dict) and dict_fits(v, [a]) for v, a in zip(value, answer)):
            return True
    return False


def value_fits(value, answers, details):
    wanted = TYPES.get(details.get('type'), str)
    nested = None
    if details.get('type') in ('array', 'tuple'):
        nested = TYPES.get(details.get('items', {}).get('type'))
    if wanted is float and type(value) is int:
        value = float(value)
    fits, variable = type_fits(value, answers, wanted, nested)
    if not fits:
        return False
    if not variable:
        if wanted is dict:
            return dict_fits(value, answers)
        if wanted is list and nested is dict:
            return dicts_fit(value, answers)
        if wanted is str:
            return text_fits(value, answers)
        if wanted is list:
            return list_fits(value, answers)
    return value in answers


def call_fits(call, function, truth):
    """One call against one right call {name: {parameter: [right values, "" for may be left out]}}."""
    (name, answers), = truth.items()
    parameters = function['parameters']
    arguments = call['arguments']
    if call['name'] != name or not isinstance(arguments, dict):
        return False
    if any(required not in arguments for required in parameters.get('required', [])):
        return False
    for parameter, value in arguments.items():
        details = parameters['properties'].get(parameter)
        if details is None or parameter not in answers or not value_fits(value, answers[parameter], details):
            return False
    return all(parameter in arguments or '' in options for parameter, options in answers.items())


def right(row, calls):
    """Whether calls [{"name", "arguments"}] are right for a row."""
    calls = [{'name': c['name'], 'arguments': json.loads(c['arguments']) if isinstance(c['arguments'], str) else c['arguments']} for c in calls]
    if row['category'] == 'irrelevance':
        return not calls
    if row['category'] == 'live_relevance':
        return bool(calls)
    functions = {f['name']: f for f in row['function']}
    left = list(calls)
    for truth in row['ground_truth']:
        function = functions[next(iter(truth))]
        found = next((i for i, call in enumerate(left) if call_fits(call, function, truth)), None)
        if found is None:
            return False
        left.pop(found)
    return not left


def counts(rows, answers):
    """{category: (right, answered)} of the rows that have an answer."""
    result = {}
    for row in rows:
        if row['id'] in answers:
            good, n = result.get(row['category'], (0, 0))
            result[row['category']] = (good + right(row, answers[row['id']]), n + 1)
    return result


def read_answers(path):
    with open(path, encoding='utf8') as lines:
        return {a['id']: a['calls'] for a in map(json.loads, lines)}


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('action', choices=('sample', 'score'))
    p.add_argument('answers', nargs='*')
    p.add_argument('--data', required=True)
    p.add_argument('--per-category', type=int, default=PER_CATEGORY)
    a = p.parse_args()
    rows = load(a.data, a.per_category)
    if a.action == 'sample':
        for row in rows:
            print(json.dumps(row, ensure_ascii=False))
        return
    sides = [read_answers(path) for path in a.answers]
    for path, side in zip(a.answers, sides):
        print(path)
        for category, (good, n) in counts(rows, side).items():
            print(f'  {category:18} {good:3}/{n}')
    if len(sides) == 2:
        for row in rows:
            if row['id'] in sides[0] and row['id'] in sides[1]:
                first, second = (right(row, side[row['id']]) for side in sides)
                if first != second:
                    print(f'differs: {row["id"]} {"lost" if second else "won"} by the first file')


if __name__ == '__main__':
    main()
