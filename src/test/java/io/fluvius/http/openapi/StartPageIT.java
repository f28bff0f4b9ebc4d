package io.fluvius.http.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.environment.OnH2;
import io.fluvius.http.HttpJourney;
import io.fluvius.http.TestResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a browser shows at the root of the server. */
@OnH2
class StartPageIT extends HttpJourney {

    private static final Pattern LINK = Pattern.compile("href=\"(/[^\"]*)\"");

    @ParameterizedTest
    @ValueSource(
            strings = {"text/html,application/xhtml+xml,*/*;q=0.8", "*/*", "application/json", "image/png", "nonsense"})
    void the_root_is_a_page_whatever_the_client_accepts(String accept) {
        TestResponse page =
                request("GET", "/").header("Accept", accept).exchange().is(200);

        assertThat(page.header("Content-Type")).isEqualTo("text/html;charset=UTF-8");
        assertThat(page.header("Cache-Control")).contains("no-store");
        assertThat(page.text()).containsOnlyOnce("<h1>Overview</h1>").contains("<html lang=\"en\">", "Fluvius ");
    }

    @Test
    void every_link_of_it_works() {
        List<String> links = LINK.matcher(get("/").is(200).text())
                .results()
                .map((MatchResult link) -> link.group(1))
                .toList();

        assertThat(links)
                .contains(
                        "/v3/api-docs",
                        "/api/meta",
                        "/api/users",
                        "/api/groups",
                        "/api/memberships",
                        "/problems/rejected")
                .allSatisfy(link -> assertThat(status(link)).as(link).isIn(200, 302));
    }

    /** Pages for operators name classes, such as those of sagas, which other responses must not. */
    private int status(String link) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port() + link))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }

    @Test
    void it_loads_nothing_from_elsewhere() {
        assertThat(get("/").text())
                .doesNotContain("://", "src=\"//", "@import")
                .contains("<script src=\"/console-assets/");
    }

    @Test
    void head_has_the_headers_of_get() {
        TestResponse head = request("HEAD", "/").exchange().is(200);

        assertThat(head.header("Content-Type")).isEqualTo(get("/").header("Content-Type"));
        assertThat(head.text()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE"})
    void another_method_is_refused(String method) {
        TestResponse refused = request(method, "/").exchange();

        refused.isProblem(405, "method-not-allowed");
        assertThat(String.valueOf(refused.header("Allow")))
                .contains("GET", "HEAD")
                .doesNotContain(method);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/index.html", "/home", "//"})
    void another_path_is_still_a_problem(String path) {
        assertThat(get(path).status()).isIn(400, 404);
    }

    @Test
    void browsers_find_an_icon() {
        TestResponse icon = get("/favicon.ico").is(200);

        assertThat(icon.bytes()).startsWith(0, 0, 1, 0);
    }
}
