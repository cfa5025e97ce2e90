"""What every command does first: read the settings, apply its options, and go offline before libraries load."""

from pathlib import Path
from typing import Annotated

import typer

from bot.settings import Settings, go_offline, load_settings

DataDir = Annotated[Path | None, typer.Option(help="Folder of the index (default: GOGLOBAL_DATA_DIR).")]


def open_settings(data_dir: Path | None, **changes: object) -> Settings:
    """The settings with what the command line names put in their place."""
    settings = load_settings()
    wanted = {name: value for name, value in {"data_dir": data_dir, **changes}.items() if value is not None}
    settings = settings.model_copy(update=wanted)
    go_offline(allow_download=settings.embedding_download)
    return settings
