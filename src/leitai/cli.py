"""The root command. Each room brings its own commands; a room is imported only when its command is called."""

import importlib

import click

COMMANDS = {
    "account": "leitai.accounts.cli:account",
    "audit": "leitai.ledger.cli.seals:audit",
    "backup": "leitai.ledger.cli.backups:backup",
    "archive": "leitai.ledger.analytics.cli:archive",
    "bench": "leitai.web.cli:bench",
    "datasets": "leitai.intake.cli:datasets",
    "deck": "leitai.meetings.cli:deck",
    "demo": "leitai.web.cli:demo",
    "extract": "leitai.intake.cli:extract",
    "facts": "leitai.ledger.cli.facts:facts",
    "formula": "leitai.formulas.cli:formula",
    "league": "leitai.league.cli:league",
    "manage": "leitai.web.cli:manage",
    "prove": "leitai.ledger.cli.seals:prove",
    "remind": "leitai.intake.cli:remind",
    "restore": "leitai.ledger.cli.backups:restore",
    "seal": "leitai.ledger.cli.seals:seal",
    "serve": "leitai.web.cli:serve",
    "setup": "leitai.web.cli:setup",
    "screenshots": "leitai.web.cli:screenshots",
    "openapi": "leitai.web.cli:openapi",
    "verify": "leitai.ledger.cli.verifying:verify",
}


class RoomCommands(click.Group):
    """A group that imports a room only when its command is asked for: `leitai extract` never loads Django."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        """All command names."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of this name, None where there is none."""
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return command


@click.group(cls=RoomCommands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="leitai")
def main() -> None:
    """Leitai (擂台): every figure is reported once, with its evidence."""
