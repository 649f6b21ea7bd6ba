"""The rows of the table: what each side is asked, in which order, and what is kept of it."""
import concurrent.futures
import json
import os
import random
import select
import subprocess
import time

import bfcl as leaderboard
from sides import Answer, Burner, Hoopoe, Ollama, Peer, chatml, cpu_seconds

HERE = os.path.dirname(os.path.abspath(__file__))

PROMPT_WORDS = 455  # about 512 tokens with the template
GENERATED = 96
WORDS = ('time year people way day man thing woman life child world school state family student group country problem hand part place case week company '
         'system program question work number night point home water room mother area money story fact month lot right study book eye job word business '
         'issue side kind head house service friend father power hour game line end member law car city name team minute idea body back parent face level '
         'office door health person art war history party result change morning reason research girl guy moment air teacher force').split()
QUESTIONS = ('What is the capital of France?', 'How many days has a leap year?', 'Which planet is the largest?', 'What colour is a ripe lemon?',
             'Who wrote Hamlet?', 'What is the freezing point of water in Celsius?', 'Which ocean is the deepest?', 'What is seven times eight?',
             'Which metal is liquid at room temperature?', 'How many legs has a spider?')
ORACLE = ('Write a function in Python that returns the n-th Fibonacci number.', 'Explain in three sentences why the sky is blue.',
          'List the months of the year in French, one a line.', 'Translate into German: The early bird catches the worm.',
          'A train leaves at 9:40 and arrives at 13:05. How long does it travel? Think step by step.')
# Some templates refuse to write tools without a message, so a tool list alone has no beginning that could be kept.
SYSTEM = 'You are a careful assistant.'
STORY = 'Write a very long story about {}, with many scenes and without an end.'
HEROES = ('a lighthouse keeper', 'a lost violin', 'two rival bakers', 'a robot gardener', 'an old map', 'a night train', 'a talking hoopoe', 'a mountain village',
          'a deaf detective', 'a stolen comet', 'a ferry in winter', 'an honest thief', 'a paper kite', 'the last bookshop', 'a clock that ran backwards', 'a river pilot')


def stem(model):
    return os.path.splitext(os.path.basename(model))[0]


def config(a, repack=True):
    return f'threads={a.threads} context={a.context} repack={int(repack)} kv=f16'


def repacks(a):
    return [r == '1' for r in a.repack.split(',')]


def order(sides, round_):
    """Each round begins with another side than the one before."""
    return sides if round_ % 2 == 0 else sides[::-1]


def asked(question):
    return [{'role': 'system', 'content': SYSTEM}, {'role': 'user', 'content': question}]


def log(*words):
    print(time.strftime('%H:%M:%S'), *words, flush=True)


def hoopoe(a, product, model, repack=True, threads=None, **more):
    return Hoopoe(product, model, os.path.join(a.work, 'cache'), threads=threads or a.threads, context=a.context, repack='on' if repack else 'off',
                  **{'prefixBytes': 0} | json.loads(a.open) | more)


def token_by_token(a, product, model):
    """The engine without its short cuts."""
    return hoopoe(a, product, model, forced=False, drafts=0)


def ollama(a, model):
    if not a.ollama:
        raise SystemExit('This row needs --ollama TREE, made by build_ollama.sh')
    side = Ollama(a.ollama, os.path.join(a.work, 'ollama'), a.threads, a.context)
    try:
        side.create(stem(model), model)
    except BaseException:
        side.close()
        raise
    return side


def prompt(round_, words=PROMPT_WORDS):
    """A system message that no other round begins with, and a question of a known length."""
    choose = random.Random(round_)
    return (f'{round_:04d} is the number of this task. You are a storyteller.',
            'Here are words: ' + ' '.join(choose.choice(WORDS) for _ in range(words)) + '.\nWrite a very long story with these words, with many scenes and without an end.')


# ---- speed

def speed(row, a, sheet, model, repack, sides):
    for side in sides:
        side.complete('Warm up.', 'Count from one to ten.', 8)
    for round_ in range(a.rounds):
        for side in order(sides, round_):
            system, user = prompt(round_)
            if sheet.has(row + ' tg', stem(model), config(a, repack), side.name, round_):
                continue
            sheet.measure(row + ' pp', stem(model), config(a, repack), side.name, round_, lambda: side.complete(system, user, 1))
            # The prompt is held now: only its last token is computed again.
            side.complete(system, user, 1)
            answer = sheet.measure(row + ' tg', stem(model), config(a, repack), side.name, round_, lambda: side.complete(system, user, GENERATED))
            log(row, stem(model), side.name, round_, f'{answer.prompt} + {answer.output} tokens, {answer.output / answer.wall:.1f}/s')


def speed_c(a, product, sheet):
    for model in a.model:
        for repack in repacks(a):
            with hoopoe(a, product, model, repack) as ours, Peer(a.peer, a.libraries, model, a.threads, a.context, repack) as peer:
                speed('speed-c', a, sheet, model, repack, [ours, peer])


def speed_ollama(a, product, sheet):
    # Ollama has no switch for repacking: its default against each configuration of ours.
    for model in a.model:
        for repack in repacks(a):
            with hoopoe(a, product, model, repack) as ours, ollama(a, model) as other:
                speed('speed-ollama', a, sheet, model, repack, [ours, other])


# ---- first token

def spawn(command):
    """Runs a process until its first byte on stdout and then to its end."""
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    select.select([process.stdout], [], [])
    first = time.perf_counter() - begun
    cpu = cpu_seconds([process.pid])
    text = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode or not text:
        raise RuntimeError(f'{command[-7:]} ended with {process.returncode}')
    return Answer(first, cpu, first, text.decode('utf8', 'replace'), detail={'peak_mb': round(usage.ru_maxrss / 1024, 1), 'all_cpu': usage.ru_utime + usage.ru_stime,
                                                                             'end': round(time.perf_counter() - begun, 4)})


def first_answer(answer):
    """Counts up to the first token only."""
    answer.detail |= {'all_cpu': answer.cpu, 'end': answer.wall}
    answer.wall = answer.first
    return answer


def restarted(side, ask):
    """From the start of a server process to the first token."""
    side.close()
    begun = side.start()
    answer = ask()
    return Answer(time.perf_counter() - begun - answer.wall + answer.first, side.cpu(), time.perf_counter() - begun - answer.wall + answer.first, answer.text,
                  answer.prompt, 0, answer.output, detail=answer.detail)


def first_token_cold(a, product, sheet):
    for model in a.model:
        name, shape = stem(model), config(a)
        arguments = (model, os.path.join(a.work, 'cache'), a.context, a.threads, 4)
        command = product.first_token(*arguments, QUESTIONS[0])
        spawn(command)
        with ollama(a, model) as other:
            question = [{'role': 'user', 'content': QUESTIONS[0]}]
            sides = [('hoopoe', lambda: spawn(command)), ('ollama unloaded', lambda: other.unload() or first_answer(other.chat(question, 4))),
                     ('ollama restarted', lambda: restarted(other, lambda: other.chat(question, 4)))]
            other.chat(question, 1)
            for round_ in range(a.rounds):
                for side, work in order(sides, round_):
                    answer = sheet.measure('first-token-cold', name, shape, side, round_, work)
                    if answer:
                        log('first-token-cold', name, side, round_, f'{answer.first:.3f} s')


def first_token_warm(a, product, sheet):
    for model in a.model:
        with hoopoe(a, product, model) as ours, ollama(a, model) as other:
            sides = [('hoopoe', lambda q: ours.ask([{'role': 'user', 'content': q}], 4)), ('ollama', lambda q: other.chat([{'role': 'user', 'content': q}], 4))]
            for _, ask in sides:
                ask('Say yes.')
            for round_ in range(a.rounds):
                for side, ask in order(sides, round_):
                    question = QUESTIONS[round_ % len(QUESTIONS)]
                    answer = sheet.measure('first-token-warm', stem(model), config(a), side, round_, lambda: first_answer(ask(question)))
                    if answer:
                        log('first-token-warm', stem(model), side, round_, f'{answer.first:.3f} s')


# ---- tools

def tools24():
    with open(os.path.join(HERE, 'tools24.json'), encoding='utf8') as f:
        loaded = json.load(f)
    return loaded['tools'], loaded['questions']


def calls_schema(tools):
    """One call of any of the tools, for a runtime that takes a JSON schema of the answer."""
    return {'anyOf': [{'type': 'object', 'properties': {'name': {'const': t['function']['name']}, 'arguments': t['function']['parameters']}, 'required': ['name', 'arguments']}
                      for t in tools]}


def read_call(answer):
    """The call of an answer with its arguments as values, or None."""
    try:
        call = answer.calls[0] if answer.calls else json.loads(answer.text)
        arguments = call['arguments']
        return {'name': call['name'], 'arguments': json.loads(arguments) if isinstance(arguments, str) else arguments}
    except (ValueError, KeyError, TypeError, IndexError):
        return None


def qwen_prompt(tools, question):
    """What Qwen2.5's template makes of tools, a system message and a question; the engine's token count tells whether it is so."""
    listed = ''.join('\n' + json.dumps(tool, ensure_ascii=False) for tool in tools)
    return chatml(SYSTEM + '\n\n# Tools\n\nYou may call one or more functions to assist with the user query.\n\nYou are provided with function signatures within '
                  '<tools></tools> XML tags:\n<tools>' + listed + '\n</tools>\n\nFor each function call, return a json object with function name and arguments within '
                  '<tool_call></tool_call> XML tags:\n<tool_call>\n{"name": <function-name>, "arguments": <args-json-object>}\n</tool_call>', question)


def tool_call(a, product, sheet):
    tools, questions = tools24()
    room = 128

    def ours(side):
        return lambda ask: side.ask(asked(ask), room, tools=tools, constraint='call', calls=1)

    for model in a.model:
        # All three stay open: the tool list is in every side's memory, and what is timed is the question and the call.
        with hoopoe(a, product, model) as quick, token_by_token(a, product, model) as slow, ollama(a, model) as other:
            def plain(ask, **more):
                return other.chat(asked(ask), room, tools=tools, **more)

            native = read_call(Answer(0, 0, 0, calls=plain('Close the browser session s9.').calls))
            form = 'tools' if native else 'tools and format'
            log('Ollama: ' + ('its template yields calls' if native else 'no call found in what its template yields, so "format" holds it to the calls\' schema'))
            held = {} if native else {'format': calls_schema(tools)}
            hoopoe_sides = ('hoopoe', ours(quick)), ('token by token', ours(slow))
            tool_questions('tool-call', a, sheet, model, [hoopoe_sides[0], ('ollama', lambda ask: plain(ask, **held)), hoopoe_sides[1]], questions, form)
            # Ollama sorts the parameters of its tools, so that the model reads another text and calls differently. Here it reads our bytes.
            same = ('ollama', lambda ask: other.generate(qwen_prompt(tools, ask), room, format=calls_schema(tools)))
            tool_questions('tool-call, one prompt', a, sheet, model, [hoopoe_sides[0], same, hoopoe_sides[1]], questions, 'format')


def tool_questions(row, a, sheet, model, sides, questions, form):
    if all(sheet.has(row, stem(model), config(a), side, i) for side, _ in sides for i in range(len(questions))):
        return
    for _, ask in sides:
        ask('Close the browser session s9.')
    for round_, question in enumerate(questions):
        wanted = question['call']
        for side, ask in order(sides, round_):
            def work():
                answer = ask(question['ask'])
                call = read_call(answer)
                right = call is not None and call['name'] == wanted['name'] and wanted['arguments'].items() <= call['arguments'].items()
                answer.detail |= {'call': call, 'right': right, 'form': form if side == 'ollama' else 'grammar'}
                return answer
            answer = sheet.measure(row, stem(model), config(a), side, round_, work)
            if answer:
                log(row, stem(model), side, round_, f'{answer.wall:.2f} s, {answer.output} tokens', ' '.join(str(answer.text or answer.calls).split()))


def prefix_restore(a, product, sheet):
    tools, questions = tools24()
    for model in a.model:
        with hoopoe(a, product, model) as side:
            def ask(round_):
                return first_answer(side.ask(asked(questions[round_ % len(questions)]['ask']), 4, tools=tools))

            for round_ in range(a.rounds):
                for state in order(['computed', 'restored'], round_):
                    if sheet.has('prefix-restore', stem(model), config(a), state, round_):
                        continue
                    if state == 'restored':
                        # Another question fills the disk; then the model is opened anew, with nothing in memory.
                        side.open(prefixBytes=1 << 30)
                        ask(round_ + 1)
                        side.open()
                    else:
                        side.open(prefixBytes=0)
                    answer = sheet.measure('prefix-restore', stem(model), config(a), state, round_, lambda: ask(round_))
                    log('prefix-restore', stem(model), state, round_, f'{answer.first:.3f} s, {answer.cached} of {answer.prompt} held')


def prefix_process(a, product, sheet):
    tools, questions = tools24()
    definitions = os.path.join(HERE, 'tools24.json')
    for model in a.model:
        cache = os.path.join(a.work, 'process-cache')

        def command(keep, question):
            return product.first_token(model, cache, a.context, a.threads, 4, question['ask'], definitions, keep, SYSTEM)

        spawn(command('keep', questions[-1]))
        with ollama(a, model) as other:
            for round_ in range(a.rounds):
                question = questions[round_ % (len(questions) - 1)]
                chat = lambda: other.chat(asked(question['ask']), 4, tools=tools)
                sides = [('restored', lambda: spawn(command('keep', question))), ('computed', lambda: spawn(command('forget', question))),
                         ('ollama restarted', lambda: restarted(other, chat))]
                for side, work in order(sides, round_):
                    answer = sheet.measure('prefix-process', stem(model), config(a), side, round_, work)
                    if answer:
                        log('prefix-process', stem(model), side, round_, f'{answer.first:.3f} s')


# ---- several at once

def together(side, count, tokens):
    """count agents, each with a question of its own, from the first request to the last token."""
    cpu, begun = side.cpu(), time.perf_counter()
    with concurrent.futures.ThreadPoolExecutor(count) as pool:
        answers = list(pool.map(lambda i: side.complete('You are a storyteller.', STORY.format(HEROES[i % len(HEROES)]), tokens), range(count)))
    wall = time.perf_counter() - begun
    return Answer(wall, side.cpu() - cpu, min(x.first for x in answers), '', sum(x.prompt for x in answers), sum(x.cached for x in answers), sum(x.output for x in answers),
                  detail={'slowest': round(max(x.wall for x in answers), 2), 'fastest': round(min(x.wall for x in answers), 2)})


def agents(a, product, sheet):
    for model in a.model:
        with hoopoe(a, product, model) as side:
            side.complete('Warm up.', 'Count from one to ten.', 8)
            for round_ in range(a.rounds):
                for count in order([1, a.agents], round_):
                    answer = sheet.measure('agents', stem(model), config(a), str(count), round_, lambda: together(side, count, GENERATED))
                    if answer:
                        log('agents', stem(model), count, round_, f'{answer.output / answer.wall:.1f} tokens/s, {answer.output / answer.cpu:.1f} per CPU-s')


# ---- memory

def memory(a, product, sheet):
    for model in a.model:
        shapes = [('hoopoe', repack, lambda repack=repack: hoopoe(a, product, model, repack)) for repack in repacks(a)]
        shapes += [('ollama', True, lambda: ollama(a, model))] if a.ollama else []
        for round_ in range(min(a.rounds, 3)):
            for name, repack, start in order(shapes, round_):
                if sheet.has('memory', stem(model), config(a, repack), name, round_):
                    continue
                with start() as side:
                    def work():
                        answer = side.complete(*prompt(round_), GENERATED)
                        answer.detail['peak_mb'] = round(side.peak(), 1)
                        return answer
                    sheet.measure('memory', stem(model), config(a, repack), name, round_, work)
                    log('memory', stem(model), name, f'repack={int(repack)}', f'{side.peak():.0f} MiB')


# ---- one core taken

def batch_cost(a, product, sheet):
    """What a step of several tokens costs, from C: how much forced batches, drafts and agents can give on this machine."""
    for model in a.model:
        for repack in repacks(a):
            for threads in dict.fromkeys((1, a.threads)):
                shape = config(a, repack).replace(f'threads={a.threads}', f'threads={threads}')
                with Peer(a.peer, a.libraries, model, threads, a.context, repack) as peer:
                    peer.do('steps 1 2 1')
                    for round_ in range(a.rounds):
                        # Forced text needs the logits of its last token only, drafts and agents those of each.
                        for size, outputs in order([(n, o) for n in (1, 2, 3, 4, 6, 8, 12, 16, 32) for o in ('last', 'all')], round_):
                            answer = sheet.measure('batch-cost', stem(model), f'{shape} logits={outputs}', str(size), round_, lambda: peer.steps(size, 6, outputs))
                            if answer:
                                log('batch-cost', stem(model), shape, size, outputs, f'{1000 * answer.wall / 6:.0f} ms a step, {1000 * answer.cpu / 6:.0f} CPU-ms')


def busy_core(a, product, sheet):
    model = a.model[0]
    with hoopoe(a, product, model, threads=1) as one, hoopoe(a, product, model) as all_:
        sides = [('1 thread', one), (f'{a.threads} threads', all_)]
        for _, side in sides:
            side.complete('Warm up.', 'Count from one to ten.', 8)
        for state, core, taken in (('idle machine', None, 0), ('core 1 taken', 1, 1), ('one busy process, anywhere', None, 1)):
            for round_ in range(a.rounds):
                for name, side in order(sides, round_):
                    system, user = prompt(10 * round_ + 5, 200)

                    def under(work):
                        if not taken:
                            return work()
                        with Burner(core):
                            return work()

                    row = f'busy-core, {state}'
                    if sheet.has(row + ' tg', stem(model), config(a), name, round_):
                        continue
                    side.complete(f'{time.time()} forget', 'Count.', 1)
                    sheet.measure(row + ' pp', stem(model), config(a), name, round_, lambda: under(lambda: side.complete(system, user, 1)), taken)
                    side.complete(system, user, 1)
                    answer = sheet.measure(row + ' tg', stem(model), config(a), name, round_, lambda: under(lambda: side.complete(system, user, 48)), taken)
                    log(row, name, round_, f'{answer.output / answer.wall:.1f} tokens/s')


# ---- quality

def answers_file(a, sheet, model, mode):
    return os.path.join(a.work, f'bfcl-{sheet.label}-{stem(model)}-{mode.replace(" ", "-")}.jsonl')


def bfcl(a, product, sheet):
    if not a.bfcl:
        raise SystemExit('This row needs --bfcl DIR')
    rows = leaderboard.load(a.bfcl, a.per_category)
    for model in a.model:
        for mode in ('forced batches', 'token by token'):
            path = answers_file(a, sheet, model, mode)
            done = leaderboard.read_answers(path) if os.path.exists(path) else {}
            missing = [row for row in rows if row['id'] not in done]
            side = missing and (hoopoe(a, product, model) if mode == 'forced batches' else token_by_token(a, product, model))
            if not side:
                continue
            with side, open(path, 'a', encoding='utf8') as out:
                for row in missing:
                    answer = ask_row(side, row)
                    out.write(json.dumps({'id': row['id']} | answer, ensure_ascii=False) + '\n')
                    out.flush()
            done = leaderboard.read_answers(path)
            log('bfcl', stem(model), mode, leaderboard.counts(rows, done))


def ask_row(side, row):
    choice = 'auto' if row['category'] in leaderboard.DECISIONS else 'required'
    try:
        answer = side.ask(leaderboard.messages(row), 512, do='turn', choice=choice, tools=leaderboard.tools(row))
        return {'calls': answer.calls, 'wall': round(answer.wall, 3), 'cpu': round(answer.cpu, 2), 'output': answer.output, 'steps': answer.detail['steps']}
    except RuntimeError as e:
        return {'calls': [], 'error': str(e)}


# ---- the same text as llama.cpp's own

def oracle(a, product, sheet):
    """Greedy answers of 64 tokens; the C program's ids go to WORK/oracle.json for tests to use."""
    system, found = 'You are a helpful assistant.', []
    for model in a.model:
        with hoopoe(a, product, model) as ours, Peer(a.peer, a.libraries, model, a.threads, a.context) as peer:
            for round_, question in enumerate(ORACLE):
                # Both from an empty context: what is held of an earlier prompt changes the shape of the batches, and with it
                # the last bits of the logits, which decide where two tokens are almost equally likely.
                peer.do('forget')
                truth = peer.complete(system, question, 64)
                found.append({'model': stem(model), 'system': system, 'question': question, 'prompt_tokens': truth.prompt, 'ids': truth.detail['ids'], 'text': truth.text})

                def work():
                    ours.open()
                    answer = ours.complete(system, question, 64)
                    # A character that the last token cuts in two is shown by neither.
                    answer.detail['same'] = answer.text == truth.text.rstrip('\ufffd')
                    return answer
                answer = sheet.measure('oracle', stem(model), config(a), 'hoopoe', round_, work)
                if answer:
                    log('oracle', stem(model), round_, 'same' if answer.text == truth.text else f'DIFFERS: {answer.text!r} against {truth.text!r}')
    with open(os.path.join(a.work, 'oracle.json'), 'w', encoding='utf8') as f:
        json.dump(found, f, ensure_ascii=False, indent=1)


ROWS = {'speed-c': speed_c, 'speed-ollama': speed_ollama, 'first-token-cold': first_token_cold, 'first-token-warm': first_token_warm, 'tool-call': tool_call,
        'prefix-restore': prefix_restore, 'prefix-process': prefix_process, 'agents': agents, 'memory': memory, 'busy-core': busy_core, 'batch-cost': batch_cost, 'bfcl': bfcl, 'oracle': oracle}
