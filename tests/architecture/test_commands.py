"""Every command says what it does and shows an example."""

import click
import pytest

from leitai.cli import main


def commands(group: click.Group, path: tuple[str, ...] = ()) -> list[tuple[str, click.Command]]:
    context = click.Context(group)
    found = []
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None, name
        if isinstance(command, click.Group):
            found += commands(command, (*path, name))
        else:
            found.append((" ".join((*path, name)), command))
    return found


@pytest.mark.parametrize(("name", "command"), commands(main), ids=lambda value: value if isinstance(value, str) else "")
def test_a_command_shows_an_example_of_itself(name, command):
    assert f"Example: leitai {name}" in (command.help or "")
    assert all(getattr(option, "help", "") for option in command.params if isinstance(option, click.Option))
