package io.fluvius.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.htmlunit.WebClient;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.DomNode;
import org.htmlunit.html.HtmlAnchor;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlInput;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.html.HtmlSelect;
import org.htmlunit.html.HtmlTextArea;

/** A browser without scripts, and the page that it shows. */
final class Browser implements AutoCloseable {

    private final WebClient client = new WebClient();
    private final String server;
    private HtmlPage page;

    Browser(int port) {
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

    Browser open(String path) {
        return show(() -> client.getPage(server + path));
    }

    /** Follows the link with a text. */
    Browser follow(String text) {
        HtmlAnchor link = page.getAnchors().stream()
                .filter(it -> it.getTextContent().strip().equals(text)
                        || it.getAttribute("aria-label").equals(text))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no link " + text + " in " + text()));
        return show(link::click);
    }

    /** Enters a value into the input with a name. */
    Browser enter(String name, String value) {
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

    String entered(String name) {
        HtmlElement input = input(name);
        return input instanceof HtmlInput field ? field.getValue() : input.getTextContent();
    }

    /** The text that describes the input as wrong. */
    String fault(String name) {
        HtmlElement input = input(name);
        assertThat(input.getAttribute("aria-invalid")).isEqualTo("true");
        return page.getElementById(input.getAttribute("aria-describedby")).getTextContent();
    }

    private HtmlElement input(String name) {
        return (HtmlElement) page.getElementsByName(name).getFirst();
    }

    /** Presses the button with a text. */
    Browser press(String text) {
        DomElement button = page.getElementsByTagName("button").stream()
                .filter(it -> it.getTextContent().equals(text))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no button " + text + " in " + text()));
        return show(button::click);
    }

    /** Removes a hidden value from the last form, as a page of another server would send it. */
    Browser without(String name) {
        HtmlForm form = page.getForms().getLast();
        form.getInputsByName(name).forEach(DomNode::remove);
        return this;
    }

    /** The page again, as it was loaded. */
    HtmlPage page() {
        return page;
    }

    Browser back(HtmlPage earlier) {
        page = earlier;
        return this;
    }

    int status() {
        return page.getWebResponse().getStatusCode();
    }

    String url() {
        return page.getUrl().toString().substring(server.length());
    }

    String header(String name) {
        return page.getWebResponse().getResponseHeaderValue(name);
    }

    String html() {
        return page.getWebResponse().getContentAsString();
    }

    String text() {
        return page.getBody().asNormalizedText();
    }

    /** The texts of the elements that a CSS selector selects. */
    List<String> texts(String selector) {
        return page.querySelectorAll(selector).stream()
                .map(node -> node.asNormalizedText())
                .toList();
    }

    /** The attribute of each element that a CSS selector selects. */
    List<String> attributes(String selector, String name) {
        return page.querySelectorAll(selector).stream()
                .map(node -> ((DomElement) node).getAttribute(name))
                .toList();
    }

    @Override
    public void close() {
        client.close();
    }
}
