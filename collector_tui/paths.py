"""Where things lie: the shipped assets, the book, the demo, the configuration."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_NAME = "collector"


def asset(*parts: str) -> Path:
    """One shipped file: a wheel carries the assets inside the package, a checkout keeps them beside it."""
    inside = _PACKAGE / "assets"
    return (inside if inside.is_dir() else _PACKAGE.parent / "assets").joinpath(*parts)


def data_folder() -> Path:
    """The folder that holds the book, its backups and the demo."""
    import platformdirs

    return Path(platformdirs.user_data_dir(_NAME, appauthor=False))


def default_book() -> Path:
    """The book that is opened when none is named."""
    return data_folder() / "collector.db"


def demo_book() -> Path:
    """The demo's book: in a folder of its own, never the real one."""
    return data_folder() / "demo" / "demo.db"


def default_config() -> Path:
    """The configuration that is read when none is named."""
    import platformdirs

    return Path(platformdirs.user_config_dir(_NAME, appauthor=False)) / "config.toml"


def real(path: Path) -> Path:
    """The place itself that a path leads to, through any links: whoever opens a book finds the same lock and mark beside it."""
    try:
        return path.resolve()
    except (OSError, RuntimeError):
        return path.absolute()
