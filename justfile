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

# branch coverage of what works on text
coverage:
    .venv/bin/coverage run
    .venv/bin/coverage report

# the fault tests at forty random moments each
faults:
    NARRATE_FAULTS=40 .venv/bin/pytest tests/test_faults.py tests/test_endings.py --timeout 6000

# odd files of every format for half an hour, and 2,000 shuffled texts of STORIES
fuzz *STORIES:
    {{python}} tools/fuzz_inputs.py --seconds 1800
    {{python}} tools/fuzz_script.py --texts 2000 seeds/000_d9976fa03d9e50f4.txt seeds/004_22c3a7f9a3b3bfbd.txt {{STORIES}}

# speed against the floor, by length, against the usual loop; NOVEL is any text file
bench NOVEL:
    {{python}} bench/render.py {{NOVEL}}
    {{python}} bench/render.py --formats {{NOVEL}}
    {{python}} bench/length.py seeds/000_d9976fa03d9e50f4.txt
    {{python}} bench/render.py --usual seeds/004_22c3a7f9a3b3bfbd.txt

# a page to hear each remedy before and after, in ten minutes: bench/listening.html
listening STORY="seeds/004_22c3a7f9a3b3bfbd.txt":
    {{python}} bench/listening.py {{STORY}} bench/listening.html --engine hibari

# plans after 200 random changes of voices.yaml against plans from nothing, in each of STORIES
replan *STORIES:
    OPENBLAS_NUM_THREADS=1 {{python}} tools/replan.py {{STORIES}}

# every file of these rendered books, opened by other people's programs; apt and npm bring more of them
validate *BOOKS:
    {{python}} tools/validate.py {{BOOKS}}

# write anew what the program knows itself: the generated parts of docs/reference, and voices.schema.json
reference:
    {{python}} tools/reference.py

# the pictures of the studio in docs/images, made anew
pictures:
    {{python}} tools/pictures.py
