"""What the documents say of the commands, read from the command table itself."""

from pathlib import Path

import pytest
import typer

from compare.cli import app

README = Path(__file__).parents[1] / "README.md"


def table(command, words: tuple[str, ...]) -> dict[str, object]:
    """All commands below a command that take work, by the words that call them."""
    below = getattr(command, "commands", None)
    if below is None:
        return {" ".join(words): command}
    return {name: leaf for word, sub in below.items() for name, leaf in table(sub, (*words, word)).items()}


COMMANDS = table(typer.main.get_command(app), ("parallax",))


@pytest.mark.parametrize("name", COMMANDS)
def test_command_is_in_the_readme(name: str) -> None:
    """The README shows every command as it is typed."""
    assert name in README.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", COMMANDS)
def test_command_has_help_and_an_example(name: str) -> None:
    """Every command says what it does and shows one call of itself."""
    command = COMMANDS[name]
    assert command.help
    assert command.epilog.startswith(f"Example: {name}")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_has_help(name: str) -> None:
    """Every argument and option of a command says what it is."""
    silent = [option.name for option in COMMANDS[name].params if not getattr(option, "help", None)]
    assert silent == []
