"""Keep a copy of the public record: `sync` takes over what changed since it last ran."""

import json

FEED = "/api/v1/changes/"


def sync(copy: dict, fetch) -> None:
    """Bring `copy` up to date; an empty dict is a copy that has nothing yet.

    `fetch` is given a path and returns the status and the body of the answer. Afterwards `copy`
    has `revision`, up to which it is complete, and `records` by the paths of their documents.
    """
    have, records = copy.setdefault("revision", 0), copy.setdefault("records", {})
    following, actions = f"{FEED}?since={have}&page_size=500", {}
    while following:
        feed = read(fetch, following)
        if feed["revision"] < have:  # the site was put back to an earlier state
            copy.clear()
            sync(copy, fetch)
            return
        actions |= {change["url"]: change["action"] for change in feed["results"]}
        following = feed["next"]
    for path, action in actions.items():
        document = read(fetch, path) if action == "upsert" else None
        if document is None:
            records.pop(path, None)
        else:
            records[path] = document
    copy["revision"] = feed["revision"]


def read(fetch, path: str) -> dict | None:
    """Return what is at `path`; None where a record was withdrawn meanwhile."""
    status, body = fetch(path)
    if status == 410:
        return None
    if status != 200:
        raise OSError(f"{path} answers {status}")
    return json.loads(body)
