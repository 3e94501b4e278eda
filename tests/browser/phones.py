"""The page with the pretend phones, in the words of somebody who holds one."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from playwright.sync_api import ConsoleMessage, Error, Locator, Page, expect

SOON = 3_000  # milliseconds in which an answer is there: "at once", for a person
_WATCH = """addEventListener("securitypolicyviolation",
  (event) => console.error(`refused by policy: ${event.violatedDirective}`));"""


@dataclass(frozen=True, slots=True)
class Phone:
    """One card of the page."""

    card: Locator

    @property
    def field(self) -> Locator:
        return self.card.get_by_role("textbox", name="Text from this phone")

    @property
    def log(self) -> Locator:
        return self.card.get_by_role("log")

    @property
    def from_line(self) -> Locator:
        return self.card.locator(".bubble.line")

    @property
    def count(self) -> Locator:
        return self.card.locator(".count")

    def button(self, name: str) -> Locator:
        return self.card.get_by_role("button", name=name, exact=True)

    def text(self, words: str) -> None:
        self.field.fill(words)
        self.field.press("Enter")

    def reads(self, words: str, within: float = SOON) -> None:
        """The newest text from the line has these words."""
        expect(self.from_line.last).to_contain_text(words, timeout=within)


@dataclass  # no slots: Playwright writes on whoever listens
class Phones:
    """The page. Whatever the browser complains about is kept, and must be empty in the end."""

    page: Page
    complaints: list[str] = field(default_factory=list)

    def open(self, address: str) -> None:
        self.page.on("console", self._heard)
        self.page.on("pageerror", self._broke)
        self.page.add_init_script(_WATCH)
        self.page.goto(address)
        expect(self.phone(1).log).to_be_visible()

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(message.text)

    def _broke(self, error: Error) -> None:
        self.complaints.append(str(error))

    def phone(self, at: int) -> Phone:
        return Phone(self.page.get_by_role("region", name=f"Phone {at}", exact=True))

    def another(self, number: str) -> Phone:
        self.page.get_by_role("textbox", name="Number for another phone").fill(number)
        self.page.get_by_role("button", name="Another phone").click()
        return self.with_number(number)

    def with_number(self, number: str) -> Phone:
        phone = Phone(self.page.get_by_role("region").filter(has_text=number))
        expect(phone.log).to_be_visible()
        return phone

    def show_trouble(self) -> None:
        self.page.locator("summary").click()

    def arrange(self, name: str, told: str) -> None:
        """Press a button of the trouble panel; it then says what is arranged."""
        self.page.get_by_role("button", name=name).click()
        expect(self.page.locator("#arranged")).to_contain_text(told)

    def colours(self) -> tuple[int, int]:
        """How light the page's ground and its letters are, 0 to 255."""
        styles = "(body) => [getComputedStyle(body).backgroundColor, getComputedStyle(body).color]"
        ground, letters = self.page.locator("body").evaluate(styles)
        return _lightness(ground), _lightness(letters)

    def width(self) -> int:
        """Of all there is. Not compared to the window: a small screen zooms out to fit it in."""
        return int(self.page.evaluate("() => document.documentElement.scrollWidth"))

    def focused(self) -> tuple[str, bool]:
        """What the keyboard is on, and whether that can be seen."""
        name, seen = json.loads(self.page.evaluate(_FOCUSED))
        return str(name), bool(seen)


def _lightness(colour: str) -> int:
    red, green, blue = (int(part) for part in colour[colour.index("(") + 1 : -1].split(",")[:3])
    return round(0.3 * red + 0.59 * green + 0.11 * blue)


_FOCUSED = """() => {
  const at = document.activeElement, style = getComputedStyle(at), box = at.getBoundingClientRect();
  const name = at.getAttribute("aria-label") || at.labels?.[0]?.textContent || at.textContent;
  const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const inside = box.width > 0 && box.right > 0 && box.bottom > 0 && box.top < innerHeight;
  return JSON.stringify([name.trim().replace(/\\s+/g, " "), ring && inside]);
}"""
