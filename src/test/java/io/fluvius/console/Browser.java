package io.fluvius.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.htmlunit.WebClient;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.DomNode;
import org.htmlunit.html.HtmlAnchor;
import org.htmlunit.html.HtmlCheckBoxInput;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlInput;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.html.HtmlRadioButtonInput;
import org.htmlunit.html.HtmlSelect;
import org.htmlunit.html.HtmlTextArea;
import org.htmlunit.util.Cookie;
import org.jspecify.annotations.Nullable;

/** A browser without scripts, and the page that it shows. */
public final class Browser implements AutoCloseable {

    private final WebClient client = new WebClient();
    private final String server;
    private HtmlPage page;

    public Browser(int port) {
        server = "http://localhost:" + port;
        client.getOptions().setJavaScriptEnabled(false);
        client.getOptions().setCssEnabled(false);
        client.getOptions().setThrowExceptionOnFailingStatusCode(false);
    }

    private interface Loading {
        HtmlPage page() throws IOException;
    }

    private Browser show(Loading loading) {
        try {
            page = loading.page();
            return this;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public Browser open(String path) {
        return show(() -> client.getPage(server + path));
    }

    /** Follows the link with a text. */
    public Browser follow(String text) {
        HtmlAnchor link = page.getAnchors().stream()
                .filter(it -> it.getTextContent().strip().equals(text)
                        || it.getAttribute("aria-label").equals(text))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no link " + text + " in " + text()));
        return show(link::click);
    }

    /** Enters a value into the input with a name. */
    public Browser enter(String name, String value) {
        HtmlElement input = input(name);
        if (input instanceof HtmlInput field) {
            field.setValue(value);
        } else if (input instanceof HtmlSelect choice) {
            choice.setSelectedAttribute(value, true);
        } else {
            ((HtmlTextArea) input).setText(value);
        }
        return this;
    }

    /** Chooses one of the options with a name. */
    public Browser choose(String name, String value) {
        page.getElementsByName(name).stream()
                .map(HtmlRadioButtonInput.class::cast)
                .filter(option -> option.getValueAttribute().equals(value))
                .forEach(option -> option.setChecked(true));
        return this;
    }

    /** Marks the check box with a name and a value. */
    public Browser mark(String name, String value) {
        page.getElementsByName(name).stream()
                .map(HtmlCheckBoxInput.class::cast)
                .filter(box -> box.getValueAttribute().equals(value))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no box " + value + " in " + text()))
                .setChecked(true);
        return this;
    }

    public String entered(String name) {
        HtmlElement input = input(name);
        return input instanceof HtmlInput field ? field.getValue() : input.getTextContent();
    }

    /** The text that describes the input as wrong. */
    public String fault(String name) {
        HtmlElement input = input(name);
        assertThat(input.getAttribute("aria-invalid")).isEqualTo("true");
        return page.getElementById(input.getAttribute("aria-describedby")).getTextContent();
    }

    private HtmlElement input(String name) {
        return page.getElementsByName(name).stream()
                .map(HtmlElement.class::cast)
                .filter(it -> !it.getAttribute("type").equals("hidden"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no input " + name + " in " + text()));
    }

    /** Presses the button with a text. */
    public Browser press(String text) {
        DomElement button = page.getElementsByTagName("button").stream()
                .filter(it -> it.getTextContent().equals(text))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no button " + text + " in " + text()));
        return show(button::click);
    }

    /** Removes a hidden value from the last form of the content, as a page of another server would send it. */
    public Browser without(String name) {
        HtmlForm form = (HtmlForm) page.querySelectorAll("main form").getLast();
        form.getInputsByName(name).forEach(DomNode::remove);
        return this;
    }

    /** The page again, as it was loaded. */
    public HtmlPage page() {
        return page;
    }

    public Browser back(HtmlPage earlier) {
        page = earlier;
        return this;
    }

    public int status() {
        return page.getWebResponse().getStatusCode();
    }

    public String url() {
        return page.getUrl().toString().substring(server.length());
    }

    /** The value of a cookie; null if the browser has none with that name. */
    public @Nullable String cookie(String name) {
        Cookie cookie = client.getCookieManager().getCookie(name);
        return cookie == null ? null : cookie.getValue();
    }

    public String header(String name) {
        return page.getWebResponse().getResponseHeaderValue(name);
    }

    public String html() {
        return page.getWebResponse().getContentAsString();
    }

    public String text() {
        return page.getBody().asNormalizedText();
    }

    /** The texts of the elements that a CSS selector selects. */
    public List<String> texts(String selector) {
        return page.querySelectorAll(selector).stream()
                .map(node -> node.asNormalizedText())
                .toList();
    }

    /** The attribute of each element that a CSS selector selects. */
    public List<String> attributes(String selector, String name) {
        return page.querySelectorAll(selector).stream()
                .map(node -> ((DomElement) node).getAttribute(name))
                .toList();
    }

    @Override
    public void close() {
        client.close();
    }
}
