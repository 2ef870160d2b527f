# syntax=docker/dockerfile:1

# The base is pinned by its exact version. To pin the very bytes as well, append the digest that
# `docker buildx imagetools inspect node:20.20.2-bookworm-slim` prints: node:20.20.2-bookworm-slim@sha256:…
ARG NODE_IMAGE=node:20.20.2-bookworm-slim

# --- everything that building needs -------------------------------------------------------------
FROM ${NODE_IMAGE} AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts
COPY tsconfig*.json ./
COPY src ./src
COPY scripts/precompile-cli.mjs ./scripts/
COPY migrations ./migrations
RUN npm run build && npm prune --omit=dev --ignore-scripts

# --- what runs: compiled code, production packages, migrations ------------------------------------
FROM ${NODE_IMAGE}
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 NO_SMEE_SETUP=true
WORKDIR /app
COPY --from=build --chown=root:root /app/node_modules ./node_modules
COPY --from=build --chown=root:root /app/dist ./dist
COPY package.json app.yml ./
COPY migrations ./migrations
# The image's own unprivileged user; everything above belongs to root, so the process cannot change its code.
USER node
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=3s --start-period=10s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Node itself is process 1, so that SIGTERM reaches it and the work in hand is finished.
CMD ["node", "dist/app/server.js"]
