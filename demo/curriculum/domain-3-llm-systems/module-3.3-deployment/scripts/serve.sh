#!/usr/bin/env bash
# Serves the chat model, then asks it one question.
set -euo pipefail

MODEL="${MODEL:-meta-llama/Llama-3.1-8B-Instruct}"

vllm serve "$MODEL" --port 8000 --max-model-len 8192 &
sleep 60

curl -s http://localhost:8000/v1/chat/completions \
  -H 'Content-Type: application/json' \
  -d '{"model": "meta-llama/Llama-3.1-8B-Instruct", "messages": [{"role": "user", "content": "ping"}], "max_tokens": 64}'
