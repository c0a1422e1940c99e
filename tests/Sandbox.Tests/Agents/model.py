"""The models of three vendors, as the simulated internet plays them: one task in /root/workspace/calc, from a look to a signed
commit, told to the agent tool by tool.

Nothing is remembered between requests: the step is the number of tool results in the request, so any number of agents may work at
once. Each result is checked, and the first that is not what it has to be ends the task with MODEL FAILURE and that result. Only
what the agents need of each protocol is spoken.
"""
import itertools
import json
import re

RULES = "This is a sandbox. It has no way to the internet but a proxy"  # of images/workspace/etc/AGENTS.md
FOLDER = "/root/workspace/calc"
CALC = FOLDER + "/calc.py"
COMMIT = "git add -A && git commit -q -m 'Mend the sum' && git log -1 --format='commit=%ae=%G?'"
REFUSED = "curl -sS --max-time 20 https://refused.ai-sandbox.example; echo \"rc=$?\""

# What is asked for, and what the result has to show.
TASK = [
    (("run", f"cd {FOLDER} && git log --format=%s && cat calc.py"), r"A sum.*return a - b"),
    (("read", CALC), r"return a - b"),
    (("edit", CALC, "return a - b", "return a + b"), r""),
    (("run", f"cd {FOLDER} && python3 test_calc.py"), r"the sum is right"),
    (("run", REFUSED), r"rc=56"),  # a refusal is a result as any other, and the task goes on
    (("run", f"cd {FOLDER} && {COMMIT}"), r"commit=ada@ai-sandbox\.example=G"),
]
# Where it is asked to.
PUSH = [(("run", f"cd {FOLDER} && git push -q origin HEAD && git status --short --branch"), r"## main\.\.\.origin/main\n?$")]
# A request a second until somebody stops it, none like the one before: Gemini ends what goes round in circles.
WAIT = [(("run", f"cd {FOLDER} && sleep 1 && echo {turn}"), r"") for turn in range(1000)]


def step(text, results):
    """What comes next: a call of a tool, or the words that end the task."""
    if RULES not in text:
        return "MODEL FAILURE: the first request does not have AGENTS.md of the sandbox"
    task = WAIT if "wait until you are stopped" in text else TASK + PUSH if "commit and push" in text else TASK
    for number, ((_, expected), result) in enumerate(zip(task, results)):
        if not re.search(expected, result, re.DOTALL):
            return f"MODEL FAILURE: step {number} gave {result[-600:]}"
    return task[len(results)][0] if len(results) < len(task) else "MODEL DONE"


def texts(value):
    """Every string in some JSON, one after the other."""
    if isinstance(value, str):
        return value
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return "\n".join(filter(None, map(texts, parts)))


def say(web, status, body, kind="application/json"):
    data = body.encode() if isinstance(body, str) else json.dumps(body).encode()
    web.send_response(status)
    web.send_header("Content-Type", kind)
    web.send_header("Content-Length", str(len(data)))
    web.send_header("Connection", "close")
    web.end_headers()
    web.wfile.write(data)


def stream(web, events):
    lines = [(f"event: {event['type']}\n" if "type" in event else "") + f"data: {json.dumps(event)}\n\n" for event in events]
    say(web, 200, "".join(lines), "text/event-stream")


# Anthropic: https://platform.claude.com/docs/en/build-with-claude/streaming

CLAUDE = {
    "run": lambda command: ("Bash", {"command": command, "description": "the next step"}),
    "read": lambda file: ("Read", {"file_path": file}),
    "edit": lambda file, old, new: ("Edit", {"file_path": file, "old_string": old, "new_string": new}),
}


def messages(web, path, body):
    if path in ("/api/hello", "/v1/oauth/hello"):
        return say(web, 200, {"message": "hello"})
    if path != "/v1/messages":
        return say(web, 404, {"type": "error", "error": {"type": "not_found_error", "message": path}})
    if not (web.headers.get("x-api-key") or (web.headers.get("Authorization") or "").startswith("Bearer sk-ant-oat01-")):
        return say(web, 401, {"type": "error", "error": {"type": "authentication_error", "message": "no key"}})

    blocks = [block for message in body["messages"] if isinstance(message["content"], list) for block in message["content"]]
    results = [texts(block.get("content", "")) for block in blocks if block["type"] == "tool_result"]
    # Requests without tools are for a title, a summary and the like.
    answer = step(texts(body), results) if body.get("tools") else '{"title": "a task"}'
    web.note(step=len(results), answer=str(answer)[:80], side=not body.get("tools"))
    if isinstance(answer, tuple):
        name, arguments = CLAUDE[answer[0]](*answer[1:])
        block = {"type": "tool_use", "id": f"toolu_{len(results):04}", "name": name, "input": arguments}
        start, delta = {**block, "input": {}}, {"type": "input_json_delta", "partial_json": json.dumps(arguments)}
    else:
        block = {"type": "text", "text": answer}
        start, delta = {"type": "text", "text": ""}, {"type": "text_delta", "text": answer}
    reason = "tool_use" if isinstance(answer, tuple) else "end_turn"
    message = {"id": "msg_1", "type": "message", "role": "assistant", "model": body["model"], "stop_sequence": None,
               "usage": {"input_tokens": 1, "output_tokens": 1}}
    if not body.get("stream"):
        return say(web, 200, {**message, "content": [block], "stop_reason": reason})
    stream(web, [
        {"type": "message_start", "message": {**message, "content": [], "stop_reason": None}},
        {"type": "content_block_start", "index": 0, "content_block": start},
        {"type": "content_block_delta", "index": 0, "delta": delta},
        {"type": "content_block_stop", "index": 0},
        {"type": "message_delta", "delta": {"stop_reason": reason, "stop_sequence": None}, "usage": {"output_tokens": 1}},
        {"type": "message_stop"},
    ])


# OpenAI: https://platform.openai.com/docs/api-reference/responses-streaming. Codex gives its model one tool, whose input is a program.

CODEX = {
    "run": lambda command: f"const r = await tools.exec_command({{cmd: {json.dumps(command)}}}); text(JSON.stringify(r));",
    "read": lambda file: CODEX["run"](f"cat {file}"),
    "edit": lambda file, old, new: "const r = await tools.apply_patch("
            + json.dumps(f"*** Begin Patch\n*** Update File: {file}\n@@\n-    {old}\n+    {new}\n*** End Patch\n") + "); text(JSON.stringify(r));",
}


def responses(web, path, body):
    if web.headers.get("Upgrade"):
        return say(web, 426, {"error": {"message": "HTTPS, please"}})
    if path != "/v1/responses":
        return say(web, 404, {"error": {"message": path}})
    if not (web.headers.get("Authorization") or "").startswith("Bearer sk-"):
        return say(web, 401, {"error": {"message": "no key"}})

    items = [item for item in body["input"] if isinstance(item, dict)]
    results = [texts(item["output"]) for item in items if item.get("type") == "custom_tool_call_output"]
    answer = step(texts(body), results)
    web.note(step=len(results), answer=str(answer)[:80])
    if isinstance(answer, tuple):
        item = {"type": "custom_tool_call", "id": f"ctc_{len(results):04}", "call_id": f"call_{len(results):04}", "name": "exec",
                "input": CODEX[answer[0]](*answer[1:])}
    else:
        item = {"type": "message", "id": "msg_1", "role": "assistant", "content": [{"type": "output_text", "text": answer}]}
    usage = {"input_tokens": 1, "output_tokens": 1, "total_tokens": 2}
    stream(web, [
        {"type": "response.output_item.done", "output_index": 0, "item": item},
        {"type": "response.completed", "response": {"id": "resp_1", "usage": usage}},
    ])


# Google: https://ai.google.dev/api/generate-content#method:-models.streamgeneratecontent

GEMINI = {
    "run": lambda command: ("run_shell_command", {"command": command, "description": "the next step"}),
    "read": lambda file: ("read_file", {"file_path": file}),
    "edit": lambda file, old, new: ("replace", {"file_path": file, "old_string": old, "new_string": new, "instruction": "mend the sum"}),
}


def filled(schema):
    """The least that a JSON schema takes."""
    if "enum" in schema:
        return schema["enum"][0]
    kind = schema.get("type", "string").lower()
    if kind == "object":
        return {name: filled(inner) for name, inner in schema.get("properties", {}).items()}
    least = schema.get("minimum", 1)
    return {"array": [], "number": least, "integer": least, "boolean": False}.get(kind, "x")


def generate(web, path, body):
    if "enerateContent" not in path:
        return say(web, 404, {"error": {"code": 404, "message": path}})
    if not (web.headers.get("x-goog-api-key") or "key=" in web.path):
        return say(web, 401, {"error": {"code": 401, "message": "no key"}})

    settings = body.get("generationConfig", {})
    schema = settings.get("responseJsonSchema") or settings.get("responseSchema")
    parts = [part for content in body["contents"] for part in content.get("parts", [])]
    # A session that goes on another day has each of them twice.
    results = [result for result, _ in itertools.groupby(texts(part["functionResponse"]["response"]) for part in parts if "functionResponse" in part)]
    answer = json.dumps(filled(schema)) if schema else step(texts(body), results)
    web.note(step=len(results), answer=str(answer)[:80], side=bool(schema))
    if isinstance(answer, tuple):
        name, arguments = GEMINI[answer[0]](*answer[1:])
        part = {"functionCall": {"name": name, "args": arguments}}
    else:
        part = {"text": answer}
    reply = {"candidates": [{"index": 0, "content": {"role": "model", "parts": [part]}, "finishReason": "STOP"}]}
    if "stream" in path:
        stream(web, [reply])
    else:
        say(web, 200, reply)


VENDORS = {
    "api.anthropic.com": messages, "platform.claude.com": messages, "api.openai.com": responses,
    "generativelanguage.googleapis.com": generate,
}


def answer(web, host):
    """Answers a request for a vendor's host."""
    data = web.read_body()
    try:
        body = json.loads(data) if data else {}
        VENDORS[host](web, web.path.partition("?")[0], body)
    except (KeyError, TypeError, ValueError) as wrong:
        web.note(answer=f"MODEL FAILURE: {wrong!r}")
        say(web, 400, {"error": {"type": "invalid_request_error", "message": f"MODEL FAILURE: {wrong!r}"}})
