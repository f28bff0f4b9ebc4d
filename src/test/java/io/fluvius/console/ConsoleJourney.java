package io.fluvius.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.environment.Asvs;
import io.fluvius.environment.EventSourceClient;
import io.fluvius.http.request.Json;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The console in a browser without scripts: everything that it offers is found by links and forms. */
abstract class ConsoleJourney extends PageJourney {

    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\"[^>]*");
    /** Those of the layout, which come from this server. */
    private static final String SCRIPT = "<script src=\"/console-assets/[\\w./-]+[?]v=[\\w.]+\" defer></script>";

    private final String email = freshEmail();

    @Test
    void a_user_is_created_and_changed_and_looked_back_at_from_the_first_page() {
        browser.open("/").follow("Commands").follow("Create user");
        browser.enter("payload.name", "Jane Doe").enter("payload.email", email).press("Create user");
        assertThat(browser.texts(".done[role=status]"))
                .singleElement()
                .asString()
                .startsWith("Done, by the command ");
        assertThat(browser.text()).contains("Jane Doe", email, "0: User created");

        browser.follow("Update user").enter("payload.name", "Jane Roe").press("Update user");
        assertThat(browser.status()).isEqualTo(200);
        assertThat(browser.texts("main > table td")).contains("Jane Roe").doesNotContain("Jane Doe");
        assertThat(browser.texts(".history li:first-child tbody th")).contains("name", "version");
        assertThat(browser.texts(".history li:first-child .before")).contains("Jane Doe", "0");
        assertThat(browser.texts(".history li:first-child .after")).contains("Jane Roe", "1");

        browser.follow("0: User created");
        assertThat(browser.text()).contains("Version 0 of 1", "After version 0");
        assertThat(browser.texts(".after-version td")).contains("Jane Doe").doesNotContain("Jane Roe");
        browser.follow("Next version");
        assertThat(browser.text()).contains("Version 1 of 1");
        browser.enter("version", "0").press("Show");
        assertThat(browser.url()).endsWith("?version=0");
        browser.follow("Now");
        assertThat(browser.texts("main > table td")).contains("Jane Roe");
    }

    @Test
    void faults_are_at_their_fields_and_nothing_that_was_entered_is_lost() {
        browser.open("/console/commands/create-user")
                .enter("payload.name", "  ")
                .enter("payload.email", "no address")
                .press("Create user");

        assertThat(browser.status()).isEqualTo(422);
        assertThat(browser.texts("[role=alert]")).isNotEmpty();
        assertThat(browser.fault("payload.name")).isNotEmpty();
        assertThat(browser.fault("payload.email")).isNotEmpty();
        assertThat(browser.entered("payload.email")).isEqualTo("no address");

        browser.enter("payload.name", "Jane").enter("payload.email", email).press("Create user");
        assertThat(browser.status()).isEqualTo(200);
        assertThat(browser.url()).startsWith("/console/views/users/");
    }

    @Test
    void a_form_that_is_sent_twice_runs_once() {
        HtmlPage form = browser.open("/console/commands/create-user")
                .enter("payload.name", "Jane")
                .enter("payload.email", email)
                .page();
        browser.press("Create user");
        String first = browser.url();
        int events = events();

        browser.back(form).press("Create user");

        assertThat(browser.url()).isEqualTo(first);
        assertThat(events()).isEqualTo(events);
    }

    @Test
    void a_form_for_an_old_version_is_refused_and_can_be_sent_for_the_present_one() {
        String id = shownUser("Jane", email);
        HtmlPage form =
                browser.open("/console/views/users/" + id).follow("Update user").page();
        command("update-user", on(id, "{\"name\": \"Janet\"}")).is(200);

        browser.back(form).enter("payload.name", "Joan").press("Update user");

        assertThat(browser.status()).isEqualTo(412);
        assertThat(browser.text()).contains("It was changed after the form was made");
        assertThat(browser.entered("payload.name")).isEqualTo("Joan");
        assertThat(get("/api/users/" + id + "?version=1").json().path("name").stringValue())
                .isEqualTo("Janet");
        assertThat(get("/api/users/" + id + "?version=2").status()).isEqualTo(404);
        assertThat(browser.texts(".stale .after")).contains("Janet");
        assertThat(browser.texts(".stale h3")).containsExactly("1: User renamed");

        browser.press("Update user");
        assertThat(browser.status()).isEqualTo(200);
        assertThat(browser.texts("main > table td")).contains("Joan");
    }

    @Test
    void a_refusal_of_the_domain_is_shown() {
        shownUser("Jane", email);

        browser.open("/console/commands/create-user")
                .enter("payload.name", "Joan")
                .enter("payload.email", email)
                .press("Create user");

        assertThat(browser.texts("[role=alert]").getFirst()).contains("unique-value-taken");
        assertThat(browser.entered("payload.name")).isEqualTo("Joan");
    }

    @Test
    @Asvs("V3.5.1")
    void a_forged_form_does_nothing() {
        browser.open("/console/commands/create-user")
                .enter("payload.name", "Jane")
                .enter("payload.email", email)
                .without("_csrf")
                .press("Create user");

        assertThat(browser.status()).isEqualTo(403);
        assertThat(browser.texts("[role=alert]").getFirst()).contains("nothing was done");
        browser.open("/console/views/users?email=" + email);
        assertThat(browser.text()).contains("No row matches");
    }

    @Test
    void what_is_deleted_keeps_its_history() {
        String id = shownUser("Jane", email);
        String position =
                command("delete-user", on(id)).is(200).json().path("position").stringValue();
        get("/api/users/" + id + "?after=" + position).is(404);

        browser.open("/console/views/users/" + id);

        assertThat(browser.status()).isEqualTo(200);
        assertThat(browser.text()).contains("This was deleted", "1: User deleted", "Deleted, with all of its fields");
        browser.follow("0: User created");
        assertThat(browser.texts(".after-version td")).contains("Jane", email);
    }

    @Test
    void an_empty_value_and_a_missing_one_look_different() {
        String id = shownUser("Jane", email);

        browser.open("/console/views/users/" + id);

        assertThat(browser.texts("main > table .none")).contains("not set", "empty list");
    }

    @Test
    @Asvs("V1.2.1")
    void markup_and_right_to_left_text_are_text() {
        String name = "<script>alert(1)</script> & \u05d0\u05d1\u05d2";
        String id = shownUser(name, email);

        browser.open("/console/views/users?email=" + email);
        assertThat(browser.texts("main td")).contains(name);
        browser.open("/console/views/users/" + id);
        assertThat(browser.texts("main td")).contains(name);
        assertThat(browser.html().replaceAll(SCRIPT, "")).doesNotContain("<script");
        browser.open("/console/views/users?name.has=%3Cb%3E%27%22");
        assertThat(browser.html()).doesNotContain("<b>");
    }

    @Test
    void a_table_is_filtered_sorted_searched_and_paged_by_its_url() {
        String domain = UUID.randomUUID() + ".example.com";
        IntStream.range(0, 7).forEach(index -> shownUser("User " + index, "u" + index + "@" + domain));

        browser.open("/console/views/users?columns=name&limit=3");
        browser.enter("add-field", "email")
                .press("Choose")
                .enter("add-operator", "ends")
                .enter("add-value", domain)
                .press("Add");
        assertThat(browser.url()).contains("email.ends=" + domain, "columns=name", "limit=3");
        assertThat(browser.text()).contains("7 rows");
        browser.follow("name");
        assertThat(browser.attributes("th[aria-sort]", "aria-sort")).containsExactly("ascending");
        assertThat(names()).containsExactly("User 0", "User 1", "User 2");
        browser.follow("Next page").follow("Next page");
        assertThat(names()).containsExactly("User 6");
        browser.follow("Previous page");
        assertThat(names()).containsExactly("User 3", "User 4", "User 5");
        browser.follow("name");
        assertThat(names()).containsExactly("User 6", "User 5", "User 4");

        browser.enter("limit", "2").press("Show");
        assertThat(names()).containsExactly("User 6", "User 5");
        browser.enter("text", "u3@").press("Search");
        assertThat(names()).containsExactly("User 3");
        browser.enter("text", "").press("Search");
        browser.enter("add-field", "name")
                .press("Choose")
                .enter("add-operator", "in")
                .enter("add-value", "User 1,User 2")
                .press("Add");
        assertThat(names()).containsExactly("User 2", "User 1");
        browser.follow("Remove the filter name.in");
        assertThat(browser.text()).contains("7 rows");
        browser.enter("add-field", "deactivationReason")
                .press("Choose")
                .enter("add-operator", "present")
                .press("Add");
        assertThat(browser.text()).contains("0 rows", "No row matches");
        browser.follow("Show all rows");
        assertThat(browser.url()).isEqualTo("/console/views/users");
    }

    @Test
    void a_filter_has_alternatives_and_negations_and_needs_no_knowledge_of_the_language() {
        String domain = UUID.randomUUID() + ".example.com";
        IntStream.range(0, 5).forEach(index -> shownUser("User " + index, "u" + index + "@" + domain));
        browser.open("/console/views/users?columns=name&sort=name.asc&email.ends=" + domain);

        addCondition("name", "has", "0", "", "or");
        assertThat(names()).containsExactly("User 0");
        addCondition("name", "has", "3", "0", "");
        assertThat(names()).containsExactly("User 0", "User 3");
        addCondition("status", "eq", "ACTIVE", "0", "and");
        assertThat(names()).hasSize(5);
        addCondition("name", "in", "User 1, User 2", "0.2", "");
        assertThat(names()).containsExactly("User 0", "User 1", "User 2", "User 3");
        assertThat(browser.texts(".statements .statements").getFirst())
                .contains("name contains 0", "name contains 3", "all of these", "name is one of", "User 1, User 2");

        browser.follow("Negate the filter .or");
        assertThat(names()).containsExactly("User 4");
        browser.follow("Negate the filter email.ends");
        assertThat(names()).doesNotContain("User 0", "User 3");
        browser.follow("Negate the filter email!ends");
        browser.follow("Remove the filter .and");
        assertThat(names()).containsExactly("User 1", "User 2", "User 4");
        browser.follow("Remove the filter !or");
        assertThat(names()).hasSize(5);
        assertThat(browser.url()).doesNotContain("query=");

        addCondition("email", "ends", domain, "", "");
        addCondition("version", "between", "0,1", "", "or");
        assertThat(names()).hasSize(5);
    }

    private void addCondition(String field, String operator, String value, String to, String as) {
        browser.enter("add-field", field)
                .press("Choose")
                .enter("add-operator", operator)
                .enter("add-value", value)
                .enter("add-as", as);
        if (!to.isEmpty()) {
            browser.enter("add-to", to);
        }
        browser.press("Add");
        assertThat(browser.status()).isEqualTo(200);
    }

    @Test
    void whatever_is_known_of_a_thing_leads_to_it() {
        String id = shownUser("Jane Go", email);
        String event = get("/api/users/" + id + "/events")
                .json()
                .path("data")
                .path(0)
                .path("eventId")
                .asString();
        assertThat(go(id)).isEqualTo("/console/views/users/" + id);
        assertThat(go("  " + email)).isEqualTo("/console/views/users/" + id);
        // the first event of a command has the id of the command
        go(event);
        assertThat(browser.attributes(".actions a", "href"))
                .contains("/console/events/" + event, "/console/events?command=" + event);
        assertThat(go("deactivate-user")).isEqualTo("/console/commands/deactivate-user");
        assertThat(go("dead letters")).isEqualTo("/console/dead-letters");
        command("delete-user", on(id)).is(200);
        assertThat(go(id)).isEqualTo("/console/views/users/" + id);

        assertThat(go("user")).startsWith("/console/go");
        assertThat(browser.texts(".actions a")).contains("Users", "Create user");
        for (String unknown : List.of(UUID.randomUUID().toString(), "<b>nothing</b>", "x".repeat(5_000), "\u0000")) {
            go(unknown);
            assertThat(browser.text()).as(unknown).contains("Nothing here is called that");
        }
    }

    private String go(String wanted) {
        browser.open("/console/go?q=" + URLEncoder.encode(wanted, StandardCharsets.UTF_8));
        assertThat(browser.status()).isEqualTo(200);
        return browser.url();
    }

    @Test
    void a_table_learns_of_no_rows_where_none_match() throws IOException {
        shownUser("Jane", email);
        String stream = "/console/views/users/live?from=-1&email=";
        try (EventSourceClient none = EventSourceClient.open(port(), stream + freshEmail());
                EventSourceClient one = EventSourceClient.open(port(), stream + email)) {
            assertThat(none.next())
                    .extracting(EventSourceClient.Event::name, EventSourceClient.Event::data)
                    .containsExactly("state", "null");
            assertThat(one.next())
                    .extracting(EventSourceClient.Event::name, EventSourceClient.Event::data)
                    .containsExactly("state", "1");
        }
    }

    @Test
    void a_domain_adds_a_tab_by_a_template() {
        String user = newUser();
        String group = command("create-group", "{\"payload\": {\"name\": \"" + UUID.randomUUID() + "\"}}")
                .is(201)
                .json()
                .path("aggregate")
                .path("id")
                .asString();
        String position = command("add-members", on(group, "{\"users\": [\"" + user + "\"]}"))
                .is(200)
                .json()
                .path("position")
                .asString();
        get("/api/memberships?limit=1&after=" + position).is(200);

        browser.open("/console/views/groups/" + group + "/tabs/members");
        assertThat(browser.status()).isEqualTo(200);
        assertThat(browser.texts("main tbody td")).contains(user);
        browser.follow("Fields and history");
        assertThat(browser.url()).isEqualTo("/console/views/groups/" + group);
        assertThat(browser.open("/console/views/groups/" + group + "/tabs/owners")
                        .status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"query=x", "query=[]", "query={}&query={}", "query={\".or\":[]}", "query={\"name\":1}"})
    void a_nested_filter_that_is_wrong_can_be_removed(String query) {
        browser.open("/console/views/users?"
                + query.replace("{", "%7B")
                        .replace("}", "%7D")
                        .replace("\"", "%22")
                        .replace("[", "%5B")
                        .replace("]", "%5D"));
        assertThat(browser.status()).isBetween(200, 400);
        assertThat(browser.texts("main a")).contains("×");
        browser.follow("×");
        assertThat(browser.status()).isEqualTo(200);
    }

    @Test
    void a_wrong_filter_is_explained_and_can_be_removed() {
        browser.open("/console/views/users?createdAt.gt=yesterday");

        assertThat(browser.status()).isEqualTo(400);
        assertThat(browser.texts("[role=alert] li")).singleElement().asString().contains("createdAt");
        browser.follow("Remove the filter createdAt.gt");
        assertThat(browser.status()).isEqualTo(200);
    }

    @Test
    void a_row_that_is_a_part_of_an_aggregate_has_a_page() {
        String user = shownUser("Jane", email);
        NewGroup added = newGroupOf(user);
        String group = added.id();
        String position = added.position();
        get("/api/memberships?after=" + position + "&groupId=" + group).is(200);

        browser.open("/console/views/memberships?groupId=" + group);
        String id = browser.texts("tbody a").getFirst();
        browser.follow(id);

        assertThat(browser.text()).contains(group, user, "This is a part of a group");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/console/nothing",
                "/console/views/nothing",
                "/console/views/users/nothing",
                "/console/views/users/01900000-0000-7000-8000-000000000000",
                "/console/commands/nothing",
                "/console/processors/nothing",
                "/console/dead-letters/nothing",
                "/console/dead-letters?cursor=nothing",
                "/console/views/users/01900000-0000-7000-8000-000000000000?version=-1"
            })
    void what_does_not_exist_is_a_page_that_says_so(String path) {
        browser.open(path);

        assertThat(browser.status()).isBetween(400, 404);
        assertThat(browser.header("Content-Type")).startsWith("text/html");
        assertThat(browser.texts("[role=alert]")).isNotEmpty();
        browser.follow("Users");
        assertThat(browser.status()).isEqualTo(200);
    }

    @Test
    @Asvs("V3.4.3")
    void no_page_contains_a_script_or_a_style_or_an_address_of_another_server() {
        String id = shownUser("Jane", email);
        for (String path : List.of(
                "/",
                "/console/views/users",
                "/console/views/users/" + id,
                "/console/views/users/" + id + "?version=0",
                "/console/views/users/" + id + "?blame",
                "/console/views/users/" + id + "/compare?a=0&b=2000-01-01",
                "/console/views/users/" + id + "/bisect?name=Jane",
                "/console/events",
                "/console/events?from=yesterday",
                "/console/commands",
                "/console/processors",
                "/console/processors/user-directory",
                "/console/processors/user-directory/reset",
                "/console/dead-letters",
                "/console/dead-letters/evicted",
                "/console/commands/execute-user-action?aggregate=" + id,
                "/console/nothing")) {
            browser.open(path);

            assertThat(browser.header("Content-Security-Policy"))
                    .as(path)
                    .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(browser.header("Cache-Control")).as(path).contains("no-store");
            assertThat(browser.header("X-Content-Type-Options")).as(path).isEqualTo("nosniff");
            assertThat(browser.html().length()).as(path).isLessThan(150_000);
            assertThat(TOKEN.matcher(browser.html().replaceAll(SCRIPT, "")).replaceAll(""))
                    .as(path)
                    .doesNotContain("<script", "<style", " style=", "javascript:", " onclick", "??")
                    .doesNotContainPattern("(href|src|action)=\"(https?:)?//");
        }
    }

    /** Creates a user, and returns when the view contains it. */
    private String shownUser(String name, String address) {
        JsonNode created = command(
                        "create-user",
                        "{\"payload\": {\"name\": %s, \"email\": \"%s\"}}"
                                .formatted(Json.MAPPER.writeValueAsString(name), address))
                .is(201)
                .json();
        String id = created.at("/aggregate/id").stringValue();
        get("/api/users/" + id + "?after=" + created.path("position").stringValue())
                .is(200);
        return id;
    }

    private List<String> names() {
        return browser.texts("tbody td:nth-child(2)");
    }
}
