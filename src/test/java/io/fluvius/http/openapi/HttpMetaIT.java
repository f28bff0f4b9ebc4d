package io.fluvius.http.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluvius.Domain;
import io.fluvius.Domains;
import io.fluvius.environment.OnH2;
import io.fluvius.http.HttpJourney;
import io.fluvius.http.TestResponse;
import io.fluvius.problem.ProblemCode;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;

/** Metadata, and the pages of problems. */
@OnH2
class HttpMetaIT extends HttpJourney {

    private static final List<String> COMMANDS = List.of(
            "activate-user",
            "complete-user-action",
            "create-user",
            "deactivate-user",
            "delete-user",
            "enable-totp",
            "execute-user-action",
            "forget-user",
            "lock-user",
            "reconcile-user",
            "remove-totp",
            "unlock-user",
            "update-user");

    @Autowired
    private Domains domains;

    @Test
    void the_application_names_its_version_domains_commands_and_resources() {
        JsonNode meta = get("/api/meta").is(200).json();

        assertThat(meta.path("version").stringValue()).matches("\\d+\\.\\d+\\.\\d+.*");
        assertThat(meta.path("domains")).hasSize(domains.all().size());
        JsonNode user = meta.path("domains")
                .valueStream()
                .filter(domain -> domain.path("name").stringValue().equals("user"))
                .findFirst()
                .orElseThrow();
        assertThat(texts(user.path("commands"))).isEqualTo(COMMANDS);
        assertThat(texts(user.path("resources"))).containsExactly("user");
    }

    @Test
    void every_command_is_described() {
        for (String key : COMMANDS) {
            JsonNode command = get("/api/meta/commands/" + key).is(200).json();

            assertThat(command.propertyNames())
                    .containsExactly("key", "title", "description", "resource", "creating", "schema", "url");
            assertThat(command.path("key").stringValue()).isEqualTo(key);
            assertThat(command.path("title").stringValue()).isNotBlank();
            assertThat(command.path("description").stringValue()).isNotBlank();
            assertThat(command.path("resource").stringValue()).isEqualTo("user");
            assertThat(command.path("creating").booleanValue()).isEqualTo(key.equals("create-user"));
            assertThat(command.path("url").stringValue()).isEqualTo("/api/commands/" + key);
            assertThat(command.path("schema").path("$schema").stringValue())
                    .isEqualTo("https://json-schema.org/draft/2020-12/schema");
            assertThat(command.path("schema").path("type").stringValue()).isEqualTo("object");
            assertThat(command.path("schema").path("additionalProperties")).isEqualTo(BooleanNode.FALSE);
        }
    }

    @Test
    void a_schema_describes_the_members_of_a_payload() {
        JsonNode schema = get("/api/meta/commands/create-user").json().path("schema");

        assertThat(schema.path("properties").propertyNames()).containsExactlyInAnyOrder("name", "email");
        assertThat(texts(schema.path("required"))).containsExactlyInAnyOrder("name", "email");
        assertThat(schema.path("properties").path("name").path("description").stringValue())
                .contains("200 characters");
        assertThat(schema.path("properties").path("email").path("type").stringValue())
                .isEqualTo("string");
    }

    @Test
    void a_resource_lists_its_fields_and_their_operators() {
        JsonNode resource = get("/api/meta/resources/user").is(200).json();
        Map<String, JsonNode> fields = resource.path("fields")
                .valueStream()
                .collect(Collectors.toMap(field -> field.path("name").stringValue(), field -> field));

        assertThat(resource.path("resource").stringValue()).isEqualTo("user");
        assertThat(resource.path("path").stringValue()).isEqualTo("users");
        assertThat(resource.path("url").stringValue()).isEqualTo("/api/users");
        assertThat(fields).hasSize(12);
        assertThat(texts(fields.get("status").path("values"))).containsExactly("ACTIVE", "DEACTIVATED", "LOCKED");
        assertThat(texts(fields.get("name").path("operators")))
                .containsExactlyInAnyOrder(
                        "eq", "ne", "in", "notin", "has", "starts", "ends", "gt", "gte", "lt", "lte");
        assertThat(fields.get("requiredActions").path("sortable").booleanValue())
                .isFalse();
        assertThat(fields.get("deactivationReason").path("nullable").booleanValue())
                .isTrue();
        assertThat(fields.get("createdAt").path("type").stringValue()).isEqualTo("date-time");
        assertThat(fields.get("createdAt").propertyNames())
                .containsExactly(
                        "name", "type", "nullable", "operators", "sortable", "indexed", "searched", "examples");
        assertThat(fields.values())
                .filteredOn(field -> field.path("searched").booleanValue())
                .map(field -> field.path("name").stringValue())
                .containsExactlyInAnyOrder("name", "email");
    }

    @Test
    void a_resource_describes_its_default_order_its_limits_and_its_searched_fields() {
        JsonNode resource = get("/api/meta/resources/user").is(200).json();

        assertThat(resource.propertyNames())
                .containsExactly("resource", "path", "url", "fields", "searched", "sort", "limit");
        assertThat(texts(resource.path("searched"))).containsExactly("name", "email");
        assertThat(texts(resource.path("sort"))).containsExactly("createdAt.asc", "id.asc");
        assertThat(resource.path("limit").path("minimum").intValue()).isEqualTo(1);
        assertThat(resource.path("limit").path("maximum").intValue()).isEqualTo(1000);
        assertThat(resource.path("limit").path("default").intValue()).isEqualTo(25);
        get("/api/users?sort=" + String.join(",", texts(resource.path("sort")))).is(200);
    }

    @Test
    void every_example_of_every_field_is_a_valid_query() {
        for (Domain domain : domains.all()) {
            JsonNode resource =
                    get("/api/meta/resources/" + domain.definition().name()).json();
            for (JsonNode field : resource.path("fields")) {
                List<String> examples = texts(field.path("examples"));

                assertThat(examples)
                        .hasSizeGreaterThan(texts(field.path("operators")).size());
                examples.forEach(example ->
                        get(resource.path("url").stringValue() + "?" + example).is(200));
            }
        }
    }

    @Test
    void unknown_commands_resources_and_parameters_are_refused() {
        get("/api/meta/commands/nope").isProblem(404, "unknown-command");
        get("/api/meta/resources/users").isProblem(404, "unknown-resource");
        get("/api/meta/nope").isProblem(404, "not-found");
        get("/problems/nope").isProblem(404, "not-found");
        get("/api/meta?a=1").isProblem(400, "malformed-request", "/a");
        get("/api/meta/commands/create-user?a=1").isProblem(400, "malformed-request", "/a");
        get("/api/meta/resources/user?a=1").isProblem(400, "malformed-request", "/a");
    }

    @Test
    void swagger_ui_is_served() {
        TestResponse moved = get("/swagger-ui.html");

        assertThat(moved.is(302).header("Location")).isEqualTo("/swagger-ui/index.html");
        assertThat(get("/swagger-ui/index.html").is(200).header("Content-Type")).startsWith("text/html");
    }

    @ParameterizedTest
    @EnumSource(ProblemCode.class)
    void every_problem_has_a_page(ProblemCode code) {
        TestResponse page = get("/problems/" + code.text()).is(200);

        assertThat(page.header("Content-Type")).isEqualToIgnoringCase("text/html;charset=utf-8");
        assertThat(page.text()).contains("<title>" + code.text() + "</title>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "application/xml", "image/png", "nonsense"})
    void the_accept_header_is_ignored(String accept) {
        TestResponse json =
                request("GET", "/api/meta").header("Accept", accept).exchange().is(200);
        TestResponse html = request("GET", "/problems/rejected")
                .header("Accept", accept)
                .exchange()
                .is(200);

        assertThat(json.header("Content-Type")).isEqualTo("application/json");
        assertThat(html.header("Content-Type")).startsWith("text/html");
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::stringValue).toList();
    }
}
