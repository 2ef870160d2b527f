"""Draws one picture with FLUX.1 [schnell]."""

import torch
from diffusers import FluxPipeline

pipe = FluxPipeline.from_pretrained("black-forest-labs/FLUX.1-schnell", torch_dtype=torch.bfloat16)
image = pipe("a lighthouse in fog", num_inference_steps=4, guidance_scale=0.0).images[0]
image.save("lighthouse.png")
