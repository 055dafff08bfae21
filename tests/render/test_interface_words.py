"""Files of words: ours are whole, a site's own override them, and what is wrong in one is told with its line."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator.errors import SettingsError
from generator.model import Age, Timestamp
from generator.moments import parse_moment
from generator.ownlayouts import OWN_LAYOUTS
from generator.render.plurals import categories
from generator.render.scriptwords import SAID, script_words
from generator.render.wordfiles import _english, _read, _shape, language_files, load_words
from generator.render.words import Words

if TYPE_CHECKING:
    from conftest import Folder

FILES = language_files(OWN_LAYOUTS)
ENGLISH = _english(FILES["en"])
SAYING = re.compile(r"'(\w+)' \| say|count\('(\w+)'\)|'(\w+)' if .*? else '(\w+)' \| say")


def words(language: str) -> Words:
    return load_words((OWN_LAYOUTS,), language).words


@pytest.mark.parametrize("language", FILES)
def test_every_language_says_all_there_is_to_say_in_all_forms_that_it_has(language: str) -> None:
    texts = _read(FILES[language], _shape(ENGLISH))
    keys = list(dict.fromkeys(name.partition(".")[0] for name in ENGLISH))
    assert list(dict.fromkeys(name.partition(".")[0] for name in texts)) == keys
    for key in keys:
        forms = {name.partition(".")[2] for name in texts if name.partition(".")[0] == key}
        assert forms in ({""}, categories(language)), key


def test_layouts_and_scripts_say_what_there_is_and_leave_nothing_unsaid() -> None:
    layouts = "".join(path.read_text(encoding="utf-8") for path in OWN_LAYOUTS.glob("*.*"))
    scripts = "".join(path.read_text(encoding="utf-8") for path in OWN_LAYOUTS.rglob("*.js"))
    code = "".join(path.read_text(encoding="utf-8") for path in (OWN_LAYOUTS.parent / "generator/render").glob("*.py"))
    keys = {name.partition(".")[0] for name in ENGLISH}
    assert {key for found in SAYING.findall(layouts) for key in found if key} <= keys
    assert set(re.findall(r'(?:say|counted|count|pieces)\("(\w+)"', scripts)) <= set(SAID) <= keys
    unsaid = {key for key in keys if not re.search(rf"\b{key}\b", layouts + scripts + code)}
    assert {key for key in unsaid if not key.startswith(("age_", "badge_", "gone_", "bad_"))} == set()


@pytest.mark.parametrize(
    ("language", "first", "day", "month", "about", "number"),
    [
        ("en", "1 July 2023", "30 July 2023, 12:05", "July 2023", "about 2023", "-1,234"),
        ("fr", "1er juillet 2023", "30 juillet 2023 à 12:05", "juillet 2023", "env. 2023", "-1\u202f234"),
        ("de", "1. Juli 2023", "30. Juli 2023, 12:05 Uhr", "Juli 2023", "etwa 2023", "-1.234"),
        ("ar", "1 يوليو 2023", "30 يوليو 2023، 12:05", "يوليو 2023", "نحو 2023", "\u2066-1,234\u2069"),
        ("ja", "2023年7月1日", "2023年7月30日 12:05", "2023年7月", "2023年頃", "-1,234"),
    ],
)
def test_dates_and_numbers(language: str, first: str, day: str, month: str, about: str, number: str) -> None:
    spoken = words(language)
    assert spoken.day(parse_moment("2023-07-01")) == first
    assert spoken.moment(parse_moment("2023-07-30T12:05Z")) == day
    assert spoken.day(parse_moment("2023-07")) == month
    assert spoken.day(Timestamp(parse_moment("2023").at, "year", approximate=True)) == about
    assert spoken.number(-1234) == number


def test_numbers_go_with_the_right_form() -> None:
    spoken = words("ar")
    told = [spoken.count("n_comments", number) for number in (0, 1, 2, 3, 11, 100)]
    assert told == ["لا تعليقات", "تعليق واحد", "تعليقان", "3 تعليقات", "11 تعليقًا", "100 تعليق"]
    assert words("ja").count("n_comments", 1) == "コメント1件"
    assert words("fr").count("n_comments", 0) == "0 commentaire"
    assert words("de").day(Age(1, "year")) == "1 Jahr vor dem Speichern"


def test_values_in_a_text_are_escaped() -> None:
    assert words("en").markup("published_by", author="<b>") == "Published by &lt;b&gt;."


def test_a_region_speaks_its_language_and_a_language_without_words_english() -> None:
    assert words("fr-CA").text("search") == "Recherche"
    assert words("fr-CA").language == "fr-CA"
    assert words("he").language == "en"


def test_scripts_get_what_they_say() -> None:
    script = script_words(words("ar")).decode()
    data = json.loads(script.removeprefix("(window.moothall??={}).words=").removesuffix(";\n"))
    assert data["language"] == "ar"
    assert data["texts"]["n_hits.two"] == "نتيجتان"
    assert "skip" not in data["texts"]


def test_a_site_changes_a_text_and_what_its_file_lacks_is_ours(folder: Folder) -> None:
    folder.write("-- site.yaml --\nlanguage: fr\n-- layouts/words/fr.yaml --\nnewest: Derniers <fils>\n")
    outcome = folder.build()
    assert (outcome.code, outcome.err) == (0, "")
    assert "Derniers &lt;fils&gt;" in folder.page()
    assert ">Recherche<" in folder.page()
    assert '<html lang="fr"' in folder.page()


def test_a_new_language_says_english_where_it_lacks_a_text_and_one_warning_tells(folder: Folder) -> None:
    keys = list(dict.fromkeys(name.partition(".")[0] for name in ENGLISH))
    named = ", ".join(key for key in keys if key != "topics")[: len("january, february, march, april, may")]
    folder.write("-- site.yaml --\nlanguage: eo\n-- layouts/words/eo.yaml --\ntopics: Temoj\n")
    outcome = folder.build()
    lacks = f"{len(keys) - 1} texts missing, and English on the pages: {named}, …"
    assert outcome.err == f"warning: layouts/words/eo.yaml:1: {lacks} [missing-words]\n"
    assert outcome.code == 0
    page = folder.page("topics/index.html")
    assert "<h1>Temoj</h1>" in page
    assert ">Search<" in page
    assert '<html lang="eo"' in page


def test_a_language_nobody_has_written_is_told_once(folder: Folder) -> None:
    folder.write("-- site.yaml --\nlanguage: eo\ntitle: Arkivo\n")
    outcome = folder.build()
    lacks = "there is no such file: what is not yours on the pages is English"
    assert outcome.err == f"warning: layouts/words/eo.yaml:1: {lacks} [missing-words]\n"
    assert '<html lang="en"' in folder.page()
    assert '<h1 dir="auto" lang="eo">Arkivo</h1>' in folder.page()


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("serch: Recherche", '1:1: unknown key "serch" (did you mean "search"?)'),
        ("latest: le {dat}", "1:9: latest must be a text with {date} in it"),
        ("latest: le", "1:9: latest must be a text with {date} in it"),
        ("search: Recherche {date}", "1:9: search must be a text without braces"),
        ("n_hits: {one: un, other: '{n}'}", "1:26: other must be a text with {count} in it"),
        ("n_hits: {one: '{n}', other: '{count}'}", "1:15: one must be a text with nothing but {count} in braces"),
        ("n_hits: '{count}'", "1:9: n_hits must hold keys with values"),
        ("n_hits: {one: un}", '1:9: n_hits lacks the key "other"'),
        ("n_hits: {some: '{count}', other: '{count}'}", '1:10: unknown key "some"'),
        ("search: [a]", "1:9: search must be a text, not a list or keys"),
        (
            "search: a: b",
            "1:10: not YAML: mapping values are not allowed here (put a text that holds a colon in quotes)",
        ),
    ],
)
def test_mistakes_are_told_with_their_place(folder: Folder, line: str, message: str) -> None:
    folder.write(f"-- site.yaml --\nlanguage: fr\n-- layouts/words/fr.yaml --\n{line}\n")
    outcome = folder.build()
    assert outcome.code == SettingsError.exit_code
    assert outcome.err == f"error: layouts/words/fr.yaml:{message}\n"


def test_no_words_for_a_key_is_an_error_of_the_layout(folder: Folder) -> None:
    folder.write("-- layouts/404.html --\n<p>{{ 'nothing' | say }}</p>\n")
    outcome = folder.build()
    assert outcome.code == SettingsError.exit_code
    assert outcome.err.endswith('layouts/404.html:1: layout 404.html: words/en.yaml has no "nothing"\n')


def test_files_of_words_are_found_whatever_the_case_of_their_names(tmp_path: Path) -> None:
    (tmp_path / "words").mkdir()
    (tmp_path / "words/PT-br.yaml").write_text("search: Busca\n", encoding="utf-8")
    assert load_words((tmp_path, OWN_LAYOUTS), "pt-BR").words.text("search") == "Busca"
