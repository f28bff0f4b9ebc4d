package io.fluvius.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fluvius.access.Caller;
import io.fluvius.access.CurrentCaller;
import io.fluvius.access.Right;
import io.fluvius.domain.AggregateRef;
import io.fluvius.environment.Asvs;
import io.fluvius.environment.HttpCalls;
import io.fluvius.http.TestResponse;
import io.fluvius.operations.OperatorActions;
import io.fluvius.security.ApiKeys;
import io.fluvius.security.WithKeys;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The console of people who have signed in: what each of them sees and may do. */
abstract class CallersJourney extends WithKeys {

    /** Who may send the forms of the console, by how their paths begin; of the others, every caller. */
    private static final Map<String, Set<String>> SENDERS = new TreeMap<>(Map.of(
            "/console/commands/", Set.of("owner", "editor", "machine"),
            "/console/views/", Set.of("owner", "editor", "machine"),
            "/console/bulk/", Set.of("owner", "operator", "editor", "auditor", "machine"),
            "/console/processors/", Set.of("owner", "operator"),
            "/console/rebuilds/", Set.of("owner", "operator"),
            "/console/dead-letters/", Set.of("owner", "operator"),
            "/console/keys", Set.of("owner"),
            "/console/tenant", Set.of("owner", "operator", "editor", "auditor", "machine")));

    private final String word = "w" + UUID.randomUUID().toString().replace("-", "");

    @Autowired
    @Qualifier("requestMappingHandlerMapping") private RequestMappingHandlerMapping routes;

    @Autowired
    private OperatorActions actions;

    @Autowired
    private CurrentCaller callers;

    private final List<Browser> browsers = new ArrayList<>();
    private Browser browser;

    @BeforeEach
    void openBrowser() {
        browser = newBrowser();
    }

    @AfterEach
    void closeBrowsers() {
        browsers.forEach(Browser::close);
    }

    private Browser newBrowser() {
        Browser opened = new Browser(port());
        browsers.add(opened);
        return opened;
    }

    private Browser signIn(Browser signing, String key) {
        return signing.open("/console/login").enter("key", key).press("Sign in");
    }

    private Browser signIn(String key) {
        return signIn(browser, key);
    }

    private HttpRequest.Builder page(String key, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .header("Authorization", "Bearer " + key);
    }

    /** Creates a user, and returns its id when the view contains it. */
    private String shownUser(String owner, String name) {
        TestResponse created =
                command(owner, "create-user", user(name, word + "@example.com")).is(201);
        awaitIn(owner, created);
        return created.json().at("/aggregate/id").asString();
    }

    private void awaitIn(String key, TestResponse command) {
        get(key, "/api/users?limit=1&after=" + command.json().path("position").asString())
                .is(200);
    }

    @Test
    void people_see_the_page_that_they_wanted_after_they_have_signed_in() {
        String key = key("auditor");
        browser.open("/console/views/users?status=ACTIVE&sort=name.asc");
        assertThat(browser.url()).isEqualTo("/console/login");
        assertThat(browser.texts(".name")).containsExactly("fluvius");
        browser.enter("key", key.substring(0, key.length() - 1)).press("Sign in");
        assertThat(browser.texts("[role=alert]")).singleElement().asString().contains("did not work");
        assertThat(browser.html()).doesNotContain(key.substring(4, 30));
        browser.enter("key", " " + key + " ").press("Sign in");
        assertThat(browser.url()).isEqualTo("/console/views/users?status=ACTIVE&sort=name.asc");
        assertThat(browser.texts(".person")).singleElement().asString().contains("key:test-", "auditor");
        browser.press("Sign out");
        assertThat(browser.text()).contains("You are signed out.");
        assertThat(browser.open("/console").url()).startsWith("/console/login");
    }

    @Test
    void a_script_of_a_page_whose_session_has_ended_does_not_get_the_page_to_sign_in() {
        TestResponse page = request("GET", "/console/views/users")
                .header("Accept", "text/html")
                .header("Cookie", "fluvius-session=0123456789")
                .exchange()
                .is(302);
        assertThat(page.header("Location")).endsWith("/console/login?expired");
        request("GET", "/console/views/users")
                .header("HX-Request", "true")
                .exchange()
                .is(401);
        request("GET", "/console/views/users/live")
                .header("Accept", "text/event-stream")
                .exchange()
                .is(401);
        request("GET", "/console/session").exchange().is(401);
    }

    @Test
    @Asvs({"V7.4.2", "V7.4.5"})
    void a_session_ends_with_its_key() {
        ApiKeys.Created key = create(Set.of("auditor"), Set.of(), null);
        signIn(key.text());
        revoke(key);
        assertThat(browser.open("/console").url()).startsWith("/console/login");
        assertThat(signIn(key.text()).text()).contains("did not work");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "owner    | Groups Memberships Users Events Commands Processors Rebuilds Dead_letters Automations Deadlines Audit Keys About",
                "operator | Processors Rebuilds Dead_letters Automations Deadlines About",
                "editor   | Groups Memberships Users Commands",
                "auditor  | Groups Memberships Users Events Processors Rebuilds Dead_letters Automations Deadlines Audit About",
                "machine  | Groups Memberships Users Commands"
            })
    @Asvs("V7.4.4")
    void the_menu_has_the_pages_of_the_role_and_each_of_them_opens(String role, String pages) {
        signIn(key(role));
        assertThat(browser.texts("header nav li").stream()
                        .map(text -> text.replace(' ', '_'))
                        .toList())
                .containsExactly(pages.split(" "));
        for (String link : browser.attributes("header nav a, main a[href^='/console']", "href")) {
            assertThat(browser.open(link).status()).as(link).isEqualTo(200);
            assertThat(browser.texts(".person button")).as(link).containsExactly("Sign out");
        }
        assertThat(browser.open("/console/go?q=e").texts("main .actions .none"))
                .allSatisfy(kind -> assertThat(kind)
                        .isIn("", "Commands", "Users", "Groups")
                        .isNotEqualTo(Set.of("editor", "machine", "owner").contains(role) ? "-" : "Commands"));
    }

    @ParameterizedTest
    @CsvSource({"owner", "operator", "editor", "auditor", "machine"})
    void each_form_is_refused_to_those_who_may_not_send_it(String role) {
        shownUser(key("owner"), "Ann");
        String key = key(role);
        List<String> paths = routes.getHandlerMethods().keySet().stream()
                .filter(route -> route.getMethodsCondition().getMethods().contains(RequestMethod.POST))
                .flatMap(route -> route.getPatternValues().stream())
                .filter(path -> path.startsWith("/console"))
                .toList();
        assertThat(paths).hasSizeGreaterThan(20);
        for (String path : paths) {
            Set<String> senders = SENDERS.entrySet().stream()
                    .filter(rule -> path.startsWith(rule.getKey()))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("Say who may send the form " + path));
            int status = HttpCalls.response(page(key, example(path))
                            .header("Content-Type", MediaType.APPLICATION_FORM_URLENCODED_VALUE)
                            .POST(BodyPublishers.ofString(
                                    "to=head&confirmed=none&choice=all&reason=x&swap=manual&commandId="
                                            + UUID.randomUUID()))
                            .build())
                    .statusCode();
            assertThat(status == 403).as(path + ": " + status).isEqualTo(!senders.contains(role));
        }
    }

    /** The path of something that does not exist, so that those who may act change nothing. */
    private static String example(String pattern) {
        String path = pattern.replace("{key}", "create-user")
                .replace("{segment}", "0")
                .replace("{name}", "none");
        return path.replace("{path}", path.startsWith("/console/views") ? "users" : "none")
                .replaceAll("\\{[^}]*}", "0190c7a1-0000-7000-8000-000000000000");
    }

    @Test
    void those_who_only_read_see_no_button_and_no_form_of_a_command() {
        String user = shownUser(key("owner"), "Ann");
        signIn(key("auditor"));
        for (String page : List.of(
                "/console/views/users",
                "/console/views/users/" + user,
                "/console/processors/user-directory",
                "/console/rebuilds/users",
                "/console/dead-letters")) {
            browser.open(page);
            assertThat(browser.attributes("main form", "method")).as(page).doesNotContain("post");
            assertThat(browser.attributes("main a", "href"))
                    .as(page)
                    .noneMatch(link -> link.contains("/commands/") || link.endsWith("/reset"));
        }
        browser.open("/console/commands/create-user");
        assertThat(browser.status()).isEqualTo(403);
        assertThat(browser.text()).contains("You are signed in as", "with the role auditor");
    }

    @Test
    void personal_data_is_shown_as_withheld_and_cannot_be_asked_for() {
        String owner = key("owner");
        String user = shownUser(owner, word);
        String claiming = command(
                        owner,
                        "update-user",
                        on(user, "{\"name\": \"%s new\", \"email\": \"%<s@example.org\"}".formatted(word)))
                .is(200)
                .json()
                .path("commandId")
                .asString();
        TestResponse last = command(owner, "deactivate-user", on(user, "{\"reason\": \"%s left\"}".formatted(word)))
                .is(200);
        awaitIn(owner, last);
        String event = last.json().path("commandId").asString();
        String item = "/console/views/users/" + user;
        String reader = keyWith(Right.READ, Right.EVENTS_READ, Right.OPERATIONS_READ);
        signIn(reader);
        assertThat(get(reader, "/console/events/" + event + "/payload").text())
                .endsWith(",\"reason\":{\"withheld\":true}}");
        for (String page : List.of(
                "/console/views/users?id=" + user,
                item,
                item + "?blame",
                item + "?version=1",
                item + "/compare?a=0&b=2",
                item + "/bisect?active=false",
                "/console/events?aggregate=" + user,
                "/console/events/" + event,
                "/console/events/" + claiming,
                "/console/events/" + claiming + ":1",
                "/console/go?q=" + user)) {
            browser.open(page);
            assertThat(browser.status()).as(page).isEqualTo(200);
            assertThat(browser.html()).as(page).doesNotContain(word);
        }
        assertThat(browser.open(item).texts("main .withheld")).hasSizeGreaterThanOrEqualTo(3);
        assertThat(browser.text()).contains("What events have changed in withheld fields is left out.");
        String table = "/console/views/users";
        assertThat(browser.open(table).attributes("main input[type=search]", "name"))
                .isEmpty();
        assertThat(browser.attributes("#add-field option", "value"))
                .contains("status")
                .doesNotContain("name", "email", "deactivationReason");
        for (String question : List.of(
                table + "?name.has=" + word,
                table + "?sort=email.asc",
                table + "?text=" + word,
                item + "/bisect?name.has=" + word,
                "/console/events?text=" + word)) {
            assertThat(browser.open(question).status()).as(question).isEqualTo(403);
        }
    }

    @Test
    void exported_personal_data_is_withheld_and_the_record_of_the_export_does_not_contain_it() {
        String owner = key("owner");
        String user = shownUser(owner, word);
        String rows = "/console/views/users/export/rows";
        String reader = keyWith(Right.READ);
        assertThat(get(reader, rows + ".csv?id=" + user).is(200).text())
                .contains(user + "\",\"(withheld)\",\"(withheld)\",ACTIVE")
                .doesNotContain(word);
        assertThat(get(reader, rows + ".ndjson?id=" + user).is(200).text())
                .contains("\"email\":{\"withheld\":true}")
                .doesNotContain(word);
        assertThat(get(owner, rows + ".csv?name=" + word + "&status=ACTIVE")
                        .is(200)
                        .text())
                .contains(word);
        assertThat(get(owner, "/api/operations/audit?action=export-rows&limit=1")
                        .text())
                .contains("\"name\":[\"(withheld)\"]", "\"status\":[\"ACTIVE\"]")
                .doesNotContain(word);
    }

    @Test
    void people_see_the_rows_that_belong_to_them_and_change_them() {
        String owner = key("owner");
        String user = shownUser(owner, word);
        TestResponse other =
                command(owner, "create-user", user("Bob", freshEmail())).is(201);
        awaitIn(owner, other);
        signIn(keyOf(AggregateRef.of("user", user)));
        assertThat(browser.texts("header nav li")).containsExactly("Memberships", "Users", "Commands");
        browser.open("/console/views/users");
        assertThat(browser.attributes("main tbody tr", "id")).containsExactly("row-" + user);
        assertThat(browser.text()).contains(word);
        browser.follow(user);
        assertThat(browser.texts("main .actions li")).contains("Update user").doesNotContain("Delete user");
        browser.follow("Update user").enter("payload.name", word + " new").press("Update user");
        assertThat(browser.status()).isEqualTo(200);
        assertThat(browser.text()).contains(word + " new");
        String foreign = other.json().at("/aggregate/id").asString();
        assertThat(browser.open("/console/views/users/" + foreign).status()).isEqualTo(404);
        assertThat(browser.open("/console/go?q=" + foreign).text()).contains("Nothing here is called that");
    }

    @Test
    void commands_for_many_rows_are_sent_for_their_caller_and_seen_by_that_caller_only() {
        String owner = key("owner");
        String user = shownUser(owner, "Ann");
        signIn(key("editor"));
        browser.open("/console/views/users?id=" + user).press("With all 1 that match");
        browser.follow("Lock user").enter("payload.reason", word).press("Preview");
        String bulk = browser.url();
        awaitEnd(browser, bulk);
        browser.press("Lock user for this row");
        awaitEnd(browser, bulk);
        assertThat(browser.texts("#pass dd")).containsExactly("1", "0");
        String history = get(owner, "/api/users/" + user + "/events").text();
        assertThat(history)
                .contains(
                        "user-locked",
                        "\"actor\":\"" + browser.texts(".person bdi").getFirst());
        Browser another = newBrowser();
        signIn(another, key("editor"));
        assertThat(another.open(bulk).status()).isEqualTo(404);
        assertThat(get(owner, "/api/operations/audit?action=send-commands&limit=1")
                        .text())
                .contains("withheld")
                .doesNotContain(word);
    }

    private static void awaitEnd(Browser browser, String page) {
        await().untilAsserted(() -> assertThat(browser.open(page).texts("#pass [role=status]"))
                .singleElement()
                .asString()
                .startsWith("Done"));
    }

    @Test
    void how_far_an_export_is_is_seen_by_its_caller_only() {
        String owner = key("owner");
        shownUser(owner, "Ann");
        UUID run = UUID.randomUUID();
        String editor = key("editor");
        get(editor, "/console/views/users/export/rows.csv?run=" + run).is(200);
        String progress = "/console/exports/" + run;
        assertThat(HttpCalls.response(page(editor, progress).build()).body()).contains("<progress");
        assertThat(HttpCalls.response(page(owner, progress).build()).body()).doesNotContain("<progress");
    }

    @Test
    void a_key_is_shown_once_and_signs_in_until_it_is_revoked() {
        signIn(key("owner"));
        browser.follow("Keys").enter("name", "Not a name").press("Create the key");
        assertThat(browser.status()).isEqualTo(422);
        assertThat(browser.text()).contains("/name", "/roles");
        browser.enter("name", word).mark("roles", "auditor").press("Create the key");
        String key = browser.texts("#created-key").getFirst();
        assertThat(key).matches(Pattern.compile("flv_\\w{51}"));
        assertThat(browser.url()).isEqualTo("/console/keys");
        assertThat(browser.header("Cache-Control")).contains("no-store");
        assertThat(browser.open("/console/keys").html()).contains(word).doesNotContain(key.substring(20));

        Browser auditor = newBrowser();
        assertThat(signIn(auditor, key).texts(".person bdi")).containsExactly("key:" + word);
        browser.open("/console/keys/" + key.substring(4, 16) + "/revoke").press("Revoke");
        assertThat(browser.url()).isEqualTo("/console/keys");
        assertThat(auditor.open("/console").url()).startsWith("/console/login");
    }

    @Test
    void readings_of_personal_history_lead_to_the_person_and_can_be_left_out() {
        String user = shownUser(key("owner"), "Ann");
        callers.call(
                Caller.APPLICATION,
                () -> actions.run(OperatorActions.READ_HISTORY, "user/" + user, Map.of(), () -> user));
        signIn(key("auditor"));
        browser.open("/console/audit?action=read-history");
        assertThat(browser.attributes("main tbody a", "href")).contains("/console/views/users/" + user);
        browser.open("/console/audit").mark("readings", "none").press("Filter");
        assertThat(browser.url()).contains("readings=none");
        assertThat(browser.text()).doesNotContain("user/" + user);
    }
}
