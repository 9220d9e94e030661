#!/usr/bin/env python3
r"""page.py COMMAND [SCREENSHOTS]: the page in headless Chromium on a running demonstration: it loads, an order given
there takes effect, it recovers when the server goes and comes back, it is light, alone, and usable by everybody."""
import pathlib
import re
import sys

import axe_core_python
from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from demonstration import TOKEN, Demonstration, until

WEIGHT = 60_000
PAINT = 1000  # ms; a busy machine is no fault of the page's, so this only catches what hangs
AXE = (pathlib.Path(axe_core_python.__file__).parent / "axe.min.js").read_text()
SIZES = {"phone": (390, 844, True), "desktop": (1280, 800, False)}


def browser():
    options = Options()
    for flag in ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars"]:
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
    driver.set_script_timeout(60)
    return driver


def look(driver, size, scheme, height=None):
    width, usual, is_mobile = SIZES[size]
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
        "width": width, "height": height or usual, "deviceScaleFactor": 1, "mobile": is_mobile})
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {
        "features": [{"name": "prefers-color-scheme", "value": scheme}, {"name": "prefers-reduced-motion", "value": "reduce"}]})


class Page:
    def __init__(self, driver, address):
        self.driver = driver
        driver.get(address)

    def text(self, name):
        return self.driver.execute_script("return document.getElementById(arguments[0]).textContent", name)

    def shown(self, name):
        return self.driver.find_element(By.ID, name).is_displayed()

    def is_live(self):
        return self.text("link").startswith("live")

    def powered(self):
        return int(re.match(r"(\d+) of", self.text("boards-on"))[1])

    def click(self, selector):
        element = self.driver.find_element(By.CSS_SELECTOR, selector)
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", element)
        element.click()


def weight(demonstration):
    sizes = {path or "page.html": len(demonstration.ask(path)[2])
             for path in ["", "page.css", "page.js", "icon.svg", "manifest.webmanifest"]}
    total = sum(sizes.values())
    for path in ["", "page.css", "page.js"]:
        outside = re.findall(rb"(?:https?:)?//[a-z0-9.-]+\.[a-z]{2,}", demonstration.ask(path)[2])
        assert not outside, f"{path} names places outside: {outside}"
    assert total < WEIGHT, f"the page weighs {total} bytes: {sizes}"
    return total


def loads(page):
    until(page.is_live, "the page is live")
    until(lambda: page.text("soc") not in ("–", ""), "the charge is shown")
    until(lambda: page.driver.find_elements(By.CSS_SELECTOR, "#flow svg"), "the flows are drawn")
    until(lambda: page.driver.find_elements(By.CSS_SELECTOR, "#plan svg"), "the plan is drawn")
    until(lambda: len(page.driver.find_elements(By.CSS_SELECTOR, "#leds button")) == 4, "four boards")
    paint = page.driver.execute_script("return performance.getEntriesByName('first-paint')[0]?.startTime ?? 0")
    assert paint < PAINT, f"the first paint took {paint} ms"
    return paint


def orders(page):
    """Pause is asked for, shown with what would happen, refused without the token, given with it, and taken back."""
    until(lambda: page.powered() > 0, "boards run", 120)
    page.click("[data-order=pause]")
    until(lambda: page.shown("token-text"), "the token is asked for")
    page.driver.find_element(By.ID, "token-text").send_keys("wrong", Keys.ENTER)
    until(lambda: "not the rig" in page.text("token-why") and page.shown("token-text"), "a wrong token is told")
    page.driver.find_element(By.ID, "token-text").send_keys(TOKEN, Keys.ENTER)
    until(lambda: page.shown("ask-yes"), "what would happen is shown")
    assert page.text("ask-title") == "Mining is paused?", page.text("ask-title")
    assert "2 h" in page.text("ask-words") or "119 min" in page.text("ask-words"), page.text("ask-words")
    page.click("#ask-no")
    until(lambda: not page.shown("ask-yes"), "the question is gone")
    assert "None stands" in page.text("standing"), "what was only asked was done"
    page.click("[data-order=pause]")
    until(lambda: page.shown("ask-yes"), "the question is there again")
    page.click("#ask-yes")
    until(lambda: "mining is paused" in page.text("standing"), "the order stands")
    until(lambda: page.powered() == 0 and "paused" in page.text("reason"), "the order takes effect")
    page.click("[data-clear]")
    until(lambda: "None stands" in page.text("standing"), "the order is taken back")


def past(page):
    page.driver.find_element(By.ID, "tab-now").send_keys(Keys.ARROW_RIGHT)
    until(lambda: page.shown("chart") and page.driver.execute_script("return document.getElementById('chart').naturalWidth") > 200,
          "the chart is drawn")
    page.click("[data-period=week]")
    until(lambda: page.text("past-title") == "This week" and page.shown("chart"), "the week is drawn")


def console(page):
    page.click("#tab-console")
    until(lambda: page.text("screen"), "the console greets")
    keys = page.driver.find_element(By.ID, "keys")
    keys.send_keys("12")
    until(lambda: page.text("screen").endswith("12"), "digits show as they are typed")
    keys.send_keys(Keys.BACKSPACE)
    until(lambda: page.text("screen").endswith("1"), "backspace takes one back")
    keys.send_keys(Keys.ESCAPE, "/y")
    until(lambda: "Order \"boost\" until each board" in " ".join(page.text("screen").split()), "a letter is told of")
    keys.send_keys("x")
    until(lambda: "closed" in page.text("screen"), "x leaves it")


def everybody(driver, where):
    """No serious finding of axe; smaller ones are told."""
    driver.execute_script(AXE)
    found = driver.execute_async_script("axe.run(document).then(arguments[0])")["violations"]
    for one in found:
        nodes = "; ".join(node["html"][:100] for node in one["nodes"][:3])
        print(f"  axe, {where}: {one['impact']}: {one['id']}: {one['help']} ({nodes})")
    bad = [one["id"] for one in found if one["impact"] in ("serious", "critical")]
    assert not bad, f"{where}: {bad}"


def picture(driver, folder, name, size, scheme):
    if not folder:
        return
    height = driver.execute_script("return document.documentElement.scrollHeight")
    look(driver, size, scheme, max(height, SIZES[size][1]))
    until(lambda: driver.execute_script("return innerHeight") >= height, "the window is as high as the page")
    driver.save_screenshot(str(pathlib.Path(folder) / f"{name}-{size}-{scheme}.png"))
    look(driver, size, scheme)


def main(command, folder):
    driver = browser()
    try:
        with Demonstration(command) as demonstration:
            total = weight(demonstration)
            look(driver, "phone", "light")
            page = Page(driver, demonstration.address)
            paint = loads(page)
            orders(page)
            wide = driver.execute_script("return document.documentElement.scrollWidth")
            assert wide <= 390, f"the page is {wide} pixels wide on a phone of 390"
            for size in SIZES:
                for scheme in ["light", "dark"]:
                    look(driver, size, scheme)
                    everybody(driver, f"now, {size}, {scheme}")
                    picture(driver, folder, "now", size, scheme)
            past(page)
            everybody(driver, "history")
            picture(driver, folder, "history", "desktop", "dark")
            console(page)
            everybody(driver, "console")
            picture(driver, folder, "console", "desktop", "light")
            picture(driver, folder, "console", "phone", "dark")
            page.click("#tab-now")
            page.click("[data-order=night]")
            until(lambda: page.shown("ask-yes"), "the question is there")
            everybody(driver, "question")
            page.click("#ask-no")
            demonstration.kill()
            until(lambda: not page.is_live(), "the page tells that the rig is gone")
            demonstration.start()
            until(page.is_live, "the page recovers")
            until(lambda: page.text("soc") not in ("–", ""), "the charge is shown again")
            outside = driver.execute_script(
                "return performance.getEntriesByType('resource').map(e => e.name).filter(n => !n.startsWith(location.origin) && !n.startsWith('blob:'))")
            assert not outside, f"asked elsewhere: {outside}"
            logged = [entry["message"] for entry in driver.get_log("browser")
                      if entry["level"] == "SEVERE" and not re.search(r"ERR_(CONNECTION|INCOMPLETE|EMPTY)|status of (401|503)", entry["message"])]
            assert not logged, f"the browser complains: {logged}"
    finally:
        driver.quit()
    print(f"page: {total} bytes in all, first paint after {paint:.0f} ms, orders, history, recovery, axe: good")


if __name__ == "__main__":
    try:
        main(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "")
    except AssertionError as error:
        sys.exit(f"failed: {error}")
