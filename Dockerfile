# One image for every process: the API, the workers and the migration differ only in their command.
FROM python:3.11-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy
WORKDIR /app
RUN python -m venv /app/.venv && /app/.venv/bin/pip install --no-cache-dir uv==0.13.9
COPY requirements.lock requirements-words.txt pyproject.toml README.md ./
RUN /app/.venv/bin/uv pip install --python /app/.venv/bin/python --require-hashes -r requirements.lock
COPY . .
RUN /app/.venv/bin/uv pip install --python /app/.venv/bin/python --no-deps -e . \
    && /app/.venv/bin/uv pip install --python /app/.venv/bin/python --target /tmp/words --no-deps --require-hashes -r requirements-words.txt \
    && PYTHONPATH=/tmp/words /app/.venv/bin/python -m checks.wordlists && rm -rf /tmp/words \
    && /app/.venv/bin/python -m compileall -q schemas config curriculum documents prompts models checks \
       pipeline store exchange tasks worker api

FROM python:3.11-slim-bookworm
RUN apt-get update \
    && apt-get install -y --no-install-recommends chromium tesseract-ocr tesseract-ocr-nld \
       libreoffice-writer-nogui libreoffice-impress-nogui hunspell-nl hunspell-en-gb hunspell-de-de hunspell-fr hunspell-es \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /var/lib/verrijker --create-home verrijker
COPY --from=build /app /app
ENV PATH=/app/.venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    VERRIJKER_HOME=/var/lib/verrijker VERRIJKER_HOST=0.0.0.0
WORKDIR /app
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
CMD ["verrijker", "serve"]
