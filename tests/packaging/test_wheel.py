"""The wheel holds the program, its resources and its licence, and nothing else."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from frontdesk import __version__

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """Build the wheel from the checkout, without asking any registry."""
    folder = tmp_path_factory.mktemp("wheel")
    build = "import hatchling.build as b, sys; b.build_wheel(sys.argv[1])"
    done = subprocess.run([sys.executable, "-c", build, folder], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    [path] = folder.glob("*.whl")
    return zipfile.ZipFile(path)


def test_every_resource_is_in_the_wheel(wheel: zipfile.ZipFile) -> None:
    there = {f"frontdesk/_{p.relative_to(ROOT).as_posix()}" for p in (ROOT / "resources").rglob("*") if p.is_file()}
    assert there <= set(wheel.namelist())


def test_every_module_is_in_the_wheel_and_no_test(wheel: zipfile.ZipFile) -> None:
    there = {p.relative_to(ROOT / "src").as_posix() for p in (ROOT / "src").rglob("*.py")}
    assert there <= set(wheel.namelist())
    assert {name.partition("/")[0] for name in wheel.namelist()} == {"frontdesk", f"frontdesk-{__version__}.dist-info"}


def test_the_wheel_carries_version_licence_and_commands(wheel: zipfile.ZipFile) -> None:
    about = f"frontdesk-{__version__}.dist-info"
    assert "License-Expression: Apache-2.0" in wheel.read(f"{about}/METADATA").decode()
    assert f"{about}/licenses/LICENSE" in wheel.namelist()
    assert "frontdesk = frontdesk.__main__:main" in wheel.read(f"{about}/entry_points.txt").decode()
