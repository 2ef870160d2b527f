"""One place to talk to Ollama from, so that the labs stay short."""

import os

import ollama

DEFAULT_MODEL = os.environ.get("WORKBENCH_MODEL", "llama3.1:8b")
EMBEDDING_MODEL = "nomic-embed-text"


def ask(prompt: str, model: str = DEFAULT_MODEL) -> str:
    """Returns the answer of `model` as text."""
    reply = ollama.chat(model=model, messages=[{"role": "user", "content": prompt}])
    return reply["message"]["content"]


def embed(text: str) -> list[float]:
    """Returns the vector of `text`."""
    return ollama.embeddings(model=EMBEDDING_MODEL, prompt=text)["embedding"]
