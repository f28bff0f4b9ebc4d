package io.fluvius.console.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.logging.Level;
import org.awaitility.core.ThrowingRunnable;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/** Chromium, and the page in its current window. */
final class BrowserWindow {

    private final ChromeDriver driver;
    private final String server;

    BrowserWindow(ChromeDriver driver, String server) {
        this.driver = driver;
        this.server = server;
    }

    /** The same window for another address of the server. */
    BrowserWindow at(String address) {
        return new BrowserWindow(driver, address);
    }

    BrowserWindow open(String path) {
        driver.get(server + path);
        return this;
    }

    /** Opens a page in a tab in front of this one, which is hidden then, and returns its name for {@link #show}. */
    String openTab(String path) {
        return openAnother(WindowType.TAB, path);
    }

    /** Opens a page in a window beside this one, and returns its name for {@link #show}. */
    String openWindow(String path) {
        return openAnother(WindowType.WINDOW, path);
    }

    private String openAnother(WindowType type, String path) {
        driver.switchTo().newWindow(type);
        open(path);
        return name();
    }

    String name() {
        return driver.getWindowHandle();
    }

    /** Brings a window to the front. */
    BrowserWindow show(String name) {
        driver.switchTo().window(name);
        command("Page.bringToFront", Map.of());
        return this;
    }

    /** Follows the link with a text or a label. */
    BrowserWindow follow(String text) {
        return load(() -> click("a", text));
    }

    /** Presses the button with a text, which leads to a page. */
    BrowserWindow press(String text) {
        return load(() -> click("button", text));
    }

    /** Presses the Enter key, which leads to a page. */
    BrowserWindow enter() {
        return load(() -> type(Keys.ENTER));
    }

    /** Waits for the next page, because the browser may begin to load it later than it says that the click is done. */
    private BrowserWindow load(Runnable click) {
        evaluate("window.isLeft = true");
        click.run();
        awaits(() -> assertThat(evaluate("return window.isLeft !== true && document.readyState === 'complete'"))
                .isEqualTo(true));
        return this;
    }

    /** Presses the button with a text, which changes the page. */
    BrowserWindow touch(String text) {
        return click("button", text);
    }

    /** A page may replace a part of itself, which then has to be found again. */
    private BrowserWindow click(String tag, String text) {
        awaits(() -> {
            WebElement found = (WebElement) driver.executeScript("""
                    const [tag, text] = arguments;
                    return [...document.querySelectorAll(tag)].find(it => it.checkVisibility()
                            && (it.innerText.trim() === text || it.getAttribute('aria-label') === text));""", tag, text);
            if (found == null) {
                throw new AssertionError("no " + tag + " " + text + " in " + text());
            }
            found.click();
        });
        return this;
    }

    BrowserWindow unfold(String summary) {
        return click("summary", summary);
    }

    /** Enters a value into the input with a name. */
    BrowserWindow enter(String name, String value) {
        WebElement input = element("[name='" + name + "']:not([type=hidden])");
        if (input.getTagName().equals("select")) {
            input.findElement(By.cssSelector("option[value='" + value + "']")).click();
        } else {
            input.clear();
            input.sendKeys(value);
        }
        return this;
    }

    BrowserWindow mark(String selector) {
        element(selector).click();
        return this;
    }

    /** Presses keys where the focus is. */
    BrowserWindow type(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
        return this;
    }

    /** Presses a key while Control is held down. */
    BrowserWindow typeWithControl(String key) {
        new Actions(driver)
                .keyDown(Keys.CONTROL)
                .sendKeys(key)
                .keyUp(Keys.CONTROL)
                .perform();
        return this;
    }

    WebElement focused() {
        return driver.switchTo().activeElement();
    }

    WebElement element(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    boolean has(String selector) {
        return !driver.findElements(By.cssSelector(selector)).isEmpty();
    }

    /** The visible texts of the elements that a CSS selector selects. */
    List<String> texts(String selector) {
        return driver.findElements(By.cssSelector(selector)).stream()
                .map(WebElement::getText)
                .toList();
    }

    String text() {
        return element("body").getText();
    }

    /** The path and the query of the page. */
    String url() {
        return Objects.requireNonNull(driver.getCurrentUrl()).substring(server.length());
    }

    int status() {
        return ((Number) evaluate("return performance.getEntriesByType('navigation')[0].responseStatus")).intValue();
    }

    /** The path and the query to which a link leads. */
    String link(String selector) {
        return Objects.requireNonNull(element(selector).getDomProperty("href")).substring(server.length());
    }

    /** What is wider than the window, so that the page would have to be moved sideways. */
    @SuppressWarnings("unchecked")
    List<String> overflow() {
        return (List<String>) evaluate("""
                const width = innerWidth;
                if (document.scrollingElement.scrollWidth <= width) {
                    return [];
                }
                return [...document.body.querySelectorAll('*')]
                        .filter(it => it.getBoundingClientRect().right > width && !it.closest('.wide *'))
                        .map(it => it.outerHTML.slice(0, 200));""");
    }

    /** The bytes of the page and of all that it has loaded. */
    int bytes() {
        return ((Number) evaluate("""
                return [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
                        .reduce((bytes, entry) => bytes + entry.encodedBodySize, 0)""")).intValue();
    }

    Object evaluate(String script, Object... arguments) {
        return Objects.requireNonNullElse(driver.executeScript(script, arguments), "");
    }

    /** Waits until the page is as expected; it may change while it is read. */
    void awaits(ThrowingRunnable expectation) {
        await().atMost(Duration.ofSeconds(20))
                .ignoreException(StaleElementReferenceException.class)
                .untilAsserted(expectation);
    }

    /** What the browser has reported since the last call: errors of scripts, refused content, failed requests. */
    List<String> errors() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    BrowserWindow width(int width) {
        command(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 800, "deviceScaleFactor", 1, "mobile", false));
        return this;
    }

    /** Prefers {@code light} or {@code dark} pages. */
    BrowserWindow prefer(String scheme) {
        command(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
        return this;
    }

    BrowserWindow withoutScripts() {
        command("Emulation.setScriptExecutionDisabled", Map.of("value", true));
        return this;
    }

    Map<String, Object> command(String name, Map<String, Object> parameters) {
        return driver.executeCdpCommand(name, parameters);
    }

    /** What the window shows, as a PNG. */
    byte[] picture() {
        return driver.getScreenshotAs(OutputType.BYTES);
    }

    /** What hinders people with disabilities, and is serious. */
    List<String> barriers() {
        return Accessibility.barriers(driver);
    }

    /** Leaves one empty window that remembers nothing. */
    void reset() {
        List<String> windows = new ArrayList<>(driver.getWindowHandles());
        while (windows.size() > 1) {
            driver.switchTo().window(windows.removeLast()).close();
        }
        driver.switchTo().window(windows.getFirst());
        command("Emulation.setScriptExecutionDisabled", Map.of("value", false));
        command("Emulation.clearDeviceMetricsOverride", Map.of());
        command("Emulation.setEmulatedMedia", Map.of());
        driver.get("about:blank");
        errors();
        assertThat(Set.copyOf(driver.getWindowHandles())).hasSize(1);
    }
}
