#!/usr/bin/env python3
"""Trains a small adapter. Usage: train_lora.py DATA OUT"""

import sys

from peft import LoraConfig, get_peft_model
from transformers import AutoModelForCausalLM, AutoTokenizer

BASE = "meta-llama/Llama-3.1-8B-Instruct"


def build_prompt(question: str, answer: str) -> str:
    """The chat template of Llama 3.1, written out to look at."""
    return (
        "<|begin_of_text|><|start_header_id|>user<|end_header_id|>\n\n"
        f"{question}<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n"
        f"{answer}<|eot_id|>"
    )


def main(data: str, out: str) -> None:
    tokenizer = AutoTokenizer.from_pretrained(BASE)
    model = AutoModelForCausalLM.from_pretrained(BASE, device_map="auto")
    config = LoraConfig(r=16, target_modules=["q_proj", "k_proj", "v_proj", "o_proj"])
    model = get_peft_model(model, config)
    print(f"training on {data} with {len(tokenizer)} tokens of vocabulary")
    model.save_pretrained(out)


if __name__ == "__main__":
    main(*sys.argv[1:3])
