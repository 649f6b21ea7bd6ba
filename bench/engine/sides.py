"""The three that are compared: Hoopoe's engine in a JVM, a C program on the same natives, Ollama. Each side is measured from
outside in the same way: wall time around the request, processor time and peak memory of its processes from /proc."""
import contextlib
import glob
import hashlib
import http.client
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import threading
import time
from dataclasses import dataclass, field

HERE = os.path.dirname(os.path.abspath(__file__))
TICK = os.sysconf('SC_CLK_TCK')
DEFAULT_SYSTEM = 'You are Qwen, created by Alibaba Cloud. You are a helpful assistant.'


@dataclass
class Answer:
    """One request: seconds of wall and processor time, seconds to the first piece of text, exact token counts."""
    wall: float
    cpu: float
    first: float
    text: str = ''
    prompt: int = 0
    cached: int = 0
    output: int = 0
    calls: list = field(default_factory=list)
    detail: dict = field(default_factory=dict)


def chatml(system, user):
    """What Qwen's and SmolLM2's templates make of a system message and a question."""
    return f'<|im_start|>system\n{system}<|im_end|>\n<|im_start|>user\n{user}<|im_end|>\n<|im_start|>assistant\n'


# ---- /proc

def stat(pid):
    with open(f'/proc/{pid}/stat') as f:
        return f.read().rpartition(')')[2].split()


def children(pid):
    found = []
    for name in os.listdir('/proc'):
        if name.isdigit():
            with contextlib.suppress(OSError):
                if int(stat(name)[1]) == pid:
                    found += [int(name)] + children(int(name))
    return found


def cpu_seconds(pids):
    """User and system time, that of ended and awaited children included."""
    total = 0
    for pid in pids:
        with contextlib.suppress(OSError):
            total += sum(map(int, stat(pid)[11:15]))
    return total / TICK


def peak_mb(pids):
    total = 0
    for pid in pids:
        with open(f'/proc/{pid}/status') as f:
            total += int(re.search(r'VmHWM:\s+(\d+)', f.read()).group(1))
    return total / 1024


class Side:
    process = None

    def pids(self):
        return [self.process.pid]

    def cpu(self):
        return cpu_seconds(self.pids())

    def peak(self):
        return peak_mb(self.pids())

    def close(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def __enter__(self):
        return self

    def __exit__(self, *problem):
        self.close()


# ---- ours

class Product:
    """A built Hoopoe and the driver on top of it."""

    def __init__(self, home, work):
        self.home = os.path.abspath(home)
        self.work = os.path.abspath(work)
        self.app = os.path.join(self.home, 'cli/target/hoopoe')
        if not os.path.exists(os.path.join(self.app, 'hoopoe.jar')):
            raise SystemExit(f'{self.app} is missing: build Hoopoe first (./hoopoe --version)')
        self.jdk = subprocess.run([os.path.join(self.home, 'hoopoe'), '--print-jdk'], capture_output=True, text=True, check=True).stdout.strip()
        # The launcher's own flags, so that what is measured follows the product.
        script = open(os.path.join(self.home, 'hoopoe'), encoding='utf8').read()
        self.flags = ' '.join(re.findall(r'^flags="(?:\$flags )?([^"]*)"', script, re.M)).split()
        self.jars = [os.path.join(self.app, 'hoopoe.jar')] + sorted(glob.glob(os.path.join(self.app, 'lib/*.jar')))
        self.commit = subprocess.run(['git', '-C', self.home, 'rev-parse', '--short', 'HEAD'], capture_output=True, text=True).stdout.strip()
        self.driver = self.build()

    def build(self):
        sources = sorted(glob.glob(os.path.join(HERE, 'java/dev/hoopoe/bench/*.java')))
        jar = os.path.join(self.work, 'driver.jar')
        if not os.path.exists(jar) or any(os.path.getmtime(f) > os.path.getmtime(jar) for f in sources + self.jars):
            classes = os.path.join(self.work, 'classes')
            shutil.rmtree(classes, ignore_errors=True)
            subprocess.run([self.jdk + '/bin/javac', '-nowarn', '-d', classes, '-cp', ':'.join(self.jars), *sources], check=True)
            subprocess.run([self.jdk + '/bin/jar', 'cf', jar, '-C', classes, '.'], check=True)
        return jar

    def java(self, main, *arguments, flags=()):
        return [self.jdk + '/bin/java', *self.flags, *flags, '-cp', ':'.join([*self.jars, self.driver]), main, *map(str, arguments)]

    def first_token(self, *arguments):
        """The command of dev.hoopoe.bench.FirstToken, with an AOT cache as the launcher has one."""
        stamp = max(int(os.path.getmtime(f)) for f in [*self.jars, self.driver])
        aot = os.path.join(self.work, f'first-{stamp}.aot')
        if not os.path.exists(aot):
            for old in glob.glob(os.path.join(self.work, 'first-*.aot')):
                os.remove(old)
            subprocess.run(self.java('dev.hoopoe.bench.FirstToken', *arguments, flags=[f'-XX:AOTCacheOutput={aot}']),
                           check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return self.java('dev.hoopoe.bench.FirstToken', *arguments, flags=[f'-XX:AOTCache={aot}'])


class Hoopoe(Side):
    """The engine behind its driver; ask from one thread or from many."""
    name = 'hoopoe'

    def __init__(self, product, model, cache, **options):
        self.process = subprocess.Popen(product.java('dev.hoopoe.bench.EngineDriver'), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding='utf8')
        self.next = 0
        self.lock = threading.Lock()
        self.waiting = {}
        threading.Thread(target=self.read, daemon=True).start()
        self.model, self.cache, self.options = model, cache, options
        self.open()

    def open(self, **changed):
        self.options |= changed
        return self.do({'do': 'open', 'model': self.model, 'cache': self.cache} | self.options)[1]

    def read(self):
        for line in self.process.stdout:
            reply = json.loads(line)
            self.waiting[reply['id']].append((time.perf_counter(), reply))
            if 'first' not in reply:
                self.waiting[reply['id']][0].set()
        for entry in list(self.waiting.values()):
            entry[0].set()

    def do(self, command):
        """Sends a command; answers with the seconds to the first piece (or None) and the reply."""
        with self.lock:
            self.next += 1
            number = self.next
            entry = self.waiting[number] = [threading.Event()]
            begun = time.perf_counter()
            self.process.stdin.write(json.dumps(command | {'id': number}) + '\n')
            self.process.stdin.flush()
        entry[0].wait()
        del self.waiting[number]
        if len(entry) < 2 or 'first' in entry[-1][1]:
            raise RuntimeError(f'The driver ended within {command["do"]}')
        ended, reply = entry[-1]
        if 'error' in reply:
            raise RuntimeError(f'{reply["type"]}: {reply["error"]}')
        reply['wall'] = ended - begun
        return (entry[1][0] - begun if len(entry) > 2 else None), reply

    def ask(self, messages, tokens, do='complete', **more):
        cpu = self.cpu()
        first, r = self.do({'do': do, 'messages': messages, 'maxTokens': tokens, 'stream': True} | more)
        return Answer(r['wall'], self.cpu() - cpu, first or r['wall'], r['text'], r['promptTokens'], r['cachedTokens'], r['outputTokens'], r.get('calls', []),
                      {k: r[k] for k in ('steps', 'promptMs', 'totalMs', 'waitMs', 'reason')})

    def complete(self, system, user, tokens):
        return self.ask([{'role': 'system', 'content': system}, {'role': 'user', 'content': user}], tokens)


# ---- llama.cpp from C

class Peer(Side):
    name = 'c'

    def __init__(self, program, libraries, model, threads=2, context=4096, repack=True, kv='f16'):
        self.process = subprocess.Popen([program, libraries, model, f'threads={threads}', f'context={context}', f'repack={int(repack)}', f'kv={kv}'],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.about = self.reply()

    def reply(self):
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError('The C program ended; what it said is above')
        return json.loads(line.decode('utf8', 'replace'))

    def do(self, command, payload=b''):
        self.process.stdin.write(command.encode() + b'\n' + payload)
        self.process.stdin.flush()
        return self.reply()

    def grammar(self, gbnf):
        self.do(f'grammar {len(gbnf.encode())}', gbnf.encode())

    def raw(self, prompt, tokens):
        payload = prompt.encode()
        cpu, begun = self.cpu(), time.perf_counter()
        r = self.do(f'complete {tokens} {len(payload)}', payload)
        return Answer(time.perf_counter() - begun, self.cpu() - cpu, r['firstNs'] / 1e9, r['text'], r['promptTokens'], r['cachedTokens'], r['outputTokens'],
                      detail={'ids': r['ids']})

    def complete(self, system, user, tokens):
        return self.raw(chatml(system, user), tokens)

    def steps(self, size, count, outputs):
        # What is computed before the first of them is not counted in wall time, but is in processor time: taken off by a run of none.
        cpu = self.cpu()
        self.do(f'steps {size} 0 1')
        before, cpu = self.cpu() - cpu, self.cpu()
        wall = self.do(f'steps {size} {count} {int(outputs == "all")}')['totalNs'] / 1e9
        used = self.cpu() - cpu
        return Answer(wall, max(used - before, 0.01), wall, output=size * count, detail={'all_cpu': used + before})


# ---- Ollama

class Ollama(Side):
    name = 'ollama'

    def __init__(self, tree, work, threads=2, context=4096):
        self.tree, self.work = os.path.abspath(tree), os.path.abspath(work)
        self.options = {'num_thread': threads, 'num_ctx': context, 'num_batch': 512, 'temperature': 0, 'repeat_penalty': 1.0, 'seed': 1}
        self.start()

    def start(self):
        """Starts the server; answers with the time at which its process was started."""
        with socket.socket() as s:
            s.bind(('127.0.0.1', 0))
            self.port = s.getsockname()[1]
        os.makedirs(self.work, exist_ok=True)
        environment = {k: v for k, v in os.environ.items() if not k.startswith('OLLAMA_')} | {
            'HOME': self.work, 'OLLAMA_HOST': f'127.0.0.1:{self.port}', 'OLLAMA_MODELS': os.path.join(self.work, 'models'), 'OLLAMA_KEEP_ALIVE': '-1',
            'OLLAMA_NUM_PARALLEL': '1', 'OLLAMA_MAX_LOADED_MODELS': '1', 'OLLAMA_NOPRUNE': '1'}
        begun = time.perf_counter()
        log = open(os.path.join(self.work, 'server.log'), 'ab')
        self.process = subprocess.Popen(['./ollama', 'serve'], cwd=self.tree, env=environment, stdout=log, stderr=log)
        log.close()
        while True:
            try:
                socket.create_connection(('127.0.0.1', self.port), 1).close()
                return begun
            except OSError:
                if self.process.poll() is not None or time.perf_counter() - begun > 60:
                    raise RuntimeError(f'Ollama did not start; see {self.work}/server.log') from None
                time.sleep(0.005)

    def pids(self):
        return [self.process.pid] + children(self.process.pid)

    def request(self, path, body, timeout=1200):
        connection = http.client.HTTPConnection('127.0.0.1', self.port, timeout=timeout)
        connection.request('POST', path, json.dumps(body), {'Content-Type': 'application/json'})
        response = connection.getresponse()
        if response.status != 200:
            raise RuntimeError(f'Ollama answers {response.status}: {response.read()[:300]}')
        return response

    def has(self, name):
        connection = http.client.HTTPConnection('127.0.0.1', self.port)
        connection.request('GET', '/api/tags')
        return any(m['name'].split(':')[0] == name for m in json.load(connection.getresponse()).get('models') or [])

    def create(self, name, gguf):
        """Imports a model file with the template beside this file, through Ollama's own command, and uses it from then on."""
        with open(os.path.join(HERE, 'Modelfile.template'), 'rb') as template:
            self.model = name = name.lower() + '-' + hashlib.sha256(template.read()).hexdigest()[:8]
        if self.has(name):
            return
        modelfile = os.path.join(self.work, name + '.Modelfile')
        with open(os.path.join(HERE, 'Modelfile.template'), encoding='utf8') as template, open(modelfile, 'w', encoding='utf8') as out:
            out.write(f'FROM {os.path.abspath(gguf)}\nTEMPLATE """{template.read()}"""\nPARAMETER stop <|im_end|>\n')
        environment = os.environ | {'HOME': self.work, 'OLLAMA_HOST': f'127.0.0.1:{self.port}'}
        subprocess.run(['./ollama', 'create', name, '-f', modelfile], cwd=self.tree, env=environment, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def unload(self):
        self.request('/api/generate', {'model': self.model, 'keep_alive': 0}).read()
        while children(self.process.pid):
            time.sleep(0.02)

    def stream(self, path, body, tokens):
        body = {'model': self.model, 'stream': True, 'keep_alive': -1, 'options': self.options | {'num_predict': tokens}} | body
        cpu, begun = self.cpu(), time.perf_counter()
        first, text, calls, last = None, '', [], {}
        for line in self.request(path, body):
            last = json.loads(line)
            message = last.get('message', {})
            piece = last.get('response') or message.get('content') or ''
            calls += [{'name': c['function']['name'], 'arguments': c['function']['arguments']} for c in message.get('tool_calls') or []]
            if first is None and (piece or calls):
                first = time.perf_counter() - begun
            text += piece
        wall = time.perf_counter() - begun
        return Answer(wall, self.cpu() - cpu, first or wall, text, last.get('prompt_eval_count', 0), 0, last.get('eval_count', 0), calls,
                      {k: round(last.get(k, 0) / 1e9, 4) for k in ('load_duration', 'prompt_eval_duration', 'eval_duration')})

    def generate(self, prompt, tokens, **more):
        return self.stream('/api/generate', {'prompt': prompt, 'raw': True} | more, tokens)

    def complete(self, system, user, tokens):
        # The same bytes that the other sides see, not the template's.
        return self.generate(chatml(system, user), tokens)

    def chat(self, messages, tokens, **more):
        return self.stream('/api/chat', {'messages': messages} | more, tokens)


class Burner(Side):
    """A process that takes one core."""

    def __init__(self, core=None):
        self.process = subprocess.Popen(['python3', '-c', 'while True: pass'])
        if core is not None:
            os.sched_setaffinity(self.process.pid, {core})

    def close(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
