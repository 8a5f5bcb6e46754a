"""Two commands set Frontdesk up on a fresh machine; where they cannot, they say what to type."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

PACKAGING = Path(__file__).parents[2] / "packaging"


class Commands:
    """Stands in for running programs: notes each, and lets those whose words it was told fail."""

    def __init__(self, *failing: str) -> None:
        self.failing = failing
        self.seen: list[list[str]] = []

    def __call__(self, command: Sequence[Any], **options: Any) -> subprocess.CompletedProcess[bytes]:
        words = [str(word) for word in command]
        self.seen.append(words)
        fails = any(word in words for word in self.failing)
        return subprocess.CompletedProcess(words, int(fails), b"", b"")


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> Commands:
    """Run no program in earnest."""
    made = Commands()
    monkeypatch.setattr(subprocess, "run", made)
    return made


@pytest.mark.parametrize("version", [(2, 7), (3, 6), (3, 10), (3, 15), (4, 0)])
def test_a_python_that_is_too_old_or_too_new_is_refused_with_a_sentence(
    version: tuple[int, int], bootstrap: ModuleType
) -> None:
    assert f"this is Python {version[0]}.{version[1]}" in bootstrap.refusal(version)


@pytest.mark.parametrize("version", [(3, 11), (3, 12), (3, 13), (3, 14)])
def test_a_python_that_will_do_is_not_refused(version: tuple[int, int], bootstrap: ModuleType) -> None:
    assert bootstrap.refusal(version) == ""


def test_an_old_python_can_read_the_file_that_refuses_it() -> None:
    tree = ast.parse((PACKAGING / "bootstrap.py").read_text("utf-8"))
    newer = (ast.JoinedStr, ast.NamedExpr, ast.AnnAssign, ast.Match)
    assert [node.lineno for node in ast.walk(tree) if isinstance(node, newer)] == []
    assert {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)} == set()


def test_qt_6_12_is_refused_on_python_3_11(environment: ModuleType) -> None:
    environment.LOCK.write_text("pyside6-essentials==6.12.0 \\\n", "utf-8")
    with pytest.raises(environment.Stop, match=r"6\.12 aborts on Python 3\.11"):
        environment._refuse_aborting_pair(environment.LOCK, (3, 11))


@pytest.mark.parametrize(("qt", "python"), [("6.11.3", (3, 11)), ("6.12.0", (3, 12))])
def test_other_pairs_of_qt_and_python_are_not_refused(
    qt: str, python: tuple[int, int], environment: ModuleType
) -> None:
    environment.LOCK.write_text(f"pyside6-essentials=={qt} \\\n", "utf-8")
    environment._refuse_aborting_pair(environment.LOCK, python)


def test_a_machine_that_has_everything_is_not_touched(machine: ModuleType, commands: Commands) -> None:
    machine.prepare([machine.Need("libgl1", lambda: True)])
    assert commands.seen == []


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="packages of Debian and its kin")
class TestMissingPackages:
    """Packages of the system are installed when that is allowed, else the exact line is printed."""

    @pytest.fixture(autouse=True)
    def _needs(self, machine: ModuleType) -> None:
        self.needs = [machine.Need(name, lambda: False) for name in ("libegl1", "xvfb", "libegl1")]

    def test_root_installs_only_what_is_missing_each_once(
        self, machine: ModuleType, commands: Commands, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(machine.os, "geteuid", lambda: 0)
        monkeypatch.setattr(machine.shutil, "which", lambda name: f"/usr/bin/{name}")
        machine.prepare([*self.needs, machine.Need("git", lambda: True)])
        update, install = commands.seen
        assert update[:2] == ["apt-get", "update"]
        assert install[:6] == ["apt-get", "install", "-y", "--no-install-recommends", "libegl1", "xvfb"]
        assert "git" not in install

    def test_a_user_with_sudo_that_asks_nothing_installs_through_it(
        self, machine: ModuleType, commands: Commands, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(machine.os, "geteuid", lambda: 1000)
        monkeypatch.setattr(machine.shutil, "which", lambda name: f"/usr/bin/{name}")
        machine.prepare(self.needs)
        assert commands.seen[-1][:4] == ["/usr/bin/sudo", "-n", "apt-get", "install"]

    def test_a_user_without_rights_is_told_the_exact_line(
        self, machine: ModuleType, commands: Commands, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        commands.failing = ("true",)
        monkeypatch.setattr(machine.os, "geteuid", lambda: 1000)
        monkeypatch.setattr(machine.shutil, "which", lambda name: f"/usr/bin/{name}")
        with pytest.raises(machine.Stop) as stopped:
            machine.prepare(self.needs)
        line = "sudo apt-get update && sudo apt-get install -y --no-install-recommends libegl1 xvfb"
        assert line in str(stopped.value)
        assert not any("install" in command for command in commands.seen)

    def test_a_system_without_apt_is_told_what_to_look_for(
        self, machine: ModuleType, commands: Commands, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(machine.shutil, "which", lambda name: None)
        with pytest.raises(machine.Stop, match="libegl1 xvfb"):
            machine.prepare(self.needs)

    def test_a_source_that_does_not_answer_stops_nothing(
        self, machine: ModuleType, commands: Commands, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        commands.failing = ("update",)
        monkeypatch.setattr(machine.os, "geteuid", lambda: 0)
        monkeypatch.setattr(machine.shutil, "which", lambda name: f"/usr/bin/{name}")
        machine.prepare(self.needs)
        assert "install" in commands.seen[-1]

    def test_a_failed_installation_stops(
        self, machine: ModuleType, commands: Commands, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        commands.failing = ("install",)
        monkeypatch.setattr(machine.os, "geteuid", lambda: 0)
        monkeypatch.setattr(machine.shutil, "which", lambda name: f"/usr/bin/{name}")
        with pytest.raises(machine.Stop, match="apt-get install"):
            machine.prepare(self.needs)


def test_what_is_missing_is_seen_by_trying_it(machine: ModuleType) -> None:
    assert not machine._library("x", "libnothing-of-that-name.so.9").is_there()
    assert not machine._program("x", "no-program-of-that-name").is_there()
    assert machine._program("x", "cmd" if sys.platform == "win32" else "sh").is_there()


@pytest.mark.slow
def test_a_fresh_checkout_gets_a_venv_once_and_sees_its_source(environment: ModuleType) -> None:
    python = environment.prepare(development=False)
    (environment.ROOT / "src").mkdir()
    (environment.ROOT / "src" / "found.py").write_text("", "utf-8")
    assert subprocess.run([python, "-c", "import found"], cwd=environment.VENV).returncode == 0
    made = environment.PYTHON.lstat().st_mtime_ns, environment.STAMP.stat().st_mtime_ns
    assert environment.prepare(development=False) == python
    assert (environment.PYTHON.lstat().st_mtime_ns, environment.STAMP.stat().st_mtime_ns) == made


def test_a_changed_lock_is_installed_again(
    environment: ModuleType, commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    (environment.VENV / "lib" / "python3.11" / "site-packages").mkdir(parents=True)
    (environment.VENV / "Lib" / "site-packages").mkdir(parents=True)
    environment.SCRIPTS.mkdir(exist_ok=True)
    monkeypatch.setattr(environment, "_version", lambda: (3, 11))
    environment.prepare(development=False)
    environment.prepare(development=False)
    assert len(commands.seen) == 1
    environment.LOCK.write_text("# something\n", "utf-8")
    environment.prepare(development=False)
    assert len(commands.seen) == 2
    assert "--require-hashes" in commands.seen[-1]


def test_what_is_installed_for_developers_will_do_for_opening(
    environment: ModuleType, commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    (environment.VENV / "lib" / "python3.11" / "site-packages").mkdir(parents=True)
    (environment.VENV / "Lib" / "site-packages").mkdir(parents=True)
    environment.SCRIPTS.mkdir(exist_ok=True)
    monkeypatch.setattr(environment, "_version", lambda: (3, 11))
    environment.prepare(development=True)
    environment.prepare(development=False)
    assert len(commands.seen) == 1


def test_a_folder_that_is_no_venv_is_left_alone(environment: ModuleType) -> None:
    environment.VENV.mkdir()
    (environment.VENV / "mine.txt").write_text("mine", "utf-8")
    with pytest.raises(environment.Stop, match="something else"):
        environment.prepare(development=False)
    assert (environment.VENV / "mine.txt").exists()


def test_the_sample_clinic_is_made_once(steps: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Path] = []

    def make(command: Sequence[Any], **_: Any) -> subprocess.CompletedProcess[bytes]:
        made.append(Path(command[-1]))
        made[-1].write_text("a clinic", "utf-8")
        return subprocess.CompletedProcess(list(command), 0)

    monkeypatch.setattr(steps.subprocess, "run", make)
    book = steps.sample_clinic(Path("python"))
    assert steps.sample_clinic(Path("python")) == book
    assert book.read_text("utf-8") == "a clinic"
    assert len(made) == 1


def test_a_sample_clinic_that_was_not_finished_is_not_opened(steps: ModuleType, commands: Commands) -> None:
    commands.failing = ("demo",)
    with pytest.raises(steps.Stop, match="sample clinic"):
        steps.sample_clinic(Path("python"))
    assert list(steps.data_folder().iterdir()) == []


def test_the_sample_clinic_is_the_one_that_the_window_offers(
    steps: ModuleType, commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    from frontdesk.gui.window.files import sample_path

    sample_path().parent.mkdir(parents=True)
    sample_path().write_bytes(b"a clinic")
    assert steps.sample_clinic(Path("python")) == sample_path()


def run_open_command(steps: ModuleType, monkeypatch: pytest.MonkeyPatch, *arguments: str, screen: bool) -> int:
    """Run the open command without setting anything up."""
    monkeypatch.setattr(steps.machine, "prepare", lambda needs: None)
    monkeypatch.setattr(steps.environment, "prepare", lambda development: Path("python"))
    monkeypatch.setattr(steps, "sample_clinic", lambda python: Path("sample.frontdesk"))
    monkeypatch.setattr(steps, "_has_screen", lambda: screen)
    status: int = steps.main(["open", *arguments])
    return status


def test_the_window_opens_on_the_sample_clinic(
    steps: ModuleType, commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run_open_command(steps, monkeypatch, screen=True) == 0
    assert commands.seen == [["python", "-m", "frontdesk", "sample.frontdesk"]]


def test_without_a_screen_it_says_where_the_sample_is_and_how_to_look_at_it(
    steps: ModuleType, commands: Commands, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_open_command(steps, monkeypatch, screen=False) == 1
    said = capsys.readouterr().err
    assert "sample.frontdesk" in said
    assert "open --smoke" in said
    assert commands.seen == []


def test_without_a_screen_the_window_can_be_drawn_into_a_picture(
    steps: ModuleType, commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run_open_command(steps, monkeypatch, "--smoke", "facts.json", screen=False) == 0
    assert commands.seen[-1][3:] == ["--smoke", "facts.json", "--db", "sample.frontdesk"]


def test_a_word_that_means_nothing_is_refused_before_anything_is_set_up(
    steps: ModuleType, commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(SystemExit):
        run_open_command(steps, monkeypatch, "--smoek", screen=True)
    assert commands.seen == []


def run_test_command(
    steps: ModuleType, commands: Commands, monkeypatch: pytest.MonkeyPatch, *arguments: str
) -> tuple[int, list[str]]:
    """Run the test command without running anything; give its status and its last command."""
    monkeypatch.setattr(steps.machine, "prepare", lambda needs: None)
    monkeypatch.setattr(steps.environment, "prepare", lambda development: Path("python"))
    status = steps.main(["test", *arguments])
    return status, commands.seen[-1]


def test_the_tests_come_last_so_that_their_summary_does(
    steps: ModuleType, commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    status, last = run_test_command(steps, commands, monkeypatch)
    assert (status, last[1:3]) == (0, ["-m", "pytest"])
    assert len(commands.seen) == len(steps.CHECKS) + 1


def test_other_arguments_go_to_pytest(steps: ModuleType, commands: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    _, last = run_test_command(steps, commands, monkeypatch, "-k", "board", "--maxfail=1")
    assert last[-3:] == ["-k", "board", "--maxfail=1"]


@pytest.mark.parametrize("failing", ["mypy", "ruff", "pytest"])
def test_a_failed_check_or_test_fails_the_command(
    failing: str, steps: ModuleType, commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands.failing = (failing,)
    status, last = run_test_command(steps, commands, monkeypatch)
    assert status == 1
    assert "pytest" in last


def test_the_build_server_runs_the_slow_suites_and_more_examples(
    steps: ModuleType, commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, last = run_test_command(steps, commands, monkeypatch, "--ci")
    assert last[last.index("-m", 3) + 1] == "not benchmark"
    assert last[last.index("--hypothesis-profile") + 1] == "ci"


def test_everyday_leaves_the_choice_of_suites_to_the_project_file(
    steps: ModuleType, commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, last = run_test_command(steps, commands, monkeypatch)
    assert "-m" not in last[3:]


@pytest.mark.skipif(sys.platform == "win32", reason="the build server runs bash")
def test_the_build_servers_script_gives_the_status_of_the_tests(tmp_path: Path) -> None:
    script = tmp_path / ".ci" / "run"
    script.parent.mkdir()
    script.write_bytes((PACKAGING.parent / ".ci" / "run").read_bytes())
    (tmp_path / "packaging").mkdir()
    fake = "import sys; print(*sys.argv[1:]); sys.exit(5)"
    (tmp_path / "packaging" / "bootstrap.py").write_text(fake, "utf-8")
    done = subprocess.run(["bash", script], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (5, "test --ci\n")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
def test_the_build_servers_script_ends_what_the_tests_left_running(tmp_path: Path) -> None:
    script = tmp_path / ".ci" / "run"
    script.parent.mkdir()
    script.write_bytes((PACKAGING.parent / ".ci" / "run").read_bytes())
    (tmp_path / "packaging").mkdir()
    fake = "import subprocess; p = subprocess.Popen(['sleep', '600'], stdout=subprocess.DEVNULL); print(p.pid)"
    (tmp_path / "packaging" / "bootstrap.py").write_text(fake, "utf-8")
    done = subprocess.run(["bash", script], capture_output=True, text=True, check=True)
    status = Path(f"/proc/{done.stdout.strip()}/status")
    assert not status.exists() or "State:\tZ" in status.read_text()
