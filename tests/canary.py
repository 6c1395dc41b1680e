"""Words that stand nowhere else, to be looked for in everything public."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Canaries:
    """The strings that were planted: what a published record shows there, and what is never told."""

    in_api: set[str] = field(default_factory=set)
    on_pages: set[str] = field(default_factory=set)
    never: set[str] = field(default_factory=set)

    @property
    def all(self) -> set[str]:
        return self.in_api | self.on_pages | self.never

    def plant(self, label: str) -> str:
        """Return a canary: letters only, so that every page and format spells it alike."""
        canary = self.plant_for_programs(label)
        self.on_pages.add(canary)
        return canary

    def plant_for_programs(self, label: str) -> str:
        """Return a canary that no page has a place for."""
        self.in_api.add(canary := f"zq{label}qz")
        return canary

    def plant_secret(self, label: str) -> str:
        """Return a canary that no public answer ever holds."""
        self.never.add(canary := f"zqsecret{label}qz")
        return canary

    def spelt(self, value: str, *, on_pages: str, in_api: str = "") -> str:
        """Note how a value that is no word is spelt; return it."""
        self.in_api.add(in_api or value)
        self.on_pages.add(on_pages)
        return value
