package io.fluvius.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.fluvius.documentation.Markdown;
import io.fluvius.environment.Asvs;
import io.fluvius.environment.Chromium;
import io.fluvius.environment.OnH2;
import io.fluvius.problem.StartupRefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Pages of another origin: what a browser asks, and the page of the documentation in a browser. */
@OnH2
class FrontEndIT extends HttpJourney {

    private static final HttpServer PAGES = pages();

    @DynamicPropertySource
    static void allow_the_origin_of_the_pages(DynamicPropertyRegistry registry) {
        registry.add("fluvius.http.allowed-origins", () -> "https://www.example.com," + origin());
    }

    @AfterAll
    static void stop() {
        PAGES.stop(0);
    }

    @Test
    void a_preflight_request_returns_what_the_page_may_do() {
        TestResponse response = request("OPTIONS", "/api/commands/create-user")
                .header("Origin", origin())
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "content-type, if-match")
                .exchange()
                .is(200);

        assertThat(response.header("Access-Control-Allow-Origin")).isEqualTo(origin());
        assertThat(response.header("Access-Control-Allow-Methods")).contains("POST");
        assertThat(response.header("Access-Control-Allow-Headers")).contains("content-type", "if-match");
        assertThat(response.header("Access-Control-Max-Age")).isEqualTo("3600");
        assertThat(response.headers()).doesNotContainKey("access-control-allow-credentials");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/users", "/api/meta", "/api/nope", "/api/users?limit=0", "/api/commands", "/nope;a"})
    @Asvs("V3.4.2")
    void a_page_of_an_allowed_origin_can_read_every_response(String path) {
        TestResponse response =
                request("GET", path).header("Origin", "https://www.example.com").exchange();

        assertThat(response.header("Access-Control-Allow-Origin")).isEqualTo("https://www.example.com");
        assertThat(response.header("Access-Control-Expose-Headers"))
                .contains("Allow", "ETag", "Location", "Preference-Applied", "Retry-After", "Position");
        assertThat(String.join(", ", response.headers().get("vary"))).containsIgnoringCase("Origin");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "http://www.example.com",
                "https://www.example.com:8443",
                "https://example.com",
                "https://www.example.com.evil.example"
            })
    @Asvs("V3.4.2")
    void other_origins_are_still_refused(String origin) {
        int before = events();
        TestResponse response = request("POST", "/api/commands/create-user")
                .header("Origin", origin)
                .json(user("John", freshEmail()))
                .exchange()
                .isProblem(403, "forbidden");

        assertThat(response.json().path("detail").stringValue()).contains(origin, "http://127.0.0.1:" + port());
        assertThat(response.headers()).doesNotContainKey("access-control-allow-origin");
        assertThat(events()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "null",
                "www.example.com",
                "https://*.example.com",
                "https://www.example.com/",
                "https://www.example.com/app",
                "https://www.example.com:443",
                "http://localhost:80",
                "http://localhost:0",
                "HTTP://localhost",
                "file://"
            })
    void a_setting_that_is_not_an_origin_is_refused_at_start(String origin) {
        assertThatThrownBy(() -> new AllowedOriginProperties(List.of("http://localhost:5173", origin)).requireOrigins())
                .isInstanceOf(StartupRefusedException.class)
                .hasMessageContaining("fluvius.http.allowed-origins has the value " + origin + ",");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost", "https://[::1]:8443", "http://127.0.0.1:3000", "https://a.b-c.example"})
    void a_setting_that_is_an_origin_is_accepted(String origin) {
        new AllowedOriginProperties(List.of(origin)).requireOrigins();
    }

    @Test
    void the_page_of_the_documentation_works_in_a_browser(@TempDir Path profile) throws Exception {
        Path browser = Chromium.browser(FrontEndIT.class);
        String email = freshEmail();
        deliver("/users.html", page("Ann Browser", email));
        deliver("/fault.html", page("", email));

        assertThat(shown(browser, "/users.html", profile))
                .contains("Created /api/users/")
                .contains("<li>Ann Browser, " + email + "</li>");
        assertThat(shown(browser, "/fault.html", profile)).contains("/payload/name must not be blank");
    }

    /** The page of the documentation, whose form is sent as soon as it has been loaded. */
    private String page(String name, String email) {
        String page = Markdown.read(Path.of("docs/how-to/call-it-from-a-front-end.md")).blocks().stream()
                .filter(block -> block.language().equals("html"))
                .findFirst()
                .orElseThrow()
                .text();
        String sent = "form.elements.name.value = '%s'; form.elements.email.value = '%s'; form.requestSubmit();"
                .formatted(name, email);
        return page.replace("http://localhost:8080", "http://localhost:" + port())
                .replace("await show('');", "await show(''); " + sent);
    }

    /** The document after all scripts and requests. */
    private static String shown(Path browser, String path, Path profile) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(Chromium.arguments());
        command.addFirst(browser.toString());
        command.addAll(
                List.of("--user-data-dir=" + profile, "--virtual-time-budget=20000", "--dump-dom", origin() + path));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String document = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return document;
    }

    private static void deliver(String path, String page) {
        PAGES.createContext(path, exchange -> {
            byte[] bytes = page.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }

    private static String origin() {
        return "http://localhost:" + PAGES.getAddress().getPort();
    }

    private static HttpServer pages() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.start();
            return server;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
