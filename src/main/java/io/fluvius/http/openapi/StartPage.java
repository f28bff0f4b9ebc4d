package io.fluvius.http.openapi;

import io.fluvius.domain.registry.DomainRegistry;
import io.fluvius.problem.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.AbstractController;
import org.springframework.web.util.HtmlUtils;

/** The page at {@code /}, for people who open the server in a browser: what runs here, and where its documents are. */
final class StartPage extends AbstractController {

    /** Loads nothing from elsewhere, and has a contrast and a structure that every reader can use. */
    private static final String PAGE = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>%1$s</title>
            <link rel="icon" href="/favicon.ico">
            <style>
            :root { color-scheme: light dark; }
            body { font: 1rem/1.5 system-ui, sans-serif; max-width: 42rem; margin: 2rem auto; padding: 0 1rem; }
            ul { padding-left: 1.25rem; }
            </style>
            </head>
            <body>
            <main>
            <h1>%1$s</h1>
            <p>An event-sourced application on Fluvius %2$s. It accepts commands and answers queries over HTTP, in JSON.</p>
            <ul>
            <li><a href="%3$s">Every request, to read and to try</a></li>
            <li><a href="/v3/api-docs">The same as an OpenAPI document</a></li>
            <li><a href="/api/meta">The domains, their commands and their resources, for programs</a></li>
            </ul>
            <h2>Resources</h2>
            <ul>
            %4$s
            </ul>
            <h2>Problems</h2>
            <p>A request that fails gets one of these. Each page says when it occurs and what to do.</p>
            <ul>
            %5$s
            </ul>
            </main>
            </body>
            </html>
            """;

    private final String html;

    /**
     * @param name of the application
     * @param documentation the path of the page that documents every request
     */
    StartPage(String name, String version, String documentation, DomainRegistry domains) {
        super(false);
        setSupportedMethods(METHOD_GET, METHOD_HEAD);
        Stream<String> resources = domains.all().stream()
                .flatMap(domain -> domain.views().stream())
                .map(view -> "/api/" + view.path())
                .sorted();
        Stream<String> problems = Arrays.stream(ProblemCode.values()).map(code -> "/problems/" + code.text());
        this.html = PAGE.formatted(
                HtmlUtils.htmlEscape(name),
                HtmlUtils.htmlEscape(version),
                HtmlUtils.htmlEscape(documentation),
                links(resources),
                links(problems));
    }

    @Override
    protected @Nullable ModelAndView handleRequestInternal(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        byte[] body = html.getBytes(StandardCharsets.UTF_8);
        response.setContentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8).toString());
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
        return null;
    }

    private static String links(Stream<String> paths) {
        return paths.map(path -> "<li><a href=\"%1$s\"><code>%1$s</code></a></li>".formatted(path))
                .collect(Collectors.joining("\n"));
    }
}
