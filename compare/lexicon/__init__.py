"""Our own word lists: constants only, imported by the stages."""
