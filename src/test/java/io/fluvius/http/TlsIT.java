package io.fluvius.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.environment.Asvs;
import io.fluvius.environment.OnH2;
import io.fluvius.environment.OwnApplication;
import io.fluvius.environment.TestDatabases;
import io.fluvius.security.WithKeys;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The server with a certificate, set as the manual shows. */
@OnH2
@OwnApplication("has a certificate")
class TlsIT extends WithKeys {

    private static final char[] PASSWORD = "password".toCharArray();
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");
    private static final Path FOLDER = TestDatabases.temporaryFolder();

    @Autowired
    private ServletWebServerApplicationContext application;

    @DynamicPropertySource
    static void certificate(DynamicPropertyRegistry settings) throws Exception {
        KeyStore store = newCertificate();
        String keystore = "spring.ssl.bundle.pem.server.keystore.";
        Path certificate = pem("CERTIFICATE", store.getCertificate("server").getEncoded());
        Path key = pem("PRIVATE KEY", store.getKey("server", PASSWORD).getEncoded());
        settings.add("server.ssl.bundle", () -> "server");
        settings.add("spring.ssl.bundle.pem.server.options.enabled-protocols", () -> "TLSv1.3,TLSv1.2");
        settings.add(keystore + "certificate", () -> "file:" + certificate);
        settings.add(keystore + "private-key", () -> "file:" + key);
    }

    private static KeyStore newCertificate() throws Exception {
        Path file = FOLDER.resolve("server.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        String.valueOf(PASSWORD))
                .redirectErrorStream(true)
                .start();
        String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(output).isZero();
        return KeyStore.getInstance(file.toFile(), PASSWORD);
    }

    private static Path pem(String kind, byte[] content) throws Exception {
        return Files.writeString(
                FOLDER.resolve(kind.replace(' ', '-') + ".pem"),
                "-----BEGIN %s-----%n%s%n-----END %s-----%n"
                        .formatted(kind, Base64.getMimeEncoder().encodeToString(content), kind));
    }

    private HttpClient.Builder client() throws Exception {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(KeyStore.getInstance(FOLDER.resolve("server.p12").toFile(), PASSWORD));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(context);
    }

    private URI uri(String path) {
        return URI.create("https://localhost:" + port() + path);
    }

    @Test
    @Asvs({"V12.1.1", "V12.2.1"})
    void requests_are_answered_with_tls_of_a_present_version_only() throws Exception {
        HttpRequest users = HttpRequest.newBuilder(uri("/api/users"))
                .header("Authorization", "Bearer " + key("auditor"))
                .build();
        try (HttpClient client = client().build()) {
            HttpResponse<String> response = client.send(users, BodyHandlers.ofString());

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.3");
            assertThat(response.headers()
                            .firstValue("Strict-Transport-Security")
                            .orElseThrow())
                    .contains("max-age=31536000", "includeSubDomains");
        }
        TomcatWebServer server = (TomcatWebServer) application.getWebServer();
        SSLHostConfig[] hosts = server.getTomcat().getConnector().findSslHostConfigs();
        assertThat(Stream.of(hosts).map(SSLHostConfig::getEnabledProtocols).flatMap(Stream::of))
                .containsOnly("TLSv1.2", "TLSv1.3");
        assertThat(get("/api/users").is(400).text()).doesNotContain("data");
    }

    @Test
    @Asvs({"V3.3.1", "V3.3.3", "V14.3.1"})
    void cookies_are_for_tls_only_and_the_browser_forgets_them_and_what_it_has_kept_at_the_end() throws Exception {
        try (HttpClient client = client().cookieHandler(new CookieManager()).build()) {
            HttpResponse<String> login = get(client, "/console/login");
            HttpResponse<String> signedIn = post(client, "/console/login", login, "&key=" + key("auditor"));
            assertThat(Stream.of(login, signedIn).flatMap(it -> it.headers().allValues("Set-Cookie").stream()))
                    .hasSizeGreaterThan(1)
                    .allSatisfy(cookie ->
                            assertThat(cookie).startsWith("__Host-fluvius-").contains("; Secure", "; Path=/;"));
            HttpResponse<String> page = get(client, "/console");
            assertThat(page.statusCode()).isEqualTo(200);

            HttpResponse<String> ended = post(client, "/console/logout", page, "");

            assertThat(ended.statusCode()).isEqualTo(302);
            assertThat(ended.headers().firstValue("Clear-Site-Data")).contains("\"cache\", \"cookies\", \"storage\"");
        }
    }

    private HttpResponse<String> get(HttpClient client, String path) throws Exception {
        return client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(HttpClient client, String path, HttpResponse<String> page, String values)
            throws Exception {
        Matcher token = TOKEN.matcher(page.body());
        assertThat(token.find()).isTrue();
        String form = "_csrf=" + URLEncoder.encode(token.group(1), StandardCharsets.UTF_8) + values;
        return client.send(
                HttpRequest.newBuilder(uri(path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form))
                        .build(),
                BodyHandlers.ofString());
    }
}
