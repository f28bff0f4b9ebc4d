package io.fluvius.security.oidc;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.fluvius.environment.Asvs;
import io.fluvius.environment.OnH2;
import io.fluvius.environment.OwnApplication;
import io.fluvius.environment.Ports;
import io.fluvius.http.HttpJourney;
import io.fluvius.http.TestResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import org.htmlunit.WebClient;
import org.htmlunit.html.HtmlButton;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Signs in with two providers, and sends access tokens of one of them, good and bad. */
@OnH2(webEnvironment = WebEnvironment.DEFINED_PORT)
@OwnApplication("has providers")
class OidcOnH2IT extends HttpJourney {

    private static final ListedKeys LISTED = new ListedKeys();
    private static final MockOAuth2Server OTHER = new MockOAuth2Server(LISTED);
    private static final int PORT = port(0);
    private static final int SPRING_PORT = port(1);
    private static @Nullable ConfigurableApplicationContext spring;

    private static int port(int number) {
        try {
            return Ports.free() + number;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    @DynamicPropertySource
    static void providers(DynamicPropertyRegistry settings) throws IOException {
        OTHER.start(InetAddress.getLoopbackAddress(), 0);
        LISTED.set(publicKey());
        spring = SpringProvider.start(SPRING_PORT, PORT);
        String registration = "spring.security.oauth2.client.registration.";
        String provider = "spring.security.oauth2.client.provider.";
        settings.add("server.port", () -> PORT);
        settings.add("fluvius.security.mode", () -> "oidc");
        settings.add("fluvius.security.oidc.self-claim", () -> "user");
        settings.add("spring.security.oauth2.resourceserver.jwt.issuer-uri", OidcOnH2IT::issuer);
        settings.add("spring.security.oauth2.resourceserver.jwt.audiences", () -> "fluvius-api");
        settings.add(provider + "other.issuer-uri", OidcOnH2IT::issuer);
        settings.add(provider + "spring.issuer-uri", () -> "http://localhost:" + SPRING_PORT);
        for (String name : List.of("other", "spring")) {
            settings.add(registration + name + ".client-id", () -> "fluvius");
            settings.add(registration + name + ".client-secret", () -> SpringProvider.SECRET);
            settings.add(registration + name + ".scope", () -> "openid");
        }
    }

    @AfterAll
    static void stop() {
        OTHER.shutdown();
        if (spring != null) {
            spring.close();
        }
    }

    private static String issuer() {
        return OTHER.issuerUrl("main").toString();
    }

    @Test
    void a_person_signs_in_with_a_provider_of_spring() throws IOException {
        try (WebClient browser = browser()) {
            HtmlPage signIn = browser.getPage(url("/oauth2/authorization/spring"));
            HtmlForm form = signIn.getForms().getFirst();
            form.getInputByName("username").setValue("ann");
            form.getInputByName("password").setValue("password-of-ann");

            form.<HtmlButton>getFirstByXPath(".//button[@type='submit']").click();

            assertThat(status(browser, "/console/views/users")).isEqualTo(200);
            assertThat(status(browser, "/console/processors")).isEqualTo(403);
        }
    }

    @Test
    @Asvs("V7.6.2")
    void a_person_signs_in_with_another_provider() throws IOException {
        OTHER.enqueueCallback(new DefaultOAuth2TokenCallback(
                "main", "kim", "JWT", List.of("fluvius"), Map.of("roles", List.of("auditor")), 3600));
        try (WebClient browser = browser()) {
            assertSignedOut(browser);

            browser.getPage(url("/oauth2/authorization/other"));

            assertThat(status(browser, "/console/events")).isEqualTo(200);
            assertThat(status(browser, "/console/keys")).isEqualTo(403);
            // twelve hours
            assertThat(browser.getPage(url("/console")).getWebResponse().getContentAsString())
                    .containsPattern("data-left=\"43\\d{3}\"");
            HtmlPage audit = browser.getPage(url("/console/audit?action=sign-in&actor=kim"));
            assertThat(audit.getBody().asNormalizedText()).contains("sign-in\tconsole", "with: other");
        }
    }

    @Test
    @Asvs({"V10.1.2", "V10.2.1"})
    void a_code_that_the_browser_did_not_ask_for_does_not_sign_in() throws IOException {
        try (WebClient browser = browser()) {
            browser.getPage(url("/login/oauth2/code/other?code=abc&state=forged"));

            assertSignedOut(browser);
        }
    }

    @Test
    @Asvs({"V10.2.1", "V10.5.1"})
    void a_request_to_a_provider_can_be_answered_to_this_browser_only() throws IOException {
        try (WebClient browser = browser()) {
            browser.getOptions().setRedirectEnabled(false);

            String request = browser.getPage(url("/oauth2/authorization/other"))
                    .getWebResponse()
                    .getResponseHeaderValue("Location");

            assertThat(request)
                    .contains("response_type=code", "&state=", "&nonce=", "&code_challenge=")
                    .contains("code_challenge_method=S256");
        }
    }

    @Test
    @Asvs("V10.5.4")
    void an_id_token_for_another_client_does_not_sign_in() throws IOException {
        OTHER.enqueueCallback(new DefaultOAuth2TokenCallback(
                "main",
                "kim",
                "JWT",
                List.of("fluvius"),
                Map.of("roles", List.of("owner"), "aud", List.of("another-client")),
                3600));
        try (WebClient browser = browser()) {
            browser.getPage(url("/oauth2/authorization/other"));

            assertSignedOut(browser);
        }
    }

    @Test
    @Asvs({"V10.3.2", "V10.3.3"})
    void an_access_token_says_who_calls() {
        TestResponse created = send(token(claims -> claims.claim("roles", List.of("editor"))), "create-user");
        String id = created.is(201).json().path("aggregate").path("id").stringValue();

        String self = token(claims -> claims.claim("roles", "other words").claim("user", id));
        assertThat(get(self, "/api/users/" + id + "/events").is(200).text()).contains("\"actor\":\"ann\"");
        send(self, "create-user").isProblem(403, "forbidden");
    }

    @Test
    @Asvs({"V6.8.2", "V9.1.1", "V9.1.2", "V9.1.3", "V9.2.1", "V9.2.2", "V9.2.3", "V10.3.1"})
    void a_token_is_refused_unless_this_provider_issued_it_for_this_application_and_this_time() throws Exception {
        Instant now = Instant.now();
        RSAKey another = new RSAKeyGenerator(2048).generate();
        Map<String, String> wrong = Map.ofEntries(
                entry("issuer", token(claims -> claims.issuer("https://elsewhere.example"))),
                entry("audience", token(claims -> claims.audience("another-application"))),
                entry("for the client, as an ID token is", token(claims -> claims.audience("fluvius"))),
                entry("expired", token(claims -> claims.expirationTime(Date.from(now.minusSeconds(120))))),
                entry("without expiry", token(claims -> claims.expirationTime(null))),
                entry("of the future", token(claims -> claims.notBeforeTime(Date.from(now.plusSeconds(120))))),
                entry("name of a key", token(claims -> claims.subject("key:admin"))),
                entry(
                        "not signed",
                        new PlainJWT(claims(claims -> claims.claim("roles", List.of("owner")))).serialize()),
                entry("signed by another", signedBy(another, header("main"))),
                entry(
                        "signed by a key that it brings",
                        signedBy(another, header("own").jwk(another.toPublicJWK()))),
                entry("signed by the public key", signedByPublicKey()),
                entry("truncated", token(claims -> claims.claim("a", "b")).substring(0, 200)));

        wrong.forEach((fault, token) -> {
            TestResponse refused = get(token, "/api/users");
            assertThat(refused.status()).as(fault).isEqualTo(401);
            assertThat(refused.text())
                    .as(fault)
                    .contains("\"code\":\"unauthorized\"")
                    .doesNotContain(token);
        });
        get(token(claims -> claims.claim("roles", List.of("auditor"))), "/api/users")
                .is(200);
    }

    @Test
    void the_clocks_of_the_provider_and_of_this_application_may_differ_a_little() {
        Instant now = Instant.now();

        get(auditor(claims -> claims.expirationTime(Date.from(now.minusSeconds(30)))), "/api/users")
                .is(200);
        get(auditor(claims -> claims.notBeforeTime(Date.from(now.plusSeconds(30)))), "/api/users")
                .is(200);
    }

    @Test
    @Asvs("V9.1.3")
    void the_provider_changes_its_keys_without_a_restart_of_this_application() throws JOSEException {
        RSAKey next = new RSAKeyGenerator(2048).keyID("next").generate();
        RSAKey last = new RSAKeyGenerator(2048).keyID("last").generate();
        String token = auditor(claims -> {});
        get(token, "/api/users").is(200);
        get(signedBy(next), "/api/users").is(401);

        LISTED.set(publicKey(), next);

        get(signedBy(next), "/api/users").is(200);
        get(token, "/api/users").is(200);

        LISTED.set(next, last);

        // an unknown key makes the application read the list again
        get(signedBy(last), "/api/users").is(200);
        get(token, "/api/users").is(401);
        LISTED.set(publicKey());
        get(token, "/api/users").is(200);
        get(signedBy(next), "/api/users").is(401);
    }

    private TestResponse send(String token, String command) {
        return request("POST", "/api/commands/" + command)
                .header("Authorization", "Bearer " + token)
                .json(user("Ann", freshEmail()))
                .exchange();
    }

    private TestResponse get(String token, String path) {
        return request("GET", path).header("Authorization", "Bearer " + token).exchange();
    }

    /** A token of the provider with changed claims. */
    private static String token(Consumer<JWTClaimsSet.Builder> change) {
        JWTClaimsSet claims = claims(change);
        return OTHER.getConfig()
                .getTokenProvider()
                .jwt(claims.getClaims(), Duration.ofHours(1), "main")
                .serialize();
    }

    private static String auditor(Consumer<JWTClaimsSet.Builder> change) {
        return token(change.andThen(claims -> claims.claim("roles", List.of("auditor"))));
    }

    private static JWTClaimsSet claims(Consumer<JWTClaimsSet.Builder> change) {
        Instant now = Instant.now();
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(issuer())
                .audience("fluvius-api")
                .subject("ann")
                .issueTime(Date.from(now.minusSeconds(3600)))
                .notBeforeTime(Date.from(now.minusSeconds(3600)))
                .expirationTime(Date.from(now.plusSeconds(3600)));
        change.accept(claims);
        return claims.build();
    }

    private static String signedBy(RSAKey key) throws JOSEException {
        return signedBy(key, header(key.getKeyID()));
    }

    private static String signedBy(RSAKey key, JWSHeader.Builder header) throws JOSEException {
        SignedJWT token = new SignedJWT(header.build(), claims(claims -> claims.claim("roles", List.of("owner"))));
        token.sign(new RSASSASigner(key));
        return token.serialize();
    }

    private static JWSHeader.Builder header(String key) {
        return new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key);
    }

    /** A known attack: the public key as the secret of a symmetric algorithm. */
    private static String signedByPublicKey() throws JOSEException {
        RSAKey key = publicKey();
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(key.getKeyID()).build(),
                claims(claims -> claims.claim("roles", List.of("owner"))));
        token.sign(new MACSigner(key.toRSAPublicKey().getEncoded()));
        return token.serialize();
    }

    private static RSAKey publicKey() {
        return (RSAKey) OTHER.getConfig()
                .getTokenProvider()
                .publicJwkSet("main")
                .getKeys()
                .getFirst();
    }

    private String url(String path) {
        return "http://localhost:" + port() + path;
    }

    private int status(WebClient browser, String path) throws IOException {
        return browser.getPage(url(path)).getWebResponse().getStatusCode();
    }

    private void assertSignedOut(WebClient browser) throws IOException {
        assertThat(browser.getPage(url("/console/events")).getUrl().getPath()).isEqualTo("/console/login");
    }

    private static WebClient browser() {
        WebClient browser = new WebClient();
        browser.getOptions().setJavaScriptEnabled(false);
        browser.getOptions().setCssEnabled(false);
        browser.getOptions().setThrowExceptionOnFailingStatusCode(false);
        return browser;
    }
}
