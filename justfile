# Recipes. `just` comes from the system or from `pip install rust-just`.

python := ".venv/bin/python"

# everything CI checks
check: test
    .venv/bin/ruff check .
    .venv/bin/ruff format --check .
    .venv/bin/mypy
    .venv/bin/lint-imports

test *words:
    .venv/bin/pytest {{words}}

fix:
    .venv/bin/ruff check --fix .
    .venv/bin/ruff format .

# write voices.schema.json anew from the settings
schema:
    {{python}} -c "import json; from narrate.config import schema; print(json.dumps(schema(), indent=2, ensure_ascii=False))" > voices.schema.json
