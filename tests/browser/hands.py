"""What a curator does at the browser, counted: a click, a choice, or a field typed is one."""


class Hands:
    def __init__(self, context):
        self.count = 0
        self.requests = []
        self.errors = []
        context.on("request", lambda request: self.requests.append(request.url))
        context.on("console", self._note)
        self.page = context.new_page()

    def _note(self, message):
        if message.type == "error":
            self.errors.append(message.text)

    def troubles(self, base: str) -> list[str]:
        """Return what must not happen: errors on the console, requests to another host."""
        outside = [url for url in self.requests if not url.startswith((base, "data:", "about:"))]
        return self.errors + outside

    def log_in(self, user: str, password: str) -> None:
        self.page.goto("/admin/login/")
        self.page.fill("#id_username", user)
        self.page.fill("#id_password", password)
        self.page.click("[type=submit]")

    def type(self, selector: str, text: str, *, page=None) -> None:
        self.count += 1
        (page or self.page).fill(selector, text)

    def choose(self, selector: str, value: str, *, page=None) -> None:
        self.count += 1
        (page or self.page).select_option(selector, value)

    def click(self, selector: str, *, page=None) -> None:
        self.count += 1
        (page or self.page).click(selector)

    def complete(self, field: str, text: str, *, page=None) -> None:
        """Open an autocomplete field, type, and take the first that is found: three acts."""
        page = page or self.page
        self.count += 3
        page.click(f".field-{field} .select2-selection")
        page.keyboard.type(text)
        # The list is open before the answer to what was typed has come.
        page.click(f".select2-results__option--highlighted:has-text('{text}')")

    def popup(self, selector: str):
        """Press a “+” and return the window that opens."""
        self.count += 1
        with self.page.expect_popup() as opened:
            self.page.click(selector)
        return opened.value
