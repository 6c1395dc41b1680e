"""Schemathesis takes seconds to be imported: only where the contract is asked for."""


def pytest_ignore_collect(collection_path, config):
    return True if config.option.markexpr == "not contract" else None
