"""Tries a running `hoopoe models serve` with the official openai package.

    python3 -m venv /tmp/venv && /tmp/venv/bin/pip install openai
    ./hoopoe models serve --port 11435 &
    /tmp/venv/bin/python bench/clients/openai_client.py --base http://127.0.0.1:11435/v1

Prints a table, one line for each thing tried; exits 1 if one of them failed.
"""

import argparse
import asyncio
import json
import sys
import time

import openai

WEATHER = {
    "type": "function",
    "function": {
        "name": "get_weather",
        "description": "Current weather of a city",
        "parameters": {
            "type": "object",
            "properties": {
                "city": {"type": "string", "description": "Name of the city"},
                "unit": {"type": "string", "enum": ["celsius", "fahrenheit"]},
            },
            "required": ["city"],
            "additionalProperties": False,
        },
    },
}
TIME = {
    "type": "function",
    "function": {
        "name": "get_time",
        "description": "Current time in a time zone",
        "parameters": {"type": "object", "properties": {"zone": {"type": "string"}}, "required": ["zone"]},
    },
}
TOWN = {
    "name": "town",
    "strict": True,
    "schema": {
        "type": "object",
        "properties": {
            "name": {"type": "string", "maxLength": 40},
            "country": {"type": "string", "maxLength": 40},
            "size": {"type": "string", "enum": ["small", "big"]},
            "sights": {"type": "array", "items": {"type": "string", "maxLength": 40}, "minItems": 1, "maxItems": 3},
        },
        "required": ["name", "country", "size", "sights"],
        "additionalProperties": False,
    },
}


def user(text):
    return [{"role": "user", "content": text}]


def check(holds, seen):
    if not holds:
        raise AssertionError(f"unexpected: {seen!r}")


def usage(answer):
    u = answer.usage
    cached = u.prompt_tokens_details.cached_tokens if u.prompt_tokens_details else 0
    return f"{u.prompt_tokens} prompt ({cached} cached) + {u.completion_tokens}"


class Trial:
    def __init__(self, client, model, embedding):
        self.client, self.model, self.embedding = client, model, embedding

    def ask(self, messages, **options):
        options.setdefault("max_tokens", 200)
        return self.client.chat.completions.create(model=self.model, messages=messages, **options)

    def models(self):
        ids = [m.id for m in self.client.models.list()]
        check(self.model in ids, ids)
        check(self.client.models.retrieve(self.model).id == self.model, ids)
        return ", ".join(ids)

    def chat(self):
        answer = self.ask(user("What is the capital of France? One word."))
        check("Paris" in answer.choices[0].message.content, answer)
        return f"{answer.choices[0].message.content!r}, {usage(answer)}"

    def again_from_the_cache(self):
        answer = self.ask(user("What is the capital of France? One word."))
        check(answer.usage.prompt_tokens_details.cached_tokens > 0, answer.usage)
        return usage(answer)

    def conversation(self):
        answer = self.ask(
            [
                {"role": "system", "content": "You answer in one word."},
                *user("My name is Mirela."),
                {"role": "assistant", "content": "Hello.", "reasoning_content": "never shown again"},
                {"role": "user", "content": [{"type": "text", "text": "What is my name?"}]},
            ]
        )
        check("Mirela" in answer.choices[0].message.content, answer)
        return repr(answer.choices[0].message.content)

    def stream(self):
        begun = time.perf_counter()
        first, text, final, reason = None, "", None, None
        for chunk in self.ask(
            user("Count from one to ten in words."), stream=True, stream_options={"include_usage": True}
        ):
            if chunk.choices and chunk.choices[0].delta.content:
                first = first or time.perf_counter() - begun
                text += chunk.choices[0].delta.content
            if chunk.choices and chunk.choices[0].finish_reason:
                reason = chunk.choices[0].finish_reason
            final = chunk
        check(reason == "stop" and final.usage.completion_tokens > 5 and "seven" in text.lower(), text)
        return f"{final.usage.completion_tokens} tokens, first after {first:.2f} s"

    def stream_left_early(self):
        stream = self.ask(user("Write a very long story."), stream=True, max_tokens=2000)
        next(iter(stream))
        stream.close()
        begun = time.perf_counter()
        self.ask(user("Say hello."), max_tokens=1)
        waited = time.perf_counter() - begun
        check(waited < 3, waited)
        return f"the next answer came after {waited:.2f} s"

    def stop(self):
        answer = self.ask(user("Count from 1 to 9, separated by commas."), stop=["5"])
        check("5" not in answer.choices[0].message.content, answer)
        check(answer.choices[0].finish_reason == "stop", answer)
        return repr(answer.choices[0].message.content)

    def length(self):
        answer = self.ask(user("Write a story."), max_completion_tokens=4, max_tokens=None)
        check(answer.choices[0].finish_reason == "length" and answer.usage.completion_tokens == 4, answer)
        return answer.choices[0].finish_reason

    def seed(self):
        drawn = dict(temperature=1.2, top_p=0.95, max_tokens=12)
        texts = [
            self.ask(user("Invent a name for a boat."), seed=s, **drawn).choices[0].message.content for s in (1, 1, 2)
        ]
        check(texts[0] == texts[1] != texts[2], texts)
        return f"{texts[0]!r} twice, then {texts[2]!r}"

    def tools_auto(self):
        answer = self.ask(user("What is the weather in Rome right now?"), tools=[WEATHER, TIME])
        message = answer.choices[0].message
        check(message.tool_calls and message.tool_calls[0].function.name == "get_weather", message)
        check("Rome" in json.loads(message.tool_calls[0].function.arguments)["city"], message)
        check(answer.choices[0].finish_reason == "tool_calls", answer)
        return f"{message.tool_calls[0].function.name}({message.tool_calls[0].function.arguments})"

    def tools_none(self):
        answer = self.ask(user("What is the weather in Rome?"), tools=[WEATHER], tool_choice="none", max_tokens=40)
        check(not answer.choices[0].message.tool_calls and answer.choices[0].message.content, answer)
        return repr(answer.choices[0].message.content[:50])

    def tools_required(self):
        answer = self.ask(user("Hello there!"), tools=[WEATHER, TIME], tool_choice="required")
        calls = answer.choices[0].message.tool_calls
        check(calls and all(isinstance(json.loads(c.function.arguments), dict) for c in calls), answer)
        return ", ".join(c.function.name for c in calls)

    def tools_named(self):
        choice = {"type": "function", "function": {"name": "get_time"}}
        answer = self.ask(user("What is the weather in Rome?"), tools=[WEATHER, TIME], tool_choice=choice)
        calls = answer.choices[0].message.tool_calls
        check([c.function.name for c in calls] == ["get_time"], calls)
        return f"get_time({calls[0].function.arguments})"

    def tools_parallel(self):
        question = user("What is the weather in Rome and in Paris? Call the tool for each city.")
        several = self.ask(question, tools=[WEATHER], tool_choice="required")
        one = self.ask(question, tools=[WEATHER], tool_choice="required", parallel_tool_calls=False)
        check(len(one.choices[0].message.tool_calls) == 1, one)
        return f"{len(several.choices[0].message.tool_calls)} calls; 1 with parallel_tool_calls=false"

    def tools_streamed(self):
        calls = {}
        for chunk in self.ask(
            user("What is the weather in Oslo?"), tools=[WEATHER], tool_choice="required", stream=True
        ):
            for piece in (chunk.choices[0].delta.tool_calls or []) if chunk.choices else []:
                call = calls.setdefault(piece.index, {"name": "", "arguments": ""})
                call["name"] += piece.function.name or ""
                call["arguments"] += piece.function.arguments or ""
        check(calls and calls[0]["name"] == "get_weather", calls)
        return f"get_weather({json.loads(calls[0]['arguments'])})"

    def tool_round_trip(self):
        messages = user("How many degrees is it in Rome? Answer with the number.")
        called = self.ask(messages, tools=[WEATHER], tool_choice="required", parallel_tool_calls=False)
        message = called.choices[0].message
        messages.append(message.model_dump(exclude_none=True))
        messages.append(
            {"role": "tool", "tool_call_id": message.tool_calls[0].id, "content": '{"temperature": 37}'}
        )
        # A model of this size would call the tool again and again.
        answer = self.ask(messages, tools=[WEATHER], tool_choice="none")
        check("37" in (answer.choices[0].message.content or ""), answer)
        return f"{answer.choices[0].message.content!r}, {usage(answer)}"

    def json_schema(self):
        answer = self.ask(
            user("Describe the town of Paris."), response_format={"type": "json_schema", "json_schema": TOWN}
        )
        town = json.loads(answer.choices[0].message.content)
        check(set(town) == {"name", "country", "size", "sights"} and town["size"] in ("small", "big"), town)
        return json.dumps(town)

    def json_object(self):
        answer = self.ask(user("Give me a JSON object with a name."), response_format={"type": "json_object"})
        check(isinstance(json.loads(answer.choices[0].message.content), dict), answer)
        return answer.choices[0].message.content.replace("\n", " ")[:60]

    def completions(self):
        answer = self.client.completions.create(model=self.model, prompt="The capital of France is", max_tokens=5)
        check("Paris" in answer.choices[0].text, answer)
        pieces = [
            chunk.choices[0].text
            for chunk in self.client.completions.create(
                model=self.model, prompt="The capital of France is", max_tokens=5, stream=True
            )
        ]
        check("".join(pieces) == answer.choices[0].text, pieces)
        return f"{answer.choices[0].text!r}, also streamed"

    def embeddings(self):
        if not self.embedding:
            try:
                self.client.embeddings.create(model="any", input="hello")
            except openai.NotFoundError as e:
                check("--embedding-model" in str(e), e)
                return "refused, names --embedding-model"
        texts = ["The cat sleeps.", "A kitten naps.", "Stocks fell sharply."]
        vectors = [
            self.client.embeddings.create(model=self.embedding, input=texts, encoding_format=f).data
            for f in ("float", "base64")
        ]
        plain = self.client.embeddings.create(model=self.embedding, input=texts)
        a, b, c = (d.embedding for d in plain.data)
        check(sum(x * y for x, y in zip(a, b)) > sum(x * y for x, y in zip(a, c)), "not nearer")
        check(all(abs(x - y) < 1e-6 for x, y in zip(a, vectors[0][0].embedding)), "float differs")
        return f"{len(a)} dimensions, {plain.usage.prompt_tokens} tokens"

    def eight_at_once(self):
        async def run():
            async with openai.AsyncOpenAI(base_url=self.client.base_url, api_key=self.client.api_key) as client:
                return await asyncio.gather(
                    *(
                        client.chat.completions.create(
                            model=self.model,
                            messages=user(f"What is {n} plus {n}? Answer with the number."),
                            max_tokens=24,
                        )
                        for n in range(1, 9)
                    )
                )

        begun = time.perf_counter()
        answers = asyncio.run(run())
        took = time.perf_counter() - begun
        tokens = sum(a.usage.completion_tokens for a in answers)
        right = sum(str(2 * n) in a.choices[0].message.content for n, a in enumerate(answers, 1))
        check(len(answers) == 8 and right >= 6, [a.choices[0].message.content for a in answers])
        return f"{tokens} tokens in {took:.1f} s, {right} of 8 right"

    def refusals(self):
        wrong = [
            (openai.NotFoundError, dict(model="gpt-4o", messages=user("Hi"))),
            (openai.BadRequestError, dict(model=self.model, messages=user("Hi"), n=2)),
            (openai.BadRequestError, dict(model=self.model, messages=user("Hi"), logprobs=True)),
            (openai.BadRequestError, dict(model=self.model, messages=user("Hi"), max_tokens=10_000_000)),
            (openai.BadRequestError, dict(model=self.model, messages=[])),
        ]
        for kind, request in wrong:
            try:
                self.client.chat.completions.create(**request)
            except kind as e:
                check(e.body and e.body["message"], e.body)
            else:
                raise AssertionError(f"accepted: {request}")
        return f"{len(wrong)} requests, each with its own error"


TRIALS = [
    "models", "chat", "again_from_the_cache", "conversation", "stream", "stream_left_early", "stop", "length", "seed",
    "tools_auto", "tools_none", "tools_required", "tools_named", "tools_parallel", "tools_streamed",
    "tool_round_trip", "json_schema", "json_object", "completions", "embeddings", "eight_at_once", "refusals",
]  # fmt: skip


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", default="http://127.0.0.1:11435/v1")
    parser.add_argument("--key", default="none")
    parser.add_argument("--model", default="qwen2.5-coder-0.5b")
    parser.add_argument("--embedding", default="", help="without it, the refusal is tried")
    parser.add_argument("trials", nargs="*", help="all of them by default")
    options = parser.parse_args()
    client = openai.OpenAI(base_url=options.base, api_key=options.key, max_retries=0, timeout=300)
    trial = Trial(client, options.model, options.embedding)
    failed = 0
    print(f"openai {openai.__version__}, {options.model}")
    print(f"{'what':<22} {'ok':<4} {'s':>6}  seen")
    for name in options.trials or TRIALS:
        begun = time.perf_counter()
        try:
            seen, ok = getattr(trial, name)(), "yes"
        except Exception as e:  # each trial is reported
            seen, ok = f"{type(e).__name__}: {e}", "NO"
            failed += 1
        print(f"{name:<22} {ok:<4} {time.perf_counter() - begun:>6.2f}  {str(seen)[:140]}", flush=True)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
