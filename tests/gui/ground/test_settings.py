"""What is remembered on this machine."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray

from frontdesk.gui.ground.settings import Settings, settings_file


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "window.ini"


def again(path: Path, settings: Settings) -> Settings:
    settings.save()
    return Settings(path)


def test_a_text_is_there_at_the_next_start(path: Path) -> None:
    settings = Settings(path)
    settings.put("look/theme", "dark")
    assert again(path, settings).text("look/theme") == "dark"


@pytest.mark.parametrize("text", ["a, b", "x=1;y", "señor", "100%", "two\nlines", '"quoted"'])
def test_any_text_comes_back_as_it_was(path: Path, text: str) -> None:
    settings = Settings(path)
    settings.put("name", text)
    assert again(path, settings).text("name") == text


def test_a_number_is_there_at_the_next_start(path: Path) -> None:
    settings = Settings(path)
    settings.put("look/text_scale", 1.5)
    assert again(path, settings).number("look/text_scale", 1.0) == 1.5


def test_a_number_that_cannot_be_read_counts_as_not_set(path: Path) -> None:
    settings = Settings(path)
    settings.put("look/text_scale", "large")
    assert settings.number("look/text_scale", 1.0) == 1.0


def test_bytes_are_there_at_the_next_start(path: Path) -> None:
    settings = Settings(path)
    settings.put("window/geometry", QByteArray(b"\x00\x01\xff"))
    assert bytes(again(path, settings).data("window/geometry").data()) == b"\x00\x01\xff"


def test_what_was_never_set_is_empty(path: Path) -> None:
    settings = Settings(path)
    assert (settings.text("a"), settings.data("b").isEmpty(), settings.has("a")) == ("", True, False)


def test_the_latest_file_stands_first_and_once(tmp_path: Path, path: Path) -> None:
    settings, one, two = Settings(path), tmp_path / "one", tmp_path / "two"
    for file in (one, two):
        file.touch()
    for file in (one, two, one):
        settings.note_file(file)
    assert again(path, settings).latest_files() == [one, two]


def test_files_that_are_gone_are_not_offered(tmp_path: Path, path: Path) -> None:
    settings = Settings(path)
    settings.note_file(tmp_path / "gone")
    assert settings.latest_files() == []


def test_settings_lie_in_the_users_own_folder(home: Path) -> None:
    assert settings_file() == home / "config" / "frontdesk" / "window.ini"
