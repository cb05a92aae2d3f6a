"""`python -m compare` is `parallax`."""

from compare.cli import app

if __name__ == "__main__":
    app()
