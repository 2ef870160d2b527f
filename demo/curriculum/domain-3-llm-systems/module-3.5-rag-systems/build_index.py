"""Builds the vector index of the sample documents."""

import faiss
import numpy as np
import ollama

EMBED_MODEL = "nomic-embed-text"
EMBED_DIM = 768


def vector(text: str) -> np.ndarray:
    reply = ollama.embeddings(model=EMBED_MODEL, prompt=f"search_document: {text}")
    return np.array(reply["embedding"], dtype="float32")


def build(texts: list[str]) -> faiss.Index:
    index = faiss.IndexFlatIP(EMBED_DIM)
    index.add(np.stack([vector(text) for text in texts]))
    return index
