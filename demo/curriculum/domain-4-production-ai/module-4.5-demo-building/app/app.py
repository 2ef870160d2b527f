"""A chat window in twelve lines."""

import gradio as gr
import ollama

MODELS = ["llama3.1:8b", "qwen2.5-coder:7b", "deepseek-r1:8b"]


def answer(message, history, model):
    reply = ollama.chat(model=model, messages=[{"role": "user", "content": message}])
    return reply["message"]["content"]


gr.ChatInterface(answer, additional_inputs=[gr.Dropdown(MODELS, value="llama3.1:8b")]).launch()
